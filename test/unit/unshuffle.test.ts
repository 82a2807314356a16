import { expect, test } from "vitest";
import { unshuffle } from "../../src/kernels/unshuffle.js";
import { unshuffleTwin } from "../twins/shuffle.js";

test("unshuffle agrees with its twin at every width and length", () => {
  for (let width = 1; width <= 8; width++) {
    for (let length = 0; length <= 1100; length += length < 70 ? 1 : 1009) {
      const bytes = Uint8Array.from({ length }, (_, i) => (i * 37) ^ (i >> 8));
      expect(Array.from(unshuffle(bytes, width))).toEqual(unshuffleTwin(bytes, width));
    }
  }
});
