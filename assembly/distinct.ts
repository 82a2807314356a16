// The distinct colours of an 8-bit picture, found and numbered in passes over its pixels without sorting: a table with a
// bit for each of the 2^24 colours, and for each 32 of them how many colours come before. A colour's number is then a
// lookup. A picture may be given in parts; bits that `mask` leaves out make neighbouring colours one.

/** Entries of the table, each of two u32: 32 bits, and how many colours come before them. */
export const COLOR_WORDS: i32 = 1 << 19;

function colorAt(rgb: usize): u32 {
  return ((<u32>load<u8>(rgb)) << 16) | ((<u32>load<u8>(rgb, 1)) << 8) | <u32>load<u8>(rgb, 2);
}

function numberOf(color: u32, table: usize): usize {
  const word = table + ((<usize>(color >> 5)) << 3);
  const below = load<u32>(word) & (((<u32>1) << (color & 31)) - 1);
  return <usize>(load<u32>(word, 4) + popcnt<u32>(below));
}

/**
 * Marks the colours that occur.
 *
 * @param table u32 [2^19, 2], zeroed before the first part; receives one bit a colour
 * @param rgb u8 [count, 3]
 * @param mask the bits of 0xRRGGBB that count
 */
export function markColors(table: usize, rgb: usize, count: i32, mask: u32): void {
  for (let i = 0; i < count; i++) {
    const color = colorAt(rgb) & mask;
    const word = table + ((<usize>(color >> 5)) << 3);
    store<u32>(word, load<u32>(word) | ((<u32>1) << (color & 31)));
    rgb += 3;
  }
}

/** Numbers the marked colours in ascending order of 0xRRGGBB. @returns how many there are */
export function rankColors(table: usize): i32 {
  let total: u32 = 0;
  for (let w = 0; w < COLOR_WORDS; w++) {
    const word = table + ((<usize>w) << 3);
    store<u32>(word, total, 4);
    total += popcnt<u32>(load<u32>(word));
  }
  return total;
}

/**
 * Lists the marked colours of the entries `from` to below `to`.
 *
 * @param colors u32, room for all of them: 0xRRGGBB, ascending
 * @returns how many there are
 */
export function listColors(colors: usize, table: usize, from: i32, to: i32): i32 {
  let at = colors;
  for (let w = from; w < to; w++) {
    for (let bits = load<u32>(table + ((<usize>w) << 3)); bits; bits &= bits - 1) {
      store<u32>(at, ((<u32>w) << 5) | ctz<u32>(bits));
      at += 4;
    }
  }
  return <i32>((at - colors) >> 2);
}

/** Adds to `weights` (u32 [distinct]) how many pixels have each colour. @param rgb u8 [count, 3] */
export function countColors(weights: usize, table: usize, rgb: usize, count: i32, mask: u32): void {
  for (let i = 0; i < count; i++) {
    const at = weights + (numberOf(colorAt(rgb) & mask, table) << 2);
    store<u32>(at, load<u32>(at) + 1);
    rgb += 3;
  }
}

/** Adds to `rests` (u32 [distinct, 3]) what the mask takes off red, green and blue. @param rgb u8 [count, 3] */
export function sumRests(rests: usize, table: usize, rgb: usize, count: i32, mask: u32): void {
  for (let i = 0; i < count; i++) {
    const color = colorAt(rgb);
    const rest = color & ~mask;
    const at = rests + numberOf(color & mask, table) * 12;
    store<u32>(at, load<u32>(at) + (rest >>> 16));
    store<u32>(at, load<u32>(at, 4) + ((rest >>> 8) & 255), 4);
    store<u32>(at, load<u32>(at, 8) + (rest & 255), 8);
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
export function labelPixels(out: usize, labels: usize, table: usize, rgb: usize, count: i32): void {
  for (let i = 0; i < count; i++) {
    store<u8>(out + i, load<u8>(labels + numberOf(colorAt(rgb), table)));
    rgb += 3;
  }
}
