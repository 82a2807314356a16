import { GanxError } from "../errors.js";
import { checkInstrument, FWHM_SQUARED_PER_VARIANCE, fwhmKeV, type Instrument } from "../instrument.js";
import { absorb, sineOfDegrees, transmit } from "../kernels/attenuation.js";
import { gaussianLines } from "../kernels/gaussian-lines.js";
import { loadPhysics } from "../kernels/physics.js";
import { normalize } from "../kernels/spectrum.js";
import { BEAM_STEP_KEV, tubeBeam } from "./beam.js";
import { type Composition, constituents } from "./composition.js";
import { emittedLines } from "./fluorescence.js";
import { AIR, BERYLLIUM, materialParts, photoAttenuation, SILICON, totalAttenuation } from "./material.js";
import { scatteredBeam } from "./scattered-beam.js";
import { loadXrayData, type XrayData } from "./xray-data.js";

/**
 * Expected spectrum of an infinitely thick layer of a pure material, summing to 1 over the instrument's axis.
 *
 * Primary and secondary fluorescence, isotropic scatter of the tube's continuum, air, window, silicon, Gaussian detector.
 * Not modelled yet: Compton shift, anode lines, escape peaks, pile-up, air's argon.
 *
 * @returns Float64Array of length `axis.channels`, values at least 0
 * @throws GanxError `INVALID_LIBRARY` for a composition that cannot be read, `INVALID_ARGUMENT` for an instrument out of
 *   range or an axis that receives nothing
 *
 * Source: J. Sherman, Spectrochim. Acta 7 (1955) 283; attenuation and yields as credited in data/xray-data.ts.
 */
export async function pigmentSpectrum(
  composition: Composition,
  instrument: Instrument,
): Promise<Float64Array> {
  const [data] = await Promise.all([loadXrayData(), loadPhysics()]);
  return spectrumOf(composition, checkInstrument(instrument), data);
}

function spectrumOf(composition: Composition, instrument: Instrument, data: XrayData): Float64Array {
  const { axis, geometry } = instrument;
  const parts = constituents(composition, data);
  const sineIn = sineOfDegrees(geometry.incidenceDeg);
  const sineOut = sineOfDegrees(geometry.takeOffDeg);
  const beam = tubeBeam(
    instrument,
    parts.flatMap((part) => Object.values(part.element.edges)),
    data,
  );

  const lines = emittedLines([{ parts, massThickness: Infinity }], beam, { in: sineIn, out: sineOut });
  const scattered = scatteredBeam(parts, beam, sineIn, sineOut);
  const energies = Float64Array.from([...lines.map((line) => line.energyKeV), ...beam.energiesKeV]);
  const photons = Float64Array.from([
    ...lines.map(({ primary, secondary }) => primary + secondary),
    ...scattered,
  ]);
  detect(photons, energies, instrument, data);

  // A bin of the beam is as wide as a step: that much is added to the detector's own variance.
  const binVariance = (BEAM_STEP_KEV * BEAM_STEP_KEV) / 12;
  const sigmas = Float64Array.from(energies, (energyKeV, i) => {
    const fwhm = fwhmKeV(instrument, energyKeV);
    return Math.sqrt((fwhm * fwhm) / FWHM_SQUARED_PER_VARIANCE + (i < lines.length ? 0 : binVariance));
  });
  const spectrum = gaussianLines(axis, energies, photons, sigmas);
  if (!(normalize(spectrum) > 0)) {
    throw new GanxError(
      "INVALID_ARGUMENT",
      `the energy axis receives no photons: expected part of it between 0.5 and ${instrument.tube.kV} keV`,
    );
  }
  return spectrum;
}

/** Takes photons from the sample to the detector's output, in place. */
function detect(photons: Float64Array, energies: Float64Array, instrument: Instrument, data: XrayData): void {
  const { windowUm, siThicknessUm } = instrument.detector;
  const airCm = instrument.airPathCm / 2;
  transmit(photons, totalAttenuation(materialParts(AIR, data), energies), AIR.density * airCm);
  const beryllium = totalAttenuation(materialParts(BERYLLIUM, data), energies);
  transmit(photons, beryllium, BERYLLIUM.density * windowUm * 1e-4);
  absorb(
    photons,
    photoAttenuation(materialParts(SILICON, data), energies),
    SILICON.density * siThicknessUm * 1e-4,
  );
}
