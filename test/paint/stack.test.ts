// Paint on a ground: what hides what.
import { describe, expect, test } from "vitest";
import { instrumentByName } from "../../src/instrument.js";
import { loadCore } from "../../src/kernels/core.js";
import { type ObjectKind, objectStratigraphy, withHiddenPicture } from "../../src/object-stratigraphy.js";
import { paintSpectra } from "../../src/paint-spectra.js";
import { paintStack } from "../../src/paint-stack.js";
import { checkStratigraphy } from "../../src/stratigraphy.js";
import { stackSpectrum } from "../../src/xray/stack-spectrum.js";
import { loadSubstanceTables } from "../../src/xray/substance.js";

await loadCore();
const tables = await loadSubstanceTables();
const LABEC = instrumentByName("labec");
const AZURITE = [{ material: "azurite", share: 1 }];
const VERMILION = [{ material: "vermilion", share: 1 }];

/** Photons a second of an element's lines in a shell, before the detector, of all layers or the lowest so many. */
async function emitted(
  stack: Awaited<ReturnType<typeof paintStack>>,
  element: string,
  shell: string,
  lowest = stack.length,
) {
  const { lines } = await stackSpectrum(stack, LABEC);
  const own = lines.filter(
    (line) => line.element === element && line.shell.startsWith(shell) && line.layer >= stack.length - lowest,
  );
  return own.reduce((sum, { primary, secondary }) => sum + primary + secondary, 0);
}

const azuriteOn = async (kind: ObjectKind, thicknessUm: number) =>
  paintStack(await objectStratigraphy(kind, { thicknessUm }), { visible: AZURITE });

describe("paint on a ground", () => {
  test.each<[ObjectKind, string, string]>([
    ["canvas", "Pb", "L"],
    ["panel", "Ca", "K"],
    ["fresco", "K", "K"],
  ])("hides the ground of a %s the more, the thicker it is", async (kind, element, shell) => {
    const below = (await objectStratigraphy(kind)).layers.length - 1;
    let before = Number.POSITIVE_INFINITY;
    for (const thicknessUm of [0, 1, 3, 10, 30, 100, 300, 1000]) {
      const now = await emitted(await azuriteOn(kind, thicknessUm), element, shell, below);
      expect(now, `${thicknessUm} um`).toBeLessThan(before);
      before = now;
    }
    const bare = await emitted(await azuriteOn(kind, 0), element, shell, below);
    expect(bare).toBeGreaterThan(0);
    expect(await emitted(await azuriteOn(kind, 3000), element, shell, below)).toBeLessThan(1e-4 * bare);
  });

  test("shows its own lines the more, the thicker it is", async () => {
    let before = 0;
    for (const thicknessUm of [1, 3, 10, 30, 100]) {
      const now = await emitted(await azuriteOn("canvas", thicknessUm), "Cu", "K");
      expect(now).toBeGreaterThan(before);
      before = now;
    }
  });

  test("without thickness is the bare ground", async () => {
    const { layers } = await objectStratigraphy("panel", { thicknessUm: 0 });
    const bare = await stackSpectrum(layers.slice(1) as never, LABEC);
    const painted = await stackSpectrum(await azuriteOn("panel", 0), LABEC);
    expect(painted.counts).toEqual(bare.counts);
  });

  test("of a concentration of 1 is the pure pigment", async () => {
    const film = { binder: "linseed_oil", pigmentVolumeConcentration: 1, thicknessUm: 40 };
    const stratigraphy = { name: "pure", layers: [{ picture: "visible" as const, ...film }] };
    const found = await stackSpectrum(await paintStack(stratigraphy, { visible: VERMILION }), LABEC);
    const pure = await stackSpectrum([{ material: "vermilion", thicknessUm: 40 }], LABEC);
    found.counts.forEach((value, i) => {
      expect(Math.abs(value - pure.counts[i]!)).toBeLessThanOrEqual(1e-9 * pure.counts[i]!);
    });
  });

  test("of manuscripts, panels, canvases and frescoes is as the table says", async () => {
    for (const kind of ["manuscript", "panel", "canvas", "fresco"] as const) {
      const stratigraphy = await objectStratigraphy(kind);
      expect(checkStratigraphy(stratigraphy, tables).layers[0]).toMatchObject({ picture: "visible" });
    }
    const { layers } = await objectStratigraphy("canvas", {
      thicknessUm: 25,
      ground: { material: "chalk_ground_glue" },
      support: { material: "copper_plate", thicknessUm: 700 },
    });
    expect(layers).toMatchObject([
      { picture: "visible", thicknessUm: 25, binder: "linseed_oil" },
      { material: "chalk_ground_glue", thicknessUm: 300 },
      { material: "copper_plate", thicknessUm: 700 },
    ]);
    const bare = await objectStratigraphy("canvas", { ground: null });
    expect(bare.layers).toMatchObject([{ picture: "visible" }, { material: "linen_canvas" }]);
  });
});

