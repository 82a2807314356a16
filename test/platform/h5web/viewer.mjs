// h5web, the viewer of HDF5 and NeXus files, built into a page and used as a visitor uses it.
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const LONGEST_MS = 30_000;
const MOST_TRIES = 20;
const HTML = `<!doctype html>
<meta charset="utf-8">
<title>h5web</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="page.css">
<style>html, body, #root { height: 100%; margin: 0 }</style>
<div id="root"></div>
<script type="module" src="page.js"></script>
`;

/** Why h5web cannot be tried; undefined where it can. */
export function whyNoH5web() {
  const isThere = existsSync(new URL("../node_modules/@h5web/app", import.meta.url));
  return isThere ? undefined : "h5web is not installed: node test/platform/install.mjs";
}

/** Writes the page into a folder that is then served. */
export async function buildViewer(folder) {
  const { build } = await import("esbuild");
  await build({
    absWorkingDir: fileURLToPath(new URL(".", import.meta.url)),
    entryPoints: ["page.mjs"],
    bundle: true,
    minify: true,
    format: "esm",
    outdir: folder,
    define: { "process.env.NODE_ENV": '"production"' },
    logLevel: "error",
  });
  writeFileSync(join(folder, "index.html"), HTML);
}

/** Runs in the page. */
function readAround() {
  const numberOf = (text) => Number(text.replace("−", "-"));
  const axis = (name) => {
    const texts = [...document.querySelectorAll(`.visx-axis-${name} text`)].map((one) => one.textContent);
    return {
      label: texts.find((text) => Number.isNaN(numberOf(text))),
      ticks: texts.map(numberOf).filter(Number.isFinite),
    };
  };
  const title = document.querySelector("canvas")?.closest("[style*=grid-template]")?.querySelector("p");
  const [x, y] = [axis("bottom"), axis("left")];
  return {
    labels: { title: title?.textContent, x: x.label, y: y.label },
    ticks: { x: x.ticks, y: y.ticks },
  };
}

/**
 * Opens the page and chooses a file.
 *
 * @param browser puppeteer's
 * @param address of the page
 * @param path of the file
 */
export async function openViewer(browser, address, path) {
  const page = await browser.newPage();
  page.setDefaultTimeout(LONGEST_MS);
  await page.setViewport({ width: 1200, height: 800 });
  await page.goto(address);
  await (await page.waitForSelector("input[type=file]")).uploadFile(path);

  const textsOf = (selector) =>
    page.$$eval(selector, (all) => all.map(({ textContent }) => textContent.trim()));
  const click = async (selector) => (await page.waitForSelector(selector)).click();
  const tab = (name, isSelected) =>
    page.waitForFunction(
      (wanted, selected) =>
        [...document.querySelectorAll("[role=tab][aria-selected]")].find(
          ({ textContent, ariaSelected }) => textContent === wanted && (!selected || ariaSelected === "true"),
        ),
      {},
      name,
      isSelected,
    );

  return {
    /** Waits until a tab is the open one. */
    isOpen: (name) => tab(name, true),
    async openTab(name) {
      await (await tab(name, false)).click();
      await tab(name, true);
    },
    /** Names of the ways in which what is selected can be shown. */
    tabs: async () => (await textsOf("[role=tab][aria-selected]")).filter((name) => name !== ""),
    select: (inFile) => click(`[role=treeitem][data-path="${inFile}"]`),
    /** What is written around the plot: `labels` that are its title and its axes', and their numbers, `ticks`. */
    plot: async () => {
      await page.waitForSelector("canvas");
      return page.evaluate(readAround);
    },
    /** Dimensions that have sliders, and their ends: `D0 0:39`. */
    sliders: () =>
      page.$$eval("[role=slider][aria-orientation=vertical]", (all) =>
        all.map((one) => {
          const name = document.getElementById(one.getAttribute("aria-labelledby")).textContent;
          return `${name} ${one.ariaValueMin}:${one.ariaValueMax}`;
        }),
      ),
    /** Moves a dimension's slider from its lower end, with the keyboard. */
    async slide(dimension, value) {
      await page.focus(`[role=slider][aria-labelledby="h5w-slider-${dimension}-label"]`);
      await page.keyboard.press("Home");
      for (let i = 0; i < Math.floor(value / 10); i++) await page.keyboard.press("PageUp");
      for (let i = 0; i < value % 10; i++) await page.keyboard.press("ArrowUp");
      const selector = `[aria-labelledby="h5w-slider-${dimension}-label"][aria-valuenow="${value}"]`;
      await page.waitForSelector(selector);
    },
    /** What is told of the dimensions where the pointer rests on them. */
    hints: () =>
      page.$$eval('[aria-label="Dimension as x axis"] [role=radio]', (all) => all.map(({ title }) => title)),
    /** Puts a dimension along an axis `x` or `y` of the plot. */
    map: (axis, dimension) =>
      click(`[aria-label="Dimension as ${axis} axis"] [role=radio]:nth-child(${dimension + 1})`),
    /**
     * What the plot tells at a place of it, each 0 to 1 from the left and from the top: `text`, the numbers `at` in it,
     * and the `value` there.
     */
    async hover(right, down) {
      for (let tries = 0; tries < MOST_TRIES; tries++) {
        // A plot that was drawn anew under the pointer tells nothing until that moves.
        await page.mouse.move(2, 2);
        await page.waitForFunction(() => !document.querySelector(".visx-tooltip"));
        const box = await (await page.waitForSelector("canvas")).boundingBox();
        if (box) await page.mouse.move(box.x + right * box.width, box.y + down * box.height);
        const told = await page.waitForSelector(".visx-tooltip", { timeout: 500 }).catch(() => undefined);
        const found = await told?.evaluate((tooltip) => ({
          text: [...tooltip.childNodes].flatMap((one) => (one.data === undefined ? [] : one.data)).join(""),
          value: Number(tooltip.querySelector("strong").textContent),
        }));
        if (found) return { ...found, at: found.text.split("=").slice(1).map(Number.parseFloat) };
      }
      throw new Error(`the plot tells nothing at ${right}, ${down}`);
    },
    /** Numbers of the table's first rows and columns. */
    async table(rows, columns) {
      await page.waitForSelector("[role=gridcell]");
      const cells = await textsOf("[role=gridcell]");
      const width = await page.$$eval("[role=gridcell]", (all) =>
        Math.max(...all.map((one) => Number(one.getAttribute("aria-colindex")))),
      );
      return Array.from({ length: rows }, (_, y) =>
        cells.slice(y * width, y * width + columns).map((text) => Number(text)),
      );
    },
    /** The plot as a PNG. */
    async drawing() {
      const canvas = await page.waitForSelector("canvas");
      return canvas.screenshot();
    },
    screenshot: (file) => page.screenshot({ path: file }),
    close: () => page.close(),
  };
}
