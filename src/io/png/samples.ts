/**
 * Spreads the packed samples of one PNG row, each at its full depth, into `samples`.
 *
 * @param depth bits of a sample: 1, 2, 4, 8 or 16; several samples of one byte come high bits first, 16 bits
 * big-endian.
 * @param samples receives `samples.length` values of 0..2^depth-1.
 * Source: W3C PNG specification, section 7.2.
 */
export function unpackSamples(row: Uint8Array, depth: number, samples: Uint16Array): void {
  if (depth === 8) {
    samples.set(row.subarray(0, samples.length));
  } else if (depth === 16) {
    for (let i = 0; i < samples.length; i++) samples[i] = (row[2 * i] << 8) | row[2 * i + 1];
  } else {
    const mask = (1 << depth) - 1;
    for (let i = 0; i < samples.length; i++) {
      const bit = i * depth;
      samples[i] = (row[bit >> 3] >> (8 - depth - (bit & 7))) & mask;
    }
  }
}

/** The 8-bit value nearest to each sample of `depth` bits; exact for 1, 2, 4 and 8 bits. */
export function makeTo8Bit(depth: number): Uint8Array {
  const max = (1 << depth) - 1;
  return Uint8Array.from({ length: max + 1 }, (_, sample) => Math.round((sample * 255) / max));
}
