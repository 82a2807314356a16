import { MODE_PROBABILITIES } from "../../../data/webp-tables.js";
import type { BoolDecoder } from "./bool-decoder.js";
import type { FrameHeader } from "./frame-header.js";

/** How a block is predicted; the first four serve for macroblocks too. */
export const MODE = { dc: 0, tm: 1, ve: 2, he: 3, rd: 4, vr: 5, ld: 6, vl: 7, hd: 8, hu: 9 } as const;

/** What a macroblock says of itself before its coefficients. */
export interface MacroblockModes {
  readonly segment: number;
  readonly isSkipped: boolean;
  /** Whether each 4 x 4 block has a mode of its own. */
  readonly isSplit: boolean;
  /** One mode, or sixteen, row by row. */
  readonly luma: readonly number[];
  readonly chroma: number;
}

const MODES = 10;
const PROBABILITIES = 9;

/** Reads the modes of macroblocks one after the other. Source: RFC 6386, sections 10 and 11. */
export class ModeReader {
  /** Modes of the blocks above, and on the left. */
  private readonly above: Uint8Array;
  private readonly left = new Uint8Array(4);

  constructor(
    private readonly header: FrameHeader,
    columns: number,
  ) {
    this.above = new Uint8Array(4 * columns);
  }

  startRow(): void {
    this.left.fill(MODE.dc);
  }

  read(column: number): MacroblockModes {
    const { modes: bits, segments, skipProbability } = this.header;
    const segment = segments.hasMap ? readSegment(bits, segments.probabilities) : 0;
    const isSkipped = skipProbability !== undefined && bits.bit(skipProbability) === 1;
    const isSplit = bits.bit(145) === 0;
    const luma = isSplit ? this.readSplit(bits, column) : [this.readWhole(bits, column)];
    return { segment, isSkipped, isSplit, luma, chroma: readChroma(bits) };
  }

  private readWhole(bits: BoolDecoder, column: number): number {
    let mode: number = MODE.dc;
    if (bits.bit(156) === 1) mode = bits.bit(128) === 1 ? MODE.tm : MODE.he;
    else if (bits.bit(163) === 1) mode = MODE.ve;
    this.above.fill(mode, 4 * column, 4 * column + 4);
    this.left.fill(mode);
    return mode;
  }

  private readSplit(bits: BoolDecoder, column: number): number[] {
    const found: number[] = [];
    for (let y = 0; y < 4; y++) {
      for (let x = 0; x < 4; x++) {
        const above = this.above[4 * column + x];
        const mode = readBlockMode(bits, (above * MODES + this.left[y]) * PROBABILITIES);
        this.above[4 * column + x] = mode;
        this.left[y] = mode;
        found.push(mode);
      }
    }
    return found;
  }
}

function readSegment(bits: BoolDecoder, [first, low, high]: readonly number[]): number {
  return bits.bit(first) === 0 ? bits.bit(low) : 2 + bits.bit(high);
}

function readChroma(bits: BoolDecoder): number {
  if (bits.bit(142) === 0) return MODE.dc;
  if (bits.bit(114) === 0) return MODE.ve;
  return bits.bit(183) === 1 ? MODE.tm : MODE.he;
}

/** @param at where its probabilities begin */
function readBlockMode(bits: BoolDecoder, at: number): number {
  const ask = (place: number): boolean => bits.bit(MODE_PROBABILITIES[at + place]) === 1;
  if (!ask(0)) return MODE.dc;
  if (!ask(1)) return MODE.tm;
  if (!ask(2)) return MODE.ve;
  if (!ask(3)) {
    if (!ask(4)) return MODE.he;
    return ask(5) ? MODE.vr : MODE.rd;
  }
  if (!ask(6)) return MODE.ld;
  if (!ask(7)) return MODE.vl;
  return ask(8) ? MODE.hu : MODE.hd;
}
