// Slow, obvious twins of assembly/attenuation.ts.
import type { AttenuationTerm } from "../../src/kernels/attenuation.js";

export function attenuationTwin(energiesKeV: Float64Array, terms: readonly AttenuationTerm[]): number[] {
  return Array.from(energiesKeV, (energy) =>
    terms.reduce((sum, { coefficients, edgeKeV, bounded, onset, weight }) => {
      if (bounded && energy < edgeKeV) return sum;
      const powers = coefficients.map((c, k) => c * Math.log(energy / edgeKeV) ** k);
      const late = onset ? -Math.expm1(-(((energy / edgeKeV - 1) / 0.012) ** 2)) : 1;
      return sum + weight * late * Math.exp(powers.reduce((a, b) => a + b, 0));
    }, 0),
  );
}

export function transmitTwin(values: Float64Array, mu: Float64Array, massThickness: number): number[] {
  return Array.from(values, (value, i) => value * Math.exp(-mu[i]! * massThickness));
}

export function absorbTwin(values: Float64Array, mu: Float64Array, massThickness: number): number[] {
  return Array.from(values, (value, i) => value * -Math.expm1(-mu[i]! * massThickness));
}
