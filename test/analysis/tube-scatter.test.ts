import { expect, test } from "vitest";
import { findPeaks } from "../../src/analysis/find-peaks.js";
import { identifyLines } from "../../src/analysis/identify-lines.js";
import { tubeScatter } from "../../src/analysis/tube-scatter.js";
import { embeddedLibrary } from "../../src/embedded-library.js";
import { DEFAULT_INSTRUMENT, instrumentByName } from "../../src/instrument.js";
import { pigmentDistribution } from "../../src/library.js";
import { massAttenuation } from "../../src/xray/mass-attenuation.js";
import { draw } from "./draw.js";

test("the heavier the material, the smaller the Compton peak and the larger the soft lines beside the hard one", async () => {
  const found = await tubeScatter();
  expect(found.map(({ soft }) => soft.map(({ line }) => line.name))).toEqual(
    Array(4).fill(["Mo La", "Mo Lb"]),
  );
  const compton = found.map(({ comptonShare }) => comptonShare);
  const soft = found.map((one) => one.soft[0]!.share);
  expect(compton).toEqual(compton.toSorted((a, b) => a - b));
  expect(soft).toEqual(soft.toSorted((a, b) => b - a));
});

test("a thicker window takes the soft lines away as beryllium's attenuation says", async () => {
  const [thin, thick] = await Promise.all(
    [100, 200].map((windowUm) => tubeScatter({ tube: { ...DEFAULT_INSTRUMENT.tube, windowUm } })),
  );
  const [at, hard] = await massAttenuation({ formula: "Be" }, [2.293, 17.44]);
  const passes = Math.exp(-(at! - hard!) * 1.848 * 0.01);
  thin!.forEach(({ soft }, i) => {
    const ratio = thick![i]!.soft[0]!.share / soft[0]!.share;
    expect(ratio / passes, `${i}`).toBeGreaterThan(0.98);
    expect(ratio / passes, `${i}`).toBeLessThan(1.02);
  });
});

test("a tube without current says nothing", async () => {
  expect(await tubeScatter({ tube: { ...DEFAULT_INSTRUMENT.tube, currentUA: 0 } })).toEqual([]);
});

test("a tube without a softer series has no soft peaks", async () => {
  const found = await tubeScatter({ tube: { ...DEFAULT_INSTRUMENT.tube, anode: "Cr", kV: 30 } });
  expect(found.flatMap(({ soft }) => soft)).toEqual([]);
});

// Ag Lb is at Cd La, Rh La near Cl Ka.
test.each([
  ["ag-fresco", "azurite", "Cu", "Ag La,Ag Lb", "Cd"],
  ["ag-fresco", "gold_leaf", "Au Cu", "Ag La,Ag Lb", "Cd"],
  ["m6-jetstream", "lead_white", "Ar Pb", "Rh La,Rh Lb", ""],
  ["labec", "organic_red_dye", "Al Ar Ca K S", "Mo La", ""],
])("%s sees %s as %s and, scattered, %s", async (name, id, elements, scattered, wrong) => {
  const instrument = instrumentByName(name);
  const { axis } = instrument;
  const { pigments } = await embeddedLibrary();
  const distribution = await pigmentDistribution(pigments.find((one) => one.id === id)!, instrument);
  const counts = draw(
    distribution.map((share) => share * 1e6),
    1,
  );
  const peaks = findPeaks(counts, { axis, instrument });
  const lines = (options: object) =>
    identifyLines(peaks, { axis, instrument, ...options }).flatMap((peak) => peak.lines);
  const elementsIn = (found: ReturnType<typeof lines>) =>
    [...new Set(found.filter(({ kind }) => kind === "line").map(({ element }) => element))].sort();

  const found = lines({ scatter: await tubeScatter(instrument) });
  expect(elementsIn(found).join(" ")).toBe(elements);
  const soft = found.filter(({ kind, line }) => kind === "scatter" && line.startsWith("L"));
  expect(soft.map((line) => line.name).join()).toBe(scattered);
  if (wrong) expect(elementsIn(lines({}))).toContain(wrong);
});

test("without what the tube scatters its line is an alternative", () => {
  const peak = (energyKeV: number, area: number) => ({ energyKeV, area, significance: Math.sqrt(area) / 2 });
  const [soft] = identifyLines([peak(2.3, 500), peak(17.44, 1e4), peak(16.87, 1e4)]);
  expect(soft!.lines.map(({ name }) => name)).toEqual(["S Ka"]);
  expect(soft!.alternatives.find(({ name }) => name === "Mo La")).toMatchObject({ kind: "scatter" });
});
