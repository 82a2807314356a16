// The JSON Schema and the parser must agree on what a stratigraphy is.
import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { OBJECT_KINDS, objectStratigraphy, withHiddenPicture } from "../../src/object-stratigraphy.js";
import { checkStratigraphy } from "../../src/stratigraphy.js";
import { parseStratigraphy } from "../../src/stratigraphy-format.js";
import { loadSubstanceTables } from "../../src/xray/substance.js";

const schema = JSON.parse(
  readFileSync(new URL("../../src/stratigraphy.schema.json", import.meta.url), "utf8"),
);
const isValid = new Ajv2020({ strict: false }).compile(schema);
const FILM = { binder: "linseed_oil", pigmentVolumeConcentration: 0.4, thicknessUm: 30 };
const VISIBLE = { picture: "visible", ...FILM };
const GROUND = { ...FILM, pigments: [{ material: "lead_white", share: 1 }], thicknessUm: 100 };
const CANVAS = { material: "linen_canvas", thicknessUm: 500 };
const json = (layers: unknown, changes: object = {}): unknown => ({
  format: "ganx-stratigraphy",
  version: 1,
  name: "Test",
  layers,
  ...changes,
});
const parses = (value: unknown): Promise<string> =>
  parseStratigraphy(value).then(
    () => "",
    (cause: Error) => cause.message,
  );

describe("stratigraphy.schema.json", () => {
  test.each<[string, unknown]>([
    ["one layer", json([VISIBLE])],
    ["paint, ground and support", json([VISIBLE, GROUND, CANVAS])],
    [
      "a varnish above",
      json([{ material: "natural_resin_varnish", thicknessUm: 20, name: "varnish" }, VISIBLE]),
    ],
    ["a hidden picture", json([VISIBLE, { ...VISIBLE, picture: "hidden", file: "a.png" }, GROUND])],
    ["shares by volume", json([{ ...VISIBLE, sharesBy: "volume" }, GROUND])],
    ["a layer by formula", json([VISIBLE, { formula: "CaCO3", densityGCm3: 1.8, thicknessUm: 100 }])],
    ["a layer by mass thickness", json([VISIBLE, { massFractions: { Pb: 1 }, massThicknessGCm2: 0.01 }])],
    [
      "a mixture",
      json([
        VISIBLE,
        { mixture: [{ substance: { formula: "C" }, massFraction: 1 }], densityGCm3: 1, thicknessUm: 5 },
      ]),
    ],
  ])("accepts %s, as the parser does", async (_, value) => {
    expect(isValid(value), JSON.stringify(isValid.errors)).toBe(true);
    expect(await parses(value)).toBe("");
  });

  test.each<[string, unknown]>([
    ["nothing", {}],
    ["a list", [VISIBLE]],
    ["no layers", json([])],
    ["no picture", json([GROUND, CANVAS])],
    ["two visible pictures", json([VISIBLE, VISIBLE])],
    [
      "two hidden pictures",
      json([VISIBLE, { ...VISIBLE, picture: "hidden" }, { ...VISIBLE, picture: "hidden" }]),
    ],
    ["another picture", json([{ ...VISIBLE, picture: "upper" }])],
    ["another version", json([VISIBLE], { version: 2 })],
    ["an unknown key", json([VISIBLE], { layer: 1 })],
    ["an unknown key in paint", json([{ ...VISIBLE, pvc: 0.4 }])],
    ["an unknown key in a layer", json([VISIBLE, { ...CANVAS, thickness: 3 }])],
    ["a file for the visible picture", json([{ ...VISIBLE, file: "a.png" }])],
    ["a concentration above 1", json([{ ...VISIBLE, pigmentVolumeConcentration: 1.1 }])],
    ["no thickness", json([VISIBLE, { material: "linen_canvas" }])],
    ["two thicknesses", json([VISIBLE, { ...CANVAS, massThicknessGCm2: 1 }])],
    ["a thickness as a text", json([VISIBLE, { ...CANVAS, thicknessUm: "Infinity" }])],
    ["a formula without density", json([VISIBLE, { formula: "PbO", thicknessUm: 3 }])],
    ["two substances", json([VISIBLE, { ...CANVAS, formula: "PbO" }])],
    ["paint without pigments", json([VISIBLE, { ...GROUND, pigments: [] }])],
    ["a pigment without share", json([VISIBLE, { ...GROUND, pigments: [{ material: "chalk" }] }])],
    ["a name of blanks", json([VISIBLE], { name: "  " })],
    ["a layer's name that is a number", json([VISIBLE, { ...CANVAS, name: 3 }])],
  ])("refuses %s, as the parser does, which says why in one line", async (_, value) => {
    expect(isValid(value)).toBe(false);
    expect(await parses(value)).toMatch(/^stratigraphy: [^\n]*(expected|is missing)[^\n]+$/);
  });

  test.each<[string, unknown, RegExp]>([
    [
      "hidden over visible",
      json([{ ...VISIBLE, picture: "hidden" }, VISIBLE]),
      /below it, found hidden over visible/,
    ],
    [
      "unknown materials",
      json([VISIBLE, { material: "linnen", thicknessUm: 1 }]),
      /layer 2: no material "linnen"/,
    ],
    ["unknown binders", json([{ ...VISIBLE, binder: "glue" }]), /layer 1: no material "glue"/],
    [
      "shares that do not sum to 1",
      json([VISIBLE, { ...GROUND, pigments: [{ material: "chalk", share: 0.5 }] }]),
      /layer 2: .*sum to 1/,
    ],
  ])("leaves %s to the parser", async (_, value, reason) => {
    expect(await parses(value)).toMatch(reason);
  });
});

describe("a stratigraphy", () => {
  test("of every object, also over a hidden picture, is checked, complete and valid by the schema", async () => {
    const tables = await loadSubstanceTables();
    for (const kind of OBJECT_KINDS) {
      for (const plain of [
        await objectStratigraphy(kind),
        withHiddenPicture(await objectStratigraphy(kind)),
      ]) {
        const checked = checkStratigraphy(plain, tables);
        expect(isValid(json(checked.layers)), JSON.stringify(isValid.errors)).toBe(true);
        expect(checkStratigraphy(JSON.parse(JSON.stringify(checked)), tables)).toEqual(checked);
      }
    }
  });

  test("is as docs/paint.md shows one", async () => {
    const docs = readFileSync(new URL("../../docs/paint.md", import.meta.url), "utf8");
    const shown = JSON.parse(/```json\n(.*?)```/s.exec(docs)?.[1] ?? "");
    expect(isValid(shown), JSON.stringify(isValid.errors)).toBe(true);
    expect(await parseStratigraphy(shown)).toMatchObject({ hiddenFile: "portrait.png" });
  });

  test("gives the file of its hidden picture beside it", async () => {
    const { stratigraphy, hiddenFile } = await parseStratigraphy(
      json([VISIBLE, { ...VISIBLE, picture: "hidden", file: "under.png" }]),
    );
    expect(hiddenFile).toBe("under.png");
    expect(JSON.stringify(stratigraphy)).not.toContain("under.png");
  });
});
