// examples/browser from the packed package, in Chromium and Firefox: what it shows and saves is what Node computes.
import { createHash } from "node:crypto";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type * as Ganx from "../../src/index.js";
import { encodePng } from "../../src/io/png/encode.js";
import type * as GanxNode from "../../src/node.js";
import { openBrowser, whyNot } from "./drive-browser.mjs";
import { openExample } from "./example-page.mjs";
import { installPacked } from "./packed.mjs";
import { serveFolder } from "./serve-folder.mjs";
import { drawPainting } from "./suite/painting.mjs";

const EXAMPLE = fileURLToPath(new URL("../../examples/browser/index.html", import.meta.url));
const LONGEST_MS = 300_000;
const painting = drawPainting(150, 100);

let folder: string;
let removeFolder = (): void => {};
let server: Awaited<ReturnType<typeof serveFolder>>;
let picture: string;
let scan: Ganx.Scan;
let hash: string;

const hashOf = (path: string) => createHash("sha256").update(readFileSync(path)).digest("hex");

beforeAll(async () => {
  ({ folder, remove: removeFolder } = await installPacked());
  cpSync(EXAMPLE, join(folder, "index.html"));
  server = await serveFolder(folder);
  picture = join(folder, "page.png");
  const { width, height, rgb } = painting;
  writeFileSync(picture, encodePng({ width, height, data: rgb }));

  const modules = pathToFileURL(join(folder, "node_modules/ganx/dist/"));
  const ganx: typeof Ganx = await import(new URL("index.js", modules).href);
  const { writeHdf5 }: typeof GanxNode = await import(new URL("node.js", modules).href);
  scan = await ganx.createScan(await ganx.decodeImage(readFileSync(picture)), { seed: 7, counts: 400 });
  await writeHdf5(scan, join(folder, "node.h5"));
  hash = hashOf(join(folder, "node.h5"));
}, LONGEST_MS);

afterAll(async () => {
  await server?.close();
  removeFolder();
});

/** A line map as grey levels, `[height, width, 3]`. */
function greyOf(line: string): number[] {
  const counts = Array.from(scan.lineMap(line));
  const most = Math.max(...counts);
  return counts.flatMap((count) => Array(3).fill(Math.round((255 * count) / most)));
}

describe.each(["chromium", "firefox"])("in %s", (id) => {
  const missing = whyNot(id);
  if (missing !== undefined) {
    test(`the page is tried (${missing})`, ({ skip }) => {
      if (process.env.GANX_REQUIRE_RUNTIMES === "1") expect.fail(missing);
      skip(missing);
    });
    return;
  }

  let opened: Awaited<ReturnType<typeof openBrowser>>;
  let example: Awaited<ReturnType<typeof openExample>>;
  beforeAll(async () => {
    opened = await openBrowser(id);
    example = await openExample(opened, `${server.address}index.html`);
    await example.ready();
  }, LONGEST_MS);
  afterAll(() => opened?.close());

  test("a file that is no picture is refused in one line, and leaves the page usable", async () => {
    const notes = join(folder, "notes.png");
    writeFileSync(notes, "no picture");
    await example.give(notes);
    await example.failed("notes.png: ");
    const error = await example.text("#error");
    expect(error).toContain("expected a PNG, JPEG");
    expect(error).not.toContain("\n");
    expect(await example.hasResults()).toBe(false);
  });

  test("a picture that is chosen is shown with its line map and palette, and the page does not freeze", async () => {
    await example.choose(picture);
    expect(await example.text("#error")).toBe("");
    expect(await example.colors("#picture")).toEqual(Array.from(painting.rgb));
    const map = await example.colors("#map");
    expect(map).toEqual(greyOf("Pb La"));
    expect(new Set(map).size).toBeGreaterThan(20);
    const items = await example.palette();
    expect(items).toHaveLength(scan.palette.length);
    expect(items[0]).toContain(scan.palette[0]!.mixture[0]!.name);
    expect(await example.ticks()).toBeGreaterThan(5);
  });

  test("a click shows the pixel's spectrum", async () => {
    const before = await example.drawing("#spectrum");
    await example.click("#map", 71, 22);
    expect(await example.spectrum()).toEqual(Array.from(scan.spectrum(71, 22)));
    expect(await example.text("#pixel")).toContain("400 photons of");
    const after = await example.drawing("#spectrum");
    expect(after).not.toEqual(before);
    await example.click("#picture", 149, 99);
    expect(await example.spectrum()).toEqual(Array.from(scan.spectrum(149, 99)));
    expect(await example.drawing("#spectrum")).not.toEqual(after);
    expect(await example.durations("spectrum")).toHaveLength(2);
  });

  test("the keyboard does too", async () => {
    await example.typeRow(50);
    await example.waitForText("#pixel", "Pixel 149, 50:");
    expect(await example.spectrum()).toEqual(Array.from(scan.spectrum(149, 50)));
  });

  test("another line has another map", async () => {
    await example.chooseLine("Hg La");
    expect(await example.colors("#map")).toEqual(greyOf("Hg La"));
  });

  test("the file that is saved is the very file that Node writes", async () => {
    const path = await example.save();
    expect(path).toMatch(/page\.h5$/);
    expect(hashOf(path)).toBe(hash);
  });

  test("a picture may be dropped, and its map is of the line that was chosen", async () => {
    await example.drop(Buffer.from("no picture"), "dropped.txt");
    await example.failed("dropped.txt: ");
    await example.drop(readFileSync(picture), "dropped.png");
    await example.mapped();
    expect(await example.colors("#map")).toEqual(greyOf("Hg La"));
    expect(await example.text("#error")).toBe("");
  });

  test("nothing is wider than a small screen", async () => {
    for (const width of [390, 1200]) {
      expect(await example.widthAt(width)).toBeLessThanOrEqual(width);
    }
  });
});
