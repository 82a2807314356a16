import { withAnalysis } from "./analysis.js";

/** What is brought into memory at once, values. */
const BLOCK = 2 ** 20;

/** Numbers of a cube, of any type. */
export type Values = Uint8Array | Uint16Array | Uint32Array | Float32Array | Float64Array;

/**
 * Shares the channels of many spectra out among new ones; see assembly/rebin.ts.
 *
 * @param out `[spectra, outChannels]`; a number beyond its type would wrap
 * @param values `[spectra, channels]`, finite
 * @param first lower edge of the first new channel, in channels above the lower edge of the first old one
 * @param step width of a new channel, in old channels, above 0
 * @returns the largest value written, at least 0
 */
export function rebinSpectra(
  out: Float64Array | Uint32Array,
  values: Values,
  channels: number,
  first: number,
  step: number,
  outChannels: number,
): number {
  const spectra = values.length / channels;
  const atOnce = Math.max(1, Math.floor(BLOCK / Math.max(channels, outChannels)));
  let largest = 0;
  for (let start = 0; start < spectra; start += atOnce) {
    const count = Math.min(atOnce, spectra - start);
    const block = withAnalysis((kernels, arena) => {
      const to = arena.reserve(count * outChannels * 8);
      const part = new Float64Array(values.subarray(start * channels, (start + count) * channels));
      kernels.rebinSpectra(to, arena.put(part), count, channels, first, step, outChannels);
      return arena.get(new Float64Array(count * outChannels), to);
    });
    for (let i = 0; i < block.length; i++) if (block[i]! > largest) largest = block[i]!;
    out.set(block, start * outChannels);
  }
  return largest;
}
