import { type EnergyAxis, requireEnergy } from "../energy-axis.js";
import {
  checkInstrument,
  FWHM_SQUARED_PER_VARIANCE,
  fwhmKeV,
  type Instrument,
  type InstrumentDescription,
} from "../instrument.js";
import { absorb } from "../kernels/attenuation.js";
import { escapeFractions, pairsOf, responseOf, undisturbed } from "../kernels/detector.js";
import { loadPhysics } from "../kernels/physics.js";
import { detectorSheets, passSheets, pathSheet } from "./foil.js";
import { materialParts, photoAttenuation, SILICON, shellAttenuation, totalAttenuation } from "./material.js";
import { mergeBins } from "./merge-bins.js";
import { elementData, loadXrayData, type XrayData } from "./xray-data.js";

/** Photons on their way to a detector. */
export interface Photons {
  /** keV, 0.5..60. */
  readonly energiesKeV: Float64Array;
  /** Photons a second into the detector's solid angle, as they leave the painting; at least 0. */
  readonly photons: Float64Array;
  /** Standard deviations of the photons' energies, keV. Default: 0. */
  readonly sigmasKeV?: Float64Array;
}

/** What a detector makes of photons: expected counts a second of real time, by channel. */
export interface DetectorResponse {
  readonly counts: Float64Array;
  /** The counts' parts, which sum to them: those of the input by their names, `escape`, `pileUp` and `strobe`. */
  readonly parts: Readonly<Record<string, Float64Array>>;
  /** Photons absorbed in the silicon a second. */
  readonly inputRate: number;
  /** Fraction of them that find the electronics ready. */
  readonly liveFraction: number;
}

/**
 * Expected counts a second that a detector makes of photons leaving a painting.
 *
 * Air on the way, windows, dead layer, absorption in silicon, escape of silicon's photons, resolution, tails and step,
 * pile-up of two, dead time, strobe.
 *
 * @param photons one or several lists by name; the names come back in `parts`
 * @param instrument what is left out is as in the default instrument
 * @throws GanxError `INVALID_ARGUMENT` naming the value out of range
 */
export async function detectorResponse(
  photons: Readonly<Record<string, Photons>>,
  instrument: InstrumentDescription,
): Promise<DetectorResponse> {
  const checked = checkInstrument(instrument);
  const [data] = await Promise.all([loadXrayData(), loadPhysics()]);
  return detected(photons, checked, data);
}

/** What a detector does to photons of some energies, however many; arrays are as long as the energies. */
export interface DetectorPass {
  /** Fractions that pass each sheet on the way to the silicon. */
  readonly passed: readonly Float64Array[];
  /** Fraction of the rest that silicon absorbs. */
  readonly absorbed: Float64Array;
  /** Fraction of these whose silicon photon escapes. */
  readonly escaping: Float64Array;
}

/** @param energiesKeV 0.5..60 */
export function detectorPass(
  energiesKeV: Float64Array,
  instrument: Instrument,
  data: XrayData,
): DetectorPass {
  const all = () => new Float64Array(energiesKeV.length).fill(1);
  const sheets = [pathSheet(instrument, data), ...detectorSheets(instrument.detector, data)];
  const passed = sheets.map((sheet) => {
    const fraction = all();
    passSheets(fraction, energiesKeV, [sheet]);
    return fraction;
  });
  const absorbed = all();
  const thickness = SILICON.density * instrument.detector.siThicknessUm * 1e-4;
  absorb(absorbed, photoAttenuation(materialParts(SILICON, data), energiesKeV), thickness);
  return { passed, absorbed, escaping: siliconEscape(energiesKeV, data) };
}

/** Photons and, where many lists have the same energies, what the instrument's detector does to these. */
export interface PassingPhotons extends Photons {
  readonly pass?: DetectorPass;
}

/** {@link detectorResponse} for a checked instrument, where tables and kernels are loaded. */
export function detected(
  photons: Readonly<Record<string, PassingPhotons>>,
  instrument: Instrument,
  data: XrayData,
): DetectorResponse {
  const { axis, electronics } = instrument;
  requireEnergy("instrument", axis);
  const parts: Record<string, Float64Array> = {};
  const escaped = new Float64Array(axis.channels);
  let inputRate = 0;
  for (const [name, list] of Object.entries(photons)) {
    const pass = list.pass ?? detectorPass(list.energiesKeV, instrument, data);
    const absorbed = absorbedPhotons(list.photons, pass);
    for (const value of absorbed) inputRate += value;
    const lost = escapedPhotons(absorbed, pass);
    parts[name] = peaks(list, absorbed, 0, instrument);
    addTo(escaped, peaks(list, lost, siliconLineKeV(data), instrument));
  }
  parts.escape = escaped;

  const pairSeconds = electronics.pairTimeNs * 1e-9;
  const all = new Float64Array(axis.channels);
  for (const part of Object.values(parts)) addTo(all, part);
  const pileUp = pairSeconds > 0 ? pairsOf(axis, all, pairSeconds) : new Float64Array(axis.channels);
  parts.pileUp = pileUp;

  const liveFraction = liveFractionOf(inputRate, electronics);
  const kept = liveFraction * undisturbed(2 * inputRate, pairSeconds);
  for (const part of Object.values(parts)) for (let i = 0; i < part.length; i++) part[i]! *= kept;
  parts.strobe = strobe(axis, instrument);
  const counts = new Float64Array(axis.channels);
  for (const part of Object.values(parts)) addTo(counts, part);
  return { counts, parts, inputRate, liveFraction };
}

