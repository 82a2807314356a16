import { adler32, adler32Zeros } from "../adler";
import { intact, nextLength, room, scatter, set, zeros } from "./buffers";

/** Straight from the definition. */
function slow(bytes: usize, n: i32, before: u32): u32 {
  let a: u32 = before & 0xffff;
  let b: u32 = before >>> 16;
  for (let i = 0; i < n; i++) {
    a = (a + load<u8>(bytes + i)) % 65521;
    b = (b + a) % 65521;
  }
  return (b << 16) | a;
}

describe("adler32", () => {
  test("agrees with its definition at every length and large ones, from any start", () => {
    for (let n = 0; n <= 40_000; n = n < 100 ? nextLength(n) : n * 3 + 1) {
      const bytes = room<u8>(n);
      for (let i = 0; i < n; i++) set<u8>(bytes, i, <u8>scatter(i, 256));
      expect(adler32(bytes, n, 1)).toBe(slow(bytes, n, 1));
      expect(adler32(bytes, n, 0xfff0_fff0)).toBe(slow(bytes, n, 0xfff0_fff0));
      expect(intact<u8>(bytes, n)).toBe(true);
    }
  });

  test("does not overflow where all bytes are 255", () => {
    for (let n = 5_500; n < 5_600; n++) {
      const bytes = room<u8>(n);
      memory.fill(bytes, 0xff, n);
      expect(adler32(bytes, n, 0xfff0_fff0)).toBe(slow(bytes, n, 0xfff0_fff0));
    }
  });

  test("knows the word of the standard example", () => {
    const text = String.UTF8.encode("Wikipedia");
    expect(adler32(changetype<usize>(text), 9, 1)).toBe(0x11e60398);
  });
});

describe("adler32Zeros", () => {
  test("agrees with adler32 of zeros", () => {
    for (let n = 0; n <= 5_000_000; n = n < 17 ? n + 1 : n * 7) {
      const bytes = zeros<u8>(n);
      expect(adler32Zeros(n, 0x12345678)).toBe(adler32(bytes, n, 0x12345678));
    }
  });
});
