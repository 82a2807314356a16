// How counts scatter, and the scorecard of how real they look.

import { describe, expect, test } from "vitest";
import type { MemoryCube } from "../../src/analysis/cube-source.js";
import { A, B, compare, cubeOf, HEIGHT, scoreOf, surface, WIDTH } from "./compared.js";
import { AXIS } from "./synthetic.js";

describe("how counts scatter", () => {
  test("is that of plain loops", async () => {
    const { a } = await compare(A, B);
    const { channels } = AXIS;
    for (const channel of [0, 134, 299]) {
      const values = Array.from({ length: WIDTH * HEIGHT }, (_, i) =>
        Number(A.counts[i * channels + channel]),
      );
      const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
      const variance = values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (values.length - 1);
      expect(a.dispersion[channel]).toBeCloseTo(variance / mean, 10);
      const steps = values.flatMap((v, i) => (i % WIDTH > 0 ? [(v - values[i - 1]!) ** 2] : []));
      const half = steps.reduce((sum, v) => sum + v, 0) / steps.length / 2;
      expect(a.localDispersion[channel]).toBeCloseTo(half / mean, 10);
    }
  });

  test("is 1 between neighbours for photons, whatever the painting, and more across it", async () => {
    const found = await compare(A, B);
    // The mean over 300 channels of 210 pairs each is good to about 0.01.
    for (const which of ["a", "b"] as const) {
      expect(Math.abs(scoreOf(found, "localDispersion")[which]! - 1)).toBeLessThan(0.05);
    }
    const iron = 134;
    expect(found.a.dispersion[iron]! - found.b.dispersion[iron]!).toBeGreaterThan(0.2);
  });
});

describe("the scorecard", () => {
  const exposed = (exposure: (pixel: number) => number, seed = 3) =>
    cubeOf({ expected: (x, y) => surface.map((v) => v * exposure(y * WIDTH + x)), seed });
  const scores = async (b: MemoryCube) => {
    const found = await compare(
      exposed(() => 1),
      b,
      { similarity: false },
    );
    return (key: string) => scoreOf(found, key).distance!;
  };

  test("grows with the exposure, by its logarithm", async () => {
    let before = -1;
    for (const factor of [1, 1.2, 2, 4]) {
      const of = await scores(exposed(() => factor));
      // 220 pixels of 162 photons: the mean is good to 0.5 %.
      expect(Math.abs(of("countsPerPixel") - Math.log(factor))).toBeLessThan(0.03);
      expect(Math.abs(of("medianCounts") - Math.log(factor))).toBeLessThan(0.05);
      expect(of("countsPerPixel")).toBeGreaterThan(before);
      before = of("countsPerPixel");
    }
  });

  test("grows with the spread of the exposure", async () => {
    let before = [-1, -1];
    for (const spread of [0, 0.3, 0.6, 0.9]) {
      const of = await scores(exposed((pixel) => 1 + spread * (pixel % 2 === 0 ? 1 : -1)));
      const now = [of("countSpread"), of("countDistribution")];
      expect(now[0]).toBeGreaterThan(before[0]!);
      expect(now[1]).toBeGreaterThanOrEqual(before[1]!);
      // sqrt(spread^2 + 1 / photons) - sqrt(1 / photons)
      const photons = surface.reduce((a, b) => a + b, 0);
      const known = Math.sqrt(spread ** 2 + 1 / photons) - Math.sqrt(1 / photons);
      expect(Math.abs(now[0]! - known)).toBeLessThan(0.03);
      before = now;
    }
    expect(before[1]).toBeGreaterThan(0.4);
  });

  test("knows detail of single pixels from smooth changes", async () => {
    const rough = await scores(exposed((pixel) => (pixel % 2 === 0 ? 1.9 : 0.1)));
    const smooth = await scores(exposed((pixel) => 0.1 + (1.8 * (pixel % WIDTH)) / WIDTH));
    expect(rough("localDispersion")).toBeGreaterThan(0.3);
    expect(smooth("localDispersion")).toBeLessThan(0.1);
  });
});
