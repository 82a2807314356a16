import { show } from "../check.js";
import { GanxError } from "../errors.js";
import { loadPhysics } from "../kernels/physics.js";
import { totalAttenuation } from "./material.js";
import { loadSubstanceTables, resolveSubstance, type Substance } from "./substance.js";
import { XRAY_RANGE_KEV } from "./xray-data.js";

/** @throws GanxError `INVALID_ARGUMENT` unless all are of the tables' range */
export function checkEnergies(name: string, energiesKeV: ArrayLike<number>): Float64Array {
  const { low, high } = XRAY_RANGE_KEV;
  return Float64Array.from(energiesKeV, (energyKeV) => {
    if (typeof energyKeV === "number" && energyKeV >= low && energyKeV <= high) return energyKeV;
    const expected = `energies of ${low} to ${high} keV`;
    throw new GanxError("INVALID_ARGUMENT", `${name}: expected ${expected}, found ${show(energyKeV)}`);
  });
}

/**
 * Mass attenuation coefficients of a substance: photoelectric absorption, Rayleigh and Compton scattering together.
 *
 * @param energiesKeV 0.5..60
 * @returns cm2/g, Float64Array as long as `energiesKeV`
 * @throws GanxError `INVALID_ARGUMENT`
 *
 * Source: mixture rule; fits to EPDL97 (D. E. Cullen et al., UCRL-50400 vol. 6 rev. 5, 1997) and, for scattering, XCOM.
 */
export async function massAttenuation(
  substance: Substance,
  energiesKeV: ArrayLike<number>,
): Promise<Float64Array> {
  const [tables] = await Promise.all([loadSubstanceTables(), loadPhysics()]);
  const { parts } = resolveSubstance(substance, tables);
  return totalAttenuation(parts, checkEnergies("massAttenuation", energiesKeV));
}
