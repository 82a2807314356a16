import { describe, expect, it } from "vitest";
import { INFERNO, infernoColor } from "../../src/figures/colormap.js";
import { escapeXml, formatNumber, textSvg, ticks } from "../../src/figures/svg.js";
import { fitText, textWidth } from "../../src/figures/text-width.js";
import { renderSvg } from "../../src/io/render-svg.js";

describe("escapeXml", () => {
  it("escapes markup, both quotes, and drops what XML forbids", () => {
    expect(escapeXml(`<a href="x">&'`)).toBe("&lt;a href=&quot;x&quot;&gt;&amp;&#39;");
    expect(escapeXml("a\u0000b\u001fc\ufffed\te")).toBe("abcd\te");
    expect(escapeXml("\ud800x😀")).toBe("\ufffdx😀");
  });
});

describe("formatNumber", () => {
  it.each([
    [0, "0"],
    [0.0123, "0.0123"],
    [12.345, "12.3"],
    [99.96, "100"],
    [1234.5, "1235"],
    [12_345, "12\u00a0345"],
    [999_999, "999\u00a0999"],
    [1e6, "10⁶"],
    [2.5e7, "2.5 × 10⁷"],
    [0.0001, "10⁻⁴"],
    [-3.25, "-3.25"],
    [Number.NaN, "-"],
  ])("%f reads %s", (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });
});

describe("ticks", () => {
  it("gives round numbers inside the range", () => {
    expect(ticks(0.5, 38.5, 9)).toEqual([5, 10, 15, 20, 25, 30, 35]);
    expect(ticks(0, 1, 5)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(ticks(3, 3, 5)).toEqual([3]);
  });

  it("gives neither too few nor too many, whatever the range", () => {
    for (const high of [1e-12, 0.37, 1, 7.7, 99, 123_456, 3e15]) {
      const found = ticks(0, high, 6);
      expect(found.length).toBeGreaterThanOrEqual(3);
      expect(found.length).toBeLessThanOrEqual(13);
      expect(found[found.length - 1]).toBeLessThanOrEqual(high * 1.0001);
    }
  });
});

describe("textWidth", () => {
  it.each(["Pb La  10.55 keV", "average 12.3 counts a pixel", "WWW iii @", "Ångström αβγ 10⁻³ × …"])(
    "is never narrower than the drawn text, nor much wider: %s",
    async (text) => {
      for (const bold of [false, true]) {
        const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="40" font-family="DejaVu Sans">${textSvg(text, 0, 25, { size: 20, bold })}</svg>`;
        const { width, rgba } = await renderSvg(drawing);
        let right = 0;
        for (let i = 3; i < rgba.length; i += 4) if (rgba[i] > 40) right = Math.max(right, (i >> 2) % width);
        expect(textWidth(text, 20, bold)).toBeGreaterThanOrEqual(right);
        expect(textWidth(text, 20, bold)).toBeLessThan(right * 1.25);
      }
    },
  );

  it("shortens what is too wide", () => {
    expect(fitText("short", 100, 10)).toBe("short");
    const fitted = fitText("a very long title that does not fit", 100, 10);
    expect(fitted).toMatch(/^a very.*…$/);
    expect(textWidth(fitted, 10)).toBeLessThanOrEqual(100);
  });
});

describe("infernoColor", () => {
  it("agrees with matplotlib 3.6 inferno, entries 0, 64, 128, 192 and 255, within 6 levels", () => {
    const published = {
      0: [0, 0, 4],
      64: [87, 16, 110],
      128: [188, 55, 84],
      192: [249, 142, 9],
      255: [252, 255, 164],
    };
    for (const [index, color] of Object.entries(published)) {
      infernoColor(Number(index) / 255).forEach((level, c) => {
        expect(Math.abs(level - color[c])).toBeLessThanOrEqual(6);
      });
    }
  });

  it("grows lighter all the way", () => {
    const luma = (i: number) =>
      0.2126 * INFERNO[3 * i] + 0.7152 * INFERNO[3 * i + 1] + 0.0722 * INFERNO[3 * i + 2];
    for (let i = 1; i < 256; i++) expect(luma(i)).toBeGreaterThan(luma(i - 1) - 1);
    expect(luma(255) - luma(0)).toBeGreaterThan(200);
  });

  it("clamps", () => {
    expect(infernoColor(-1)).toEqual(infernoColor(0));
    expect(infernoColor(7)).toEqual(infernoColor(1));
    expect(infernoColor(Number.NaN)).toEqual(infernoColor(0));
  });
});
