import type { BoolDecoder } from "./bool-decoder.js";

const ZIGZAG = Uint8Array.of(0, 1, 4, 8, 5, 2, 3, 6, 9, 12, 13, 10, 7, 11, 14, 15);
/** Band of each coefficient; a last one so that what comes next may be looked up. */
const BANDS = Uint8Array.of(0, 1, 2, 3, 6, 4, 5, 6, 6, 6, 6, 6, 6, 6, 6, 7, 0);

/** Probabilities of the further bits of large values, by how large. */
const LARGE = [
  [173, 148, 140],
  [176, 155, 140, 135],
  [180, 157, 141, 134, 130],
  [254, 254, 243, 230, 196, 177, 153, 140, 133, 130, 129],
];

const CONTEXTS = 3;
const PROBABILITIES = 11;

/** Types of blocks: luma without its mean, means, chroma, whole luma. */
export const BLOCK = { lumaRest: 0, means: 1, chroma: 2, luma: 3 } as const;

/**
 * Reads the coefficients of a 4 x 4 block.
 *
 * @param table probabilities by type, band and context
 * @param context how many neighbours, above and on the left, have any
 * @param steps of the first coefficient and of the others
 * @param first the first coefficient that is stored, 0 or 1
 * @param out 16 coefficients from `at` on, zeros before
 * @returns the place after the last one that was read; `first` where there is none
 * Source: RFC 6386, section 13.
 */
export function readCoefficients(
  bits: BoolDecoder,
  table: Uint8Array,
  type: number,
  context: number,
  steps: readonly [number, number],
  first: number,
  out: Int16Array,
  at: number,
): number {
  const place = (n: number, of: number): number => ((type * 8 + BANDS[n]) * CONTEXTS + of) * PROBABILITIES;
  let n = first;
  let p = place(n, context);
  while (n < 16) {
    if (bits.bit(table[p]) === 0) return n;
    while (bits.bit(table[p + 1]) === 0) {
      if (++n === 16) return 16;
      p = place(n, 0);
    }
    let value = 1;
    if (bits.bit(table[p + 2]) === 1) value = readLarge(bits, table, p);
    p = place(n + 1, value === 1 ? 1 : 2);
    const signed = bits.bit(128) === 1 ? -value : value;
    out[at + ZIGZAG[n]] = signed * steps[n > 0 ? 1 : 0];
    n++;
  }
  return 16;
}

function readLarge(bits: BoolDecoder, table: Uint8Array, p: number): number {
  const ask = (at: number): number => bits.bit(table[p + at]);
  if (ask(3) === 0) return ask(4) === 0 ? 2 : 3 + ask(5);
  if (ask(6) === 0) {
    if (ask(7) === 0) return 5 + bits.bit(159);
    return 7 + 2 * bits.bit(165) + bits.bit(145);
  }
  const high = ask(8);
  const kind = 2 * high + ask(9 + high);
  let value = 0;
  for (const probability of LARGE[kind]) value = 2 * value + bits.bit(probability);
  return value + 3 + (8 << kind);
}
