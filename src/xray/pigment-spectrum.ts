import { GanxError } from "../errors.js";
import type { Instrument } from "../instrument.js";
import { sineOfDegrees } from "../kernels/attenuation.js";
import { gaussianLines, normalize } from "../kernels/spectrum.js";
import { allBins, BEAM_STEP_KEV, type Bins, beamBins, tubeBeam, tubeLayers } from "./beam.js";
import type { Constituent } from "./composition.js";
import { type Detector, detect, detectorAt } from "./detector.js";
import { Energies, join } from "./energies.js";
import { lineEnergies, primaryFluorescence, scatteredBeam } from "./fluorescence.js";
import { totalAttenuation } from "./material.js";
import type { XrayData, XrayElement } from "./xray-data.js";

/** Samples whose spectra are computed at once. */
const TOGETHER = 16;

type Sample = readonly Constituent[];

/** What the spectra of several samples have in common. */
interface Shared {
  readonly instrument: Instrument;
  readonly tube: readonly Float64Array[];
  /** At the lines of all elements, these by atomic number as in a sample. */
  readonly ofLines: Detector;
  /** At all bins of the beams. */
  readonly ofBeam: Detector;
  /** Where the lines of an element begin. */
  readonly firstLine: ReadonlyMap<XrayElement, number>;
}

/**
 * Expected spectra of infinitely thick layers of pure materials, each summing to 1 over the instrument's axis.
 *
 * Primary fluorescence and isotropic scatter of the tube's continuum, air, window, silicon, Gaussian detector. Not
 * modelled yet: excitation by the sample's own lines, Compton shift, anode lines, escape peaks, pile-up, air's argon.
 * A spectrum does not depend on what other materials there are.
 *
 * @returns one Float64Array of length `axis.channels` a sample, in their order, values at least 0; each is computed when
 *   it is asked for
 * @throws GanxError `INVALID_ARGUMENT` for an axis that receives nothing
 *
 * Source: J. Sherman, Spectrochim. Acta 7 (1955) 283; attenuation and yields as credited in data/xray-data.ts.
 */
export function* pigmentSpectra(
  samples: readonly Sample[],
  instrument: Instrument,
  data: XrayData,
): Generator<Float64Array, void, undefined> {
  const bins = samples.map((sample) =>
    beamBins(
      instrument.tube.kV,
      sample.flatMap(({ element }) => Object.values(element.edges)),
    ),
  );
  const shared = prepare(samples, bins, instrument, data);
  for (let first = 0; first < samples.length; first += TOGETHER) {
    const photons = samples
      .slice(first, first + TOGETHER)
      .map((sample, i) => photonsOf(sample, bins[first + i]!, shared));
    yield* spectraOf(photons, shared);
  }
}

function prepare(
  samples: readonly Sample[],
  bins: readonly Bins[],
  instrument: Instrument,
  data: XrayData,
): Shared {
  const beam = new Energies(allBins(bins));
  const firstLine = new Map<XrayElement, number>();
  const lines: number[] = [];
  // In the order of a sample's elements.
  const elements = new Set(samples.flat().map(({ element }) => element));
  for (const element of [...elements].sort((a, b) => a.Z - b.Z)) {
    firstLine.set(element, lines.length);
    lines.push(...lineEnergies(element));
  }
  // A bin of the beam is as wide as a step: that much is added to the detector's own variance.
  const binVariance = (BEAM_STEP_KEV * BEAM_STEP_KEV) / 12;
  return {
    instrument,
    tube: tubeLayers(instrument, beam, data),
    ofLines: detectorAt(new Energies(Float64Array.from(lines)), instrument, 0, data),
    ofBeam: detectorAt(beam, instrument, binVariance, data),
    firstLine,
  };
}

/** What the detector finds of all lines and all bins. */
function photonsOf(
  sample: Sample,
  bins: Bins,
  { instrument, tube, ofLines, ofBeam, firstLine }: Shared,
): Float64Array {
  const sineIn = sineOfDegrees(instrument.geometry.incidenceDeg);
  const sineOut = sineOfDegrees(instrument.geometry.takeOffDeg);
  const beam = tubeBeam(instrument.tube.kV, bins, ofBeam.energies, tube);
  const muIn = totalAttenuation(sample, beam.energies);
  const muOut = totalAttenuation(sample, ofLines.energies);
  const emitted = primaryFluorescence(sample, beam, sineIn, sineOut, muIn, (element) =>
    muOut.subarray(firstLine.get(element)),
  );
  const fluorescence = new Float64Array(muOut.length);
  let next = 0;
  for (const { element } of sample) {
    const first = firstLine.get(element)!;
    for (let i = 0; i < element.lines.length; i++) fluorescence[first + i] = emitted[next++]!.photons;
  }
  const scattered = scatteredBeam(sample, beam, sineIn, sineOut, muIn);
  detect(fluorescence, ofLines);
  detect(scattered, ofBeam);
  return join([fluorescence, scattered]);
}

function* spectraOf(
  photons: readonly Float64Array[],
  { instrument, ofLines, ofBeam }: Shared,
): Generator<Float64Array, void, undefined> {
  const { channels } = instrument.axis;
  const spectra = gaussianLines(
    instrument.axis,
    join([ofLines.energies.keV, ofBeam.energies.keV]),
    join(photons),
    join([ofLines.sigmasKeV, ofBeam.sigmasKeV]),
    photons.length,
  );
  for (let start = 0; start < spectra.length; start += channels) {
    const spectrum = spectra.slice(start, start + channels);
    if (!(normalize(spectrum) > 0)) {
      throw new GanxError(
        "INVALID_ARGUMENT",
        `the energy axis receives no photons: expected part of it between 0.5 and ${instrument.tube.kV} keV`,
      );
    }
    yield spectrum;
  }
}
