/** Halvings after which a root is 1 to the last bit. */
const MOST_STEPS = 52;

/**
 * `base` to the power of `exponent`, of multiplications and square roots alone: the same in every runtime, which
 * `Math.pow` is not.
 *
 * The binary digits of the exponent say which roots, of the 2nd, 4th, 8th, ... degree, are multiplied.
 *
 * @param base not below 0
 * @param exponent 0..256
 * @returns right to about 1e-14 of its value
 */
export function exactPower(base: number, exponent: number): number {
  if (base === 0) return exponent === 0 ? 1 : 0;
  let result = 1;
  let whole = Math.floor(exponent);
  for (let square = base; whole > 0; whole = Math.floor(whole / 2), square *= square) {
    if (whole % 2 === 1) result *= square;
  }
  let rest = exponent - Math.floor(exponent);
  let root = base;
  for (let step = 0; step < MOST_STEPS && rest > 0; step++) {
    root = Math.sqrt(root);
    rest *= 2;
    if (rest >= 1) {
      result *= root;
      rest -= 1;
    }
  }
  return result;
}
