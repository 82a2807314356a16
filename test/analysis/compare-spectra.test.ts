// Total spectra and their lines.

import { describe, expect, test } from "vitest";
import type { MemoryCube } from "../../src/analysis/cube-source.js";
import { rebinToAxis } from "../../src/analysis/rebin.js";
import { spectrumMetrics, spectrumMetricVariants } from "../../src/analysis/spectrum-metrics.js";
import { type EnergyAxis, energyAxisFromRange } from "../../src/energy-axis.js";
import { A, B, compare, expectClose, HEIGHT, scoreOf, WIDTH } from "./compared.js";
import { AXIS, flat, lineShape, makeCube, together } from "./synthetic.js";

describe("spectra and their metrics", () => {
  test("are those of the totals", async () => {
    const { spectra, metrics, variants } = await compare(A, B);
    [A, B].forEach(({ counts }, i) => {
      const total = new Float64Array(AXIS.channels);
      (counts as Uint16Array).forEach((count, at) => {
        total[at % AXIS.channels] += count;
      });
      const all = total.reduce((sum, count) => sum + count, 0);
      expectClose(
        spectra[i]!,
        total.map((count) => count / all),
        0,
      );
    });
    expect(metrics).toEqual(spectrumMetrics(...spectra));
    expect(variants).toEqual(spectrumMetricVariants(...spectra));
  });

  test("of cubes without a channel in common are as far apart as can be", async () => {
    const half = (high: boolean) => flat(AXIS, 3).map((v, c) => (c >= 150 === high ? v : 0));
    const [a, b] = [false, true].map((high) =>
      makeCube({ width: 12, height: 5, expected: () => half(high) }),
    );
    const { metrics, variants } = await compare(a!, b!);
    expect(metrics.bhattacharyyaDistance).toBe(Number.POSITIVE_INFINITY);
    expect(variants.chiSquarePearson).toBe(Number.POSITIVE_INFINITY);
    expect([metrics.bhattacharyyaCoefficient, metrics.brayCurtis, metrics.hellinger]).toEqual([0, 1, 1]);
  });

  const rebinned = (cube: MemoryCube, axis: EnergyAxis): MemoryCube => ({
    ...cube,
    energyAxis: axis,
    counts: rebinToAxis(cube.counts as Uint16Array, cube.width * cube.height, cube.energyAxis, axis),
  });

  test.each([
    ["wider channels", energyAxisFromRange(1, 13, 200)],
    ["narrower channels", energyAxisFromRange(1, 13, 371)],
    ["other energies", energyAxisFromRange(2.03, 15, 260)],
  ])("on axes of %s are those of cubes brought to one axis by hand", async (_, other) => {
    const expected = together(flat(other, 0.5), lineShape(other, "Fe Ka", 20), lineShape(other, "Zn Ka", 9));
    const b = makeCube({
      width: WIDTH,
      height: HEIGHT,
      energyAxis: other,
      expected: () => expected,
      seed: 6,
    });
    const found = await compare(A, b, { seed: 2 });
    const axis = found.energyAxis;
    expect(found.rebinned).toBe(true);
    const byHand = await compare(rebinned(A, axis), rebinned(b, axis), { seed: 2 });
    expect(byHand.rebinned).toBe(false);
    for (const i of [0, 1] as const) expectClose(found.spectra[i], byHand.spectra[i], 1e-15);
    for (const [name, value] of Object.entries(found.metrics)) {
      expect(Math.abs(value - byHand.metrics[name as "cosine"]), name).toBeLessThan(1e-12);
    }
    expect(Math.abs(found.similarity!.ssim - byHand.similarity!.ssim)).toBeLessThan(1e-12);
    expect(Math.abs(found.similarity!.msSsim! - byHand.similarity!.msSsim!)).toBeLessThan(1e-12);
    expect(found.poissonReference).toEqual(byHand.poissonReference);
  });
});

describe("lines", () => {
  const painted = (fe: number, pb: number, seed?: number) =>
    makeCube({
      width: 14,
      height: 12,
      expected: (x) =>
        together(flat(AXIS, 4), lineShape(AXIS, "Fe Ka", fe * (1 + (x % 3))), lineShape(AXIS, "Pb La", pb)),
      ...(seed === undefined ? {} : { seed }),
    });
  const countsOf = ({ counts }: MemoryCube) => (counts as Float64Array).reduce((a, b) => a + b, 0);
  const lines = ["Fe Ka", "Pb La"];

  test("have the ratio they were made with, as a share of all counts", async () => {
    const [a, b] = [painted(60, 100), painted(24, 100)];
    const found = await compare(a, b, { lines });
    const exposure = countsOf(a) / countsOf(b);
    expect(found.lines[0]!.ratio! / (0.4 * exposure)).toBeCloseTo(1, 2);
    expect(found.lines[1]!.ratio! / exposure).toBeCloseTo(1, 2);
    expect(found.lines[0]!.correlation).toBeCloseTo(1, 6);
    // The same everywhere: no correlation.
    expect(found.lines[1]!.correlation).toBe(null);
    expect(found.lines[0]!.ssim).toBeLessThan(1);
  });

  test("have it with photons as well", async () => {
    const [a, b] = [painted(60, 100, 1), painted(24, 100, 2)];
    const [fe, pb] = (await compare(a, b, { lines })).lines;
    const exposure = countsOf(a) / countsOf(b);
    // 8000 counts of iron in b, above 5000 of background that SNIP finds to a few per cent.
    expect(Math.abs(fe!.ratio! / (0.4 * exposure) - 1)).toBeLessThan(0.06);
    expect(Math.abs(pb!.ratio! / exposure - 1)).toBeLessThan(0.06);
    expect(fe!.correlation).toBeGreaterThan(0.7);
  });

  test("that one cube lacks have no ratio, and are told", async () => {
    const found = await compare(painted(60, 100), painted(60, 0), { lines });
    const [fe, pb] = found.lines;
    expect(fe!.ratio).not.toBe(null);
    expect(pb!.intensity[0]).toBeGreaterThan(0);
    expect([pb!.intensity[1], pb!.ratio]).toEqual([0, null]);
    expect(scoreOf(found, "missingLines")).toMatchObject({ a: 1, b: 0, distance: 0.5 });
  });

  test("that neither axis reaches are left out, or refused where they are asked for", async () => {
    const axis = energyAxisFromRange(1, 9, 200);
    const b = makeCube({ width: 14, height: 12, energyAxis: axis, expected: () => flat(axis, 1) });
    const found = await compare(painted(60, 100), b);
    expect(found.lines.map(({ name }) => name)).toEqual(["K Ka", "Ca Ka", "Fe Ka", "Zn Ka", "Cu Ka"]);
    expect(found.omissions.map(({ what }) => what).slice(0, 3)).toEqual(["Au La", "Hg La", "Pb La"]);
    await expect(compare(painted(60, 100), b, { lines })).rejects.toMatchObject({ code: "INVALID_ARGUMENT" });
  });
});
