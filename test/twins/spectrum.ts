// Slow, obvious twins of assembly/spectrum.ts.
import type { EnergyAxis } from "../../src/energy-axis.js";

const edge = (axis: EnergyAxis, j: number) => axis.offsetKeV + (j - 0.5) * axis.gainKeV;

/** Every channel asks every bin how much of it lies inside. */
export function resampleTwin(
  axis: EnergyAxis,
  edges: ArrayLike<number>,
  counts: ArrayLike<number>,
): number[] {
  return Array.from({ length: axis.channels }, (_, j) => {
    let sum = 0;
    for (let i = 0; i < counts.length; i++) {
      const low = Math.max(edges[i]!, edge(axis, j));
      const high = Math.min(edges[i + 1]!, edge(axis, j + 1));
      if (high > low) sum += counts[i]! * ((high - low) / (edges[i + 1]! - edges[i]!));
    }
    return sum;
  });
}

/** Each channel by the midpoint rule with many steps, no cut. */
export function gaussianTwin(
  axis: EnergyAxis,
  lines: readonly { energy: number; area: number; sigma: number }[],
): number[] {
  const steps = 2000;
  return Array.from({ length: axis.channels }, (_, j) => {
    let sum = 0;
    for (const { energy, area, sigma } of lines) {
      for (let s = 0; s < steps; s++) {
        const z = (edge(axis, j) + ((s + 0.5) * axis.gainKeV) / steps - energy) / sigma;
        sum += (area * Math.exp(-0.5 * z * z) * axis.gainKeV) / (steps * sigma * Math.sqrt(2 * Math.PI));
      }
    }
    return sum;
  });
}
