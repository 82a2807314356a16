import { withPhysics } from "./physics.js";

/** One element of a scatterer. */
export interface Scatterer {
  readonly electrons: number;
  /** Mass fraction over molar mass, mol/g. */
  readonly perMole: number;
  /** Form factors and incoherent scattering functions at the knots, above 0. */
  readonly factors: readonly number[];
  readonly functions: readonly number[];
}

const BYTES = Float64Array.BYTES_PER_ELEMENT;

/**
 * Rayleigh and Compton scattering at one angle, cm2/g into 4 pi as if it were isotropic.
 *
 * @param energiesKeV above 0
 * @param knots `sin(angle / 2) / wavelength` of the elements' tables, 1/angstrom, increasing from above 0
 * @param sineHalf sine of half the scattering angle, above 0
 */
export function scatterCoefficients(
  energiesKeV: Float64Array,
  elements: readonly Scatterer[],
  knots: readonly number[],
  sineHalf: number,
): { rayleigh: Float64Array; compton: Float64Array } {
  const count = energiesKeV.length;
  const n = knots.length;
  return withPhysics((kernels, arena) => {
    const coherent = arena.zeros(count * BYTES);
    const incoherent = arena.zeros(count * BYTES);
    const energies = arena.put(energiesKeV);
    const at = arena.put(Float64Array.from(knots));
    const work = arena.reserve(5 * n * BYTES);
    for (const { electrons, perMole, factors, functions } of elements) {
      const mark = arena.mark();
      const f = arena.put(Float64Array.from(factors));
      const s = arena.put(Float64Array.from(functions));
      const whole = electrons;
      kernels.addScatter(coherent, incoherent, energies, count, at, f, s, work, n, whole, sineHalf, perMole);
      arena.release(mark);
    }
    return {
      rayleigh: arena.get(new Float64Array(count), coherent),
      compton: arena.get(new Float64Array(count), incoherent),
    };
  });
}

/**
 * Energies after Compton scattering, keV, and their spread for one atomic unit of the electrons' momentum, keV.
 *
 * @param energiesKeV above 0
 * @param sineHalf sine of half the scattering angle
 */
export function comptonEnergies(
  energiesKeV: Float64Array,
  sineHalf: number,
): { energiesKeV: Float64Array; spreadKeV: Float64Array } {
  const count = energiesKeV.length;
  return withPhysics((kernels, arena) => {
    const out = arena.reserve(count * BYTES);
    const spread = arena.reserve(count * BYTES);
    kernels.comptonEnergies(out, spread, arena.put(energiesKeV), count, sineHalf);
    return {
      energiesKeV: arena.get(new Float64Array(count), out),
      spreadKeV: arena.get(new Float64Array(count), spread),
    };
  });
}

/**
 * Multiplies `values` in place by what a layer that emits evenly gives: `(1 - exp(-chi m)) / (chi sineIn)` with
 * `chi = muIn / sineIn + muOut / sineOut`, g/cm2.
 *
 * @param muIn, muOut cm2/g, above 0
 * @param massThickness g/cm2; may be infinite
 */
export function emitFromLayer(
  values: Float64Array,
  muIn: Float64Array,
  muOut: Float64Array,
  massThickness: number,
  sineIn: number,
  sineOut: number,
): void {
  withPhysics((kernels, arena) => {
    const out = arena.put(values);
    const into = arena.put(muIn);
    kernels.emitFromLayer(out, into, arena.put(muOut), massThickness, sineIn, sineOut, values.length);
    arena.get(values, out);
  });
}
