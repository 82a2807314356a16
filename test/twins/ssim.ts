// Slow, obvious twins of assembly/ssim.ts: every window gathered, its variances about its own mean.

interface Image {
  readonly values: ArrayLike<number>;
  readonly width: number;
  readonly height: number;
}

/** Weights of a square window, row by row, and what its variances are multiplied by. */
function windowTwin(name: string): { side: number; weights: number[]; unbias: number } {
  const side = name === "gaussian" ? 11 : 7;
  const weights: number[] = [];
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const square = (x - (side - 1) / 2) ** 2 + (y - (side - 1) / 2) ** 2;
      weights.push(name === "gaussian" ? Math.exp(-square / (2 * 1.5 ** 2)) : 1);
    }
  }
  const sum = weights.reduce((a, b) => a + b, 0);
  const unbias = name === "gaussian" ? 1 : 49 / 48;
  return { side, weights: weights.map((w) => w / sum), unbias };
}

/** Mean similarity and mean contrast-structure term. */
export function ssimTwin(a: Image, b: Image, dynamicRange: number, name: string) {
  const { side, weights, unbias } = windowTwin(name);
  const [c1, c2] = [(0.01 * dynamicRange) ** 2, (0.03 * dynamicRange) ** 2];
  let [ssim, contrastStructure, windows] = [0, 0, 0];
  for (let top = 0; top + side <= a.height; top++) {
    for (let left = 0; left + side <= a.width; left++) {
      const gather = ({ values, width }: Image) =>
        weights.map((_, i) => values[(top + Math.floor(i / side)) * width + left + (i % side)]);
      const mean = (values: number[]) => values.reduce((sum, value, i) => sum + weights[i] * value, 0);
      const [x, y] = [gather(a), gather(b)];
      const [mx, my] = [mean(x), mean(y)];
      const covariance = (u: number[], mu: number, v: number[], mv: number) =>
        unbias * mean(u.map((value, i) => (value - mu) * (v[i] - mv)));
      const cs =
        (2 * covariance(x, mx, y, my) + c2) / (covariance(x, mx, x, mx) + covariance(y, my, y, my) + c2);
      ssim += (cs * (2 * mx * my + c1)) / (mx * mx + my * my + c1);
      contrastStructure += cs;
      windows++;
    }
  }
  return { ssim: ssim / windows, contrastStructure: contrastStructure / windows };
}

/** Means of 2 x 2 pixels, an odd last row or column taken twice. */
export function halveTwin({ values, width, height }: Image): Image {
  const [halfWidth, halfHeight] = [Math.ceil(width / 2), Math.ceil(height / 2)];
  const pixel = (x: number, y: number) => values[Math.min(y, height - 1) * width + Math.min(x, width - 1)];
  const halves = Array.from({ length: halfWidth * halfHeight }, (_, i) => {
    const [x, y] = [2 * (i % halfWidth), 2 * Math.floor(i / halfWidth)];
    return (pixel(x, y) + pixel(x + 1, y) + pixel(x, y + 1) + pixel(x + 1, y + 1)) / 4;
  });
  return { values: halves, width: halfWidth, height: halfHeight };
}
