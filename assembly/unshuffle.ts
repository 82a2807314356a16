// The other way round of how a chunk's bytes are split; see compress-chunk.ts.

function pairs(out: usize, bytes: usize, count: i32): i32 {
  let i = 0;
  for (; i + 16 <= count; i += 16) {
    const low = v128.load(bytes + i);
    const high = v128.load(bytes + count + i);
    const at = out + ((<usize>i) << 1);
    v128.store(at, i8x16.shuffle(low, high, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23));
    v128.store(
      at,
      i8x16.shuffle(low, high, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31),
      16,
    );
  }
  return i;
}

/**
 * Puts elements together that are stored as all first bytes, all second bytes, and so on.
 *
 * @param out u8 [count, width]; overwritten
 * @param bytes u8 [width, count], not overlapping `out`
 * @param width bytes of an element, at least 1
 *
 * Elements of two bytes sixteen at a time, all else one by one. Source: H5Zshuffle.c of the HDF5 library.
 */
export function unshuffle(out: usize, bytes: usize, width: i32, count: i32): void {
  const first = width === 2 ? pairs(out, bytes, count) : 0;
  for (let byte = 0; byte < width; byte++) {
    const from = bytes + <usize>byte * <usize>count;
    let to = out + byte + <usize>first * <usize>width;
    for (let i = first; i < count; i++) {
      store<u8>(to, load<u8>(from + i));
      to += width;
    }
  }
}
