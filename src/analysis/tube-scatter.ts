import { energyAxisFromRange } from "../energy-axis.js";
import { checkInstrument, fwhmKeV, type Instrument, type InstrumentDescription } from "../instrument.js";
import { loadPhysics } from "../kernels/physics.js";
import { lineFamilies, type WeightedLine } from "../lines.js";
import { constituents } from "../xray/composition.js";
import { loadScatterTables } from "../xray/scatter-tables.js";
import { type EmissionTables, stackEmission, stackResponse } from "../xray/stack-response.js";
import { loadXrayData } from "../xray/xray-data.js";
import { findPeaks, type Peak } from "./find-peaks.js";
import { comptonLine } from "./scattered-lines.js";

/** A peak of softer lines of the tube that a material scatters. */
export interface SoftPeak {
  /** The line that has most of it. */
  readonly line: WeightedLine;
  readonly energyKeV: number;
  /** Its area over that of the hard series' alpha peak. */
  readonly share: number;
}

/** What a thick material scatters of a tube's lines, as {@link findPeaks} sees it. */
export interface ScatterReference {
  /** Area of the hard alpha line's Compton peak over that of its Rayleigh peak: the more, the lighter the material. */
  readonly comptonShare: number;
  readonly soft: readonly SoftPeak[];
}

/** What an instrument sees of its tube's lines, from heavy to light materials. */
export type TubeScatter = readonly ScatterReference[];

/** Lead white, malachite, chalk, cellulose: what is found in paintings, from heavy to light. */
const REFERENCES = ["Pb3C2O8H2", "Cu2CO5H2", "CaCO3", "C6H10O5"];
/** Counts: so many that noise hides no peak. */
const COUNTS = 1e8;
const CHANNELS = 4096;

/**
 * How strong the soft lines of an instrument's tube are beside its hard ones, scattered by light and heavy materials:
 * whether a small peak at S Ka is sulphur or a molybdenum tube's La is told by this.
 *
 * From the tube's spectrum, its window and filters, optic, air, scattering with absorption, and the detector.
 *
 * @param instrument what is left out is as in the default instrument
 * @returns the materials in the order of their Compton shares; none where no hard line is seen
 * @throws GanxError `INVALID_ARGUMENT`
 */
export async function tubeScatter(instrument: InstrumentDescription = {}): Promise<TubeScatter> {
  const checked = checkInstrument(instrument);
  const [elements, scatter] = await Promise.all([loadXrayData(), loadScatterTables(), loadPhysics()]);
  const axis = energyAxisFromRange(0.5, checked.tube.kV + 0.5, CHANNELS);
  const wide: Instrument = { ...checked, axis, electronics: { ...checked.electronics, strobeHz: 0 } };
  return REFERENCES.flatMap((formula) => referenceOf(formula, wide, { elements, scatter })).sort(
    (a, b) => a.comptonShare - b.comptonShare,
  );
}

function referenceOf(formula: string, instrument: Instrument, tables: EmissionTables): ScatterReference[] {
  const layers = [
    { parts: constituents({ formula }, tables.elements), massThickness: Number.POSITIVE_INFINITY },
  ];
  const emission = stackEmission(layers, instrument, tables);
  const { parts } = stackResponse(emission, instrument, tables.elements);
  const counts = parts.rayleigh!.map((value, i) => value + parts.compton![i]!);
  const all = counts.reduce((sum, value) => sum + value, 0);
  // A tube without current, or behind too much.
  if (!(all > 0)) return [];
  const scale = COUNTS / all;
  const { axis } = instrument;
  const peaks = findPeaks(
    counts.map((value) => value * scale),
    { axis, instrument },
  );

  const families = lineFamilies(instrument.tube.anode).filter(({ line }) => /^[KLM][abg]$/.test(line));
  const hard = families.findLast(
    ({ line, energyKeV }) => line.endsWith("a") && energyKeV < instrument.tube.kV,
  );
  const main = hard && nearestPeak(peaks, hard.energyKeV, instrument);
  if (!main) return [];
  const letter = hard.line[0] as "K" | "L" | "M";
  const shifted = peaks.filter((peak) => comptonLine(instrument, letter, peak)?.line === hard.line);
  const soft = peaks.flatMap((peak) => {
    const near = families.filter(({ line, energyKeV }) => {
      return line[0] !== letter && Math.abs(energyKeV - peak.energyKeV) < fwhmKeV(instrument, energyKeV);
    });
    const line = near.toSorted((a, b) => b.intensity - a.intensity)[0];
    return line ? [{ line, energyKeV: peak.energyKeV, share: peak.area / main.area }] : [];
  });
  return [{ comptonShare: areaOf(shifted) / main.area, soft }];
}

const areaOf = (peaks: readonly Peak[]) => peaks.reduce((sum, { area }) => sum + area, 0);

function nearestPeak(peaks: readonly Peak[], energyKeV: number, instrument: Instrument): Peak | undefined {
  return peaks.find((peak) => Math.abs(peak.energyKeV - energyKeV) < fwhmKeV(instrument, energyKeV) / 2);
}
