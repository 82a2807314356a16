import { AC_STEPS, DC_STEPS } from "../../../data/webp-tables.js";
import type { BoolDecoder } from "./bool-decoder.js";
import type { Segments } from "./frame-header.js";

/** Steps of the mean and of the other coefficients of luma blocks, of their means, and of chroma blocks. */
export interface Quantiser {
  readonly luma: readonly [number, number];
  readonly means: readonly [number, number];
  readonly chroma: readonly [number, number];
}

const clip = (value: number, most = 127): number => Math.max(0, Math.min(most, value));

/** The quantiser of each segment. Source: RFC 6386, sections 9.6 and 14.1. */
export function readQuantisers(bits: BoolDecoder, segments: Segments): Quantiser[] {
  const base = bits.number(7);
  const [lumaDc, meansDc, meansAc, chromaDc, chromaAc] = [0, 1, 2, 3, 4].map(() => bits.optional(4));
  return segments.quantisers.map((value) => {
    const q = !segments.isUsed ? base : segments.isAbsolute ? value : base + value;
    return {
      luma: [DC_STEPS[clip(q + lumaDc)], AC_STEPS[clip(q)]],
      means: [2 * DC_STEPS[clip(q + meansDc)], Math.max(8, (AC_STEPS[clip(q + meansAc)] * 101_581) >> 16)],
      chroma: [DC_STEPS[clip(q + chromaDc, 117)], AC_STEPS[clip(q + chromaAc)]],
    };
  });
}
