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
 * unfiltered and therefore with filter type 0. All bands share one buffer.
 */
class BandCollector {
  readonly #header: PngHeader;
  readonly #passes: readonly PngPass[];
  readonly #visit: PngRowVisitor;
  readonly #buffer: Uint8Array;
  #pass = 0;
  /** First row of the band, not counting the one above. */
  #row = 0;
  #above = false;
  #band: Uint8Array;
  #filled = 0;

  constructor(header: PngHeader, passes: readonly PngPass[], visit: PngRowVisitor) {
    this.#header = header;
    this.#passes = passes;
    this.#visit = visit;
    const most = passes.map((pass) => (1 + this.#wanted(pass, 0)) * this.#stride(pass));
    this.#buffer = new Uint8Array(Math.max(...most));
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

  #stride({ columns }: PngPass): number {
    return 1 + pngRowBytes(this.#header, columns);
  }

  /** New rows of the band that starts at `row`. */
  #wanted(pass: PngPass, row: number): number {
    return Math.min(pass.rows - row, Math.max(1, Math.floor(BAND_BYTES / this.#stride(pass))));
  }

  #startBand(): Uint8Array {
    const pass = this.#passes[this.#pass];
    const stride = this.#stride(pass);
    const above = this.#above ? 1 : 0;
    this.#filled = above * stride;
    return this.#buffer.subarray(0, (this.#wanted(pass, this.#row) + above) * stride);
  }

  #finishBand(): void {
    const pass = this.#passes[this.#pass];
    const band = this.#band;
    const stride = this.#stride(pass);
    const rowBytes = stride - 1;
    const rows = band.length / stride;
    this.#checkFilters(rows, stride);
    const bytes = unfilterRows(band, this.#header, pass.columns);
    for (let r = this.#above ? 1 : 0; r < rows; r++) {
      this.#visit(bytes.subarray(r * rowBytes, (r + 1) * rowBytes), pass, this.#row++);
    }
    this.#above = this.#row < pass.rows;
    if (this.#above) {
      band[0] = 0;
      band.set(bytes.subarray((rows - 1) * rowBytes), 1);
    } else {
      this.#pass++;
      this.#row = 0;
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
