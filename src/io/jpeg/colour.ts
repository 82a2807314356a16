import type { JpegFrame } from "./frame.js";
import type { JpegColours } from "./guard.js";
import type { JpegPlane } from "./planes.js";

/** Turns the planes of a JPEG into sRGB, `[height, width, 3]`. */
export function paintPlanes(
  frame: JpegFrame,
  planes: readonly JpegPlane[],
  colours: JpegColours,
): Uint8Array {
  const rgb = new Uint8Array(frame.width * frame.height * 3);
  if (colours === "ycc") paintYcc(rgb, frame, planes);
  else if (planes.length === 4) paintInks(rgb, frame, planes, colours === "ycck");
  else paintPlain(rgb, frame, planes);
  return rgb;
}

/** One sample of a coarse plane for several pixels. */
function sampleAt({ samples, stride, coarserX, coarserY }: JpegPlane, x: number, y: number): number {
  return samples[Math.floor(y / coarserY) * stride + Math.floor(x / coarserX)];
}

function paintPlain(rgb: Uint8Array, { width, height }: JpegFrame, planes: readonly JpegPlane[]): void {
  const [r, g = r, b = r] = planes;
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 3) {
      rgb[at] = sampleAt(r, x, y);
      rgb[at + 1] = sampleAt(g, x, y);
      rgb[at + 2] = sampleAt(b, x, y);
    }
  }
}

/** CMYK, stored inverted as Adobe does, or YCCK, by the plain formula. */
function paintInks(
  rgb: Uint8Array,
  { width, height }: JpegFrame,
  planes: readonly JpegPlane[],
  ycck: boolean,
): void {
  const inks = new Uint8Array(4);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 3) {
      const [c, m, ye, k] = planes.map((plane) => sampleAt(plane, x, y));
      if (ycck) {
        inks[0] = clamp(c + 1.402 * (ye - 128));
        inks[1] = clamp(c - 0.3441363 * (m - 128) - 0.71413636 * (ye - 128));
        inks[2] = clamp(c + 1.772 * (m - 128));
      } else {
        inks.set([255 - c, 255 - m, 255 - ye]);
      }
      const black = 255 - k;
      for (let i = 0; i < 3; i++) rgb[at + i] = 255 - clamp(inks[i] * (1 - black / 255) + black);
    }
  }
}

/**
 * YCbCr, after smoothing chroma planes of half resolution.
 *
 * A chroma sample of half resolution lies between two pixels, so each pixel takes 3/4 of the nearer and 1/4 of the
 * farther, as libjpeg and therefore most viewers do. Planes that are coarser than that stay as they are.
 *
 * Source: ITU-T T.871, section 7 (the matrix), with 16 fractional bits.
 */
function paintYcc(rgb: Uint8Array, frame: JpegFrame, planes: readonly JpegPlane[]): void {
  const { width, height } = frame;
  const luma = planes[0];
  const fine = luma.coarserX === 1 && luma.coarserY === 1;
  const cb = new ChromaRows(planes[1], frame);
  const cr = new ChromaRows(planes[2], frame);
  for (let y = 0, at = 0; y < height; y++) {
    const cbRow = cb.read(y);
    const crRow = cr.read(y);
    for (let x = 0; x < width; x++, at += 3) {
      const light = fine ? luma.samples[y * luma.stride + x] : sampleAt(luma, x, y);
      const b = cbRow[x] - 128;
      const r = crRow[x] - 128;
      rgb[at] = clamp(light + ((91881 * r + 32768) >> 16));
      rgb[at + 1] = clamp(light + ((-22554 * b - 46802 * r + 32768) >> 16));
      rgb[at + 2] = clamp(light + ((116130 * b + 32768) >> 16));
    }
  }
}

/** One chroma plane, read a row at a time at the resolution of the picture. */
class ChromaRows {
  readonly #plane: JpegPlane;
  readonly #halfX: boolean;
  readonly #halfY: boolean;
  readonly #rows: number;
  /** The two nearest rows of the plane, weighted, before smoothing along x. */
  readonly #sums: Int32Array;
  readonly #out: Uint8Array;

  constructor(plane: JpegPlane, { width, height }: JpegFrame) {
    const { coarserX, coarserY } = plane;
    this.#plane = plane;
    // libjpeg leaves planes of one or two columns as they are, and so do we.
    const smooth = coarserX <= 2 && coarserY <= 2 && (coarserX === 1 || width > 4);
    this.#halfX = smooth && coarserX === 2;
    this.#halfY = smooth && coarserY === 2;
    this.#rows = Math.ceil(height / (this.#halfY ? 2 : 1));
    const columns = Math.ceil(width / (this.#halfX ? 2 : 1));
    this.#sums = new Int32Array(columns);
    this.#out = new Uint8Array(2 * columns);
  }

  /** Row `y` of the picture, at least `width` values; only valid until the next call. */
  read(y: number): Uint8Array {
    const { samples, stride, coarserX, coarserY } = this.#plane;
    const above = y % 2 === 0;
    const near = this.#halfY ? y >> 1 : y;
    const far = Math.min(this.#rows - 1, Math.max(0, above ? near - 1 : near + 1));
    const [nearWeight, farWeight] = this.#halfY ? [3, 1] : [1, 0];
    // A plane that is not smoothed is read at the resolution of the picture.
    const stepX = this.#halfX ? 1 : coarserX;
    const stepY = this.#halfY ? 1 : coarserY;
    const nearRow = Math.floor(near / stepY) * stride;
    const farRow = Math.floor(far / stepY) * stride;
    const sums = this.#sums;
    for (let x = 0; x < sums.length; x++) {
      const column = stepX === 1 ? x : Math.floor(x / stepX);
      sums[x] = nearWeight * samples[nearRow + column] + farWeight * samples[farRow + column];
    }
    if (this.#halfX) this.#spread(this.#halfY ? 4 : 2);
    // Halves are rounded up and down in turn, so that the mean stays.
    else if (this.#halfY) this.#copy(2, above ? 1 : 2);
    else this.#copy(0, 0);
    return this.#out;
  }

  #copy(shift: number, rounding: number): void {
    for (let x = 0; x < this.#sums.length; x++) this.#out[x] = (this.#sums[x] + rounding) >> shift;
  }

  #spread(shift: number): void {
    const sums = this.#sums;
    const last = sums.length - 1;
    const [leftRounding, rightRounding] = shift === 4 ? [8, 7] : [1, 2];
    for (let x = 0; x <= last; x++) {
      const centre = 3 * sums[x];
      this.#out[2 * x] = (centre + sums[x === 0 ? 0 : x - 1] + leftRounding) >> shift;
      this.#out[2 * x + 1] = (centre + sums[x === last ? last : x + 1] + rightRounding) >> shift;
    }
  }
}

function clamp(value: number): number {
  return Math.max(0, Math.min(value, 255));
}
