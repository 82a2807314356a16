import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { GanxError } from "../../src/errors.js";
import { decodeSpectrum } from "../../src/io/decode-spectrum.js";
import type { MeasuredSpectrum } from "../../src/library.js";
import { hdf5File, utf8 } from "./fixtures.js";

const golden: { files: Record<string, string> } = JSON.parse(
  readFileSync(new URL("../golden/h5py-spectra.json", import.meta.url), "utf8"),
);
const h5py = (name: string) => new Uint8Array(gunzipSync(Buffer.from(golden.files[name]!, "base64")));

const energies = Array.from({ length: 64 }, (_, i) => i * 0.5 + 0.1);
const counts = Array.from({ length: 64 }, (_, i) => i % 7);

const readSpectrumFile = async (bytes: Uint8Array, name: string) =>
  (await decodeSpectrum(bytes, name)).spectrum;

async function outcome(bytes: Uint8Array): Promise<MeasuredSpectrum | GanxError> {
  try {
    return await readSpectrumFile(bytes, "a.h5");
  } catch (error) {
    expect(error).toBeInstanceOf(GanxError);
    return error as GanxError;
  }
}

function expectSound(result: MeasuredSpectrum | GanxError): void {
  if (result instanceof GanxError) {
    expect(result.code).toBe("INVALID_FILE");
    expect(result.message).toMatch(/^spectrum file "a.h5": [\x20-\x7e\u00a0-\uffff]{1,400}$/u);
    return;
  }
  const { energiesKeV, counts } = result;
  expect(energiesKeV.length).toBe(counts.length);
  expect(counts.every((value) => value >= 0 && Number.isFinite(value))).toBe(true);
  expect(energiesKeV.every((value, i) => i === 0 || value > energiesKeV[i - 1]!)).toBe(true);
}

describe("HDF5", () => {
  test.each([
    "contiguous",
    "float32",
    "bigEndian",
    "uint16",
    "int64BigEndian",
    "gzipShuffleFletcher",
    "resizable",
    "latest",
    "version108",
  ])("h5py %s", async (name) => {
    const spectrum = await readSpectrumFile(h5py(name), "a.h5");
    expect(Array.from(spectrum.counts)).toEqual(counts);
    spectrum.energiesKeV.forEach((energy, i) => {
      expect(energy).toBe(energies[i]);
    });
  });

  test.each([{}, { chunks: [16], compression: 5 }, { chunks: [16] }, { dtype: "<i4" }])(
    "HDF5 2.0 %o",
    async (options) => {
      const spectrum = await readSpectrumFile(await hdf5File(energies, counts, options), "a.h5");
      expect(spectrum).toEqual({
        energiesKeV: Float64Array.from(energies),
        counts: Float64Array.from(counts),
      });
    },
  );

  test.each([
    ["latestChunked", /save it without chunks/],
    ["lzf", /filter 32000; save it with gzip/],
  ])("%s is refused with advice", async (name, message) => {
    await expect(readSpectrumFile(h5py(name), "a.h5")).rejects.toThrow(message);
  });

  test("missing datasets, short files and wrong values are named", async () => {
    const named = await hdf5File([1, 2], [1, 2], { names: ["x", "z"] });
    await expect(readSpectrumFile(named, "a.h5")).rejects.toThrow(/found no "y"/);
    const whole = await hdf5File([1, 2], [1, 2]);
    await expect(readSpectrumFile(whole.subarray(0, 1000), "a.h5")).rejects.toThrow(/cut short, 1000 of/);
    await expect(readSpectrumFile(await hdf5File([1, 2], [1, -2]), "a.h5")).rejects.toThrow(/found -2 at/);
    await expect(readSpectrumFile(await hdf5File([1, 2], [1, Number.NaN]), "a.h5")).rejects.toThrow(
      /found NaN/,
    );
    await expect(readSpectrumFile(await hdf5File([2, 3, 1], [1, 1, 1]), "a.h5")).rejects.toThrow(
      /increasing/,
    );
    await expect(readSpectrumFile(await hdf5File([1, 2], [1, 1, 1]), "a.h5")).rejects.toThrow(/2 and 3/);
  });

  test("flipped bytes and cut ends give an answer or one clean line", async () => {
    const files = ["contiguous", "gzipShuffleFletcher", "latest"].map(h5py);
    files.push(
      await hdf5File(energies, counts),
      await hdf5File(energies, counts, { chunks: [16], compression: 5 }),
    );
    const at = fc.oneof(fc.nat(700), fc.nat(8000));
    const flips = fc.array(fc.tuple(at, fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...files),
        flips,
        fc.option(fc.nat(8000)),
        async (file, changes, end) => {
          const bytes = file.slice(0, end ?? file.length);
          for (const [position, value] of changes) bytes[position % bytes.length] = value;
          expectSound(await outcome(bytes));
        },
      ),
      { seed: 7, numRuns: 4000 },
    );
  });
});

