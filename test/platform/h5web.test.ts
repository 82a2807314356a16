// h5web opens our files: what its page shows is what the scan has.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sourceOf } from "../../src/analysis/cube-source.js";
import { createScan } from "../../src/create-scan.js";
import { decodeImage } from "../../src/io/decode-image.js";
import { openCube, writeCube, writeCubeHdf5, writeHdf5 } from "../../src/node.js";
import { openBrowser, whyNot } from "./drive-browser.mjs";
import { buildViewer, openViewer, whyNoH5web } from "./h5web/viewer.mjs";
import { serveFolder } from "./serve-folder.mjs";
import { drawPainting } from "./suite/painting.mjs";

const [WIDTH, HEIGHT] = [60, 40];
const CALCIUM_KEV = 3.69;
const PATIENCE = { timeout: 20_000 };
const painting = drawPainting(WIDTH, HEIGHT);
const folder = mkdtempSync(join(tmpdir(), "ganx-h5web-"));
const pathOf = (name: string) => join(folder, name);

// Firefox without a graphics card has no WebGL, and h5web draws nothing there.
const missing = whyNoH5web() ?? whyNot("chromium");
const isSkipped = missing !== undefined && process.env.GANX_REQUIRE_RUNTIMES !== "1";

let scan: Awaited<ReturnType<typeof createScan>>;
let server: Awaited<ReturnType<typeof serveFolder>>;

/** A cube of another technique, whose channel `i` holds i counts. */
function otherCube(quantity: "wavelength" | "wavenumber", offsetKeV: number, gainKeV: number) {
  const [width, height, channels] = [6, 5, 61];
  const counts = Uint16Array.from({ length: width * height * channels }, (_, i) => i % channels);
  return sourceOf({ width, height, energyAxis: { offsetKeV, gainKeV, channels, quantity }, counts });
}

beforeAll(async () => {
  if (missing !== undefined) return;
  scan = await createScan({ width: WIDTH, height: HEIGHT, rgb: painting.rgb }, { seed: 7, counts: 400 });
  await writeHdf5(scan, pathOf("scan.h5"));
  await writeCubeHdf5(otherCube("wavelength", 400, 10), pathOf("reflectance.h5"));
  const read = await openCube(pathOf("reflectance.h5"));
  await writeCube(read, pathOf("reflectance.nxs"));
  read.close();
  const notes = { title: "Raman", pixelSizeUm: 500 };
  await writeCubeHdf5(otherCube("wavenumber", 200, 20), pathOf("raman.h5"), notes);
  await buildViewer(folder);
  server = await serveFolder(folder);
});

afterAll(async () => {
  await server?.close();
  rmSync(folder, { recursive: true });
});

const channelOf = (energyKeV: number) => {
  const { offsetKeV, gainKeV } = scan.energyAxis;
  return Math.round((energyKeV - offsetKeV) / gainKeV);
};

