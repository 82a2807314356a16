// Scans of paint: a picture under the picture, truth, recipe, files.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { createScan, type ScanOptions } from "../../src/create-scan.js";
import { hashImage } from "../../src/hash.js";
import { pairColors, resampleNearest } from "../../src/hidden-picture.js";
import type { RgbImage } from "../../src/image.js";
import { readHdf5 } from "../../src/io/read-hdf5.js";
import { findDifference, recreateScan } from "../../src/io/regenerate.js";
import { writeHdf5 } from "../../src/io/write-hdf5.js";
import { loadCore } from "../../src/kernels/core.js";
import type { Library } from "../../src/pigment.js";
import { flatPicture } from "../scan/picture.js";

await loadCore();
const folder = mkdtempSync(join(tmpdir(), "ganx-paint-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const [BLUE, WHITE, RED, BLACK] = [
  [44, 88, 148],
  [243, 240, 230],
  [204, 54, 38],
  [30, 30, 32],
] as const;
const LIBRARY: Library = {
  name: "four",
  pigments: [
    { id: "azurite", name: "Azurite", srgb: BLUE, spectrum: { formula: "Cu3(CO3)2(OH)2" } },
    { id: "lead_white", name: "Lead white", srgb: WHITE, spectrum: { formula: "Pb3(CO3)2(OH)2" } },
    { id: "vermilion", name: "Vermilion", srgb: RED, spectrum: { formula: "HgS" } },
    { id: "carbon_black", name: "Carbon black", srgb: BLACK, spectrum: { formula: "C" } },
  ],
};

const [WIDTH, HEIGHT] = [30, 20];
function picture(color: (x: number, y: number) => readonly number[]): RgbImage {
  const rgb = new Uint8Array(WIDTH * HEIGHT * 3);
  for (let i = 0; i < WIDTH * HEIGHT; i++) rgb.set(color(i % WIDTH, Math.floor(i / WIDTH)), 3 * i);
  return { width: WIDTH, height: HEIGHT, rgb };
}
/** Blue over white, halves. */
const seen = picture((_, y) => (y < HEIGHT / 2 ? BLUE : WHITE));
const isRed = (x: number): boolean => x >= 10 && x < 20;
/** A red stripe on black, across both halves. */
const under = picture((x) => (isRed(x) ? RED : BLACK));
const OPTIONS: ScanOptions = {
  library: LIBRARY,
  threshold: 0.9,
  clusters: 2,
  delta: 0,
  counts: 5000,
  seed: 3,
  mixing: "paint",
};
const pentimento: ScanOptions = { ...OPTIONS, hidden: under };

/** Mean of a map where a pixel is of some kind. */
function mean(map: ArrayLike<number>, isOf: (x: number, y: number) => boolean): number {
  let [sum, count] = [0, 0];
  for (let i = 0; i < map.length; i++) {
    if (!isOf(i % WIDTH, Math.floor(i / WIDTH))) continue;
    sum += map[i]!;
    count++;
  }
  return sum / count;
}

describe("a picture under the picture", () => {
  test("is seen by mercury's line and not by eye", async () => {
    const scan = await createScan(seen, pentimento);
    const mercury = scan.lineMap("Hg La");
    const inBlue = (_: number, y: number) => y < HEIGHT / 2;
    expect(mean(mercury, (x, y) => inBlue(x, y) && isRed(x))).toBeGreaterThan(
      10 * mean(mercury, (x, y) => inBlue(x, y) && !isRed(x)),
    );
    expect(scan.palette.map(({ hex }) => hex).sort()).toEqual(["#2c5894", "#f3f0e6"]);
    expect(scan.hiddenPalette?.map(({ hex }) => hex).sort()).toEqual(["#1e1e20", "#cc3626"]);
    const used = scan.palette.flatMap(({ mixture }) => mixture.map(({ id }) => id)).sort();
    expect(used).toEqual(["azurite", "lead_white"]);
    // What is seen is labelled the same whether or not something lies under it.
    const plain = await createScan(seen, OPTIONS);
    expect(scan.truth.labels).toEqual(plain.truth.labels);
    expect(Math.max(...plain.lineMap("Hg La"))).toBeLessThan(
      0.2 * mean(mercury, (x, y) => inBlue(x, y) && isRed(x)),
    );
  });

  test("has its place in the truth: each pixel's counts follow its pair of colours", async () => {
    const { truth, energyAxis } = await createScan(seen, pentimento);
    const { hidden, expected, countRates, recipe } = truth;
    const { stacks, stackLabels, labels, palette } = hidden!;
    expect(expected).toHaveLength((stacks.length / 2) * energyAxis.channels);
    expect(countRates).toHaveLength(stacks.length / 2);
    for (let i = 0; i < stackLabels.length; i++) {
      const stack = stackLabels[i]!;
      expect([stacks[2 * stack], stacks[2 * stack + 1]]).toEqual([truth.labels[i], labels[i]]);
    }
    expect(palette).toHaveLength(6);
    expect(recipe).toMatchObject({ mixing: "paint", hidden: { sha256: hashImage(under) } });
    expect(
      recipe.stratigraphy?.layers.map((layer) => ("picture" in layer ? layer.picture : layer.name)),
    ).toEqual(["visible", "hidden", "ground", "support"]);
  });

  test("may have another size; each pixel takes what lies at its centre", async () => {
    const small: RgbImage = { width: 3, height: 1, rgb: Uint8Array.from([...BLACK, ...RED, ...BLACK]) };
    expect(resampleNearest(small, WIDTH, HEIGHT).rgb).toEqual(under.rgb);
    const whole = await createScan(seen, pentimento);
    const scan = await createScan(seen, { ...pentimento, hidden: small });
    expect(scan.truth.recipe).toEqual(whole.truth.recipe);
    expect(resampleNearest(under, 3, 1)).toEqual(small);
  });

  test("under more than 256 pairs of colours is refused", () => {
    const visible = Uint8Array.from({ length: 400 }, (_, i) => i % 20);
    const hidden = Uint8Array.from({ length: 400 }, (_, i) => Math.floor(i / 20));
    expect(() => pairColors(visible, hidden)).toThrow(/at most 256 pairs.*found 400; ask for fewer clusters/);
    const { pairs, labels } = pairColors(visible.subarray(0, 256), hidden.subarray(0, 256));
    labels.forEach((pair, i) => {
      expect([pairs[2 * pair], pairs[2 * pair + 1]]).toEqual([visible[i], hidden[i]]);
    });
  });
});

describe("a scan of paint", () => {
  test("over nothing hidden comes again from its file, byte for byte; so does one over a hidden picture", async () => {
    for (const [name, options] of [
      ["plain", OPTIONS],
      ["hidden", pentimento],
      ["dwell", { ...pentimento, stratigraphy: "panel", counts: { model: "dwell", dwellSeconds: 0.2 } }],
      ["spectra", { ...OPTIONS, mixing: "spectra" }],
    ] as const) {
      const [first, second] = [join(folder, `${name}.h5`), join(folder, `${name}-2.h5`)];
      await writeHdf5(await createScan(seen, options), first);
      const stored = await readHdf5(first);
      const again = await recreateScan(stored);
      expect(await findDifference(again, stored), name).toBeUndefined();
      expect(stored.truth().hidden === undefined, name).toBe(name === "plain" || name === "spectra");
      stored.close();
      await writeHdf5(again, second);
      expect(readFileSync(second).equals(readFileSync(first)), name).toBe(true);
    }
  });

  test("has with a dwell time as many photons as its stacks' count rates say", async () => {
    const dwell = { ...pentimento, counts: { model: "dwell", dwellSeconds: 0.1 } as const };
    const { truth } = await createScan(seen, dwell);
    truth.hidden!.stackLabels.forEach((stack, i) => {
      expect(truth.photons![i]).toBe(Math.fround(truth.countRates![stack]! * 0.1));
    });
    expect(new Set(truth.photons).size).toBe(4);
  });

  test("is not that of mixed spectra: a thin layer lets the ground through", async () => {
    const lead = (await createScan(seen, { ...OPTIONS, stratigraphy: "canvas" })).lineMap("Pb La");
    const weighted = (await createScan(seen, { ...OPTIONS, mixing: "spectra" })).lineMap("Pb La");
    const isBlue = (_: number, y: number) => y < HEIGHT / 2;
    expect(mean(lead, isBlue)).toBeGreaterThan(10 * mean(weighted, isBlue));
  });

  test.each<[string, ScanOptions, RegExp]>([
    [
      "a hidden picture in mixed spectra",
      { ...pentimento, mixing: "spectra" },
      /hidden: expected only with mixing as paint/,
    ],
    [
      "layers in mixed spectra",
      { ...OPTIONS, mixing: "spectra", stratigraphy: "panel" },
      /stratigraphy: expected only/,
    ],
    [
      "another mixing",
      { ...OPTIONS, mixing: "oil" as never },
      /mixing: expected spectra, paint, found "oil"/,
    ],
    [
      "another object",
      { ...OPTIONS, stratigraphy: "vase" as never },
      /object: expected manuscript, .*found "vase"/,
    ],
    [
      "a layer of a hidden picture that is not given",
      {
        ...OPTIONS,
        stratigraphy: {
          name: "x",
          layers: ["visible", "hidden"].map((name) => ({
            picture: name as never,
            binder: "egg_yolk",
            pigmentVolumeConcentration: 0.5,
            thicknessUm: 9,
          })),
        },
      },
      /no hidden picture is given/,
    ],
    [
      "a hidden picture of no size",
      { ...OPTIONS, hidden: { ...flatPicture(2, 2, BLUE), width: 0 } },
      /width and height of at least 1/,
    ],
  ])("refuses %s", async (_, options, reason) => {
    await expect(createScan(seen, options)).rejects.toThrow(reason);
  });
});
