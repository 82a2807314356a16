// Slow, obvious twin of assembly/snip.ts.

const lls = (x: number) => Math.log(Math.log(Math.sqrt(x + 1) + 1) + 1);
const inverse = (y: number) => (Math.exp(Math.exp(y) - 1) - 1) ** 2 - 1;

/** Clips one window after another, each on a copy of the one before. */
export function snipTwin(spectrum: ArrayLike<number>, width: number, useLls: boolean): number[] {
  let values = Array.from(spectrum, (x) => (useLls ? lls(x) : x));
  for (let p = width; p > 0; p--) {
    values = values.map((value, i) =>
      i < p || i >= values.length - p ? value : Math.min(value, (values[i - p]! + values[i + p]!) / 2),
    );
  }
  return useLls ? values.map(inverse) : values;
}

/** The filter 1/4, 1/2, 1/4 on a spectrum that goes on beyond its ends as it ended. */
export function smoothTwin(spectrum: ArrayLike<number>, passes: number): number[] {
  let values = Array.from(spectrum);
  if (values.length < 3) return values;
  for (let pass = 0; pass < passes; pass++) {
    values = values.map((here, i) => ((values[i - 1] ?? here) + 2 * here + (values[i + 1] ?? here)) / 4);
  }
  return values;
}
