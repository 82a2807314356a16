import UPNG from "upng-js";
import { describe, expect, it } from "vitest";
import { renderSvg, svgToPng } from "../../src/io/render-svg.js";

const svg = (content: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20" font-family="DejaVu Sans">${content}</svg>`;

/** Sum of alpha: how much was painted. */
async function painted(content: string): Promise<number> {
  const { rgba } = await renderSvg(svg(content));
  return rgba.reduce((sum, value, i) => (i % 4 === 3 ? sum + value : sum), 0);
}

describe("renderSvg", () => {
  it("gives one pixel a unit, or as many as the scale says", async () => {
    for (const scale of [1, 2, 2.5]) {
      const { width, height, rgba } = await renderSvg(svg(""), { scale });
      expect([width, height]).toEqual([40 * scale, 20 * scale]);
      expect(rgba.length).toBe(width * height * 4);
      expect(rgba.buffer.byteLength).toBe(rgba.length);
    }
  });

  it("gives straight, not premultiplied, colours", async () => {
    const { rgba } = await renderSvg(svg('<rect width="1" height="1" fill="#ff8040" fill-opacity="0.5"/>'));
    expect([...rgba.subarray(0, 4)]).toEqual([255, 128, 64, 128]);
    expect([...rgba.subarray(4, 8)]).toEqual([0, 0, 0, 0]);
  });

  it("writes text with the embedded fonts, bold bolder", async () => {
    const plain = await painted('<text y="15" font-size="12">Pb L</text>');
    const bold = await painted('<text y="15" font-size="12" font-weight="bold">Pb L</text>');
    expect(plain).toBeGreaterThan(5000);
    expect(bold).toBeGreaterThan(1.2 * plain);
  });

  it.each([..."αβγμσ⁰¹²³⁴⁵⁶⁷⁸⁹⁻×–—·…±éÅß"])("has a glyph for %s", async (char) => {
    const glyph = await painted(`<text y="15" font-size="12">${char}</text>`);
    const missing = await painted(`<text y="15" font-size="12">\u0416</text>`);
    expect(glyph).toBeGreaterThan(0);
    expect(glyph).not.toBe(missing);
  });

  it("says what is wrong with a drawing or a scale", async () => {
    await expect(renderSvg("not a drawing")).rejects.toMatchObject({ code: "INVALID_ARGUMENT" });
    await expect(renderSvg("<svg")).rejects.toThrow(/well-formed SVG/);
    for (const scale of [0, -1, Number.NaN, Infinity]) {
      await expect(renderSvg(svg(""), { scale })).rejects.toThrow(/scale: expected a number above 0/);
    }
  });
});

describe("svgToPng", () => {
  it("holds the same pixels", async () => {
    const drawing = svg('<circle cx="9" cy="9" r="8" fill="#336699"/>');
    const png = UPNG.decode((await svgToPng(drawing)).slice().buffer);
    expect([png.width, png.height]).toEqual([40, 20]);
    expect(new Uint8Array(UPNG.toRGBA8(png)[0])).toEqual((await renderSvg(drawing)).rgba);
  });
});
