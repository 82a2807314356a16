import { deflateSync, inflateSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createScan } from "../../src/create-scan.js";
import { inflate } from "../../src/io/hdf5-format/filters.js";
import { compressTile, type TileSize } from "../../src/kernels/deflate.js";
import type { Counts } from "../../src/kernels/sample.js";
import { splitTile } from "../io/split-tile.js";
import { blockPicture } from "../scan/picture.js";
import { shuffleTwin } from "../twins/shuffle.js";

type Chunk = readonly [number, number, number];

const types = [Uint8Array, Uint16Array, Uint32Array].map((Type) => ({ Type, name: Type.name }));
const real: Chunk = [8, 64, 64];

/** Compresses, checks that zlib gives the twin's bytes back, and returns the bytes of all streams. */
function roundTrip(counts: Counts | Uint8Array, size: TileSize, chunk: Chunk): number {
  const streams = splitTile(compressTile(counts, size, chunk));
  const expected = shuffleTwin(counts, size, chunk);
  expect(streams.length).toBe(expected.length);
  streams.forEach((stream, i) => {
    // Also says where the stream ends: nothing may follow it.
    const { buffer, engine } = inflateSync(stream, { info: true }) as unknown as {
      buffer: Buffer;
      engine: { bytesWritten: number };
    };
    if (!buffer.equals(expected[i]!)) expect.fail(`chunk ${i} is not what it was`);
    expect(engine.bytesWritten).toBe(stream.length);
    // No larger than what is only stored: two bytes, five for each piece of a plane, four.
    const n = expected[i]!.length / counts.BYTES_PER_ELEMENT;
    const pieces = counts.BYTES_PER_ELEMENT * Math.ceil(n / 65_535);
    expect(stream.length).toBeLessThanOrEqual(expected[i]!.length + 5 * pieces + 6);
  });
  return streams.reduce((sum, { length }) => sum + length, 0);
}

/** One row of counts as one chunk. */
const oneChunk = (counts: Counts | Uint8Array): number =>
  roundTrip(counts, { rows: 1, columns: 1, channels: counts.length }, [1, 1, counts.length]);

/** Numbers without a pattern, the same each time. */
function* noise(seed: number): Generator<number, never> {
  for (let state = seed >>> 0; ; ) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 0x2c1b_3c6d);
    mixed = Math.imul(mixed ^ (mixed >>> 12), 0x297a_2d39);
    yield (mixed ^ (mixed >>> 15)) >>> 0;
  }
}

