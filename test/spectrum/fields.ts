// Stacks as the engine sees them, for tests of its parts.
import { sineOfDegrees, transmit } from "../../src/kernels/attenuation.js";
import { loadPhysics } from "../../src/kernels/physics.js";
import type { Beam } from "../../src/xray/beam.js";
import { resolveStack, type StackLayer } from "../../src/xray/stack.js";
import { type Sines, type StackField, stackField } from "../../src/xray/stack-field.js";
import { loadSubstanceTables } from "../../src/xray/substance.js";

await loadPhysics();
const tables = await loadSubstanceTables();

export interface Case {
  readonly field: StackField;
  /** Of the beam at the top of each layer. */
  readonly photons: readonly Float64Array[];
  readonly sines: Sines;
}

/** A stack under a beam at 45 and 45 degrees, or other angles. */
export function caseOf(stack: readonly StackLayer[], beam: Beam, angles: [number, number] = [45, 45]): Case {
  const field = stackField(resolveStack(stack, tables), beam);
  const sines = { in: sineOfDegrees(angles[0]), out: sineOfDegrees(angles[1]) };
  const photons = beam.photons.slice();
  const reaching = field.layers.map(({ muBeam, massThickness }) => {
    const here = photons.slice();
    transmit(photons, muBeam, massThickness / sines.in);
    return here;
  });
  return { field, photons: reaching, sines };
}

/** A beam of one energy. */
export const monochromatic = (energyKeV: number): Beam => ({
  energiesKeV: Float64Array.of(energyKeV),
  photons: Float64Array.of(1),
});