describe.skipIf(isSkipped)(`${missing === undefined ? "" : `(${missing}) `}h5web in Chromium`, () => {
  let opened: Awaited<ReturnType<typeof openBrowser>>;
  let viewer: Awaited<ReturnType<typeof openViewer>>;
  const open = (name: string) => openViewer(opened.browser, `${server.address}index.html`, pathOf(name));
  beforeAll(async () => {
    expect(missing).toBeUndefined();
    opened = await openBrowser("chromium");
    viewer = await open("scan.h5");
  });
  afterAll(() => opened?.close());

  /** Waits until the plot is called so. */
  const sayLabels = (labels: Awaited<ReturnType<typeof viewer.plot>>["labels"]) =>
    expect.poll(async () => (await viewer.plot()).labels, PATIENCE).toEqual(labels);

  /**
   * Waits until what the plot tells at places is so. @param isSo whether a count is that of the numbers before it
   * @returns the counts
   */
  async function readPlot(
    places: readonly (readonly [right: number, down: number])[],
    isSo: (at: readonly number[], value: number) => boolean,
  ): Promise<number[]> {
    let values: number[] = [];
    await expect
      .poll(async () => {
        const wrong: string[] = [];
        values = [];
        for (const [right, down] of places) {
          const { text, at, value } = await viewer.hover(right, down);
          values.push(value);
          if (!isSo(at, value)) wrong.push(`${text}: ${value}`);
        }
        return wrong;
      }, PATIENCE)
      .toEqual([]);
    return values;
  }

  /** What the plotted spectrum tells around the calcium line is what the scan has at a pixel. */
  async function checkSpectrum(x: number, y: number): Promise<void> {
    const expected = scan.spectrum(x, y);
    const [low, high] = [await viewer.hover(0.25, 0.5), await viewer.hover(0.75, 0.5)];
    expect(low.text).toMatch(/^energy \(keV\) = /);
    const line = 0.25 + (0.5 * (CALCIUM_KEV - low.at[0]!)) / (high.at[0]! - low.at[0]!);
    const places = [-0.004, -0.002, 0, 0.002, 0.004].map((aside) => [line + aside, 0.5] as const);
    const values = await readPlot(places, ([energy], value) => value === expected[channelOf(energy!)]);
    expect(Math.max(...values)).toBeGreaterThan(4);
  }

  test("shows the first spectrum over energies in keV, unasked", async () => {
    await viewer.isOpen("NX Line");
    await sayLabels({ title: "XRF scan", x: "energy (keV)", y: "counts" });
    expect((await viewer.plot()).ticks.x).toEqual([5, 10, 15, 20, 25, 30, 35]);
    expect((await viewer.hover(0.02, 0.5)).at[0]).toBeLessThan(1.5);
    expect((await viewer.hover(0.98, 0.5)).at[0]).toBeGreaterThan(37.5);
    await checkSpectrum(0, 0);
  });

  test("has sliders for row and column", async () => {
    expect(await viewer.sliders()).toEqual(["D0 0:39", "D1 0:59"]);
    await viewer.slide(0, 12);
    await viewer.slide(1, 34);
    await checkSpectrum(34, 12);
  });

  test("draws the map of an energy", async () => {
    await viewer.openTab("NX Heatmap");
    expect(await viewer.hints()).toEqual(["row", "column", "energy (keV)"]);
    await viewer.map("y", 0);
    await viewer.map("x", 1);
    const channel = channelOf(CALCIUM_KEV);
    await viewer.slide(2, channel);
    await sayLabels({ title: "XRF scan", x: "column", y: "row" });
    const places = [0.11, 0.37, 0.63, 0.89].map((place) => [place, place] as const);
    const values = await readPlot(
      places,
      ([column, row], value) => value === scan.spectrum(column!, row!)[channel],
    );
    expect(Math.max(...values)).toBeGreaterThan(4);
    expect((await viewer.hover(0.5, 0.5)).text).toMatch(/^column=\d+, row=\d+$/);
  });

  test("shows the picture in its colours, the first row on top", async () => {
    await viewer.select("/entry");
    await viewer.select("/entry/image");
    await viewer.isOpen("NX RGB");
    await sayLabels({ title: "picture", x: undefined, y: undefined });
    const pixels = [71, 669, 945, 478, 2150];
    const expected = pixels.map((pixel) => Array.from(painting.rgb.subarray(3 * pixel, 3 * pixel + 3)));
    await expect
      .poll(async () => {
        const { width, height, rgb } = await decodeImage(await viewer.drawing());
        const scale = Math.min(width / WIDTH, height / HEIGHT);
        const [left, top] = [(width - WIDTH * scale) / 2, (height - HEIGHT * scale) / 2];
        return pixels.map((pixel) => {
          const [x, y] = [pixel % WIDTH, Math.floor(pixel / WIDTH)];
          const at = Math.floor(top + (y + 0.5) * scale) * width + Math.floor(left + (x + 0.5) * scale);
          return Array.from(rgb.subarray(3 * at, 3 * at + 3));
        });
      }, PATIENCE)
      .toEqual(expected);
    expect(new Set(expected.map(String)).size).toBeGreaterThan(3);
  });

  test("shows /img as numbers", async () => {
    await viewer.select("/img");
    await viewer.openTab("Line");
    expect(await viewer.tabs()).toEqual(["Matrix", "Line", "Heatmap"]);
    await sayLabels({ title: "img", x: undefined, y: undefined });
    await viewer.openTab("Matrix");
    await viewer.map("y", 0);
    await viewer.map("x", 1);
    const channel = channelOf(CALCIUM_KEV);
    await viewer.slide(2, channel);
    const expected = [0, 1, 2].map((y) => [0, 1, 2, 3].map((x) => scan.spectrum(x, y)[channel]));
    await expect.poll(() => viewer.table(3, 4), PATIENCE).toEqual(expected);
  });

  test.each([
    { name: "reflectance.nxs", title: "scan", label: "wavelength (nm)", low: 400, step: 10 },
    { name: "raman.h5", title: "Raman", label: "wavenumber (1/cm)", low: 200, step: 20 },
  ])("shows a cube over $label", async ({ name, title, label, low, step }) => {
    viewer = await open(name);
    await viewer.isOpen("NX Line");
    await sayLabels({ title, x: label, y: "counts" });
    await readPlot(
      [
        [0.3, 0.5],
        [0.7, 0.5],
      ],
      ([at], value) => value > 0 && at === low + step * value,
    );
  });

  test("says mm where the size of a pixel is known", async () => {
    expect(await viewer.hints()).toEqual(["y (mm)", "x (mm)", "wavenumber (1/cm)"]);
    await viewer.openTab("NX Heatmap");
    await viewer.map("y", 0);
    await viewer.map("x", 1);
    await sayLabels({ title: "Raman", x: "x (mm)", y: "y (mm)" });
    expect((await viewer.hover(0.55, 0.5)).text).toMatch(/^x \(mm\)=1\.5, y \(mm\)=1$/);
  });
});
