import type { Frame } from "./frame.js";
import type { FramePlane } from "./predict.js";

/** 0..255 of a number with 6 fractional bits. */
const clip = (value: number): number => (value < 0 ? 0 : value > 16_383 ? 255 : value >> 6);

/**
 * The colours of a frame, its chroma smoothed as libwebp does.
 *
 * A chroma sample lies between four pixels; each pixel takes 9, 3, 3 and 1 sixteenths of the four samples around it.
 *
 * @param rgb receives sRGB, `[height, width, 3]`
 * Source: ITU-R BT.601 (of 16..235), in the whole numbers of libwebp (src/dsp/yuv.h, upsampling.c).
 */
export function paintFrame({ luma, chroma }: Frame, width: number, height: number, rgb: Uint8Array): void {
  const [u, v] = chroma.map(() => new Uint8Array(width + 1));
  for (let y = 0, at = 0; y < height; y++) {
    const row = luma.start + y * luma.stride;
    spread(chroma[0], width, height, y, u);
    spread(chroma[1], width, height, y, v);
    for (let x = 0; x < width; x++, at += 3) {
      const light = (luma.samples[row + x] * 19_077) >> 8;
      rgb[at] = clip(light + ((v[x] * 26_149) >> 8) - 14_234);
      rgb[at + 1] = clip(light - ((u[x] * 6_419) >> 8) - ((v[x] * 13_320) >> 8) + 8_708);
      rgb[at + 2] = clip(light + ((u[x] * 33_050) >> 8) - 17_685);
    }
  }
}

/** A row of a chroma plane at the resolution of the picture. */
function spread(plane: FramePlane, width: number, height: number, y: number, out: Uint8Array): void {
  const { samples, stride, start } = plane;
  const rows = (height + 1) >> 1;
  const columns = (width + 1) >> 1;
  const nearRow = y >> 1;
  const farRow = Math.max(0, Math.min(rows - 1, y % 2 === 1 ? nearRow + 1 : nearRow - 1));
  const near = start + nearRow * stride;
  const far = start + farRow * stride;
  const ends = (x: number): number => (3 * samples[near + x] + samples[far + x] + 2) >> 2;
  out[0] = ends(0);
  for (let x = 1; x < columns; x++) {
    const [nearLeft, nearRight] = [samples[near + x - 1], samples[near + x]];
    const [farLeft, farRight] = [samples[far + x - 1], samples[far + x]];
    const sum = nearLeft + nearRight + farLeft + farRight + 8;
    const rising = (sum + 2 * (nearRight + farLeft)) >> 3;
    const falling = (sum + 2 * (nearLeft + farRight)) >> 3;
    out[2 * x - 1] = (rising + nearLeft) >> 1;
    out[2 * x] = (falling + nearRight) >> 1;
  }
  if (width % 2 === 0) out[width - 1] = ends(columns - 1);
}
