import { show } from "./check.js";
import {
  checkEnergyAxis,
  describeQuantity,
  type EnergyAxis,
  quantityOf,
  requireEnergy,
  unitOf,
} from "./energy-axis.js";
import { GanxError } from "./errors.js";
import { checkInstrument, type Instrument } from "./instrument.js";
import { normalize, resampleHistogram } from "./kernels/spectrum.js";
import { LIBRARY_FORMAT, LIBRARY_VERSION, libraryFromJson } from "./library-format.js";
import { spectrumToJson } from "./library-spectrum.js";
import { checkSpectrum, isMeasured, type Library, type MeasuredSpectrum, type Pigment } from "./pigment.js";

export type { Library, MeasuredSpectrum, Pigment, PigmentSpectrum } from "./pigment.js";

/** Reads a library that refers to no files, as {@link libraryToJson} writes it. @throws GanxError `INVALID_LIBRARY` */
export function parseInlineLibrary(text: string): Promise<Library> {
  return libraryFromJson(JSON.parse(text), async (path) => {
    throw new GanxError("INVALID_LIBRARY", `expected a library without files, found the file ${show(path)}`);
  });
}

/**
 * A pigment's spectrum as a distribution over an instrument's energy axis.
 *
 * A measured spectrum is taken as it is, resampled by energy, or by the quantity of both: the part of the axis that it
 * does not cover is 0. A composition is computed for the instrument.
 *
 * @returns Float64Array of length `axis.channels`, values at least 0, sum 1
 * @throws GanxError `INVALID_LIBRARY` for a spectrum that is not valid, has nothing on the axis or only zeros there, or a
 *   composition that cannot be read; `INVALID_ARGUMENT` for an instrument out of range
 */
export async function pigmentDistribution(pigment: Pigment, instrument: Instrument): Promise<Float64Array> {
  return (await expectationsOf(instrument)(pigment)).distribution;
}

/** What an instrument expects of a pigment. */
export interface Expectation {
  readonly distribution: Float64Array;
  /** NaN where the pigment's spectrum is measured. */
  readonly countsPerSecond: number;
}

/** {@link pigmentDistribution}, and counts a second, of one pigment after the other. */
export function expectationsOf(instrument: Instrument): (pigment: Pigment) => Promise<Expectation> {
  // What pigments share is found by the checked instrument's identity.
  const checked = checkInstrument(instrument);
  return (pigment) => expectationOf(pigment, checked);
}

async function expectationOf(pigment: Pigment, instrument: Instrument): Promise<Expectation> {
  const label = `pigment ${show(pigment.name)}`;
  if (isMeasured(pigment.spectrum)) {
    const distribution = resample(label, pigment.spectrum, instrument.axis);
    return { distribution, countsPerSecond: Number.NaN };
  }
  requireEnergy(`${label} of a composition`, instrument.axis);
  try {
    // Only a composition needs X-ray physics.
    const { pigmentSpectrum } = await import("./xray/pigment-spectrum.js");
    return await pigmentSpectrum(pigment.spectrum, instrument);
  } catch (cause) {
    if (!(cause instanceof GanxError) || cause.code !== "INVALID_LIBRARY") throw cause;
    throw new GanxError("INVALID_LIBRARY", `${label}: ${cause.message}`, { cause });
  }
}

function resample(label: string, spectrum: MeasuredSpectrum, axis: EnergyAxis): Float64Array {
  const values = resampled(label, spectrum, axis, "INVALID_LIBRARY");
  const total = normalize(values);
  if (total > 0 && Number.isFinite(total)) return values;
  const { energiesKeV } = spectrum;
  const unit = unitOf(axis);
  const covers = `${energiesKeV[0]} to ${energiesKeV.at(-1)} ${unit}`;
  const range = `${axis.offsetKeV} to ${axis.offsetKeV + (axis.channels - 1) * axis.gainKeV} ${unit}`;
  throw new GanxError(
    "INVALID_LIBRARY",
    `${label}: expected counts on the ${quantityOf(axis)} axis, ${range}, found a sum of ${total}; the spectrum is of ${covers}`,
  );
}

function resampled(
  label: string,
  spectrum: MeasuredSpectrum,
  axis: EnergyAxis,
  code: "INVALID_LIBRARY" | "INVALID_ARGUMENT",
): Float64Array {
  const quantity = quantityOf(spectrum);
  const checked = checkSpectrum(label, spectrum.energiesKeV, spectrum.counts, code, quantity);
  if (quantity !== quantityOf(axis)) {
    throw new GanxError(
      code,
      `${label}: expected a spectrum of ${describeQuantity(axis)}, as the axis is, found one of ${describeQuantity(checked)}`,
    );
  }
  const edges = binEdges(checked.energiesKeV);
  // Counts are of bins; reflectances and the like are of points, and weigh as much as the bins around them are wide.
  const weights =
    quantity === "energy"
      ? checked.counts
      : checked.counts.map((value, i) => value * (edges[i + 1]! - edges[i]!));
  return resampleHistogram(axis, edges, weights);
}

/**
 * Resamples a spectrum by energy: each of its bins, which reach halfway to their neighbours, is shared out among the
 * channels that it overlaps. Spectra over wavelength or wavenumber are of values at points: these are multiplied by the
 * width of their bins.
 *
 * @returns counts, Float64Array of length `axis.channels`; what lies outside the axis is lost, the rest is conserved
 * @throws GanxError `INVALID_ARGUMENT` for a spectrum or an axis that is not valid, or not of the same quantity
 */
export function resampleSpectrum(spectrum: MeasuredSpectrum, axis: EnergyAxis): Float64Array {
  return resampled("spectrum", spectrum, checkEnergyAxis(axis), "INVALID_ARGUMENT");
}

/** Edges of the bins around increasing energies: midpoints, the outermost bins symmetric; one more than energies. */
export function binEdges(energiesKeV: Float64Array): Float64Array {
  const n = energiesKeV.length;
  const edges = new Float64Array(n + 1);
  for (let i = 1; i < n; i++) edges[i] = energiesKeV[i - 1]! / 2 + energiesKeV[i]! / 2;
  edges[0] = energiesKeV[0]! - (edges[1]! - energiesKeV[0]!);
  edges[n] = energiesKeV[n - 1]! + (energiesKeV[n - 1]! - edges[n - 1]!);
  return edges;
}

/**
 * Writes a library as one line of JSON that holds every spectrum: the same library always gives the same text, and
 * `parseLibrary` reads back the same bits.
 */
export function libraryToJson(library: Library): string {
  const pigments = library.pigments.map(({ id, name, srgb, source, spectrum, densityGCm3 }) => {
    const density = densityGCm3 === undefined ? {} : { densityGCm3 };
    const head = { id, name, srgb: [...srgb], ...(source === undefined ? {} : { source }), ...density };
    if (isMeasured(spectrum)) {
      return { ...head, spectrum: spectrumToJson(spectrum) };
    }
    if ("formula" in spectrum) return { ...head, composition: { formula: spectrum.formula } };
    const sorted = Object.entries(spectrum.massFractions).sort(([a], [b]) => (a < b ? -1 : 1));
    return { ...head, composition: { massFractions: Object.fromEntries(sorted) } };
  });
  return JSON.stringify({ format: LIBRARY_FORMAT, version: LIBRARY_VERSION, name: library.name, pigments });
}
