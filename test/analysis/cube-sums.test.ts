import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CountArray } from "../../src/analysis/cube-source.js";
import { type ChannelWindow, CubeSums } from "../../src/analysis/cube-sums.js";
import { cutIntoBlocks, type Shape } from "./blocks.js";
import { generator } from "./draw.js";

const TYPES = [
  Uint8Array,
  Uint16Array,
  Uint32Array,
  BigUint64Array,
  Int8Array,
  Int16Array,
  Int32Array,
  BigInt64Array,
  Float32Array,
  Float64Array,
];

/** Counts of up to 100, which every type holds. */
function makeCounts(Type: (typeof TYPES)[number], length: number, seed: number): CountArray {
  const random = generator(seed);
  const values = Array.from({ length }, () => Math.floor(random() * 101));
  const isBig = Type === BigUint64Array || Type === BigInt64Array;
  return (Type as { from(values: unknown[]): CountArray }).from(isBig ? values.map(BigInt) : values);
}

/** The same sums, slow and obvious. */
function plainSums(counts: CountArray, [height, width, channels]: Shape, windows: readonly ChannelWindow[]) {
  const total = new Float64Array(channels);
  const maximum = new Float64Array(channels);
  const pixels = new Float64Array(width * height);
  const maps = windows.map(() => new Float32Array(width * height));
  for (let pixel = 0; pixel < width * height; pixel++) {
    for (let c = 0; c < channels; c++) {
      const count = Number(counts[pixel * channels + c]);
      total[c] += count;
      maximum[c] = Math.max(maximum[c]!, count);
      pixels[pixel] += count;
      windows.forEach(([from, to], i) => {
        if (c >= from && c < to) maps[i]![pixel] += count;
      });
    }
  }
  return { total, maximum, pixels, maps };
}

const cube = fc.record({
  shape: fc.tuple(
    fc.integer({ min: 1, max: 6 }),
    fc.integer({ min: 1, max: 9 }),
    fc.integer({ min: 1, max: 40 }),
  ),
  Type: fc.constantFrom(...TYPES),
  seed: fc.nat(),
  windows: fc.array(fc.tuple(fc.nat(40), fc.nat(40)), { maxLength: 5 }),
});

describe("CubeSums", () => {
  test("are those of plain loops, whatever the blocks and their order", () => {
    const property = fc.property(cube, ({ shape, Type, seed, windows: ends }) => {
      const [height, width, channels] = shape;
      const windows = ends.map(([a, b]): ChannelWindow => {
        const [from, to] = [Math.min(a, b, channels), Math.min(Math.max(a, b), channels)];
        return [from, to];
      });
      const counts = makeCounts(Type, height * width * channels, seed);
      const sums = new CubeSums(
        width,
        height,
        channels,
        windows.map((window) => [window]),
      );
      for (const block of cutIntoBlocks(counts, shape, seed)) expect(sums.add(block)).toBe(true);
      const { total, maximum, pixels, maps } = sums;
      expect({ total, maximum, pixels, maps }).toEqual(plainSums(counts, shape, windows));
    });
    fc.assert(property, { seed: 20260301, numRuns: 300 });
  });

  test("tell of counts that are none, wherever they are", () => {
    const property = fc.property(
      cube,
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0.5, -1),
      ({ shape, Type, seed }, where, bad) => {
        const isFloat = Type === Float32Array || Type === Float64Array;
        const isSigned = Type === Int8Array || Type === Int16Array || Type === Int32Array;
        if (!(isFloat || (isSigned && bad === -1) || (Type === BigInt64Array && bad === -1))) return;
        const [height, width, channels] = shape;
        const counts = makeCounts(Type, height * width * channels, seed);
        counts[Math.floor(where * counts.length)] = (Type === BigInt64Array ? -1n : bad) as number;
        const sums = new CubeSums(width, height, channels);
        const blocks = cutIntoBlocks(counts, shape, seed);
        expect(blocks.filter((block) => !sums.add(block)).length).toBe(1);
      },
    );
    fc.assert(property, { seed: 20260302, numRuns: 400 });
  });

  test.each([
    [Uint8Array, 255],
    [Uint16Array, 65_535],
    [Uint32Array, 2 ** 32 - 1],
    [Int32Array, 2 ** 31 - 1],
    [Float64Array, 2 ** 40],
  ])("add up the largest %O", (Type, largest) => {
    // More pixels in a row than are walked together.
    const shape: Shape = [3, 130, 19];
    const counts = new Type(3 * 130 * 19).fill(largest);
    const sums = new CubeSums(130, 3, 19, [[[2, 19]]]);
    for (const block of cutIntoBlocks(counts, shape, 5)) expect(sums.add(block)).toBe(true);
    expect(new Set(sums.total)).toEqual(new Set([390 * largest]));
    expect(new Set(sums.maximum)).toEqual(new Set([largest]));
    expect(new Set(sums.pixels)).toEqual(new Set([19 * largest]));
    for (const value of sums.maps[0]!) expect(value / (17 * largest)).toBeCloseTo(1, 6);
  });

  test("take the windows of a map together", () => {
    const shape: Shape = [4, 5, 17];
    const counts = makeCounts(Uint16Array, 4 * 5 * 17, 3);
    const windows: ChannelWindow[] = [
      [0, 3],
      [2, 9],
      [16, 17],
    ];
    const together = new CubeSums(5, 4, 17, [windows]);
    for (const block of cutIntoBlocks(counts, shape, 3)) together.add(block);
    const each = plainSums(counts, shape, windows).maps;
    together.maps[0]!.forEach((value, i) => {
      expect(value).toBe(each[0]![i]! + each[1]![i]! + each[2]![i]!);
    });
  });
});
