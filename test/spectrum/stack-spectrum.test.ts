import { describe, expect, test } from "vitest";
import { instrumentByName } from "../../src/instrument.js";
import { loadPhysics } from "../../src/kernels/physics.js";
import { constituents } from "../../src/xray/composition.js";
import { emittedLines } from "../../src/xray/fluorescence.js";
import { incidentBeam } from "../../src/xray/incident-beam.js";
import type { StackLayer } from "../../src/xray/stack.js";
import { type StackSpectrum, stackSpectrum } from "../../src/xray/stack-spectrum.js";
import { loadXrayData } from "../../src/xray/xray-data.js";

await loadPhysics();
const data = await loadXrayData();
const M6 = instrumentByName("m6-jetstream");
const AZURITE: StackLayer[] = [
  { formula: "Cu3(CO3)2(OH)2", densityGCm3: 2, thicknessUm: 40 },
  { formula: "CaCO3", densityGCm3: 1.8, thicknessUm: 200 },
  { formula: "C6H10O5", densityGCm3: 0.8, thicknessUm: 500 },
];
const onM6 = await stackSpectrum(AZURITE, M6);

const sum = (values: Iterable<number>) => [...values].reduce((a, b) => a + b, 0);
const at = ({ axis }: StackSpectrum, energyKeV: number) =>
  Math.round((energyKeV - axis.offsetKeV) / axis.gainKeV);

/** Whether a part has its highest channel of the neighbourhood within 30 eV of an energy. */
function expectPeak(spectrum: StackSpectrum, part: string, energyKeV: number, reachKeV = 0.15): void {
  const values = spectrum.parts[part]!;
  const reach = Math.round(reachKeV / spectrum.axis.gainKeV);
  const middle = at(spectrum, energyKeV);
  const near = values.subarray(middle - reach, middle + reach + 1);
  const highest = near.indexOf(Math.max(...near)) - reach;
  expect(Math.abs(highest * spectrum.axis.gainKeV), `${part} at ${energyKeV} keV`).toBeLessThan(0.03);
}

describe("azurite on chalk under the M6", () => {
  test("is split on request into its lines, primary and secondary, which sum to them", async () => {
    const { parts, counts } = await stackSpectrum(AZURITE, M6, { split: true });
    const names = Object.keys(parts).filter((name) => /^[A-Z][a-z]? \w+ (primary|secondary)$/.test(name));
    expect(names).toContain("Cu Ka1 primary");
    expect(names).toContain("Ca Ka1 secondary");
    expect(names).not.toContain("Cu Ka1 secondary");
    expect(Object.keys(parts).filter((name) => !names.includes(name))).toEqual(
      Object.keys(onM6.parts).filter((name) => name !== "lines"),
    );
    onM6.parts.lines!.forEach((value, i) => {
      expect(Math.abs(value - sum(names.map((name) => parts[name]![i]!)))).toBeLessThan(1e-7);
      expect(Math.abs(counts[i]! - onM6.counts[i]!)).toBeLessThan(1e-7);
    });
  });

  test("the parts sum to the counts", () => {
    onM6.counts.forEach((value, i) => {
      expect(Math.abs(value - sum(Object.values(onM6.parts).map((part) => part[i]!)))).toBeLessThan(1e-9);
    });
  });

  test("shows what real spectra show: Cu and Ca, argon, Rh scattered both ways, escape, pile-up, strobe", () => {
    expectPeak(onM6, "lines", 8.04);
    expectPeak(onM6, "lines", 3.69);
    expectPeak(onM6, "gas", 2.957);
    expectPeak(onM6, "rayleigh", 20.18);
    expectPeak(onM6, "rayleigh", 2.697);
    expectPeak(onM6, "compton", 18.81, 0.5);
    expectPeak(onM6, "escape", 8.04 - 1.742);
    expectPeak(onM6, "pileUp", 16.08);
    expectPeak(onM6, "strobe", 0);
  });

  test("counts at the rate of such a scan: some 10 to 60 thousand a second, one strobe in five", () => {
    expect(sum(onM6.counts)).toBeGreaterThan(1e4);
    expect(sum(onM6.counts)).toBeLessThan(6e4);
    expect(sum(onM6.parts.strobe!) / sum(onM6.counts)).toBeGreaterThan(0.15);
    expect(sum(onM6.parts.strobe!) / sum(onM6.counts)).toBeLessThan(0.5);
  });

  test("twice the current is twice the input", async () => {
    const tube = { ...M6.tube, currentUA: 2 * M6.tube.currentUA };
    const twice = await stackSpectrum(AZURITE, { ...M6, tube });
    expect(twice.inputRate / onM6.inputRate).toBeCloseTo(2, 12);
    expect(twice.liveFraction).toBeLessThan(onM6.liveFraction);
  });

  test("the bins that excite lines are fine enough: 0.1 % of ones fifteen times finer", () => {
    const layers = AZURITE.map((layer) => {
      const { formula } = layer as { formula: string };
      const massThickness = layer.densityGCm3! * layer.thicknessUm! * 1e-4;
      return { parts: constituents({ formula }, data), massThickness };
    });
    const edgesKeV = layers.flatMap(({ parts }) =>
      parts.flatMap(({ element }) => Object.values(element.edges)),
    );
    const beam = incidentBeam(M6, data, { edgesKeV, relativeStep: 0.002 });
    const fine = emittedLines(layers, beam, { in: 1, out: Math.sin(Math.PI / 3) });
    onM6.lines.forEach((line, i) => {
      const expected = fine[i]!.primary + fine[i]!.secondary;
      if (expected > 0) expect(Math.abs((line.primary + line.secondary) / expected - 1)).toBeLessThan(0.001);
    });
  });
});

describe("stackSpectrum", () => {
  test("gives the same bits each time", async () => {
    expect((await stackSpectrum(AZURITE, M6)).counts).toEqual(onM6.counts);
  });

  test("helium lets soft lines through and brings no argon", async () => {
    const layers: StackLayer[] = [{ formula: "CaSO4*2H2O", densityGCm3: 2.3, thicknessUm: 500 }];
    const inAir = await stackSpectrum(layers, M6);
    const inHelium = await stackSpectrum(layers, { ...M6, gas: "helium" });
    const sulphur = (spectrum: StackSpectrum) => spectrum.parts.lines![at(spectrum, 2.307)]!;
    expect(sulphur(inHelium)).toBeGreaterThan(1.3 * sulphur(inAir));
    expect(sum(inAir.parts.gas!)).toBeGreaterThan(0);
    expect(sum(inHelium.parts.gas!)).toBe(0);
  });

  test("a filter takes the soft beam away", async () => {
    const filters = [{ formula: "Al", densityGCm3: 2.7, thicknessUm: 500 }];
    const filtered = await stackSpectrum(AZURITE, { ...M6, tube: { ...M6.tube, filters } });
    const ratio = (spectrum: StackSpectrum) =>
      spectrum.parts.lines![at(spectrum, 3.69)]! / spectrum.parts.rayleigh![at(spectrum, 20.2)]!;
    expect(ratio(filtered)).toBeLessThan(0.5 * ratio(onM6));
  });

  test("a stack or an instrument that cannot be is refused", async () => {
    await expect(stackSpectrum([], M6)).rejects.toMatchObject({ code: "INVALID_ARGUMENT" });
    await expect(stackSpectrum(AZURITE, { airPathCm: -1 })).rejects.toThrow(
      /airPathCm of 0 to 100, found -1/,
    );
  });
});
