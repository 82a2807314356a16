import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { GanxError } from "../../src/errors.js";
import { decodeCountMap } from "../../src/io/decode-count-map.js";
import { decodeNpy } from "../../src/io/decode-npy.js";
import golden from "../golden/npy-read.json" with { type: "json" };
import { change, mutate, position } from "./mutate.js";
import { npyHeader, npyOf, writeNpy } from "./npy-writer.js";
import { writePng } from "./png-writer.js";

/** The same cases in every run. */
const SETTINGS = { seed: 20230428, endOnFailure: true };

const MAPS = [
  npyOf("u1", "<", [3, 4], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]),
  npyOf("f8", ">", [2, 3, 1], [0, 0.5, 1, 400, 65_536, 1e6], true),
  writePng({ width: 3, height: 3, depth: 16, colourType: 0, samples: [1, 2, 3, 4, 5, 6, 7, 8, 65_535] }),
  writePng({
    width: 2,
    height: 2,
    depth: 8,
    colourType: 2,
    interlaced: true,
    samples: [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4],
  }),
];
const ARRAYS = [...golden.files, ...golden.refused].map(
  ({ file }) => new Uint8Array(Buffer.from(file, "base64")),
);

/** Runs a decoder, and checks that the outcome is sound or a refusal, within a second of work. */
function decodeOrRefuse(decode: () => void): void {
  const start = process.cpuUsage();
  try {
    decode();
  } catch (error) {
    if (!(error instanceof GanxError)) throw error;
    expect(error.code).toBe("INVALID_FILE");
    expect(error.message).toMatch(/^(count map|npy|PNG): [ -~]{10,250}$/);
  }
  // Not the time on the clock: that is also other programs'.
  const { user, system } = process.cpuUsage(start);
  expect(user + system).toBeLessThan(1e6);
}

function tryBoth(bytes: Uint8Array): void {
  decodeOrRefuse(() => {
    const { shape, values } = decodeNpy(bytes);
    expect(values.length).toBe(shape.reduce((product, size) => product * size, 1));
    expect(values.length).toBeLessThanOrEqual(bytes.length);
  });
  decodeOrRefuse(() => {
    const { width, height, values } = decodeCountMap(bytes);
    expect(values.length).toBe(width * height);
    expect(values.every((value) => value >= 0 && value <= 1e6)).toBe(true);
  });
}

afterEach(() => vi.unstubAllGlobals());

describe("a map is decoded rightly or refused", () => {
  it("for files cut short and changed anywhere", () => {
    const changes = fc.array(change, { minLength: 1, maxLength: 4 });
    const files = fc.oneof(fc.constantFrom(...MAPS), fc.constantFrom(...ARRAYS));
    const property = fc.property(files, changes, position, (bytes, list, length) => {
      tryBoth(bytes.subarray(0, Math.floor(length * bytes.length)));
      tryBoth(mutate(bytes, list));
    });
    fc.assert(property, { ...SETTINGS, numRuns: 3000 });
  });

  it("for random headers out of the words of a real one", () => {
    const words = ["{", "}", "(", ")", "[", ",", ":", "'", "'descr'", "'fortran_order'", "'shape'", " ", "L"];
    const values = [
      "'<f4'",
      "'|u1'",
      "'|O'",
      "True",
      "False",
      "0",
      "1",
      "3",
      "99999999999",
      "(3, 1)",
      "(2,)",
    ];
    const text = fc
      .array(fc.constantFrom(...words, ...values), { maxLength: 16 })
      .map((list) => list.join(""));
    const version = fc.constantFrom(1, 2, 3);
    const property = fc.property(text, version, fc.uint8Array({ maxLength: 12 }), (header, format, data) => {
      tryBoth(writeNpy(header, data, format));
      tryBoth(writeNpy(`{'descr': '|u1', 'fortran_order': False, 'shape': ${header}}`, data, format));
    });
    fc.assert(property, { ...SETTINGS, numRuns: 2000 });
  });

  it("with one value changed for one byte changed", () => {
    const stored = Array.from({ length: 12 }, (_, i) => 10 * i);
    const file = npyOf("u1", "<", [3, 4], stored);
    const property = fc.property(fc.nat(11), fc.nat(255), (which, value) => {
      const changed = Uint8Array.from(file);
      changed[file.length - 12 + which] = value;
      const expected = stored.map((old, i) => (i === which ? value : old));
      expect([...decodeCountMap(changed).values]).toEqual(expected);
    });
    fc.assert(property, { ...SETTINGS, numRuns: 300 });
  });

  it("without memory for what a header only claims", () => {
    const lengths: number[] = [];
    const record = <T extends Float32ArrayConstructor | Float64ArrayConstructor>(numbers: T): T =>
      new Proxy(numbers, {
        construct(target, [length]) {
          lengths.push(length);
          return new target(length);
        },
      });
    vi.stubGlobal("Float32Array", record(Float32Array));
    vi.stubGlobal("Float64Array", record(Float64Array));
    const size = fc.oneof(fc.nat(20), fc.nat(2 ** 31 - 1), fc.constantFrom(1e8, 2 ** 32, 2 ** 53 - 1));
    const types = fc.constantFrom("|u1", "<f8", ">i8", "<f2");
    const shapes = fc.array(size, { minLength: 1, maxLength: 4 });
    const property = fc.property(types, shapes, fc.boolean(), (descr, shape, fortranOrder) => {
      tryBoth(writeNpy(npyHeader(descr, shape, fortranOrder), new Uint8Array(16)));
    });
    fc.assert(property, { ...SETTINGS, numRuns: 1000 });
    // The stand-ins are seen to work.
    tryBoth(writeNpy(npyHeader("|u1", [4, 4]), new Uint8Array(16)));
    expect(lengths.slice(-2)).toEqual([16, 16]);
    expect(Math.max(...lengths)).toBe(16);
  });
});
