import type { BoolDecoder } from "./bool-decoder.js";
import { BLOCK, readCoefficients } from "./coefficients.js";
import { spreadMeans } from "./inverse-transform.js";
import type { Quantiser } from "./quantiser.js";

/** Blocks of a macroblock: 16 of luma, 4 of each chroma plane. */
export const BLOCKS = 24;

/** Whether the last blocks have coefficients: four of luma, two of each chroma plane, and the means. */
class Context {
  readonly blocks = new Uint8Array(8);
  means = 0;
}

/** Reads the coefficients of macroblocks one after the other. Source: RFC 6386, section 13. */
export class ResidualReader {
  /** 16 of each block. */
  readonly coefficients = new Int16Array(16 * BLOCKS);
  private readonly means = new Int16Array(16);
  private readonly above: readonly Context[];
  private left = new Context();

  constructor(
    private readonly probabilities: Uint8Array,
    columns: number,
  ) {
    this.above = Array.from({ length: columns }, () => new Context());
  }

  startRow(): void {
    this.left = new Context();
  }

  /** Passes a macroblock without coefficients. */
  skip(column: number, isSplit: boolean): void {
    this.coefficients.fill(0);
    for (const context of [this.above[column], this.left]) {
      context.blocks.fill(0);
      if (!isSplit) context.means = 0;
    }
  }

  /** Reads a macroblock. @returns whether it has any coefficient */
  read(bits: BoolDecoder, column: number, isSplit: boolean, quantiser: Quantiser): boolean {
    const { coefficients, probabilities } = this;
    coefficients.fill(0);
    if (!isSplit) this.readMeans(bits, column, quantiser);
    const first = isSplit ? 0 : 1;
    const type = isSplit ? BLOCK.luma : BLOCK.lumaRest;
    let hasAny = false;
    const readBlock = (kind: number, block: number, x: number, y: number, from: number): void => {
      const steps = kind === BLOCK.chroma ? quantiser.chroma : quantiser.luma;
      const above = this.above[column].blocks;
      const left = this.left.blocks;
      const at = 16 * block;
      const context = above[x] + left[y];
      const end = readCoefficients(bits, probabilities, kind, context, steps, from, coefficients, at);
      above[x] = left[y] = end > from ? 1 : 0;
      if (end > 1 || coefficients[at] !== 0) hasAny = true;
    };
    for (let block = 0; block < 16; block++) readBlock(type, block, block & 3, block >> 2, first);
    for (let block = 0; block < 8; block++) {
      const plane = 4 + 2 * (block >> 2);
      readBlock(BLOCK.chroma, 16 + block, plane + (block & 1), plane + ((block >> 1) & 1), 0);
    }
    return hasAny;
  }

  /** The means of the luma blocks, which are coded as a block of their own. */
  private readMeans(bits: BoolDecoder, column: number, quantiser: Quantiser): void {
    const above = this.above[column];
    const { left, means, probabilities } = this;
    means.fill(0);
    const context = above.means + left.means;
    const end = readCoefficients(bits, probabilities, BLOCK.means, context, quantiser.means, 0, means, 0);
    above.means = left.means = end > 0 ? 1 : 0;
    spreadMeans(means, this.coefficients);
  }
}
