import { chunkBound, chunkScratch, compressChunk } from "../compress-chunk";
import { at, intact, put, room, same, scatter, set, zeros } from "./buffers";

/** Compresses counts [1, 1, n] and looks at the canaries; returns the stream, its length before it. */
function compress<T>(counts: usize, n: i32, chunk: i32): usize {
  const bytes = <i32>sizeof<T>();
  const bound = <i32>chunkBound(chunk, bytes);
  const need = <i32>chunkScratch(chunk, bytes);
  const out = room<u8>(bound);
  const scratch = room<u8>(need);
  const size = compressChunk(out, counts, bytes, 1, 1, n, n, n, 1, 1, chunk, scratch);
  expect(size <= bound).toBe(true);
  expect(intact<u8>(out, bound)).toBe(true);
  expect(intact<u8>(scratch, need)).toBe(true);
  store<i32>(scratch, size);
  memory.copy(scratch + 4, out, min(size, need - 4));
  return scratch;
}

/** Numbers that do not compress. */
function noise<T>(n: i32): usize {
  const values = room<T>(n);
  let state: u32 = 1;
  for (let i = 0; i < n; i++) {
    state = state * 1664525 + 1013904223;
    set<T>(values, i, <T>(state ^ (state >>> 13) ^ (state << 11)));
  }
  return values;
}

describe("compressChunk", () => {
  test("stays within its memory at every length, sparse, dense or noise", () => {
    for (let n = 1; n <= 70_000; n = n < 200 ? n + 1 : n * 5 + 3) {
      const sparse = zeros<u16>(n);
      for (let i = 0; i < n; i += 1 + scatter(i, 9)) set<u16>(sparse, i, <u16>scatter(i, 5));
      compress<u16>(sparse, n, n);
      compress<u16>(noise<u16>(n), n, n);
      compress<u32>(noise<u32>(n), n, n + 5);
      compress<u32>(zeros<u32>(n), n, n);
      compress<u8>(noise<u8>(n), n, n);
      compress<u64>(noise<u64>(n), n, n);
    }
  });

  test("makes the one stream there is of one zero: header, a fixed block a plane, checksum", () => {
    // 78 01, then twice a fixed block of literal 0 and end: 011 or 110, 00110000, 0000000; then 00 02 00 01.
    const stream = compress<u16>(zeros<u16>(1), 1, 1);
    const expected: u8[] = [0x78, 0x01, 0x62, 0x00, 0x8c, 0x01, 0x00, 0x00, 0x02, 0x00, 0x01];
    expect(load<i32>(stream)).toBe(expected.length);
    expect(same<u8>(stream + 4, put<u8>(expected), expected.length)).toBe(true);
  });

  test("noise is stored as it is", () => {
    const n = 1000;
    const values = noise<u16>(n);
    const stream = compress<u16>(values, n, n);
    expect(load<i32>(stream)).toBe(2 + 2 * (5 + n) + 4);
    // Bit 0 says that a block is the last, length and its complement follow.
    expect(load<u8>(stream + 4, 2)).toBe(0);
    expect(load<u16>(stream + 4, 3)).toBe(1000);
    expect(load<u16>(stream + 4, 5)).toBe(~1000 & 0xffff);
    expect(load<u8>(stream + 4, 7 + n)).toBe(1);
    for (let i = 0; i < n; i++) {
      const value = <u32>at<u16>(values, i);
      expect(<u32>load<u8>(stream + 4 + 7 + i)).toBe(value & 0xff);
      expect(<u32>load<u8>(stream + 4 + 12 + n + i)).toBe(value >>> 8);
    }
  });

  test("does not depend on what lies in its memory", () => {
    const n = 700;
    const counts = zeros<u32>(n);
    for (let i = 0; i < n; i += 3) set<u32>(counts, i, scatter(i, 70_000));
    const first = compress<u32>(counts, n, n + 9);
    noise<u32>(20_000);
    const second = compress<u32>(counts, n, n + 9);
    expect(same<u8>(first, second, load<i32>(first) + 4)).toBe(true);
  });
});