describe("text", () => {
  const read = (text: string) => readSpectrumFile(utf8(text), "a.csv");

  test.each([
    ["comma", "1.5,10\n2.5,20\n"],
    ["comma and space", "1.5, 10\r\n2.5, 20"],
    ["spaced comma", "1.5 , 10\n2.5 , 20"],
    ["semicolon", "1.5;10;\n2.5;20;\n"],
    ["decimal comma", "1,5;10\n2,5;20"],
    ["tab", "1.5\t10\n2.5\t20"],
    ["decimal comma and tab", "1,5\t10\n2,5\t20"],
    ["spaces", "  1.5   10\n  2.5   20\n"],
    ["decimal comma and spaces", "1,5 10\n2,5 20\n"],
    ["header and comments", "\ufeffEnergy (keV),Counts\n# made by hand\n\n1.5,10\n# more\n2.5,2e1\n"],
    ["old Mac", "1.5,10\r2.5,20\r"],
  ])("%s", async (_, text) => {
    const spectrum = await read(text);
    expect(Array.from(spectrum.energiesKeV)).toEqual([1.5, 2.5]);
    expect(Array.from(spectrum.counts)).toEqual([10, 20]);
  });

  test.each([
    ["1,2\n2,x\n", /two numbers in line 2, found "2,x"/],
    ["1 2\n\n3 4 5\n", /line 3/],
    ["5.1 1,000\n6.1 1,000\n", /line 1/],
    ["hello\nworld\n", /found none/],
    ["1,2\n", /expected 2 to/],
    ["1,1\n3,1\n2,1\n4,1\n", /increasing energies, found 2 keV after 3 keV/],
    ["1,2\n2,-1\n", /at least 0, found -1/],
    ["1,2\n2,1e999\n", /two numbers in line 2, found "2,1e999"/],
    ["PK\u0003\u0000\u0000", /binary data/],
    ["", /found 0/],
  ])("%j is refused", async (text, message) => {
    await expect(read(text)).rejects.toMatchObject({
      code: "INVALID_FILE",
      message: expect.stringMatching(message),
    });
  });

  test("what is written is read, in any dialect", async () => {
    const dialects: ((a: string, b: string) => string)[] = [
      (a, b) => `${a},${b}`,
      (a, b) => `${a}\t${b}`,
      (a, b) => `${a.replace(".", ",")};${b.replace(".", ",")}`,
      (a, b) => `  ${a}  ${b}`,
    ];
    const number = fc.double({ min: 0, max: 1e9, noNaN: true });
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(number, { minLength: 2, maxLength: 20 }),
        fc.constantFrom(...dialects),
        async (values, dialect) => {
          const sorted = values.map((value) => value + 0).sort((a, b) => a - b);
          if (new Set(sorted).size < sorted.length) return;
          const { energiesKeV, counts } = await read(
            sorted.map((v) => dialect(String(v), String(v))).join("\n"),
          );
          expect(Array.from(energiesKeV)).toEqual(sorted);
          expect(Array.from(counts)).toEqual(sorted);
        },
      ),
      { seed: 8, numRuns: 300 },
    );
  });

  test("any bytes give an answer or one clean line", async () => {
    const digits = fc.string({ unit: fc.constantFrom(..."0123456789.,;\t -+eE#\n\rx"), maxLength: 60 });
    const anything = fc.oneof(digits.map(utf8), fc.uint8Array({ maxLength: 80 }));
    await fc.assert(
      fc.asyncProperty(anything, async (bytes) => expectSound(await outcome(bytes))),
      { seed: 9, numRuns: 3000 },
    );
  });
});
