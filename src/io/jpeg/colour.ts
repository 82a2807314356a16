import type { JpegComponent, JpegFrame } from "./frame.js";

/**
 * Turns interleaved YCbCr into sRGB, in place, after smoothing chroma planes of half resolution.
 *
 * A chroma sample of half resolution lies between two pixels, so each pixel takes 3/4 of the nearer and 1/4 of the
 * farther, as libjpeg and therefore most viewers do. Planes that are coarser than that stay as they are.
 *
 * @param pixels `width * height` triples Y, Cb, Cr, chroma repeated to full resolution.
 * Source: ITU-T T.871, section 7 (the matrix), with 16 fractional bits.
 */
export function convertYcc(pixels: Uint8Array, frame: JpegFrame): void {
  const { width, height, components } = frame;
  const cb = new ChromaRows(pixels, frame, components[1], 1);
  const cr = new ChromaRows(pixels, frame, components[2], 2);
  for (let y = 0, at = 0; y < height; y++) {
    const cbRow = cb.read(y);
    const crRow = cr.read(y);
    for (let x = 0; x < width; x++, at += 3) {
      const luma = pixels[at];
      const b = cbRow[x] - 128;
      const r = crRow[x] - 128;
      pixels[at] = clamp(luma + ((91881 * r + 32768) >> 16));
      pixels[at + 1] = clamp(luma + ((-22554 * b - 46802 * r + 32768) >> 16));
      pixels[at + 2] = clamp(luma + ((116130 * b + 32768) >> 16));
    }
  }
}

/** One chroma plane at its own resolution, read a row at a time at the resolution of the picture. */
class ChromaRows {
  readonly #halfX: boolean;
  readonly #halfY: boolean;
  readonly #columns: number;
  readonly #rows: number;
  readonly #plane: Uint8Array;
  /** The two nearest rows of the plane, weighted, before smoothing along x. */
  readonly #sums: Int32Array;
  readonly #out: Uint8Array;

  constructor(
    pixels: Uint8Array,
    { width, height, maxH, maxV }: JpegFrame,
    { h, v }: JpegComponent,
    offset: number,
  ) {
    // libjpeg leaves planes of one or two columns as they are, and so do we.
    const smooth = maxH <= 2 * h && maxV <= 2 * v && (maxH === h || width > 4);
    this.#halfX = smooth && maxH === 2 * h;
    this.#halfY = smooth && maxV === 2 * v;
    const stepX = this.#halfX ? 2 : 1;
    const stepY = this.#halfY ? 2 : 1;
    this.#columns = Math.ceil(width / stepX);
    this.#rows = Math.ceil(height / stepY);
    this.#plane = new Uint8Array(this.#columns * this.#rows);
    for (let y = 0, to = 0; y < this.#rows; y++) {
      let from = y * stepY * width * 3 + offset;
      for (let x = 0; x < this.#columns; x++, from += 3 * stepX) this.#plane[to++] = pixels[from];
    }
    this.#sums = new Int32Array(this.#columns);
    this.#out = new Uint8Array(2 * this.#columns);
  }

  /** Row `y` of the picture, at least `width` values; only valid until the next call. */
  read(y: number): Uint8Array {
    const above = y % 2 === 0;
    const near = this.#halfY ? y >> 1 : y;
    const far = Math.min(this.#rows - 1, Math.max(0, above ? near - 1 : near + 1));
    const [nearWeight, farWeight] = this.#halfY ? [3, 1] : [1, 0];
    const sums = this.#sums;
    for (let x = 0; x < sums.length; x++) {
      const nearValue = this.#plane[near * this.#columns + x];
      sums[x] = nearWeight * nearValue + farWeight * this.#plane[far * this.#columns + x];
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
