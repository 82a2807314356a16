// Choosing from ganx's own pigments.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { TECHNIQUES } from "../../src/data/techniques.js";
import { embeddedLibrary, type LibrarySelection, TECHNIQUE_NAMES } from "../../src/embedded-library.js";
import { libraryToJson, parseInlineLibrary } from "../../src/library.js";
import { nearestName } from "../../src/nearest-name.js";
import { periodOf, wasInUse, yearsInWords } from "../../src/period.js";
import { loadMaterials } from "../../src/xray/named-material.js";

const materials = await loadMaterials();
const pigments = materials.filter(({ kind }) => kind === "pigment");
const idsOf = async (selection: LibrarySelection): Promise<string[]> =>
  (await embeddedLibrary(selection)).pigments.map(({ id }) => id);

describe("the embedded library", () => {
  test("is fourteen materials of a manuscript unless something is chosen", async () => {
    expect((await embeddedLibrary()).pigments).toHaveLength(14);
    expect(await embeddedLibrary({ period: undefined })).toEqual(await embeddedLibrary());
  });

  test("has all 76 pigments, their colours marked as estimates, and reads back what it writes", async () => {
    const library = await embeddedLibrary({ period: [null, null] });
    expect(library.pigments.map(({ id }) => id)).toEqual(pigments.map(({ id }) => id));
    expect(library.pigments).toHaveLength(76);
    for (const { source, srgb } of library.pigments) {
      expect(source).toMatch(/; colour estimated$/);
      expect(srgb.every((value) => value >= 0 && value <= 255)).toBe(true);
    }
    expect(await parseInlineLibrary(libraryToJson(library))).toEqual(library);
  });

  test("keeps mass fractions of what is no pure compound", async () => {
    const [smalt] = (await embeddedLibrary({ palette: ["smalt"] })).pigments;
    const { massFractions } = smalt!.spectrum as { massFractions: Record<string, number> };
    // SiO2 0.67 and CoO 0.07, by molar masses.
    expect(massFractions.Si).toBeCloseTo((0.67 * 28.086) / 60.086, 4);
    expect(massFractions.Co).toBeCloseTo((0.07 * 58.94) / 74.94, 4);
    expect(Object.values(massFractions).reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
  });
});

describe("a period", () => {
  test("has the pigments in use at some time of it, both ends included", async () => {
    const [early, late] = await Promise.all([idsOf({ period: [1400, 1500] }), idsOf({ period: "1900.." })]);
    for (const id of ["azurite", "vermilion", "lead_tin_yellow_I", "smalt", "chalk"])
      expect(early).toContain(id);
    for (const id of ["zinc_white", "titanium_white_rutile", "prussian_blue", "egyptian_blue"])
      expect(early).not.toContain(id);
    for (const id of ["titanium_white_rutile", "zinc_white", "orpiment"]) expect(late).toContain(id);
    expect(late).not.toContain("azurite");
    expect(await idsOf({ period: "1834" })).toContain("zinc_white");
    expect(await idsOf({ period: "..1833" })).not.toContain("zinc_white");
    expect(await idsOf({ period: [-2700, -2600] })).toContain("egyptian_blue");
    expect(await idsOf({ period: "-2700..-2601" })).not.toContain("egyptian_blue");
  });

  test("overlaps years of use, whatever they are", () => {
    const year = fc.option(fc.integer({ min: -400, max: 400 }));
    const span = fc.tuple(year, year).filter(([a, b]) => a === null || b === null || a <= b);
    fc.assert(
      fc.property(span, span, ([from, to], [a, b]) => {
        let shared = false;
        for (let y = -401; y <= 401 && !shared; y++) {
          shared =
            [from, a].every((low) => low === null || y >= low) &&
            [to, b].every((high) => high === null || y <= high);
        }
        expect(wasInUse([from, to], [a, b])).toBe(shared);
      }),
      { numRuns: 200, seed: 1 },
    );
  });

  test.each([
    "",
    "..",
    "1400-1500",
    "1500..1400",
    "1400..",
    "a..b",
    "1e9..2e9",
    "1400...1500",
    "1400..1500..1600",
  ])("%j is read or refused", (text) => {
    if (text === "1400..") expect(periodOf(text)).toEqual([1400, null]);
    else expect(() => periodOf(text)).toThrow(/^period: expected FROM\.\.TO in years/);
  });

  test.each([[[1, 2, 3]], [[1.5, 2]], [[2, 1]], [[Number.NaN, 1]], [{}], [1400]])(
    "%j is refused",
    (value) => {
      expect(() => periodOf(value as never)).toThrow(/^period: expected/);
    },
  );

  test("is told in words", () => {
    expect(yearsInWords([-400, null])).toBe("from 400 BCE");
    expect(yearsInWords([-400, 50])).toBe("from 400 BCE to 50");
    expect(yearsInWords([null, 1500])).toBe("until 1500");
    expect(yearsInWords(undefined)).toBe("at any time");
  });
});

describe("a palette", () => {
  test("has its pigments in its order, each once, by their other names too", async () => {
    const palette = [
      "vermilion",
      "Azurite",
      "lead_tin_yellow",
      "ultramarine",
      "red_lead",
      "vermilion",
      "parchment",
    ];
    const ids = ["vermilion", "azurite", "lead_tin_yellow_I", "ultramarine_natural", "minium", "parchment"];
    expect(await idsOf({ palette })).toEqual(ids);
    expect(await idsOf({ palette: " vermilion , azurite" })).toEqual(["vermilion", "azurite"]);
  });

  test("`all` is every pigment, of a period where one is given", async () => {
    expect(await idsOf({ palette: "all" })).toHaveLength(76);
    expect(await idsOf({ palette: ["all"], period: [1400, 1500] })).toEqual(
      await idsOf({ period: [1400, 1500] }),
    );
  });

  test.each<[string, LibrarySelection, RegExp]>([
    ["an unknown id", { palette: ["azurit"] }, /^palette: .*found "azurit"; the nearest is "azurite"$/],
    ["part of an id", { palette: ["titanium"] }, /the nearest is "titanium_white_rutile"/],
    ["what cannot be seen", { palette: ["silicon"] }, /found "silicon"/],
    ["nothing", { palette: [] }, /expected at least one id/],
    ["an empty text", { palette: "" }, /expected at least one id/],
    ["no list", { palette: 3 as never }, /expected a list of ids of pigments, found 3/],
    [
      "another century",
      { palette: ["zinc_white"], period: [1400, 1500] },
      /zinc_white was in use from 1834, not from 1400 to 1500/,
    ],
    [
      "another technique",
      { palette: ["zinc_white"], technique: "manuscript" },
      /zinc_white is not typical of manuscript/,
    ],
    [
      "an unknown technique",
      { technique: "mosaic" as never },
      /technique: expected manuscript, .* found "mosaic"/,
    ],
    [
      "an unknown key",
      { palete: ["azurite"] } as never,
      /expected only period, palette, technique, found "palete"/,
    ],
  ])("%s is an INVALID_ARGUMENT", async (_, selection, message) => {
    const error = await embeddedLibrary(selection).catch((cause: unknown) => cause);
    expect(error).toMatchObject({ code: "INVALID_ARGUMENT", message: expect.stringMatching(message) });
    expect((error as Error).message).not.toContain("\n");
  });
});

describe("a technique", () => {
  test.each(TECHNIQUE_NAMES)("%s names materials that there are, each once", async (technique) => {
    const known = new Set(materials.map(({ id }) => id));
    const ids: readonly string[] = TECHNIQUES[technique];
    for (const id of ids) expect(known, id).toContain(id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(await idsOf({ technique }))).toEqual(new Set(ids));
  });

  test("is met together with a period", async () => {
    const ids = await idsOf({ technique: "manuscript", period: [1400, 1500] });
    expect(ids).toContain("parchment");
    expect(ids).toContain("iron_gall_ink");
    expect(ids).not.toContain("egyptian_blue");
    expect(await idsOf({ technique: "fresco" })).not.toContain("lead_white");
  });
});

test("the nearest name has the fewest changes, or holds what was typed", () => {
  const names = ["azurite", "malachite", "lead_white", "zinc_white"];
  expect(nearestName("azrite", names)).toBe("azurite");
  expect(nearestName("MALACHIT", names)).toBe("malachite");
  expect(nearestName("lead", names)).toBe("lead_white");
  expect(nearestName("", names)).toBe("azurite");
});
