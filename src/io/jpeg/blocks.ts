import type { BitReader } from "./bits.js";
import type { HuffmanTable } from "./huffman.js";

/** Where the coefficients of a block go, in the order of the file. Source: ITU-T T.81, figure A.6. */
const ZIGZAG = Uint8Array.of(
  ...[0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48],
  ...[41, 34, 27, 20, 13, 6, 7, 14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23],
  ...[30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63],
);

/** The tables of a plane in a scan, and the mean of its last block. */
export interface PlaneState {
  readonly dc: HuffmanTable | undefined;
  readonly ac: HuffmanTable | undefined;
  mean: number;
}

/** What a scan says of its coefficients. */
export interface ScanRange {
  readonly progressive: boolean;
  /** First and last coefficient, 0..63. */
  readonly start: number;
  readonly end: number;
  /** The bit that a refining scan adds follows the `high`-th; 0 in a first scan. */
  readonly high: number;
  readonly low: number;
}

function need(table: HuffmanTable | undefined): HuffmanTable {
  if (!table) throw new Error("a Huffman table is missing");
  return table;
}

/** Adds the difference that comes next to the mean of a plane. */
function nextMean(bits: BitReader, state: PlaneState, low: number): number {
  const length = need(state.dc).decode(bits);
  if (length > 15) throw new Error("a difference is out of range");
  state.mean += bits.readSigned(length) << low;
  return state.mean;
}

/**
 * Decodes the blocks of a scan one after the other.
 *
 * Source: ITU-T T.81, annexes F.2.2 and G.2; the order of steps in a refining scan is that of jpeg-js.
 */
export class BlockDecoder {
  /** Blocks, this one included, that have nothing more in the band of the scan. */
  private empty = 0;

  constructor(
    private readonly bits: BitReader,
    private readonly range: ScanRange,
  ) {}

  /** Starts a new interval. */
  restart(): void {
    this.empty = 0;
  }

  /** @param block 64 coefficients, row by row; zeros before the first scan */
  decode(block: Int16Array, state: PlaneState): void {
    const { progressive, start, high } = this.range;
    if (!progressive) this.sequential(block, state);
    else if (start > 0) high === 0 ? this.firstBand(block, state) : this.refineBand(block, state);
    else if (high === 0) block[0] = nextMean(this.bits, state, this.range.low);
    else block[0] |= this.bits.read(1) << this.range.low;
  }

  private sequential(block: Int16Array, state: PlaneState): void {
    const { bits } = this;
    block[0] = nextMean(bits, state, 0);
    const table = need(state.ac);
    for (let k = 1; k < 64; k++) {
      const code = table.decode(bits);
      const length = code & 15;
      if (length === 0) {
        if (code < 0xf0) break;
        k += 15;
        continue;
      }
      k += code >> 4;
      const value = bits.readSigned(length);
      if (k < 64) block[ZIGZAG[k]] = value;
    }
  }

  private firstBand(block: Int16Array, state: PlaneState): void {
    const { bits } = this;
    const { start, end, low } = this.range;
    if (this.empty > 0) {
      this.empty--;
      return;
    }
    const table = need(state.ac);
    for (let k = start; k <= end; k++) {
      const code = table.decode(bits);
      const run = code >> 4;
      const length = code & 15;
      if (length === 0) {
        if (run < 15) {
          this.empty = bits.read(run) + (1 << run) - 1;
          break;
        }
        k += 15;
        continue;
      }
      k += run;
      const value = bits.readSigned(length) << low;
      if (k < 64) block[ZIGZAG[k]] = value;
    }
  }

  private refineBand(block: Int16Array, state: PlaneState): void {
    const { bits } = this;
    const { start, end, low } = this.range;
    const table = need(state.ac);
    let k = start;
    while (k <= end && this.empty === 0) {
      const code = table.decode(bits);
      const run = code >> 4;
      const length = code & 15;
      if (length > 1) throw new Error("invalid refinement");
      if (length === 0 && run < 15) {
        this.empty = bits.read(run) + (1 << run);
        break;
      }
      const value = length === 0 ? 0 : bits.readSigned(1) << low;
      k = this.refineRun(block, k, run);
      if (k <= end && value !== 0) block[ZIGZAG[k]] = value;
      k++;
    }
    if (this.empty > 0) {
      this.refineRun(block, k, 64);
      this.empty--;
    }
  }

  /** Refines what is not zero from `k` on and passes `zeros` zeros. @returns the place of the next zero */
  private refineRun(block: Int16Array, k: number, zeros: number): number {
    const { end, low } = this.range;
    for (; k <= end; k++) {
      const at = ZIGZAG[k];
      const value = block[at];
      if (value === 0) {
        if (zeros-- === 0) break;
      } else if (this.bits.read(1) === 1) {
        block[at] = value + (value < 0 ? -1 : 1) * (1 << low);
      }
    }
    return k;
  }
}
