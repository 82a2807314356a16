import { GanxError } from "../errors.js";
import { checkInstrument, type Instrument } from "../instrument.js";
import { loadPhysics } from "../kernels/physics.js";
import { normalize } from "../kernels/spectrum.js";
import { type Composition, type Constituent, constituents } from "./composition.js";
import { RecentSpectra } from "./recent-spectra.js";
import { loadScatterTables } from "./scatter-tables.js";
import { type EmissionTables, stackEmission, stackResponse } from "./stack-response.js";
import { loadXrayData } from "./xray-data.js";

/** What an instrument records of a material. */
export interface MaterialSpectrum {
  /** Expected counts over the instrument's axis, scaled to sum 1. */
  readonly distribution: Float64Array;
  /** What they sum to unscaled. */
  readonly countsPerSecond: number;
}

const recent = new RecentSpectra();

/**
 * Expected spectrum of an infinitely thick layer of a pure material, summing to 1 over the instrument's axis.
 *
 * Primary and secondary fluorescence, Rayleigh and Compton scattering of the tube's continuum and lines, argon of the air,
 * windows, escape, resolution, tails. Without what depends on the rate of all that a pixel is made of: pile-up, strobe.
 *
 * @returns a distribution of length `axis.channels`, values at least 0, and counts a second
 * @throws GanxError `INVALID_LIBRARY` for a composition that cannot be read, `INVALID_ARGUMENT` for an instrument out of
 *   range or an axis that receives nothing
 *
 * Source: {@link stackEmission}, {@link stackResponse}.
 */
export async function pigmentSpectrum(
  composition: Composition,
  instrument: Instrument,
): Promise<MaterialSpectrum> {
  const checked = checkInstrument(instrument);
  const [elements, scatter] = await Promise.all([loadXrayData(), loadScatterTables(), loadPhysics()]);
  const parts = constituents(composition, elements);
  const fractions = parts.map(({ symbol, massFraction }) => [symbol, massFraction]);
  const key = JSON.stringify([fractions, checked]);
  return recent.get(key, () => spectrumOf(parts, checked, { elements, scatter }));
}

function spectrumOf(
  parts: readonly Constituent[],
  instrument: Instrument,
  tables: EmissionTables,
): MaterialSpectrum {
  const layers = [{ parts, massThickness: Number.POSITIVE_INFINITY }];
  const emission = stackEmission(layers, instrument, tables);
  const slow = { ...instrument, electronics: { ...instrument.electronics, pairTimeNs: 0, strobeHz: 0 } };
  const { counts } = stackResponse(emission, slow, tables.elements);
  const countsPerSecond = normalize(counts);
  if (!(countsPerSecond > 0)) {
    throw new GanxError(
      "INVALID_ARGUMENT",
      `the energy axis receives no photons: expected part of it between 0.5 and ${instrument.tube.kV} keV`,
    );
  }
  return { distribution: counts, countsPerSecond };
}
