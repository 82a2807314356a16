import { disperseBlock } from "../kernels/sums.js";
import type { CubeBlock } from "./cube-source.js";

/** How counts scatter in every channel of a cube that arrives in blocks, in any order. */
export class CubeDispersion {
  private readonly squares: Float64Array;
  private readonly differences: Float64Array;
  private readonly pairs: Float64Array;

  constructor(private readonly channels: number) {
    this.squares = new Float64Array(channels);
    this.differences = new Float64Array(channels);
    this.pairs = new Float64Array(channels);
  }

  add({ firstChannel, layout, bytes }: CubeBlock): void {
    const part = disperseBlock(bytes, layout);
    const pairs = layout.rows * (layout.columns - 1);
    for (let c = 0; c < layout.channels; c++) {
      this.squares[firstChannel + c] += part.squares[c];
      this.differences[firstChannel + c] += part.differences[c];
      this.pairs[firstChannel + c] += pairs;
    }
  }

  /**
   * Variance over all pixels, divided by the mean: 1 for photons from a uniform surface, more where the painting varies.
   *
   * @param total counts of all pixels, `[channels]`
   * @returns `[channels]`, NaN in channels without counts or of a single pixel
   */
  index(total: Float64Array, pixels: number): Float64Array {
    return Float64Array.from({ length: this.channels }, (_, c) => {
      const mean = total[c] / pixels;
      // What equal counts leave by rounding may lie below 0.
      return Math.max(0, this.squares[c] - total[c] * mean) / (pixels - 1) / mean;
    });
  }

  /**
   * Half the mean squared difference between neighbours in a row, divided by the mean: 1 for photons, whatever the
   * painting does over distances of more than a pixel.
   *
   * @param total counts of all pixels, `[channels]`
   * @returns `[channels]`, NaN in channels without counts or where no pixel has a neighbour
   *
   * Source: J. von Neumann et al., Ann. Math. Stat. 12 (1941) 153, the mean square successive difference.
   */
  localIndex(total: Float64Array, pixels: number): Float64Array {
    return Float64Array.from({ length: this.channels }, (_, c) => {
      return this.differences[c] / (2 * this.pairs[c]) / (total[c] / pixels);
    });
  }
}
