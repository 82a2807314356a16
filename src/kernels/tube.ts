import { withPhysics } from "./physics.js";

/** A tube's anode and voltage, as the kernels want them. */
export interface TubeSettings {
  /** Atomic number and molar mass (g/mol) of the anode. */
  readonly z: number;
  readonly a: number;
  readonly kV: number;
  /** Sine of the electrons' angle with the anode's surface over that of the photons' angle. */
  readonly path: number;
}

/** A shell of the anode: binding energy (keV), electrons times ionisation constant, vacancies a second, mA and sr. */
export interface TubeShell {
  readonly edgeKeV: number;
  readonly cross: number;
  readonly constant: number;
}

const BYTES = Float64Array.BYTES_PER_ELEMENT;

/**
 * Continuum of a tube, photons a second, mA, sr and keV.
 *
 * @param energiesKeV above 0
 * @param tau photoelectric absorption of the anode there, cm2/g
 */
export function tubeContinuum(
  energiesKeV: Float64Array,
  tau: Float64Array,
  { z, a, kV, path }: TubeSettings,
): Float64Array {
  const count = energiesKeV.length;
  return withPhysics((kernels, arena) => {
    const out = arena.reserve(count * BYTES);
    kernels.tubeContinuum(out, arena.put(energiesKeV), arena.put(tau), count, z, a, kV, path);
    return arena.get(new Float64Array(count), out);
  });
}

/**
 * Lines of one shell of a tube's anode, photons a second, mA and sr.
 *
 * @param yields photons of each line for a vacancy
 * @param tau photoelectric absorption of the anode at the lines' energies, cm2/g
 */
export function tubeLines(
  yields: Float64Array,
  tau: Float64Array,
  { z, a, kV, path }: TubeSettings,
  { edgeKeV, cross, constant }: TubeShell,
): Float64Array {
  const count = yields.length;
  return withPhysics((kernels, arena) => {
    const out = arena.reserve(count * BYTES);
    const fractions = arena.put(yields);
    const absorption = arena.put(tau);
    kernels.tubeLines(out, fractions, absorption, count, z, a, kV, path, edgeKeV, cross, constant);
    return arena.get(new Float64Array(count), out);
  });
}
