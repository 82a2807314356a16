// A cube with itself, cubes that do not fit together, progress and stopping.

import { describe, expect, test } from "vitest";
import type { CompareOptions } from "../../src/analysis/compare.js";
import { type MemoryCube, sourceOf } from "../../src/analysis/cube-source.js";
import { createScan } from "../../src/create-scan.js";
import { PAPER_LINES } from "../../src/lines.js";
import { blockPicture } from "../scan/picture.js";
import { A, B, compare, cubeOf, scoreOf } from "./compared.js";
import { AXIS, flat, makeCube } from "./synthetic.js";

describe("compareCubes of a cube with itself", () => {
  test.each([
    ["photons", () => Promise.resolve(sourceOf(A))],
    ["a scan", () => createScan(blockPicture(20, 12, 3), { seed: 1, clusters: 3, delta: 0 })],
  ])("finds no distance: %s", async (_, make) => {
    const source = await make();
    const found = await compare(source, source);
    const { bhattacharyyaCoefficient, ...distances } = found.metrics;
    expect(bhattacharyyaCoefficient).toBeCloseTo(1, 14);
    for (const [name, distance] of Object.entries(distances)) {
      expect(Math.abs(distance), name).toBeLessThan(1e-7);
    }
    // A mean over lines, weighted: each is 1, their sum is rounded.
    expect(found.similarity!.ssim).toBeCloseTo(1, 14);
    expect(found.similarity!.msSsim).toBeCloseTo(1, 14);
    expect(found.poissonReference!.ssim).toBeLessThan(0.999);
    expect([found.rebinned, found.omissions]).toEqual([false, []]);
    expect(found.lines.map(({ name }) => name)).toEqual(
      source === (source as unknown) ? [...PAPER_LINES] : [],
    );
    const seen = found.lines.filter(({ intensity }) => intensity[0] > 0);
    expect(seen.length).toBeGreaterThan(0);
    for (const { intensity, ratio, correlation, ssim: similarity } of seen) {
      expect(intensity[0]).toBe(intensity[1]);
      expect([ratio, similarity]).toEqual([1, 1]);
      expect(correlation).toBeCloseTo(1, 12);
    }
    expect(found.realism.length).toBe(7);
    for (const { key, distance, a, b } of found.realism) expect([key, distance, a]).toEqual([key, 0, b]);
  });
});

describe("compareCubes", () => {
  test("leaves out what other sizes do not allow, and says so", async () => {
    const found = await compare(A, cubeOf({ width: 12, height: 13 }));
    expect(found.similarity).toBe(undefined);
    expect(found.poissonReference!.ssim).toBeGreaterThan(0);
    expect(found.lines.every(({ correlation, ssim: one }) => correlation === null && one === null)).toBe(
      true,
    );
    const sizes = {
      what: "similarity and correlation of maps and matrices",
      why: "sizes differ, 20 x 11 and 12 x 13 pixels",
    };
    expect(found.omissions).toContainEqual(sizes);
    expect(found.metrics.cosine).toBeGreaterThan(0);
    expect([found.a, found.b].map(({ thumbnail }) => thumbnail!.height)).toEqual([220, 156]);
  });

  test("leaves out the similarity of matrices smaller than the windows", async () => {
    const small = cubeOf({ width: 5, height: 2 });
    const found = await compare(small, small);
    expect([found.similarity, found.poissonReference]).toEqual([undefined, undefined]);
    expect(found.omissions).toEqual([
      { what: "ssim", why: "expected at least 11 pixels and channels, found 10" },
      { what: "msSsim", why: "expected at least 176 pixels and channels, found 10" },
    ]);
    const larger = cubeOf({ width: 11, height: 1 });
    expect((await compare(larger, larger)).similarity).toEqual({ ssim: 1 });
  });

  test("compares single pixels and single channels", async () => {
    const pixel = cubeOf({ width: 1, height: 1 });
    const one = await compare(pixel, pixel);
    expect(one.a.dispersion.every(Number.isNaN)).toBe(true);
    expect(scoreOf(one, "localDispersion").distance).toBe(null);
    const energyAxis = { offsetKeV: 6, gainKeV: 4, channels: 1 };
    const channel = makeCube({ width: 12, height: 2, energyAxis, expected: () => Float64Array.of(7) });
    const { metrics, lines } = await compare(channel, channel);
    expect(metrics).toMatchObject({ correlation: 0, cosine: 0, hellinger: 0, bhattacharyyaCoefficient: 1 });
    expect(lines.map(({ name }) => name)).toEqual(["Fe Ka"]);
  });

  test("tells how far it is, to the end", async () => {
    const b = cubeOf({ width: 12, height: 13 });
    for (const [other, similarity] of [
      [A, true],
      [A, false],
      [b, true],
    ] as const) {
      const seen: number[] = [];
      await compare(A, other, { similarity, onProgress: (done) => seen.push(done) });
      expect(seen).toEqual([...seen].sort((x, y) => x - y));
      expect(seen.at(-1)).toBeCloseTo(1, 12);
    }
  });

  test("stops on a signal, wherever it is", async () => {
    for (const where of [0.05, 0.2, 0.6]) {
      const controller = new AbortController();
      const { signal } = controller;
      const onProgress = (done: number): void => {
        if (done > where) controller.abort();
      };
      await expect(compare(A, B, { signal, onProgress })).rejects.toMatchObject({ code: "ABORTED" });
    }
  });

  test.each<[string, MemoryCube, CompareOptions, string, RegExp]>([
    [
      "a cube without counts",
      cubeOf({ expected: () => flat(AXIS, 0) }),
      {},
      "INVALID_ARGUMENT",
      /^cube: expected counts in the total spectrum, found none$/,
    ],
    [
      "energies apart",
      { ...B, energyAxis: { ...AXIS, offsetKeV: 50 } },
      {},
      "INVALID_ARGUMENT",
      /expected a channel within both/,
    ],
    [
      "counts below 0",
      { ...B, counts: new Float64Array(B.counts.length).fill(-1) },
      {},
      "INVALID_FILE",
      /expected counts of 0 or more/,
    ],
    ["a seed below 0", B, { seed: -1 }, "INVALID_ARGUMENT", /^seed: /],
    ["an unknown line", B, { lines: ["Fe Kz"] }, "INVALID_ARGUMENT", /Fe/],
  ])("refuses %s", async (_, b, options, code, message) => {
    await expect(compare(A, b, options)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    });
  });
});
