import { describe, expect, test } from "vitest";
import { decodeImage } from "../../src/io/decode-image.js";
import { PICTURE_FILES } from "./picture-files.js";

/** The largest difference of two samples. */
function worst(found: ArrayLike<number>, expected: ArrayLike<number>): number {
  expect(found.length).toBe(expected.length);
  let most = 0;
  for (let i = 0; i < found.length; i++) most = Math.max(most, Math.abs(found[i] - expected[i]));
  return most;
}

describe("files of other programs", () => {
  test.each(PICTURE_FILES)("$name", async ({ file, width, height, pixels, lossy, notes, colorSpace }) => {
    const image = await decodeImage(file);
    expect([image.width, image.height]).toEqual([width, height]);
    const turned = (image.notes ?? []).filter((note) => note.endsWith("orientation asks"));
    expect((image.notes ?? []).filter((note) => !turned.includes(note))).toEqual(notes ?? []);
    expect(image.colorSpace).toBe(colorSpace);
    if (pixels instanceof Uint16Array) {
      expect(image.rgb16).toBeDefined();
      expect(worst(image.rgb16 ?? [], pixels)).toBeLessThanOrEqual(lossy);
      expect(image.rgb).toEqual(Uint8Array.from(pixels, (value) => Math.round(value / 257)));
    } else {
      expect(image.rgb16).toBeUndefined();
      expect(worst(image.rgb, pixels)).toBeLessThanOrEqual(lossy);
    }
  });
});
