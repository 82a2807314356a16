// Slow, obvious twin of assembly/convolve.ts.

/** Looks every pixel up in a picture that is unfolded at its edges as often as need be. */
export function convolveTwin(
  image: ArrayLike<number>,
  width: number,
  height: number,
  kernel: readonly (readonly number[])[],
): number[] {
  const fold = (i: number, n: number): number =>
    i < 0 ? fold(-1 - i, n) : i >= n ? fold(2 * n - 1 - i, n) : i;
  const centreY = Math.floor((kernel.length - 1) / 2);
  const centreX = Math.floor((kernel[0]!.length - 1) / 2);
  return Array.from({ length: width * height }, (_, p) => {
    const [x, y] = [p % width, Math.floor(p / width)];
    let sum = 0;
    kernel.forEach((row, i) => {
      row.forEach((weight, j) => {
        sum += weight * image[fold(y + centreY - i, height) * width + fold(x + centreX - j, width)]!;
      });
    });
    return sum;
  });
}
