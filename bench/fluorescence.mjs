// Question: how long do the lines of a stack of layers take, secondary fluorescence included? The goal is 30 ms for three
// layers under 200 energies.
import { sherman } from "../build/modules/index.js";
import { interleave } from "./lib/numbers.mjs";

const STACKS = {
  "azurite / lead-tin yellow / chalk": [
    { material: "azurite", thicknessUm: 30 },
    { material: "lead_tin_yellow_I", thicknessUm: 50 },
    { material: "chalk", thicknessUm: Number.POSITIVE_INFINITY },
  ],
  "vermilion / lead white / chalk ground": [
    { material: "vermilion", thicknessUm: 10 },
    { material: "lead_white", thicknessUm: 100 },
    { material: "chalk_ground_glue", thicknessUm: 300 },
  ],
};

/** A beam like a tube's of 40 kV. */
function beamOf(count) {
  const energiesKeV = Float64Array.from({ length: count }, (_, i) => 1 + (39 * (i + 0.5)) / count);
  return { energiesKeV, weights: energiesKeV.map((energyKeV) => 40 / energyKeV - 1) };
}

const CALLS = 10;

/** @returns ms a call */
async function time(stack, beam) {
  await sherman(stack, beam);
  const start = performance.now();
  for (let i = 0; i < CALLS; i++) await sherman(stack, beam);
  return (performance.now() - start) / CALLS;
}

export async function measure({ runs }) {
  const works = {};
  for (const count of [1, 200, 2000]) {
    const beam = beamOf(count);
    for (const [name, stack] of Object.entries(STACKS)) {
      works[`${name}, energies: ${count}`] = () => time(stack, beam);
    }
  }
  const results = await interleave(runs, works);
  return Object.entries(results).map(([question, ours]) => ({
    question,
    unit: "ms",
    ours,
    peer: "",
    theirs: null,
    command: "sherman(stack, beam)",
  }));
}
