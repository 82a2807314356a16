// Elementary functions that give the same bits in every engine, which those of Math do not.
import { withAnalysis } from "./analysis.js";

/** e^x. */
export function exponential(x: number): number {
  return withAnalysis((kernels) => kernels.exponential(x));
}

/** ln x. @param x at least 0 */
export function logarithm(x: number): number {
  return withAnalysis((kernels) => kernels.logarithm(x));
}

/** x^y. @param x at least 0 @param y above 0 */
export function power(x: number, y: number): number {
  return exponential(y * logarithm(x));
}
