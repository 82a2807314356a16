import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { embeddedLibrary } from "../../src/embedded-library.js";
import { GanxError } from "../../src/errors.js";
import { DEFAULT_INSTRUMENT } from "../../src/instrument.js";
import { parseLibrary } from "../../src/io/parse-library.js";
import { type Library, libraryToJson, pigmentDistribution } from "../../src/library.js";
import { hdf5File, libraryJson, pigmentJson, utf8 } from "./fixtures.js";

const files: Record<string, Uint8Array> = {
  "a.csv": utf8("1,5\n2,6\n3,7\n"),
  "bad.csv": utf8("1,5\n2,-6\n"),
  "spectra/b.h5": await hdf5File([1, 2, 3], [5, 6, 7]),
};
const readFile = async (path: string): Promise<Uint8Array> => {
  if (files[path]) return files[path];
  throw new Error(`ENOENT: no such file, open '${path}'\n  at somewhere`);
};

describe("ganx's own format", () => {
  test("reads every kind of spectrum", async () => {
    const library = await parseLibrary(
      libraryJson([
        pigmentJson({ id: "a", source: "test" }),
        pigmentJson({ id: "b", spectrum: { file: "a.csv" } }),
        pigmentJson({ id: "c", spectrum: { file: "spectra/b.h5" } }),
        pigmentJson({ id: "d", spectrum: undefined, composition: { formula: "HgS" } }),
        pigmentJson({ id: "e", spectrum: undefined, composition: { massFractions: { Fe: 0.7, O: 0.3 } } }),
      ]),
      readFile,
    );
    expect(library.name).toBe("Test");
    expect(library.pigments.map(({ id }) => id).join("")).toBe("abcde");
    const file = { energiesKeV: Float64Array.of(1, 2, 3), counts: Float64Array.of(5, 6, 7) };
    expect(library.pigments[0]).toEqual({
      id: "a",
      name: "Test white",
      srgb: [240, 240, 230],
      source: "test",
      spectrum: { energiesKeV: Float64Array.of(1, 2, 3), counts: Float64Array.of(0, 5, 1) },
    });
    expect(library.pigments[1]!.spectrum).toEqual(file);
    expect(library.pigments[2]!.spectrum).toEqual(file);
    expect(library.pigments[3]!.spectrum).toEqual({ formula: "HgS" });
  });

  const bad = (changes: Record<string, unknown>) => libraryJson([pigmentJson(changes)]);
  const spectrum = (energiesKeV: unknown, counts: unknown) => bad({ spectrum: { energiesKeV, counts } });
  test.each<[string, unknown, RegExp]>([
    ["null", null, /^library: expected an object, found null/],
    ["an array", [], /^library: expected an object, found an array/],
    ["a text", "library", /^library: expected an object/],
    ["nothing", {}, /at least one pigment/],
    ["no pigments", libraryJson([]), /at least one pigment/],
    ["another format", libraryJson([], { format: "other" }), /format "ganx-library", found "other"/],
    ["a newer version", libraryJson([], { version: 2 }), /version 1, found 2/],
    ["a typo", libraryJson([], { pigmnets: [] }), /found "pigmnets"/],
    [
      "a typo in a pigment",
      bad({ colour: 1 }),
      /^pigment "Test white": expected only the keys .*found "colour"/,
    ],
    ["no name", bad({ name: undefined }), /^pigment 1: name: expected a text/],
    ["an odd id", bad({ id: "__proto__" }), /expected an id such as "lead_white", found "__proto__"/],
    ["a colour too bright", bad({ srgb: [0, 256, 0] }), /3 numbers from 0 to 255, found \[0, 256, 0\]/],
    ["a colour of two", bad({ srgb: [0, 0] }), /found \[0, 0\]/],
    ["a colour in hex", bad({ srgb: "#ffffff" }), /found "#ffffff"/],
    ["a colour of NaN", bad({ srgb: [0, Number.NaN, 0] }), /found \[0, NaN, 0\]/],
    ["duplicate ids", libraryJson([pigmentJson(), pigmentJson()]), /id "test_white" is already that of/],
    ["neither", bad({ spectrum: undefined }), /either a spectrum or a composition/],
    ["both", bad({ composition: { formula: "Hg" } }), /either a spectrum or a composition/],
    [
      "negative counts",
      spectrum([1, 2], [1, -1]),
      /^pigment "Test white": expected counts of at least 0, found -1/,
    ],
    ["NaN counts", spectrum([1, 2], [1, Number.NaN]), /found NaN at position 2/],
    ["null counts", spectrum([1, 2], [1, null]), /found null/],
    ["energies that stand still", spectrum([1, 1], [1, 1]), /increasing energies/],
    ["different lengths", spectrum([1, 2, 3], [1, 1]), /found 3 and 2/],
    ["one energy", spectrum([1], [1]), /expected 2 to/],
    [
      "a formula of garbage",
      bad({ spectrum: undefined, composition: { formula: "???" } }),
      /^pigment "Test white": formula/,
    ],
    [
      "a missing file",
      bad({ spectrum: { file: "no.h5" } }),
      /^pigment "Test white": spectrum file "no.h5" cannot be read \(ENOENT/,
    ],
    [
      "a bad file",
      bad({ spectrum: { file: "bad.csv" } }),
      /^pigment "Test white": spectrum file "bad.csv": .*found -6/,
    ],
    [
      "Python: two numbers",
      { Red: { xrf: "a.csv", RGB: [1, 2] } },
      /^pigment "Red": RGB: expected 3 numbers/,
    ],
    ["Python: a typo", { Red: { xrf: "a.csv", RBG: [1, 2, 3] } }, /found "RBG"/],
    ["Python: no file", { Red: { xrf: "no.h5", RGB: [1, 2, 3] } }, /^pigment "Red": spectrum file "no.h5"/],
    ["Python: not an object", { Red: 5 }, /^pigment "Red": expected an object, found 5/],
  ])("refuses %s", async (_, json, message) => {
    const failure = await parseLibrary(json, readFile).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(GanxError);
    expect((failure as GanxError).code).toBe("INVALID_LIBRARY");
    expect((failure as GanxError).message).toMatch(message);
    expect((failure as GanxError).message).not.toContain("\n");
  });

  test("needs a way to read files only when there are some", async () => {
    await expect(parseLibrary(libraryJson([pigmentJson()]))).resolves.toBeDefined();
    await expect(parseLibrary(bad({ spectrum: { file: "a.csv" } }))).rejects.toThrow(/no way to read files/);
  });
});

describe("the Python ganX's format", () => {
  test("is read unchanged", async () => {
    const json = {
      "Lead-tin yellow": { xrf: "spectra/b.h5", RGB: [236, 214, 98] },
      "Größe 2": { xrf: "a.csv", RGB: [1.5, 2, 3] },
    };
    const { pigments } = await parseLibrary(json, readFile);
    expect(pigments.map(({ id, name, srgb }) => [id, name, srgb])).toEqual([
      ["lead_tin_yellow", "Lead-tin yellow", [236, 214, 98]],
      ["gro_e_2", "Größe 2", [1.5, 2, 3]],
    ]);
  });

  test("names that mean something to JavaScript are only names", async () => {
    const json = JSON.parse(
      '{"__proto__":{"xrf":"a.csv","RGB":[1,2,3]},"constructor":{"xrf":"a.csv","RGB":[1,2,3]}}',
    );
    const { pigments } = await parseLibrary(json, readFile);
    expect(pigments.map(({ id }) => id)).toEqual(["proto", "constructor"]);
    expect(({} as Record<string, unknown>).xrf).toBeUndefined();
  });
});

describe("libraryToJson", () => {
  const number = fc.double({ min: 0, max: 1e300, noNaN: true });
  const measured = fc
    .uniqueArray(number, { minLength: 2, maxLength: 8, comparator: (a, b) => a === b })
    .chain((energies) =>
      fc.record({
        energiesKeV: fc.constant(energies.toSorted((a, b) => a - b)),
        counts: fc.array(number, { minLength: energies.length, maxLength: energies.length }),
      }),
    );

  test("is read back to the same bits and the same text", async () => {
    const srgb = fc.tuple(...[0, 1, 2].map(() => fc.double({ min: 0, max: 255, noNaN: true })));
    await fc.assert(
      fc.asyncProperty(measured, srgb, fc.string({ minLength: 1 }), async (spectrum, color, name) => {
        if (name.trim() === "") return;
        const library = await parseLibrary(libraryJson([pigmentJson({ spectrum, srgb: color, name })]));
        const text = libraryToJson(library);
        const again = await parseLibrary(JSON.parse(text));
        expect(again).toEqual(library);
        expect(libraryToJson(again)).toBe(text);
        expect(text).not.toContain("\n");
      }),
      { seed: 5, numRuns: 500 },
    );
  });

  test("does not depend on how mass fractions were ordered, and gives the same spectrum", async () => {
    const read = (massFractions: object) =>
      parseLibrary(libraryJson([pigmentJson({ spectrum: undefined, composition: { massFractions } })]));
    const [a, b] = [await read({ Fe: 0.7, O: 0.3 }), await read({ O: 0.3, Fe: 0.7 })];
    expect(libraryToJson(a)).toBe(libraryToJson(b));
    expect(await pigmentDistribution(a.pigments[0]!, DEFAULT_INSTRUMENT)).toEqual(
      await pigmentDistribution(b.pigments[0]!, DEFAULT_INSTRUMENT),
    );
  });

  test("the embedded library survives", async () => {
    const library = await embeddedLibrary();
    expect(library.pigments).toHaveLength(14);
    expect(await parseLibrary(JSON.parse(libraryToJson(library)))).toEqual(library);
  });
});

describe("anything", () => {
  const check = async (json: unknown): Promise<void> => {
    let library: Library;
    try {
      library = await parseLibrary(json, readFile);
    } catch (error) {
      expect(error).toMatchObject({ name: "GanxError", code: "INVALID_LIBRARY" });
      expect((error as Error).message).not.toMatch(/[\n\r]/);
      return;
    }
    expect(library.pigments.length).toBeGreaterThan(0);
    expect(await parseLibrary(JSON.parse(libraryToJson(library)))).toEqual(library);
  };

  test("any JSON gives a library or one clean error", async () => {
    await fc.assert(fc.asyncProperty(fc.anything(), check), { seed: 1, numRuns: 1000 });
    const entry = fc.record({ xrf: fc.jsonValue(), RGB: fc.jsonValue() }, { requiredKeys: [] });
    await fc.assert(fc.asyncProperty(fc.dictionary(fc.string(), entry), check), { seed: 2, numRuns: 1000 });
  });

  test("a valid library with one value replaced gives a library or one clean error", async () => {
    const valid = () =>
      libraryJson([
        pigmentJson({ id: "a" }),
        pigmentJson({ id: "b", spectrum: { file: "a.csv" } }),
        pigmentJson({ id: "c", spectrum: undefined, composition: { massFractions: { Fe: 0.7, O: 0.3 } } }),
        pigmentJson({ id: "d", spectrum: undefined, composition: { formula: "HgS" } }),
      ]);
    const value = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom(Number.NaN, -1, 0, 1e308, "", "HgS", undefined, [], {}),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(20), { minLength: 1, maxLength: 5 }),
        value,
        async (path, replacement) => {
          const root = valid() as Record<string, unknown>;
          let node = root;
          for (const step of path) {
            const keys = Object.keys(node);
            const key = keys[step % keys.length];
            if (key === undefined) break;
            const child = node[key];
            if (typeof child !== "object" || child === null || step === path.at(-1)) {
              node[key] = replacement;
              break;
            }
            node = child as Record<string, unknown>;
          }
          await check(root);
        },
      ),
      { seed: 6, numRuns: 2000 },
    );
  });
});