describe.each(types)("compressTile of $name", ({ Type }) => {
  const [rows, columns, channels] = real;
  const length = rows * columns * channels;
  const whole = { rows, columns, channels };

  test("nothing but zeros takes next to nothing", () => {
    for (let n = 1; n <= 600; n++) oneChunk(new Type(n));
    expect(roundTrip(new Type(length), whole, real)).toBeLessThan(60 * Type.BYTES_PER_ELEMENT);
  });

  test.each([1, 255, 256, 257, 65_535])("nothing but %i", (value) => {
    for (let n = 1; n <= 300; n++) oneChunk(new Type(n).fill(value));
    expect(roundTrip(new Type(length).fill(value), whole, real)).toBeLessThan(1000);
  });

  test("a single count at every place, after and before gaps of every length", () => {
    for (const n of [1, 2, 17, 64, 600]) {
      for (let i = 0; i < n; i++) {
        const counts = new Type(n);
        counts[i] = 1 + 257 * (i % 3);
        oneChunk(counts);
      }
    }
    const far = new Type(length);
    far[length - 1] = 3;
    roundTrip(far, whole, real);
  });

  test("gaps of every length between counts", () => {
    const gaps = Array.from({ length: 800 }, (_, gap) => [...new Array<number>(gap).fill(0), 1 + (gap % 5)]);
    oneChunk(Type.from(gaps.flat()));
    oneChunk(Type.from(gaps.reverse().flat()));
  });

  test("counts that repeat those before them for every number of channels", () => {
    for (const period of [1, 2, 3, 4, 5, 63, 64, 65, 127, 128, 1000]) {
      const counts = new Type(
        Array.from({ length: 9 * period }, (_, i) => 300 + (((i % period) * 37) % 700)),
      );
      // Changes so far apart that gaps of every length to 300 come about.
      for (let i = 0, gap = 1; i < counts.length; i += gap++) counts[i] = 9;
      const size = { rows: 3, columns: 3, channels: period };
      roundTrip(counts, size, [3, 3, period]);
      roundTrip(counts.fill(700, 0, 4 * period), size, [2, 2, period]);
    }
  });

  test("distances beyond the window of deflate are not used", () => {
    for (const period of [32_768, 32_769]) {
      const numbers = noise(period);
      const counts = new Type(Array.from({ length: period }, () => numbers.next().value & 0x3ff));
      const twice = new Type(2 * period);
      twice.set(counts);
      twice.set(counts, period);
      roundTrip(twice, { rows: 1, columns: 2, channels: period }, [1, 2, period]);
    }
  });

  test("counts like Fibonacci's numbers, whose codes would be longer than 15 bits", () => {
    const values: number[] = [];
    for (let value = 1, a = 1, b = 1; value <= 24; value++) {
      for (let i = 0; i < a; i++) values.push(value);
      [a, b] = [b, a + b];
    }
    // Mixed, so that they do not repeat.
    const numbers = noise(5);
    for (let i = values.length - 1; i > 0; i--) {
      const j = numbers.next().value % (i + 1);
      [values[i], values[j]] = [values[j]!, values[i]!];
    }
    const size = oneChunk(Type.from(values));
    expect(size).toBeLessThan(values.length / 2);
    const sparse = new Type(values.length * 4);
    values.forEach((value, i) => {
      sparse[4 * i + (i % 3)] = value;
    });
    oneChunk(sparse);
  });

  test("noise is stored, in pieces where it is long", () => {
    for (const n of [1, 17, 1000, 65_534, 65_535, 65_536, 140_000]) {
      const numbers = noise(n);
      oneChunk(new Type(Array.from({ length: n }, () => numbers.next().value)));
    }
  });

  test("tiles of every size around that of a chunk", () => {
    const chunk: Chunk = [2, 3, 17];
    const numbers = noise(9);
    for (const rows of [1, 2, 3, 5]) {
      for (let columns = 1; columns <= 7; columns++) {
        for (const channels of [1, 15, 16, 17, 18, 33, 34, 35, 50]) {
          const counts = new Type(
            Array.from({ length: rows * columns * channels }, () => {
              const value = numbers.next().value;
              return value % 3 === 0 ? value >>> 8 : 0;
            }),
          );
          roundTrip(counts, { rows, columns, channels }, chunk);
        }
      }
    }
  });

  test("counts of every density and height", () => {
    const all = fc.record({
      rows: fc.integer({ min: 1, max: 4 }),
      columns: fc.integer({ min: 1, max: 9 }),
      channels: fc.integer({ min: 1, max: 200 }),
      seed: fc.nat(),
      sparsity: fc.integer({ min: 1, max: 400 }),
      bits: fc.integer({ min: 1, max: 32 }),
      chunk: fc.tuple(
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 70 }),
      ),
    });
    fc.assert(
      fc.property(all, ({ seed, sparsity, bits, chunk, ...size }) => {
        const numbers = noise(seed);
        const counts = new Type(size.rows * size.columns * size.channels);
        for (let i = 0; i < counts.length; i++) {
          if (numbers.next().value % sparsity === 0) counts[i] = numbers.next().value >>> (32 - bits);
        }
        roundTrip(counts, size, chunk);
      }),
      { seed: 8, numRuns: 300 },
    );
  });
});

describe("compressTile", () => {
  test.each([
    [400, 5],
    [20_000, 9],
    [65_535, 9],
  ])("makes drawn counts of %i photons smaller than zlib's level %i", async (photons, level) => {
    const scan = await createScan(blockPicture(64, 8, 5), { seed: 2, counts: photons });
    const { counts, width, height, channels } = scan.region({ x: 0, y: 0, width: 64, height: 8 });
    const size = { rows: height, columns: width, channels };
    const zlib = shuffleTwin(counts, size, real).map((bytes) => deflateSync(bytes, { level }).length);
    expect(roundTrip(counts, size, real)).toBeLessThan(zlib.reduce((sum, bytes) => sum + bytes, 0));
  });

  test("gives the same bytes each time, whatever lay in memory before", () => {
    const counts = Uint16Array.from({ length: 8 * 64 * 64 }, (_, i) => (i % 11 === 0 ? i & 7 : 0));
    const size = { rows: 8, columns: 64, channels: 64 };
    const [first] = splitTile(compressTile(counts, size, real));
    oneChunk(new Uint32Array(50_000).fill(0xffff_ffff));
    const [second] = splitTile(compressTile(counts, size, real));
    expect(Buffer.from(second!).equals(Buffer.from(first!))).toBe(true);
  });

  test("gives what pako inflates as well", () => {
    const counts = Uint16Array.from({ length: 8 * 64 * 64 }, (_, i) => (i % 13 === 0 ? i & 511 : 0));
    const size = { rows: 8, columns: 64, channels: 64 };
    const [stream] = splitTile(compressTile(counts, size, real));
    const [expected] = shuffleTwin(counts, size, real);
    expect(expected!.equals(inflate(stream!, expected!.length))).toBe(true);
  });
});
