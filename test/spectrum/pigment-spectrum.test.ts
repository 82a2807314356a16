import { describe, expect, test } from "vitest";
import { embeddedLibrary } from "../../src/embedded-library.js";
import { DEFAULT_ENERGY_AXIS, energyAxisFromRange } from "../../src/energy-axis.js";
import { checkInstrument, DEFAULT_INSTRUMENT, fwhmKeV, type Instrument } from "../../src/instrument.js";
import { type PigmentSpectrum, pigmentDistribution } from "../../src/library.js";
import { parseLine } from "../../src/lines.js";

const library = await embeddedLibrary();
const { offsetKeV, gainKeV } = DEFAULT_ENERGY_AXIS;
const channel = (energyKeV: number) => Math.round((energyKeV - offsetKeV) / gainKeV);

const distributions = new Map(
  await Promise.all(
    library.pigments.map(async (pigment) => {
      return [pigment.id, await pigmentDistribution(pigment, DEFAULT_INSTRUMENT)] as const;
    }),
  ),
);

/** Energies of the local maxima above `least` of the highest, from the highest down, keV. */
function peaks(id: string, least = 0.02): number[] {
  const values = distributions.get(id)!;
  const highest = Math.max(...values);
  return Array.from(values.keys())
    .filter(
      (i) =>
        values[i]! > least * highest &&
        values[i]! > (values[i - 1] ?? 0) &&
        values[i]! >= (values[i + 1] ?? 0),
    )
    .sort((a, b) => values[b]! - values[a]!)
    .map((i) => offsetKeV + i * gainKeV);
}

/** Expects a peak within a channel of an energy. */
function expectPeak(id: string, energyKeV: number): void {
  const nearest = Math.min(...peaks(id).map((peak) => Math.abs(peak - energyKeV)));
  expect(nearest, `${id} at ${energyKeV} keV`).toBeLessThan(0.06);
}

