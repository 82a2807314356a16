import { srgbToLab } from "./color.js";

/** The linear value 0..1 of each sRGB value 0..255; the core computes it, so that it is the same everywhere. */
export function linearValues(): Float64Array {
  const greys = Float64Array.from({ length: 768 }, (_, i) => Math.floor(i / 3));
  const lab = srgbToLab(greys);
  return Float64Array.from({ length: 256 }, (_, value) => {
    // The inverse of CIELAB's L*.
    const f = (lab[3 * value] + 16) / 116;
    return f > 0.2068966 ? f * f * f : (f - 16 / 116) / 7.787;
  });
}

/**
 * Relative luminance of pixels.
 *
 * @param rgb sRGB 0..255, `[n, 3]`
 * @returns 0..1, `[n]`
 *
 * Source: IEC 61966-2-1:1999; ITU-R BT.709 (Y of the primaries).
 */
export function relativeLuminance(rgb: Uint8Array): Float32Array {
  const linear = linearValues();
  const out = new Float32Array(rgb.length / 3);
  for (let i = 0; i < out.length; i++) {
    const [r, g, b] = [linear[rgb[3 * i]], linear[rgb[3 * i + 1]], linear[rgb[3 * i + 2]]];
    out[i] = Math.min(1, 0.212671 * r + 0.71516 * g + 0.072169 * b);
  }
  return out;
}
