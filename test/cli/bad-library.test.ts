import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { libraryJson, pigmentJson } from "../library/fixtures.js";
import { generateIn, mistake, randomPicture, temporaryFolder } from "./run-cli.js";

const folder = temporaryFolder();
randomPicture(join(folder, "painting.png"), 24, 16);
writeFileSync(join(folder, "good.txt"), "1 0\n6 5\n9 1\n");
writeFileSync(join(folder, "negative.txt"), "1 0\n6 -5\n9 1\n");
writeFileSync(join(folder, "nan.txt"), "1 0\n6 nan\n9 1\n");
writeFileSync(join(folder, "empty.txt"), "");

const energiesKeV = [1, 6, 9];
const counted = (counts: unknown[]): unknown =>
  libraryJson([pigmentJson({ spectrum: { energiesKeV, counts } })]);
const ochre = (entry: Record<string, unknown>): unknown => ({ Ochre: { RGB: [200, 150, 50], ...entry } });

const LIBRARIES: [what: string, json: unknown, reason: RegExp][] = [
  ["empty file", "", /expected JSON/],
  ["not JSON", "pigments: ochre", /expected JSON/],
  ["JSON of another kind", "[1, 2]", /expected an object/],
  ["no pigments", libraryJson([]), /at least one pigment/],
  ["nothing in it", {}, /at least one pigment/],
  [
    "missing spectrum file",
    libraryJson([pigmentJson({ spectrum: { file: "gone.txt" } })]),
    /"Test white".*gone.txt.*no such file/,
  ],
  ["negative counts", counted([0, -5, 1]), /"Test white".*-5 at position 2/],
  ["counts of null", counted([0, null, 1]), /"Test white".*null at position 2/],
  ["counts of NaN", JSON.stringify(counted([0, 5, 1])).replace("[0,5", "[0,NaN"), /expected JSON.*NaN/],
  ["counts off the axis", counted([0, 0, 0]), /"Test white".*sum of 0/],
  ["fewer counts than energies", counted([0, 1]), /"Test white".*3 and 2/],
  ["colour out of range", libraryJson([pigmentJson({ srgb: [1, 2, 256] })]), /srgb.*\[1, 2, 256\]/],
  ["an id twice", libraryJson([pigmentJson(), pigmentJson()]), /already/],
  ["another version", libraryJson([pigmentJson()], { version: 2 }), /version 1, found 2/],
  ["formula of no element", libraryJson([composed("Xx2O")]), /"Test white"/],
  ["Python ganX: missing spectrum file", ochre({ xrf: "gone.txt" }), /"Ochre".*gone.txt/],
  ["Python ganX: negative counts", ochre({ xrf: "negative.txt" }), /"Ochre".*-5/],
  ["Python ganX: counts of NaN", ochre({ xrf: "nan.txt" }), /"Ochre".*nan/],
  ["Python ganX: empty spectrum file", ochre({ xrf: "empty.txt" }), /"Ochre".*empty.txt/],
  ["Python ganX: colour out of range", ochre({ xrf: "good.txt", RGB: [300, 0, 0] }), /"Ochre".*300/],
  ["Python ganX: no colour", ochre({ xrf: "good.txt", RGB: undefined }), /"Ochre".*RGB/],
];

function composed(formula: string): Record<string, unknown> {
  const { spectrum: _, ...pigment } = pigmentJson();
  return { ...pigment, composition: { formula } };
}

describe("ganx generate refuses a library", () => {
  it.concurrent.each(LIBRARIES)("%s", async (what, json, reason) => {
    const name = `${what.replaceAll(/\W+/g, "-")}.json`;
    writeFileSync(join(folder, name), typeof json === "string" ? json : JSON.stringify(json));
    const run = await generateIn(folder, "painting.png", "--library", name);
    expect(mistake(run)).toMatch(reason);
    expect(run.files).toEqual([]);
  });

  it.concurrent("that is not there, or is a folder", async () => {
    const gone = await generateIn(folder, "painting.png", "--library", "gone.json");
    expect(mistake(gone)).toBe("ganx: cannot read gone.json: no such file\n");
    expect(mistake(await generateIn(folder, "painting.png", "--library", "."))).toMatch(/it is a folder/);
  });
});
