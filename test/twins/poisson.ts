// Slow, obvious twin of assembly/poisson.ts.
import { philoxTwin } from "./philox.js";

const PURPOSE = 5;

/** The smallest count whose cumulative probability is above u. */
function invertTwin(mean: number, u: number): number {
  let [k, p] = [0, Math.exp(-mean)];
  let rest = u;
  while (rest >= p) {
    rest -= p;
    k++;
    p *= mean / k;
  }
  return k;
}

/** The count of one element: equal pieces of at most 16, each from 53 random bits of its own. */
export function poissonTwin(mean: number, element: number, key: readonly [number, number]): number {
  const pieces = Math.ceil(mean / 16);
  let count = 0;
  for (let d = 0; d < pieces; d++) {
    const counter = [element % 2 ** 32, Math.floor(element / 2 ** 32), Math.floor(d / 2), PURPOSE];
    const words = philoxTwin(counter, key).slice(2 * (d % 2));
    count += invertTwin(mean / pieces, ((words[0] >>> 5) * 2 ** 26 + (words[1] >>> 6)) / 2 ** 53);
  }
  return count;
}