function addTo(sum: Float64Array, values: Float64Array): void {
  for (let i = 0; i < sum.length; i++) sum[i]! += values[i]!;
}

function multiply(values: Float64Array, factors: Float64Array): void {
  for (let i = 0; i < values.length; i++) values[i]! *= factors[i]!;
}

/** Photons that silicon absorbs. */
function absorbedPhotons(photons: Float64Array, { passed, absorbed }: DetectorPass): Float64Array {
  const out = Float64Array.from(photons);
  for (const fraction of passed) multiply(out, fraction);
  multiply(out, absorbed);
  return out;
}

/** Fraction of photons leaving a painting towards the detector that its silicon absorbs. @param energiesKeV 0.5..60 */
export function detectorEfficiency(
  energiesKeV: Float64Array,
  instrument: Instrument,
  data: XrayData,
): Float64Array {
  const one = new Float64Array(energiesKeV.length).fill(1);
  return absorbedPhotons(one, detectorPass(energiesKeV, instrument, data));
}

/** Mean energy of silicon's K lines, keV. */
function siliconLineKeV(data: XrayData): number {
  let energy = 0;
  let sum = 0;
  for (const [, shell, energyKeV, branching] of elementData(data, "Si").lines) {
    if (shell !== "K") continue;
    energy += energyKeV * branching;
    sum += branching;
  }
  return energy / sum;
}

/** Fraction of the photons that silicon absorbs whose K photon leaves it. @param energiesKeV 0.5..60 */
export function siliconEscape(energiesKeV: Float64Array, data: XrayData): Float64Array {
  const parts = materialParts(SILICON, data);
  const silicon = elementData(data, "Si");
  const muLine = totalAttenuation(parts, Float64Array.of(siliconLineKeV(data)))[0]!;
  return escapeFractions(
    totalAttenuation(parts, energiesKeV),
    shellAttenuation(silicon, "K", energiesKeV),
    muLine,
    silicon.omega.K ?? 0,
  );
}

/** Takes out of `absorbed` what escapes, and returns that. */
function escapedPhotons(absorbed: Float64Array, { escaping }: DetectorPass): Float64Array {
  const escaped = Float64Array.from(escaping);
  for (let i = 0; i < absorbed.length; i++) {
    escaped[i]! *= absorbed[i]!;
    absorbed[i]! -= escaped[i]!;
  }
  return escaped;
}

/** Peaks of photons that lost an energy. */
function peaks(
  { energiesKeV, sigmasKeV }: Photons,
  areas: Float64Array,
  lossKeV: number,
  instrument: Instrument,
): Float64Array {
  const count = energiesKeV.length;
  const energies = new Float64Array(count);
  const sigmas = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    energies[i] = energiesKeV[i]! - lossKeV;
    const fwhm = fwhmKeV(instrument, Math.max(energies[i]!, 0));
    const own = sigmasKeV?.[i] ?? 0;
    sigmas[i] = Math.sqrt((fwhm * fwhm) / FWHM_SQUARED_PER_VARIANCE + own * own);
  }
  const merged = mergeBins({ energiesKeV: energies, areas, sigmasKeV: sigmas }, sigmasKeV);
  return responseOf(instrument.axis, merged.energiesKeV, merged.areas, merged.sigmasKeV, instrument.detector);
}

/** Counts that electronics make at 0 keV. */
function strobe(axis: EnergyAxis, instrument: Instrument): Float64Array {
  const { strobeHz } = instrument.electronics;
  if (strobeHz === 0) return new Float64Array(axis.channels);
  const sigma = fwhmKeV(instrument, 0) / Math.sqrt(FWHM_SQUARED_PER_VARIANCE);
  const shape = { ...instrument.detector, shortTailRatio: 0, longTailRatio: 0, stepRatio: 0 };
  return responseOf(axis, Float64Array.of(0), Float64Array.of(strobeHz), Float64Array.of(sigma), shape);
}

/**
 * Fraction of the photons that find the electronics ready.
 *
 * Source: G. F. Knoll, Radiation Detection and Measurement, chapter 4: `exp(-R t)` where what is not heard prolongs the
 * deafness, `1 / (1 + R t)` where it does not.
 */
export function liveFractionOf(
  rate: number,
  { deadTimeUs, paralyzable }: Pick<Instrument["electronics"], "deadTimeUs" | "paralyzable">,
): number {
  const seconds = deadTimeUs * 1e-6;
  return paralyzable ? undisturbed(rate, seconds) : 1 / (1 + rate * seconds);
}

/** Fraction of the photons into 4 pi that fly towards a round detector facing the painting. */
export function solidAngleFraction({ areaMm2, distanceMm }: Instrument["detector"]): number {
  const hypotenuse = Math.sqrt(distanceMm * distanceMm + areaMm2 / Math.PI);
  // 1 - cos without cancellation.
  return areaMm2 / Math.PI / (2 * hypotenuse * (hypotenuse + distanceMm));
}
