import type { Instrument } from "../instrument.js";
import { sineOfDegrees } from "../kernels/attenuation.js";
import {
  type DetectorPass,
  type DetectorResponse,
  detected,
  detectorPass,
  type PassingPhotons,
  type Photons,
  solidAngleFraction,
} from "./detector.js";
import { type EmittedLine, emittedLines } from "./fluorescence.js";
import { type GasLine, gasEmission, type IncidentBeam, incidentBeam } from "./incident-beam.js";
import { type Emission, scatterFromStack } from "./scatter.js";
import { ScatterMemo } from "./scatter-memo.js";
import type { ScatterTables } from "./scatter-tables.js";
import { splitLines } from "./split-lines.js";
import type { Layer } from "./stack-field.js";
import type { XrayData } from "./xray-data.js";

/** Bins of the beam that excites lines, over their energy: 160 of them, split at the stack's edges, are enough. */
const LINE_BINS = 0.03;

/** What leaves a stack under an instrument's beam, before any detector: photons a second into 4 pi. */
export interface StackEmission {
  readonly lines: readonly EmittedLine[];
  /** Lines of the gas before the painting. */
  readonly gasLines: readonly GasLine[];
  /** The beam scattered by stack and gas. */
  readonly rayleigh: PassingEmission;
  readonly compton: PassingEmission;
}

/** Photons, and what the instrument's detector does to those of their energies. */
interface PassingEmission extends Emission {
  readonly pass: DetectorPass;
}

/** Tables of what this file computes. */
export interface EmissionTables {
  readonly elements: XrayData;
  readonly scatter: ScatterTables;
}

/**
 * What scatters is the same for every stack: the fine beam, what the gas makes of it, elements at its energies, and what
 * the detector does to photons of these and of those after Compton scattering.
 */
interface Common {
  readonly beam: IncidentBeam;
  readonly gas: ReturnType<typeof gasEmission>;
  readonly memo: ScatterMemo;
  readonly passes: { readonly rayleigh: DetectorPass; readonly compton: DetectorPass };
}

const commons = new WeakMap<Instrument, Common>();

function commonOf(instrument: Instrument, { elements, scatter }: EmissionTables): Common {
  const known = commons.get(instrument);
  if (known) return known;
  const beam = incidentBeam(instrument, elements, {});
  const memo = new ScatterMemo(beam.energiesKeV, instrument.geometry, scatter);
  const passes = {
    rayleigh: detectorPass(beam.energiesKeV, instrument, elements),
    compton: detectorPass(memo.after.energiesKeV, instrument, elements),
  };
  const common = { beam, gas: gasEmission(instrument, beam, elements, scatter), memo, passes };
  commons.set(instrument, common);
  return common;
}

function addEmission(a: Emission, b: Emission, pass: DetectorPass): PassingEmission {
  const photons = a.photons.map((value, i) => value + b.photons[i]!);
  // Gas spreads the photons' energies about as much as a painting does, and adds few.
  return { ...a, photons, pass };
}

/**
 * Lines and scattering of a stack of layers under an instrument's beam.
 *
 * @param layers top first; the last may be infinite
 */
export function stackEmission(
  layers: readonly Layer[],
  instrument: Instrument,
  tables: EmissionTables,
): StackEmission {
  const { elements, scatter } = tables;
  const { geometry } = instrument;
  const edgesKeV = layers.flatMap(({ parts }) =>
    parts.flatMap(({ element }) => Object.values(element.edges)),
  );
  const coarse = incidentBeam(instrument, elements, { edgesKeV, relativeStep: LINE_BINS });
  const { beam: fine, gas: fromGas, memo, passes } = commonOf(instrument, tables);
  const sines = { in: sineOfDegrees(geometry.incidenceDeg), out: sineOfDegrees(geometry.takeOffDeg) };
  const fromStack = scatterFromStack(layers, fine, geometry, scatter, memo);
  return {
    lines: emittedLines(layers, coarse, sines),
    gasLines: fromGas.lines,
    rayleigh: addEmission(fromStack.rayleigh, fromGas.rayleigh, passes.rayleigh),
    compton: addEmission(fromStack.compton, fromGas.compton, passes.compton),
  };
}

function towards(fraction: number, list: PassingPhotons): PassingPhotons {
  return { ...list, photons: list.photons.map((value) => value * fraction) };
}

/**
 * Expected counts a second that an instrument's detector makes of what leaves a stack.
 *
 * @param split whether each line is a part by itself, as {@link splitLines} names it, instead of all together `lines`
 * @returns with the parts `lines`, `gas`, `rayleigh`, `compton`, `escape`, `pileUp` and `strobe`
 */
export function stackResponse(
  { lines, gasLines, rayleigh, compton }: StackEmission,
  instrument: Instrument,
  elements: XrayData,
  split = false,
): DetectorResponse {
  const fraction = solidAngleFraction(instrument.detector);
  const ofStack: Photons = {
    energiesKeV: Float64Array.from(lines, ({ energyKeV }) => energyKeV),
    photons: Float64Array.from(lines, ({ primary, secondary }) => primary + secondary),
  };
  const ofGas: Photons = {
    energiesKeV: Float64Array.from(gasLines, ({ energyKeV }) => energyKeV),
    photons: Float64Array.from(gasLines, ({ photons }) => photons),
  };
  const lists = split ? splitLines(lines) : { lines: ofStack };
  const photons = {
    ...Object.fromEntries(Object.entries(lists).map(([name, list]) => [name, towards(fraction, list)])),
    gas: towards(fraction, ofGas),
    rayleigh: towards(fraction, rayleigh),
    compton: towards(fraction, compton),
  };
  return detected(photons, instrument, elements);
}
