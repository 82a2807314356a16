import UPNG from "upng-js";
import { describe, expect, it } from "vitest";
import { INFERNO } from "../../src/figures/colormap.js";
import { dispersionSvg } from "../../src/figures/dispersion-plot.js";
import { flattenedSvg } from "../../src/figures/flattened-plot.js";
import { ratioSvg } from "../../src/figures/ratio-plot.js";
import { renderSvg } from "../../src/io/render-svg.js";

const axis = { offsetKeV: 1, gainKeV: 1, channels: 10 };

/** y of a horizontal line, and the points of the first curve in a colour. */
const lineAt = (svg: string, color: string) =>
  Number(
    svg.match(
      new RegExp(`<path d="M[\\d.]+ ([\\d.]+)L[\\d.]+ \\1" fill="none" stroke="${color}" stroke-dasharray`),
    )![1],
  );
const curve = (svg: string, color: string) =>
  svg
    .match(new RegExp(`<path d="M([^"]+)" fill="none" stroke="${color}"`))![1]
    .split(/[LM]/)
    .map((point) => point.split(" ").map(Number));

describe("dispersionSvg", () => {
  it.each(["log", "linear"] as const)("marks 1 where the curve has it, %s", (scale) => {
    const values = [0.5, 1, 2, 4, 1, 1, 1, 1, 1, 1];
    const svg = dispersionSvg({ series: [{ label: "a", values, axis }], scale });
    expect(svg).toContain(">Poisson</text>");
    const one = lineAt(svg, "#1c1c1c");
    const points = curve(svg, "#0072b2");
    expect(points).toHaveLength(10);
    // The line is drawn on a whole pixel.
    expect(Math.abs(points[1][1] - one)).toBeLessThan(1);
    expect(points[0][1]).toBeGreaterThan(one + 10);
    expect(points[3][1]).toBeLessThan(one - 10);
  });

  it("leaves a gap where there is no index, however long the spectrum", async () => {
    for (const channels of [10, 6000]) {
      const long = { offsetKeV: 0, gainKeV: 10 / channels, channels };
      const values = Float64Array.from({ length: channels }, (_, i) =>
        i > 0.4 * channels && i < 0.6 * channels ? Number.NaN : 1.5,
      );
      const svg = dispersionSvg({ series: [{ label: "a", values, axis: long }] });
      expect(svg).not.toMatch(/NaN|Infinity/);
      const [, path] = svg.match(/<path d="([^"]+)" fill="none" stroke="#0072b2"/)!;
      expect(path.match(/M/g)).toHaveLength(2);
      await renderSvg(svg);
    }
  });

  it("draws channels without any index", async () => {
    const values = new Float64Array(10).fill(Number.NaN);
    const svg = dispersionSvg({ series: [{ label: "<a>", values, axis }], title: "<t>" });
    expect(svg).not.toMatch(/NaN|<t>/);
    await renderSvg(svg);
    expect(() => dispersionSvg({ series: [] })).toThrow(/at least one series/);
    expect(() => dispersionSvg({ series: [{ label: "a", values: [1], axis }] })).toThrow(
      /expected 10 values/,
    );
  });
});

describe("ratioSvg", () => {
  const labels = ["real <1>", "synthetic & 2"] as const;

  it("names each line, sets its dots in order and prints their ratio", async () => {
    const svg = ratioSvg({
      labels,
      rows: [
        { label: "Pb La", values: [10, 25] },
        { label: "Cu Ka", values: [4, 1] },
        { label: "Au La", values: [0, 2] },
        { label: "Hg La", values: [3, 0] },
        { label: "Sn Ka", values: [0, 0] },
      ],
    });
    for (const text of ["× 2.50", "× 0.25", "only second", "only first", "neither", "Sn Ka"]) {
      expect(svg).toContain(`>${text}</text>`);
    }
    expect(svg).toContain(">real &lt;1&gt;</text>");
    expect(svg).not.toMatch(/NaN|undefined/);
    const rows = ["Pb La", "Cu Ka", "Au La"].map((name) =>
      Number(svg.match(new RegExp(`transform="translate\\([\\d.]+ ([\\d.]+)\\)"[^>]*>${name}<`))![1]),
    );
    expect(rows[0]).toBeLessThan(rows[1]);
    expect(rows[1]).toBeLessThan(rows[2]);
    const { height } = await renderSvg(svg);
    expect(height).toBeLessThan(400);
  });

  it("draws rows of nothing, of one value, and many", async () => {
    for (const value of [0, 1, 1e-30, 1e30, Number.NaN]) {
      const svg = ratioSvg({ labels, rows: [{ label: "x", values: [value, value] }] });
      expect(svg).not.toMatch(/NaN|undefined|Infinity/);
      await renderSvg(svg);
    }
    const rows = Array.from({ length: 50 }, (_, i) => ({ label: `line ${i}`, values: [i, 2] as const }));
    for (const { label } of rows) expect(ratioSvg({ labels, rows })).toContain(`>${label}</text>`);
    expect(() => ratioSvg({ labels, rows: [] })).toThrow(/at least one line/);
  });
});

describe("flattenedSvg", () => {
  const matrix = (title: string, values: Float32Array) => ({
    title,
    width: 3,
    height: 2,
    values,
    axis,
    pixels: 77,
  });

  it("paints both matrices on one scale of colours", async () => {
    const values = Float32Array.of(0, 0.5, 1, -1, 2, Number.NaN);
    const svg = flattenedSvg({ matrices: [matrix("a <b>", values), matrix("c", values)], title: "t" });
    const tiles = [...svg.matchAll(/base64,([^"]+)"/g)].map(([, text]) =>
      UPNG.decode(new Uint8Array(Buffer.from(text, "base64")).buffer),
    );
    expect(tiles.map(({ width, height }) => [width, height])).toEqual([
      [3, 2],
      [3, 2],
      [1, 256],
    ]);
    const rgba = new Uint8Array(UPNG.toRGBA8(tiles[0])[0]);
    const level = (i: number) => [...INFERNO.subarray(3 * i, 3 * i + 3), 255];
    expect([...rgba]).toEqual([0, 128, 255, 0, 255, 0].flatMap(level));
    // The bar is lightest at its top.
    expect([...new Uint8Array(UPNG.toRGBA8(tiles[2])[0]).subarray(0, 4)]).toEqual(level(255));
    expect(svg).toContain(">a &lt;b&gt;</text>");
    expect(svg.match(/>pixel<\/text>/g)).toHaveLength(2);
    const { width } = await renderSvg(svg);
    expect(width).toBe(960);
  });

  it("says on each axis which power of ten its numbers leave out", () => {
    const many = (pixels: number) => ({ ...matrix("a", new Float32Array(6)), pixels });
    const svg = flattenedSvg({ matrices: [many(655_360), many(5000)] });
    expect(svg).toContain(">pixel / 10³</text>");
    expect(svg).toContain(">pixel</text>");
  });

  it("draws one, and says what is wrong", async () => {
    const one = matrix("a", new Float32Array(6));
    await renderSvg(flattenedSvg({ matrices: [one] }));
    expect(() => flattenedSvg({ matrices: [] })).toThrow(/one or two matrices, found 0/);
    expect(() => flattenedSvg({ matrices: [{ ...one, width: 4 }] })).toThrow(/found 4 x 2 and 6 values/);
  });
});
