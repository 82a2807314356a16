// SSIM and MS-SSIM of the cubes as matrices, and the noise beside them.

import { describe, expect, test } from "vitest";
import { type MemoryCube, sourceOf } from "../../src/analysis/cube-source.js";
import { msSsim, ssim } from "../../src/analysis/ssim.js";
import { energyAxisFromRange } from "../../src/energy-axis.js";
import { A, B, compare, compressed, cubeOf, expectClose, HEIGHT, WIDTH } from "./compared.js";
import { AXIS, flat, makeCube } from "./synthetic.js";

describe("the flattened matrices", () => {
  const size = { width: AXIS.channels, height: WIDTH * HEIGHT, dynamicRange: 1 };

  test("are as alike as whole matrices are", async () => {
    const { similarity } = await compare(A, B);
    const [a, b] = [compressed(A), compressed(B)];
    expect(similarity!.ssim).toBeLessThan(0.9);
    expect(Math.abs(similarity!.ssim - ssim(a, b, size))).toBeLessThan(1e-12);
    expect(Math.abs(similarity!.msSsim! - msSsim(a, b, size))).toBeLessThan(1e-12);
  });

  test("are the same however many rows are read at once, and so is their noise", async () => {
    const found = await Promise.all(
      [1, 3, 11].map((rowsTogether) => compare({ ...sourceOf(A), rowsTogether }, B, { seed: 5 })),
    );
    for (const { similarity, poissonReference, a } of found) {
      expect(similarity).toEqual(found[0]!.similarity);
      expect(poissonReference).toEqual(found[0]!.poissonReference);
      expectClose(a.thumbnail!.values, found[0]!.a.thumbnail!.values, 1e-7);
    }
  });

  test("have a noise that the seed decides, and the other cube does not", async () => {
    const reference = async (b: MemoryCube, seed?: number) =>
      (await compare(A, b, seed === undefined ? {} : { seed })).poissonReference!;
    const first = await reference(B);
    expect(await reference(B, 0)).toEqual(first);
    expect((await reference(B, 1)).ssim).not.toBe(first.ssim);
    // Another size is read on its own.
    const small = cubeOf({ width: 11, height: 22 });
    expect(await reference(small)).toEqual(first);
    expect(first.ssim).toBeGreaterThan(0.2);
    expect(first.ssim).toBeLessThan(0.98);
  });

  test("have the noise of one more measurement", async () => {
    // Photons of the counts of A: as unlike A as a second draw from what A has.
    const again = makeCube({
      width: WIDTH,
      height: HEIGHT,
      expected: (x, y) => {
        const start = (y * WIDTH + x) * AXIS.channels;
        return Float64Array.from(A.counts.subarray(start, start + AXIS.channels) as Uint16Array);
      },
      seed: 99,
    });
    const { similarity, poissonReference } = await compare(A, again);
    expect(Math.abs(similarity!.ssim - poissonReference!.ssim)).toBeLessThan(0.01);
    expect(Math.abs(similarity!.msSsim! - poissonReference!.msSsim!)).toBeLessThan(0.01);
  });

  test("may have counts above those that noise is drawn of", async () => {
    const large = makeCube({ width: 12, height: 4, expected: () => flat(AXIS, 3e9) });
    const { similarity, poissonReference } = await compare(large, large);
    expect(similarity).toEqual({ ssim: 1 });
    expect(poissonReference!.ssim).toBeCloseTo(1, 10);
  });

  test("make thumbnails of means", async () => {
    const { a } = await compare(A, B);
    const { width, height, values } = a.thumbnail!;
    expect([width, height]).toEqual([AXIS.channels, WIDTH * HEIGHT]);
    expectClose(values, compressed(A), 1e-7);
    const axis = energyAxisFromRange(1, 13, 1024);
    const wide = makeCube({
      width: 30,
      height: 30,
      energyAxis: axis,
      expected: () => flat(axis, 1),
      seed: 8,
    });
    const reduced = (await compare(wide, wide)).a.thumbnail!;
    expect([reduced.width, reduced.height]).toEqual([512, 400]);
    const flattened = compressed(wide);
    const mean = (row: number, column: number): number => {
      const rows = [...Array(900).keys()].filter((pixel) => Math.floor((pixel * 400) / 900) === row);
      const all = rows.flatMap((pixel) => [0, 1].map((c) => flattened[pixel * 1024 + 2 * column + c]!));
      return all.reduce((sum, value) => sum + value, 0) / all.length;
    };
    for (const [row, column] of [
      [0, 0],
      [1, 300],
      [200, 7],
      [399, 511],
    ] as const) {
      expect(reduced.values[row * 512 + column]).toBeCloseTo(mean(row, column), 6);
    }
  });

  test("can be left out", async () => {
    const found = await compare(A, B, { similarity: false });
    expect([found.similarity, found.poissonReference, found.a.thumbnail]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(found.metrics).toEqual((await compare(A, B)).metrics);
  });
});
