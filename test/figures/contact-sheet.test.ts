import UPNG from "upng-js";
import { describe, expect, it } from "vitest";
import { INFERNO } from "../../src/figures/colormap.js";
import { type ContactSheetMap, contactSheetSvg } from "../../src/figures/contact-sheet.js";
import { robustMaximum, shrinkGrid } from "../../src/figures/tile.js";
import { renderSvg } from "../../src/io/render-svg.js";

function map(width: number, height: number, value: (i: number) => number, title = "Pb La"): ContactSheetMap {
  const values = Float32Array.from({ length: width * height }, (_, i) => value(i));
  return { title, subtitle: "average 1 count a pixel", width, height, values };
}

/** The maps and pictures inside an SVG, decoded; the colour bars left out. */
function tiles(svg: string): { width: number; height: number; rgba: Uint8Array }[] {
  return [...svg.matchAll(/<image (?![^>]* height="8")[^>]*base64,([^"]+)"/g)].map(([, text]) => {
    const png = UPNG.decode(new Uint8Array(Buffer.from(text, "base64")).buffer);
    return { width: png.width, height: png.height, rgba: new Uint8Array(UPNG.toRGBA8(png)[0]) };
  });
}

/** The drawing without the pictures in it. */
const markup = (svg: string) => svg.replace(/base64,[^"]+/g, "");
const sizeOf = (svg: string) =>
  svg
    .match(/width="(\d+)" height="(\d+)"/)!
    .slice(1)
    .map(Number);

describe("contactSheetSvg", () => {
  it("sets eight upright maps four by two and draws at the size it states", async () => {
    const maps = Array.from({ length: 8 }, (_, k) => map(30, 40, (i) => (i * (k + 1)) % 17, `map ${k}`));
    const svg = contactSheetSvg(maps, { title: "Line maps", subtitle: "of a painting" });
    const corners = [...svg.matchAll(/<image x="(\d+)" y="(\d+)" width="\d+" height="360"/g)];
    expect(new Set(corners.map(([, x]) => x)).size).toBe(4);
    expect(new Set(corners.map(([, , y]) => y)).size).toBe(2);
    const { width, height, rgba } = await renderSvg(svg);
    expect([width, height]).toEqual(sizeOf(svg));
    expect(new Set(rgba).size).toBeGreaterThan(50);
    maps.forEach(({ title }) => {
      expect(svg).toContain(`>${title}</text>`);
    });
  });

  it("keeps markup in titles harmless and the drawing well-formed", async () => {
    const nasty = `<script>&"'\u0000`;
    const svg = contactSheetSvg([{ ...map(2, 2, (i) => i, nasty), subtitle: nasty }], {
      title: nasty,
      subtitle: nasty,
    });
    expect(svg).not.toContain("<script>");
    expect(svg.match(/&lt;script&gt;&amp;&quot;&#39;/g)).toHaveLength(4);
    await renderSvg(svg);
  });

  it.each([
    ["all zero", map(9, 7, () => 0)],
    ["constant", map(9, 7, () => 5)],
    ["one pixel", map(1, 1, () => 3)],
    ["one empty pixel", map(1, 1, () => 0)],
    ["not numbers", map(4, 4, (i) => [Number.NaN, Infinity, -Infinity, -3][i % 4])],
    ["very wide", map(5000, 1, (i) => i)],
    ["very tall", map(1, 5000, (i) => i)],
    ["tiny counts", map(3, 3, () => 1e-30)],
  ])("draws a map that is %s", async (_, odd) => {
    const svg = contactSheetSvg([odd, map(3, 4, (i) => i)]);
    expect(markup(svg)).not.toMatch(/NaN|Infinity|undefined/);
    const { width, height } = await renderSvg(svg);
    expect(width).toBeLessThan(1400);
    expect(height).toBeLessThan(1100);
  });

  it("paints zero black, a constant map in the lightest colour, and says when there are no counts", () => {
    const [zero, constant, one] = tiles(
      contactSheetSvg([map(2, 2, () => 0), map(2, 2, () => 7), map(1, 1, () => 3)]),
    );
    expect([...zero.rgba.subarray(0, 3)]).toEqual([...INFERNO.subarray(0, 3)]);
    expect([...constant.rgba.subarray(0, 3)]).toEqual([...INFERNO.subarray(765)]);
    expect([...one.rgba]).toEqual([...INFERNO.subarray(765), 255]);
    expect(contactSheetSvg([map(2, 2, () => 0)])).toContain(">no counts</text>");
    expect(contactSheetSvg([map(2, 2, () => 7)])).toContain(">7 counts</text>");
  });

  it("does not let one bright pixel darken a map", () => {
    const svg = contactSheetSvg([map(20, 20, (i) => (i === 0 ? 1e6 : i % 10))]);
    expect(svg).toContain(">9 counts</text>");
    const [{ rgba }] = tiles(svg);
    expect([...rgba.subarray(4 * 9, 4 * 9 + 3)]).toEqual([...INFERNO.subarray(765)]);
  });

  it("has a colour bar from 0 to the highest with half of that between, where there is room", () => {
    expect(contactSheetSvg([map(2, 2, () => 8)])).toMatch(/>0<.*>4<.*>8 counts</);
    expect(contactSheetSvg([map(2, 2, () => 0)])).not.toMatch(/text-anchor="middle"/);
    const bars = [
      ...contactSheetSvg([map(2, 2, () => 8)]).matchAll(/<image [^>]* height="8"[^>]*base64,([^"]+)"/g),
    ];
    const bar = UPNG.decode(new Uint8Array(Buffer.from(bars[0][1], "base64")).buffer);
    const rgba = new Uint8Array(UPNG.toRGBA8(bar)[0]);
    expect([bars.length, bar.width, bar.height]).toEqual([1, 256, 1]);
    for (const i of [0, 100, 255]) {
      expect([...rgba.subarray(4 * i, 4 * i + 3)]).toEqual([...INFERNO.subarray(3 * i, 3 * i + 3)]);
    }
  });

  it("shrinks large maps so that the drawing stays small, and keeps their shape", () => {
    const svg = contactSheetSvg([map(1200, 1600, (i) => i % 251)]);
    const [tile] = tiles(svg);
    expect([tile.width, tile.height]).toEqual([270, 360]);
    expect(svg.length).toBeLessThan(200_000);
  });

  it("enlarges small maps by whole numbers, pixels left square", () => {
    const svg = contactSheetSvg([map(20, 30, (i) => i)]);
    expect(svg).toContain('width="240" height="360" preserveAspectRatio="none"');
    expect(tiles(svg)[0].width).toBe(20);
  });

  it("shows the painting first, colours as they are", () => {
    const rgb = Uint8Array.of(200, 10, 30, 0, 255, 128);
    const svg = contactSheetSvg([map(2, 1, (i) => i)], { picture: { image: { width: 2, height: 1, rgb } } });
    expect([...tiles(svg)[0].rgba]).toEqual([200, 10, 30, 255, 0, 255, 128, 255]);
    expect(svg.indexOf(">Painting<")).toBeLessThan(svg.indexOf(">Pb La<"));
  });

  it("cuts titles that are wider than their cell", () => {
    expect(contactSheetSvg([map(2, 2, () => 1, "x".repeat(200))])).toMatch(/>x{5,60}…</);
  });

  it("says what is wrong with a map", () => {
    expect(() => contactSheetSvg([])).toThrow(/expected at least one map/);
    expect(() => contactSheetSvg([map(2, 2, () => 1)], { columns: 0 })).toThrow(/at least 1 column, found 0/);
    expect(() => contactSheetSvg([{ ...map(2, 2, () => 1), width: 3 }])).toThrow(/found 3 x 2 and 4 values/);
  });
});

describe("shrinkGrid", () => {
  it("averages area: the mean stays, whatever the sizes", () => {
    for (const [width, height, toWidth, toHeight] of [
      [10, 10, 5, 5],
      [7, 11, 3, 4],
      [100, 3, 99, 2],
      [5, 5, 1, 1],
    ]) {
      const values = Float64Array.from({ length: width * height }, (_, i) => (i * 37) % 101);
      const shrunk = shrinkGrid({ width, height, values }, toWidth, toHeight);
      const mean = (all: Float64Array) => all.reduce((sum, value) => sum + value, 0) / all.length;
      expect([shrunk.width, shrunk.height]).toEqual([toWidth, toHeight]);
      expect(mean(shrunk.values)).toBeCloseTo(mean(values), 9);
    }
  });

  it("leaves a grid that fits as it is", () => {
    const values = Float64Array.of(1, 2, 3, 4, 5, 6);
    expect([...shrinkGrid({ width: 3, height: 2, values }, 30, 20).values]).toEqual([...values]);
  });
});

describe("robustMaximum", () => {
  it("is the 99.5th percentile, or the maximum where that is 0", () => {
    const values = Float64Array.from({ length: 1001 }, (_, i) => i);
    expect(robustMaximum(values)).toBe(995);
    expect(robustMaximum(values.map((value) => (value === 7 ? 4 : 0)))).toBe(4);
    expect(robustMaximum(new Float64Array(5))).toBe(0);
  });
});
