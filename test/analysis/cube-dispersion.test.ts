import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CubeDispersion } from "../../src/analysis/cube-dispersion.js";
import type { CubeBlock } from "../../src/analysis/cube-source.js";
import { sourceOf } from "../../src/analysis/cube-source.js";
import { CubeSums } from "../../src/analysis/cube-sums.js";
import { drawPoisson } from "../../src/kernels/poisson.js";
import { cutIntoBlocks, type Shape } from "./blocks.js";
import { generator } from "./draw.js";

function disperse(blocks: Iterable<CubeBlock>, [height, width, channels]: Shape) {
  const sums = new CubeSums(width, height, channels);
  const dispersion = new CubeDispersion(channels);
  for (const block of blocks) {
    sums.add(block);
    dispersion.add(block);
  }
  const pixels = width * height;
  return {
    index: dispersion.index(sums.total, pixels),
    local: dispersion.localIndex(sums.total, pixels),
  };
}

const [HEIGHT, WIDTH] = [150, 200];
const PIXELS = HEIGHT * WIDTH;

/** Photons of the mean that a function of the column gives, for each channel. */
function drawCube(mean: (channel: number, column: number) => number, channels: number, seed: number) {
  const means = Float64Array.from({ length: PIXELS * channels }, (_, i) =>
    mean(i % channels, Math.floor(i / channels) % WIDTH),
  );
  const counts = drawPoisson(means, 0, seed);
  const energyAxis = { offsetKeV: 0, gainKeV: 1, channels };
  return sourceOf({ width: WIDTH, height: HEIGHT, energyAxis, counts });
}

describe("CubeDispersion", () => {
  test("is 1 for photons of a uniform surface", () => {
    const MEANS = [0.05, 0.3, 1, 4, 20, 300, 4000];
    const source = drawCube((c) => MEANS[c]!, MEANS.length, 11);
    const { index, local } = disperse(source.blocks(), [HEIGHT, WIDTH, MEANS.length]);
    MEANS.forEach((mean, c) => {
      // Four standard errors: variance 2 / n of the index, below (3 + 1 / mean) / n of the local one.
      expect(Math.abs(index[c]! - 1)).toBeLessThan(4 * Math.sqrt(2 / PIXELS));
      expect(Math.abs(local[c]! - 1)).toBeLessThan(4 * Math.sqrt((3 + 1 / mean) / PIXELS));
    });
  });

  test("tells a gradient from scatter", () => {
    const source = drawCube((c, column) => 5 + (column / WIDTH) * 45 * c, 2, 12);
    const { index, local } = disperse(source.blocks(), [HEIGHT, WIDTH, 2]);
    expect(Math.abs(index[0]! - 1)).toBeLessThan(4 * Math.sqrt(2 / PIXELS));
    // 1 + 45^2 / 12 / 27.4: the variance of the means over their mean.
    expect(index[1]).toBeGreaterThan(6.8);
    expect(index[1]).toBeLessThan(7.6);
    for (const one of local) expect(Math.abs(one - 1)).toBeLessThan(4 * Math.sqrt(4 / PIXELS));
  });

  test("sees doubled counts as twice as scattered", () => {
    const source = drawCube(() => 10, 1, 13);
    const counts = new Float64Array(PIXELS);
    let at = 0;
    for (const { bytes } of source.blocks()) {
      for (const count of new Uint32Array(bytes.buffer, bytes.byteOffset, WIDTH)) counts[at++] = 2 * count;
    }
    const doubled = sourceOf({ ...source, counts });
    const { index, local } = disperse(doubled.blocks(), [HEIGHT, WIDTH, 1]);
    expect(index[0]).toBeCloseTo(2, 1);
    expect(local[0]).toBeCloseTo(2, 1);
  });

  test("is that of plain formulas, whatever the blocks and their order", () => {
    const size = fc.integer({ min: 1, max: 7 });
    const property = fc.property(fc.tuple(size, size, size), fc.nat(), (shape, seed) => {
      const [height, width, channels] = shape;
      const random = generator(seed);
      const counts = Uint16Array.from({ length: height * width * channels }, () => random() * 1000);
      const blocks = cutIntoBlocks(counts, shape, seed);
      const { index, local } = disperse(blocks, shape);
      for (let c = 0; c < channels; c++) {
        const value = (y: number, x: number): number => counts[(y * width + x) * channels + c]!;
        const all = Array.from({ length: height * width }, (_, i) => value(Math.floor(i / width), i % width));
        const mean = all.reduce((a, b) => a + b) / all.length;
        const variance = all.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (all.length - 1);
        // Neighbours within a block.
        const steps = blocks
          .filter(({ firstChannel, layout }) => c >= firstChannel && c < firstChannel + layout.channels)
          .flatMap(({ x, y, layout: { rows, columns } }) =>
            Array.from({ length: rows * (columns - 1) }, (_, i) => {
              const [row, column] = [y + Math.floor(i / (columns - 1)), x + (i % (columns - 1))];
              return (value(row, column + 1) - value(row, column)) ** 2;
            }),
          );
        const successive = steps.reduce((a, b) => a + b, 0) / steps.length / 2;
        expectClose(index[c]!, variance / mean);
        expectClose(local[c]!, successive / mean);
      }
    });
    fc.assert(property, { seed: 20260303, numRuns: 200 });
  });

  test("is not a number where there are no counts or only one", () => {
    const none = disperse(cutIntoBlocks(new Uint16Array(6), [2, 3, 1], 1), [2, 3, 1]);
    const single = disperse(cutIntoBlocks(Uint16Array.of(5), [1, 1, 1], 1), [1, 1, 1]);
    expect([...none.index, ...none.local, ...single.index, ...single.local].every(Number.isNaN)).toBe(true);
  });

  test("is never below 0, as where all counts are equal", () => {
    for (const value of [0.1, 1 / 3, 1e6 + 0.7]) {
      const { index } = disperse(cutIntoBlocks(new Float64Array(35).fill(value), [5, 7, 1], 2), [5, 7, 1]);
      expect(index[0]).toBeGreaterThanOrEqual(0);
      expect(index[0]).toBeLessThan(1e-6);
    }
  });
});

function expectClose(found: number, expected: number): void {
  if (Number.isNaN(expected)) expect(found).toBeNaN();
  else expect(Math.abs(found - expected)).toBeLessThanOrEqual(1e-10 * Math.max(1, Math.abs(expected)));
}
