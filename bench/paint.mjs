// Question: how long do the expected spectra of a painting of 15 colours take as paint on canvas? The goal is 1 s.
import {
  embeddedLibrary,
  instrumentByName,
  loadGanx,
  objectStratigraphy,
  paintStack,
  stackSpectrum,
} from "../build/modules/index.js";
import { interleave } from "./lib/numbers.mjs";

const COLORS = 15;

/** Compositions of so many pigments, each colour from another place of the list. */
async function colorsOf(pigments) {
  const { pigments: known } = await embeddedLibrary({ technique: "canvas" });
  return Array.from({ length: COLORS }, (_, k) =>
    Array.from({ length: pigments }, (_, i) => ({
      material: known[(3 * k + i) % known.length].id,
      share: 1 / pigments,
    })),
  );
}

export async function measure({ runs }) {
  await loadGanx();
  const stratigraphy = await objectStratigraphy("canvas");
  const works = {};
  for (const name of ["labec", "m6-jetstream"]) {
    const instrument = instrumentByName(name);
    for (const pigments of [4, 12]) {
      const colors = await colorsOf(pigments);
      const question = `15 colours of ${pigments} pigments on canvas, ${instrument.axis.channels} channels`;
      works[question] = async () => {
        const start = performance.now();
        for (const visible of colors) {
          await stackSpectrum(await paintStack(stratigraphy, { visible }), instrument);
        }
        return performance.now() - start;
      };
    }
  }
  const results = await interleave(runs, works);
  return Object.entries(results).map(([question, ours]) => ({
    question,
    unit: "ms",
    ours,
    peer: "",
    theirs: null,
    command: "stackSpectrum(await paintStack(stratigraphy, { visible }), instrument)",
  }));
}
