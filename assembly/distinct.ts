// The distinct colours of an 8-bit picture, found and numbered in one pass without sorting: a bitmap of the 2^24
// colours, and for each of its 32-bit words how many colours come before it. A colour's number is then a lookup.

/** Words in the bitmap and in the table of ranks. */
export const COLOR_WORDS: i32 = 1 << 19;

function colorAt(rgb: usize): u32 {
  return ((<u32>load<u8>(rgb)) << 16) | ((<u32>load<u8>(rgb, 1)) << 8) | <u32>load<u8>(rgb, 2);
}

function numberOf(color: u32, bitmap: usize, ranks: usize): u32 {
  const word = (<usize>(color >> 5)) << 2;
  const below = load<u32>(bitmap + word) & (((<u32>1) << (color & 31)) - 1);
  return load<u32>(ranks + word) + popcnt<u32>(below);
}

/**
 * Marks the colours that occur and numbers them in ascending order of 0xRRGGBB.
 *
 * @param bitmap u32 [2^19], zeroed; receives one bit a colour
 * @param ranks u32 [2^19]; receives the number of colours before each word
 * @param rgb u8 [count, 3]
 * @returns how many distinct colours there are
 */
export function markColors(bitmap: usize, ranks: usize, rgb: usize, count: i32): i32 {
  for (let i = 0; i < count; i++) {
    const color = colorAt(rgb);
    const word = bitmap + ((<usize>(color >> 5)) << 2);
    store<u32>(word, load<u32>(word) | ((<u32>1) << (color & 31)));
    rgb += 3;
  }
  let total: u32 = 0;
  for (let w = 0; w < COLOR_WORDS; w++) {
    store<u32>(ranks + ((<usize>w) << 2), total);
    total += popcnt<u32>(load<u32>(bitmap + ((<usize>w) << 2)));
  }
  return total;
}

/**
 * Lists the distinct colours and how many pixels have each.
 *
 * @param colors u32 [distinct] 0xRRGGBB, ascending
 * @param weights u32 [distinct], zeroed; receives pixels
 * @param rgb u8 [count, 3]
 */
export function countColors(
  colors: usize,
  weights: usize,
  bitmap: usize,
  ranks: usize,
  rgb: usize,
  count: i32,
): void {
  for (let i = 0; i < count; i++) {
    const color = colorAt(rgb);
    const n = (<usize>numberOf(color, bitmap, ranks)) << 2;
    store<u32>(colors + n, color);
    store<u32>(weights + n, load<u32>(weights + n) + 1);
    rgb += 3;
  }
}

/**
 * Gives every pixel the label of its colour.
 *
 * @param out u8 [count]
 * @param labels u8 [distinct]
 * @param rgb u8 [count, 3]
 */
export function labelPixels(
  out: usize,
  labels: usize,
  bitmap: usize,
  ranks: usize,
  rgb: usize,
  count: i32,
): void {
  for (let i = 0; i < count; i++) {
    store<u8>(out + i, load<u8>(labels + <usize>numberOf(colorAt(rgb), bitmap, ranks)));
    rgb += 3;
  }
}
