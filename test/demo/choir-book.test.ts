import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { choirBook, choirBookSvg } from "../../src/demo/choir-book.js";
import { wordWidth, writeWord } from "../../src/demo/lettering.js";
import { PIGMENT_COLORS } from "../../src/demo/pigment-colors.js";
import { checkImage } from "../../src/image.js";

describe("choirBook", () => {
  it("is a picture of 300 x 400 pixels, none of them left blank", async () => {
    const image = checkImage(await choirBook());
    expect([image.width, image.height]).toEqual([300, 400]);
    const white = Array.from({ length: 120_000 }, (_, i) => image.rgb.subarray(3 * i, 3 * i + 3)).filter(
      ([r, g, b]) => r === 255 && g === 255 && b === 255,
    );
    expect(white).toHaveLength(0);
  });

  it("is the same at every call and on every machine", async () => {
    const digest = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
    const [first, second] = [await choirBook(), await choirBook()];
    expect(digest(second.rgb)).toBe(digest(first.rgb));
    // What resvg-wasm 2.6.2 drew when the page was made. A new page or renderer means a new digest.
    expect(digest(first.rgb)).toBe("044fb3d767be085bb09293edc812a4924a6afca41672f906ca313c06fa369e4e");
  });

  it.each(Object.entries(PIGMENT_COLORS))(
    "shows %s within 8 levels in at least 40 pixels",
    async (_, color) => {
      const { rgb } = await choirBook();
      let near = 0;
      for (let i = 0; i < rgb.length; i += 3) {
        if (color.every((level, c) => Math.abs(rgb[i + c] - level) <= 8)) near++;
      }
      expect(near).toBeGreaterThanOrEqual(40);
    },
  );

  it("is mostly parchment", async () => {
    const { rgb } = await choirBook();
    let light = 0;
    for (let i = 0; i < rgb.length; i += 3) {
      if (PIGMENT_COLORS.parchment.every((level, c) => Math.abs(rgb[i + c] - level) <= 40)) light++;
    }
    expect(light / 120_000).toBeGreaterThan(0.5);
    expect(light / 120_000).toBeLessThan(0.85);
  });

  it("has only clean numbers in its drawing", () => {
    expect(choirBookSvg().match(/NaN|undefined|Infinity|\d\.\d{4,}|\de-\d/)).toBeNull();
    expect(choirBookSvg()).toBe(choirBookSvg());
  });
});

describe("writeWord", () => {
  it("draws what it knows, leaves out the rest, and scales", () => {
    expect(writeWord("?", 0, 0, 10)).toBe("");
    expect(wordWidth("?", 10)).toBe(0);
    expect(wordWidth("mni", 10)).toBeCloseTo(12.6 + 8.4 + 4.2);
    expect(wordWidth("deus", 20)).toBeCloseTo(2 * wordWidth("deus", 10));
    expect(writeWord("i", 0, 0, 10)).toMatch(/^(M-?[\d.]+ -?[\d.]+(L-?[\d.]+ -?[\d.]+){3}Z)+$/);
  });
});
