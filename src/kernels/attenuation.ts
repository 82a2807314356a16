import { withPhysics } from "./physics.js";

/** One term of a mass attenuation coefficient: `weight * exp(sum_k c_k ln(E / edge)^k)`. */
export interface AttenuationTerm {
  /** Lowest power first; cm2/g in the logarithm. */
  readonly coefficients: readonly number[];
  /** The energy the polynomial is centred on, keV. */
  readonly edgeKeV: number;
  /** Whether the term is zero below `edgeKeV`. */
  readonly bounded: boolean;
  /** Whether the delayed onset above an M4 or M5 edge applies. */
  readonly onset: boolean;
  /** Mass fraction. */
  readonly weight: number;
}

const BYTES = Float64Array.BYTES_PER_ELEMENT;

/** Sum of terms at each energy (keV, above 0), cm2/g; Float64Array as long as `energiesKeV`. */
export function attenuation(energiesKeV: Float64Array, terms: readonly AttenuationTerm[]): Float64Array {
  const count = energiesKeV.length;
  return withPhysics((kernels, arena) => {
    const out = arena.zeros(count * BYTES);
    const energies = arena.put(energiesKeV);
    for (const { coefficients, edgeKeV, bounded, onset, weight } of terms) {
      const mark = arena.mark();
      const pointer = arena.put(Float64Array.from(coefficients));
      const powers = coefficients.length;
      kernels.addAttenuation(out, energies, count, pointer, powers, edgeKeV, +bounded, +onset, weight);
      arena.release(mark);
    }
    return arena.get(new Float64Array(count), out);
  });
}

/** Multiplies `values` in place by what passes a layer of `massThickness` g/cm2 with coefficients `mu` cm2/g. */
export function transmit(values: Float64Array, mu: Float64Array, massThickness: number): void {
  withPhysics((kernels, arena) => {
    const out = arena.put(values);
    kernels.transmit(out, arena.put(mu), massThickness, values.length);
    arena.get(values, out);
  });
}

/** Multiplies `values` in place by what stops in a layer of `massThickness` g/cm2 with coefficients `mu` cm2/g. */
export function absorb(values: Float64Array, mu: Float64Array, massThickness: number): void {
  withPhysics((kernels, arena) => {
    const out = arena.put(values);
    kernels.absorb(out, arena.put(mu), massThickness, values.length);
    arena.get(values, out);
  });
}

/** Sine of an angle in degrees, the same bits in every engine. */
export function sineOfDegrees(angle: number): number {
  return withPhysics((kernels) => kernels.sineOfDegrees(angle));
}
