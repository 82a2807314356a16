import type { PngParts } from "./guard.js";
import { type PngHeader, pngError, pngRowBytes } from "./header.js";
import { checkEnoughCompressed, inflateParts } from "./inflate.js";
import { type PngPass, pngPasses } from "./passes.js";
import { unfilterRows } from "./unfilter.js";

/** Receives the unfiltered bytes of row `row` of a pass; the bytes are only valid during the call. */
export type PngRowVisitor = (bytes: Uint8Array, pass: PngPass, row: number) => void;

/** Bytes that are unfiltered at a time. */
const BAND_BYTES = 1 << 20;

/** Throws if the file is too small for the picture its header announces; call it before memory is set aside. */
export function checkPngLength({ header, compressed }: PngParts): void {
  checkEnoughCompressed(compressed, filteredBytes(header, pngPasses(header)));
}

/**
 * Inflates and unfilters a PNG row by row, in file order, with a working memory of a few MB.
 *
 * @throws GanxError `INVALID_IMAGE` if the compressed data are damaged, too few or too many.
 */
export function visitPngRows({ header, compressed }: PngParts, visit: PngRowVisitor): void {
  const passes = pngPasses(header);
  const collector = new BandCollector(header, passes, visit);
  inflateParts(compressed, filteredBytes(header, passes), (piece) => collector.push(piece));
}

function filteredBytes(header: PngHeader, passes: readonly PngPass[]): number {
  return passes.reduce((sum, { columns, rows }) => sum + rows * (1 + pngRowBytes(header, columns)), 0);
}

/**
 * Cuts the stream of filtered bytes into bands of whole rows of one pass and unfilters each.
 *
 * A filter looks at the row above. So every band but the first of a pass starts with the last row before it, already
 * unfiltered and therefore with filter type 0.
 */
class BandCollector {
  readonly #header: PngHeader;
  readonly #passes: readonly PngPass[];
  readonly #visit: PngRowVisitor;
  #pass = 0;
  /** First row of the band, not counting the one above. */
  #row = 0;
  #above: Uint8Array | undefined;
  #band: Uint8Array;
  #filled = 0;

  constructor(header: PngHeader, passes: readonly PngPass[], visit: PngRowVisitor) {
    this.#header = header;
    this.#passes = passes;
    this.#visit = visit;
    this.#band = this.#startBand();
  }

  push(piece: Uint8Array): void {
    while (piece.length > 0) {
      const part = piece.subarray(0, this.#band.length - this.#filled);
      this.#band.set(part, this.#filled);
      this.#filled += part.length;
      piece = piece.subarray(part.length);
      if (this.#filled === this.#band.length) this.#finishBand();
    }
  }

  #startBand(): Uint8Array {
    const { columns, rows } = this.#passes[this.#pass];
    const stride = 1 + pngRowBytes(this.#header, columns);
    const wanted = Math.min(rows - this.#row, Math.max(1, Math.floor(BAND_BYTES / stride)));
    const band = new Uint8Array((wanted + (this.#above ? 1 : 0)) * stride);
    this.#filled = 0;
    if (this.#above) {
      band.set(this.#above, 1);
      this.#filled = stride;
    }
    return band;
  }

  #finishBand(): void {
    const pass = this.#passes[this.#pass];
    const rowBytes = pngRowBytes(this.#header, pass.columns);
    const first = this.#above ? 1 : 0;
    const rows = this.#band.length / (1 + rowBytes);
    this.#checkFilters(rows, 1 + rowBytes);
    const bytes = unfilterRows(this.#band, this.#header, pass.columns, rows);
    for (let r = first; r < rows; r++) {
      this.#visit(bytes.subarray(r * rowBytes, (r + 1) * rowBytes), pass, this.#row++);
    }
    this.#above = bytes.slice((rows - 1) * rowBytes);
    if (this.#row === pass.rows) {
      this.#pass++;
      this.#row = 0;
      this.#above = undefined;
    }
    if (this.#pass < this.#passes.length) this.#band = this.#startBand();
  }

  #checkFilters(rows: number, stride: number): void {
    for (let r = 0; r < rows; r++) {
      const filter = this.#band[r * stride];
      if (filter > 4)
        throw pngError(`expected a row filter of type 0 to 4, found ${filter}: the file is damaged`);
    }
  }
}
