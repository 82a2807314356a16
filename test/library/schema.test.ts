// The JSON Schema and the parser must agree on what a library in our format is.
import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { EMBEDDED_LIBRARY } from "../../src/data/embedded-library.js";
import { parseLibrary } from "../../src/io/parse-library.js";
import { libraryJson, pigmentJson, utf8 } from "./fixtures.js";

const schema = JSON.parse(readFileSync(new URL("../../src/library.schema.json", import.meta.url), "utf8"));
const isValid = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
const parses = (json: unknown): Promise<boolean> =>
  parseLibrary(json, async () => utf8("1,5\n2,6\n3,7\n")).then(
    () => true,
    () => false,
  );

describe("library.schema.json", () => {
  test.each<[string, unknown]>([
    ["the embedded library", EMBEDDED_LIBRARY],
    ["a spectrum in a file", libraryJson([pigmentJson({ spectrum: { file: "a.csv" } })])],
    ["a file with its unit", libraryJson([pigmentJson({ spectrum: { file: "a.csv", unit: "nm" } })])],
    [
      "wavelengths inline",
      libraryJson([pigmentJson({ spectrum: { wavelengthsNm: [400, 410], counts: [0.2, 0.3] } })]),
    ],
    [
      "wavenumbers inline",
      libraryJson([pigmentJson({ spectrum: { wavenumbersPerCm: [400, 410], counts: [0.2, 0.3] } })]),
    ],
    ["arrays inline", libraryJson([pigmentJson({ spectrum: { energiesKeV: [1, 2], counts: [0, 3] } })])],
  ])("accepts %s, as the parser does", async (_, json) => {
    expect(isValid(json), JSON.stringify(isValid.errors)).toBe(true);
    expect(await parses(json)).toBe(true);
  });

  test.each<[string, unknown]>([
    ["nothing", {}],
    ["a list", []],
    ["no pigments", libraryJson([])],
    ["another version", { ...(libraryJson([pigmentJson({})]) as object), version: 2 }],
    ["an unknown key", libraryJson([pigmentJson({ colour: "red" })])],
    ["a colour out of range", libraryJson([pigmentJson({ srgb: [256, 0, 0] })])],
    ["a colour of two", libraryJson([pigmentJson({ srgb: [1, 2] })])],
    ["an id with spaces", libraryJson([pigmentJson({ id: "lead white" })])],
    [
      "two quantities",
      libraryJson([
        pigmentJson({ spectrum: { energiesKeV: [1, 2], wavelengthsNm: [1, 2], counts: [1, 1] } }),
      ]),
    ],
    ["a gain of 0", libraryJson([pigmentJson({ spectrum: { file: "a.csv", offsetKeV: 0, gainKeV: 0 } })])],
    ["a unit that is none", libraryJson([pigmentJson({ spectrum: { file: "a.csv", unit: 3 } })])],
    ["negative counts", libraryJson([pigmentJson({ spectrum: { energiesKeV: [1, 2], counts: [1, -1] } })])],
  ])("refuses %s, as the parser does", async (_, json) => {
    expect(isValid(json)).toBe(false);
    expect(await parses(json)).toBe(false);
  });
});
