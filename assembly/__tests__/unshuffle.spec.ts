import { unshuffle } from "../unshuffle";
import { at, intact, nextLength, room, scatter, set } from "./buffers";

describe("unshuffle", () => {
  test("puts every byte where it belongs, at every width, every length and a large one", () => {
    for (let width = 1; width <= 9; width++) {
      for (let count = 0; count <= 1000; count = nextLength(count)) {
        const n = width * count;
        const bytes = room<u8>(n);
        const out = room<u8>(n);
        for (let i = 0; i < n; i++) set<u8>(bytes, i, <u8>scatter(i, 256));
        unshuffle(out, bytes, width, count);
        let good = true;
        for (let i = 0; i < count; i++) {
          for (let byte = 0; byte < width; byte++) {
            if (at<u8>(out, i * width + byte) !== at<u8>(bytes, byte * count + i)) good = false;
          }
        }
        expect(good).toBe(true);
        expect(intact<u8>(out, n)).toBe(true);
      }
    }
  });
});
