// The page of examples/browser, used as a visitor uses it.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { within } from "./processes.mjs";

const LONGEST_MS = 90_000;

/** Keeps what the page's worker answers, and counts the page's own timers, which stop where a page freezes. */
function listen() {
  window.heard = [];
  window.ticks = 0;
  setInterval(() => {
    window.ticks++;
  }, 5);
  window.Worker = class extends window.Worker {
    constructor(...args) {
      super(...args);
      this.addEventListener("message", ({ data }) => {
        if (data.progress === undefined) window.heard.push({ ...data, ticks: window.ticks });
      });
    }
  };
}

/**
 * Opens the page and waits until it is ready.
 *
 * @param browser see drive-browser.mjs
 * @param address of the page
 */
export async function openExample({ browser, downloads }, address) {
  const page = await browser.newPage();
  page.setDefaultTimeout(LONGEST_MS);
  await page.setViewport({ width: 1200, height: 900 });
  await page.evaluateOnNewDocument(listen);
  await page.goto(address);

  const text = (selector) => page.$eval(selector, ({ textContent }) => textContent);
  /** Waits until a text begins so; fails at once where the page tells of another error. */
  const waitForText = async (selector, start) => {
    const isOver = (one, begin) =>
      document.querySelector(one).textContent.startsWith(begin) ||
      document.querySelector("#error").textContent !== "";
    await page.waitForFunction(isOver, {}, selector, start);
    const [found, error] = [await text(selector), await text("#error")];
    if (!found.startsWith(start)) throw new Error(`the page says: ${error}`);
  };
  /** Colours of a canvas `[height, width, 3]`. */
  const colors = async (selector) =>
    page.$eval(selector, (canvas) => {
      const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
      return Array.from(data).filter((_, i) => i % 4 < 3);
    });
  /** Clicks in the middle of a pixel of a canvas, or near it where the canvas is shown smaller than it is. */
  const press = async (selector, x, y) => {
    const canvas = await page.$(selector);
    await canvas.scrollIntoView();
    const box = await canvas.boundingBox();
    const [width, height] = await canvas.evaluate((one) => [one.width, one.height]);
    const [left, top] = [((x + 0.5) * box.width) / width, ((y + 0.5) * box.height) / height];
    await page.mouse.click(box.x + left, box.y + top);
  };

  return {
    page,
    text,
    colors,
    async click(selector, x, y) {
      await press(selector, x, y);
      await waitForText("#pixel", `Pixel ${x}, ${y}:`);
    },
    /** Clicks, and waits until the page has measured how long the spectrum took. */
    async time(selector, x, y) {
      const count = (await this.durations("spectrum")).length;
      await press(selector, x, y);
      const isMore = (before) => performance.getEntriesByName("spectrum").length > before;
      await page.waitForFunction(isMore, {}, count);
    },
    sizeOf: (selector) => page.$eval(selector, ({ width, height }) => [width, height]),
    /** What a canvas shows, to be compared. */
    drawing: (selector) => page.$eval(selector, (canvas) => canvas.toDataURL()),
    palette: () => page.$$eval("#palette li", (all) => all.map(({ textContent }) => textContent)),
    hasResults: () => page.$eval("#results", ({ hidden }) => !hidden),
    /** How wide all is in a window of a width. */
    async widthAt(width) {
      await page.setViewport({ width, height: 800 });
      return page.evaluate(() => document.documentElement.scrollWidth);
    },
    ready: () => waitForText("#status", "Ready."),
    /** Chooses a file, and waits for its line map. */
    async choose(path) {
      await this.give(path);
      // That of an earlier file goes away.
      await page.waitForFunction(() => document.querySelector("#error").textContent === "");
      await this.mapped();
    },
    give: async (path) => (await page.$("#file")).uploadFile(path),
    mapped: () => waitForText("#status", "The line map was there"),
    failed: (start) => waitForText("#error", start),
    /** Drops a file on the page. */
    drop: (bytes, name) =>
      page.evaluate(
        (values, called) => {
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File([Uint8Array.from(values)], called));
          const target = document.querySelector("#drop");
          target.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
        },
        Array.from(bytes),
        name,
      ),
    async chooseLine(line) {
      await page.select("#line", line);
      const has = (wanted) => document.querySelector("#map").ariaLabel.startsWith(`Map of ${wanted}:`);
      await page.waitForFunction(has, {}, line);
    },
    /** Types a pixel's row, with the keyboard alone. */
    async typeRow(y) {
      await page.focus("#y");
      await page.$eval("#y", (input) => input.select());
      await page.keyboard.type(String(y));
      await page.keyboard.press("Tab");
    },
    waitForText,
    /** The counts of the latest spectrum that the worker gave. */
    spectrum: () =>
      page.evaluate(() => {
        const { output } = window.heard.findLast(({ output: one }) => one?.color !== undefined);
        return Array.from(output.counts);
      }),
    /** Timers of the page that went off between the first answer and the latest. */
    ticks: () => page.evaluate(() => window.heard.at(-1).ticks - window.heard[0].ticks),
    /** How long what the page measured took, ms. */
    durations: (name) =>
      page.evaluate((of) => performance.getEntriesByName(of).map(({ duration }) => duration), name),
    /** Saves the file. @returns its path */
    async save() {
      await page.click("#save");
      await waitForText("#status", "Saved ");
      const name = /Saved (.*)\.$/.exec(await text("#status"))[1];
      const path = join(downloads, name);
      const isThere = async () => {
        // While it is being written there is a second one.
        while (!existsSync(path) || readdirSync(downloads).length !== 1) {
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
      };
      await within(60, `the download of ${name}`, isThere());
      return path;
    },
  };
}
