import UPNG from "upng-js";
import { describe, expect, it } from "vitest";
import { decodeImage } from "../../src/io/decode-image.js";
import { encodeGrey16 } from "../../src/io/png/encode.js";

const ramp = (count: number) => Uint16Array.from({ length: count }, (_, i) => (i * 40_503) % 65_536);

describe("encodeGrey16", () => {
  it.each([
    [1, 1],
    [1, 9],
    [17, 1],
    [5, 3],
    [300, 200],
  ])("keeps all 16 bits of %i x %i numbers", async (width, height) => {
    const values = ramp(width * height);
    const png = UPNG.decode(encodeGrey16(values, width, height).buffer);
    expect([png.width, png.height, png.depth, png.ctype]).toEqual([width, height, 16, 0]);
    const view = new DataView(new Uint8Array(png.data).buffer);
    values.forEach((value, i) => {
      expect(view.getUint16(2 * i)).toBe(value);
    });
  });

  it("is read by our own decoder, rounded to 8 bits", async () => {
    const values = ramp(7 * 4);
    const { width, height, rgb } = await decodeImage(encodeGrey16(values, 7, 4));
    expect([width, height]).toEqual([7, 4]);
    values.forEach((value, i) => {
      expect([...rgb.subarray(3 * i, 3 * i + 3)]).toEqual(new Array(3).fill(Math.round(value / 257)));
    });
  });

  it("is a file that Pillow reads", async () => {
    // Pillow 9.4 with NumPy 1.24 reads 258 and 65534 from this file.
    expect(Buffer.from(encodeGrey16(Uint16Array.of(258, 65_534), 2, 1)).toString("hex")).toBe(
      "89504e470d0a1a0a0000000d494844520000000200000001100000000081d9fc15" +
        "0000000d49444154789c636064faff0f00030b02018491e8130000000049454e44ae426082",
    );
  });

  it("says what is wrong", async () => {
    expect(() => encodeGrey16(ramp(3), 2, 2)).toThrow(/found 2 x 2 and 3 values/);
    expect(() => encodeGrey16(ramp(0), 0, 0)).toThrow(/16-bit PNG/);
    expect(() => encodeGrey16(ramp(3), 1.5, 2)).toThrow(/found 1.5 x 2/);
  });
});