describe("expected spectra of colours", () => {
  const composition = (formula: string) => ({ formula });
  const library = {
    name: "two",
    pigments: [
      { id: "azurite", name: "Azurite", srgb: [44, 88, 148], spectrum: composition("Cu3(CO3)2(OH)2") },
      { id: "my_red", name: "Red", srgb: [204, 54, 38], spectrum: composition("HgS"), densityGCm3: 8.1 },
    ],
  } as const;

  test("are those of stackSpectrum, normalised, and so are the counts a second", async () => {
    const stratigraphy = checkStratigraphy(withHiddenPicture(await objectStratigraphy("canvas")), tables);
    const abundances = Float64Array.of(1, 0, 0.3, 0.7);
    const hidden = { abundances: Float64Array.of(0, 1), pairs: Uint8Array.of(0, 0, 1, 0) };
    const { expected, countRates } = await paintSpectra({ library, stratigraphy, abundances, hidden }, LABEC);
    const mixed = [
      { formula: "Cu3(CO3)2(OH)2", densityGCm3: 3.77, share: 0.3 },
      { formula: "HgS", densityGCm3: 8.1, share: 0.7 },
    ];
    for (const [row, visible] of [AZURITE, mixed].entries()) {
      const stack = await paintStack(stratigraphy, { visible, hidden: VERMILION });
      const { counts } = await stackSpectrum(stack, LABEC);
      const total = counts.reduce((a, b) => a + b, 0);
      expect(Math.abs(countRates[row]! / total - 1)).toBeLessThan(1e-9);
      const own = expected.subarray(row * counts.length, (row + 1) * counts.length);
      counts.forEach((value, i) => {
        expect(Math.abs(own[i]! * total - value)).toBeLessThanOrEqual(1e-8 * (value + 1e-6 * total));
      });
    }
    // Physics, not only bookkeeping: colours differ in how bright they are.
    expect(Math.abs(countRates[0]! / countRates[1]! - 1)).toBeGreaterThan(0.02);
  });

  test("ask for compositions and densities", async () => {
    const stratigraphy = checkStratigraphy(await objectStratigraphy("canvas"), tables);
    const measured = { energiesKeV: Float64Array.of(1, 2), counts: Float64Array.of(1, 1) };
    const of = (spectrum: object) => ({
      name: "one",
      pigments: [{ id: "mine", name: "Mine", srgb: [1, 2, 3] as const, spectrum: spectrum as never }],
    });
    const run = (spectrum: object) =>
      paintSpectra({ library: of(spectrum), stratigraphy, abundances: Float64Array.of(1) }, LABEC);
    await expect(run(measured)).rejects.toThrow(/^pigment "Mine": it has a spectrum but no composition/);
    await expect(run({ formula: "PbO" })).rejects.toThrow(/^pigment "Mine": its density is not known/);
  });
});
