/**
 * Undoes the shuffling of bits of a block.
 *
 * @param bytes all lowest bits of the first bytes of the numbers, eight a byte, then all of the next bit, and so on
 * @param width bytes of a number
 * @returns the numbers; where they are no multiple of eight, the block as it is: then it was never shuffled
 *
 * Source: K. Masui et al. 2015, doi:10.1016/j.ascom.2015.07.002; F. Alted, c-blosc 1.21, shuffle.c.
 */
export function bitUnshuffle(bytes: Uint8Array, width: number): Uint8Array {
  const count = Math.floor(bytes.length / width);
  const out = new Uint8Array(bytes);
  if (count % 8 !== 0) return out;
  const row = count / 8;
  for (let byte = 0; byte < width; byte++) {
    const first = 8 * byte * row;
    for (let group = 0; group < row; group++) {
      const from = first + group;
      let low =
        bytes[from] |
        (bytes[from + row] << 8) |
        (bytes[from + 2 * row] << 16) |
        (bytes[from + 3 * row] << 24);
      let high =
        bytes[from + 4 * row] |
        (bytes[from + 5 * row] << 8) |
        (bytes[from + 6 * row] << 16) |
        (bytes[from + 7 * row] << 24);
      // Eight rows of eight bits across their diagonal, by squares of 1, 2 and 4 bits.
      let moved = (low ^ (low >>> 7)) & 0x00aa00aa;
      low ^= moved ^ (moved << 7);
      moved = (high ^ (high >>> 7)) & 0x00aa00aa;
      high ^= moved ^ (moved << 7);
      moved = (low ^ (low >>> 14)) & 0x0000cccc;
      low ^= moved ^ (moved << 14);
      moved = (high ^ (high >>> 14)) & 0x0000cccc;
      high ^= moved ^ (moved << 14);
      moved = (low & 0x0f0f0f0f) | ((high << 4) & 0xf0f0f0f0);
      high = ((low >>> 4) & 0x0f0f0f0f) | (high & 0xf0f0f0f0);
      low = moved;
      const to = 8 * group * width + byte;
      for (let i = 0; i < 4; i++) {
        out[to + i * width] = low >>> (8 * i);
        out[to + (i + 4) * width] = high >>> (8 * i);
      }
    }
  }
  return out;
}