describe("the embedded library", () => {
  test.each(library.pigments.map(({ id }) => id))("%s is a distribution", (id) => {
    const values = distributions.get(id)!;
    expect(values).toHaveLength(1024);
    expect(values.every((value) => value >= 0)).toBe(true);
    expect(values.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
  });

  test.each([
    ["vermilion", "Hg La"],
    ["red_lead", "Pb La"],
    ["lead_white", "Pb La"],
    ["lead_tin_yellow", "Pb La"],
    ["azurite", "Cu Ka"],
    ["malachite", "Cu Ka"],
    ["chalk", "Ca Ka"],
    ["bone_black", "Ca Ka"],
    ["parchment", "Ca Ka"],
    ["ultramarine", "Ca Ka"],
    ["organic_red_dye", "Ca Ka"],
    ["iron_gall_ink", "Fe Ka"],
    ["gold_leaf", "Au La"],
  ])("the strongest peak of %s is %s", (id, line) => {
    expect(Math.abs(peaks(id)[0]! - parseLine(line).energyKeV)).toBeLessThan(0.06);
  });

  test("further peaks are where they belong", () => {
    expectPeak("vermilion", 2.27);
    expectPeak("vermilion", 11.85);
    expectPeak("lead_white", 12.62);
    expectPeak("gold_leaf", 11.46);
    expectPeak("gold_leaf", parseLine("Cu Ka").energyKeV);
    expectPeak("bone_black", parseLine("P Ka").energyKeV);
    expectPeak("organic_red_dye", parseLine("K Ka").energyKeV);
    expectPeak("ultramarine", parseLine("Fe Ka").energyKeV);
    expectPeak("iron_gall_ink", parseLine("Zn Ka").energyKeV);
    const tin = distributions.get("lead_tin_yellow")!;
    expect(tin[channel(25.2)]).toBeGreaterThan(10 * tin[channel(24)]!);
  });

  test("indigo scatters the tube's lines: Mo K as it is and with what Compton scattering leaves, over a hump", () => {
    expect(peaks("indigo")[0]).toBeGreaterThan(16.7);
    expect(peaks("indigo")[0]).toBeLessThan(17);
    expectPeak("indigo", parseLine("Mo Ka").energyKeV);
    expectPeak("indigo", parseLine("Mo Kb").energyKeV);
    const values = distributions.get("indigo")!;
    expect(values[channel(12)]).toBeGreaterThan(3 * values[channel(6)]!);
    expect(values[channel(12)]).toBeLessThan(values[channel(16.9)]! / 3);
  });

  test("the air's argon shows beside light matter", () => {
    expectPeak("indigo", parseLine("Ar Ka").energyKeV);
  });
});

describe("pigmentDistribution", () => {
  const distribution = (spectrum: PigmentSpectrum, instrument: Instrument = DEFAULT_INSTRUMENT) =>
    pigmentDistribution({ id: "t", name: "Test", srgb: [0, 0, 0], spectrum }, instrument);
  const measured = (energies: number[], counts: number[]) => ({
    energiesKeV: Float64Array.from(energies),
    counts: Float64Array.from(counts),
  });

  test("gives the same bits each time", async () => {
    expect(await distribution({ formula: "HgS" })).toEqual(distributions.get("vermilion"));
  });

  test("what a measured spectrum does not cover is 0", async () => {
    const values = await distribution(measured([5, 6, 7], [1, 2, 1]));
    expect(values.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
    expect(values.subarray(0, channel(4.4)).every((value) => value === 0)).toBe(true);
    expect(values.subarray(channel(7.6)).every((value) => value === 0)).toBe(true);
    expect(values[channel(6)]! / values[channel(5)]!).toBeCloseTo(2, 10);
  });

  test.each([
    ["off the axis", measured([50, 60], [1, 1])],
    ["zero", measured([1, 2], [0, 0])],
    ["zero on the axis", measured([1, 2, 80], [0, 0, 1])],
    ["infinite in sum", measured([1, 2], [1.7e308, 1.7e308])],
    ["negative", measured([1, 2], [1, -1])],
    ["of unequal lengths", measured([1, 2], [1])],
    ["of an unknown element", { formula: "Xx" }],
  ])("a spectrum %s is refused with the pigment's name", async (_, spectrum) => {
    const refused = { code: "INVALID_LIBRARY", message: expect.stringMatching(/^pigment "Test": /) };
    await expect(distribution(spectrum)).rejects.toMatchObject(refused);
  });

  test("an axis that no photon reaches is refused", async () => {
    const axis = energyAxisFromRange(50, 60, 10);
    const refused = { code: "INVALID_ARGUMENT", message: expect.stringMatching(/receives no photons/) };
    await expect(distribution({ formula: "C" }, { ...DEFAULT_INSTRUMENT, axis })).rejects.toMatchObject(
      refused,
    );
  });

  test("a finer axis sums to a coarser one", async () => {
    const on = (channels: number) =>
      distribution(
        { formula: "HgS" },
        { ...DEFAULT_INSTRUMENT, axis: energyAxisFromRange(0.5, 38.5, channels) },
      );
    const [coarse, fine] = [await on(256), await on(2048)];
    coarse.forEach((value, i) => {
      const parts = fine.subarray(i * 8, i * 8 + 8).reduce((a, b) => a + b, 0);
      expect(Math.abs(parts - value)).toBeLessThan(1e-7);
    });
  });

  test("less air lets more of the soft lines through", async () => {
    const soft = (values: Float64Array) => values.subarray(0, channel(3)).reduce((a, b) => a + b, 0);
    const vacuum = await distribution({ formula: "HgS" }, { ...DEFAULT_INSTRUMENT, airPathCm: 0 });
    expect(soft(vacuum)).toBeGreaterThan(1.2 * soft(distributions.get("vermilion")!));
  });

  test("a higher voltage reaches higher lines", async () => {
    const at = (kV: number) =>
      distribution(
        { formula: "Pb2SnO4" },
        { ...DEFAULT_INSTRUMENT, tube: { ...DEFAULT_INSTRUMENT.tube, kV } },
      );
    expect((await at(20))[channel(25.2)]).toBeLessThan(1e-6);
    expect((await at(50))[channel(25.2)]).toBeGreaterThan(1e-3);
  });
});

describe("the instrument", () => {
  test("resolves 139 eV at Mn Ka", () => {
    expect(fwhmKeV(DEFAULT_INSTRUMENT, 5.895)).toBeCloseTo(0.1392, 4);
    expect(fwhmKeV(DEFAULT_INSTRUMENT, 0)).toBeCloseTo(0.07, 12);
  });

  test.each([
    [{ tube: { kV: 61, windowUm: 100 } }, /tube.kV of 1 to 60, found 61/],
    [{ tube: { kV: Number.NaN, windowUm: 100 } }, /found NaN/],
    [{ geometry: { incidenceDeg: 0, takeOffDeg: 45 } }, /incidenceDeg/],
    [{ airPathCm: -1 }, /airPathCm/],
    [{ axis: { offsetKeV: 0, gainKeV: 0, channels: 1 } }, /gain above 0/],
  ])("refuses %j", (changes, message) => {
    expect(() => checkInstrument({ ...DEFAULT_INSTRUMENT, ...changes })).toThrow(message);
  });
});
