// Question: how long does what a scanner records of a stack take, and how much of it is the detector's? The goal is 1 s for
// a painting of 15 colours.
import { detectorResponse, instrumentByName, stackSpectrum } from "../build/modules/index.js";
import { interleave } from "./lib/numbers.mjs";

const STACK = [
  { material: "azurite", thicknessUm: 30 },
  { material: "lead_white", thicknessUm: 50 },
  { material: "chalk", thicknessUm: Number.POSITIVE_INFINITY },
];
const CALLS = 10;

/** Lines and bins like those of a stack under a tube of 50 kV. */
function photonsOf(count) {
  const energiesKeV = Float64Array.from({ length: count }, (_, i) => 1 + (48 * (i + 0.5)) / count);
  return { energiesKeV, photons: new Float64Array(count).fill(10), sigmasKeV: new Float64Array(count) };
}

/** @returns ms a call */
async function time(call) {
  await call();
  const start = performance.now();
  for (let i = 0; i < CALLS; i++) await call();
  return (performance.now() - start) / CALLS;
}

export async function measure({ runs }) {
  const works = {};
  const commands = {};
  for (const name of ["labec", "m6-jetstream"]) {
    const instrument = instrumentByName(name);
    const { channels } = instrument.axis;
    for (const count of [300, 3000]) {
      const question = `detector, ${channels} channels, lines: ${count}`;
      const photons = { lines: photonsOf(count) };
      works[question] = () => time(() => detectorResponse(photons, instrument));
      commands[question] = "detectorResponse({ lines }, instrument)";
    }
    const question = `three layers, ${channels} channels`;
    works[question] = () => time(() => stackSpectrum(STACK, instrument));
    commands[question] = "stackSpectrum(stack, instrument)";
  }
  const results = await interleave(runs, works);
  return Object.entries(results).map(([question, ours]) => ({
    question,
    unit: "ms",
    ours,
    peer: "",
    theirs: null,
    command: commands[question],
  }));
}
