import { INSTRUMENTS } from "./data/instruments.js";
import type { EnergyAxis } from "./energy-axis.js";
import { GanxError } from "./errors.js";
import { type Anode, checkInstrumentFields, type Gas } from "./instrument-fields.js";
import type { Composition } from "./xray/composition.js";

/** A sheet of a material in the way of X-rays: filter, window, contact. */
export type Foil = Composition & {
  /** 0.00001..30. */
  readonly densityGCm3: number;
  /** 0..100000. */
  readonly thicknessUm: number;
};

/** A scanner: tube, beam, geometry, path and detector. */
export interface Instrument {
  readonly name: string;
  readonly tube: {
    readonly anode: Anode;
    /** High voltage, which is the highest energy of the beam, 1..60 kV. */
    readonly kV: number;
    /** Current of electrons, uA. */
    readonly currentUA: number;
    /** Angle between electrons and the anode's surface, degrees. */
    readonly electronDeg: number;
    /** Angle between the beam and the anode's surface, degrees. */
    readonly takeOffDeg: number;
    /** Beryllium window, um. */
    readonly windowUm: number;
    readonly filters: readonly Foil[];
  };
  readonly beam: {
    /** Solid angle of the tube's emission that reaches the painting, losses of an optic included, sr. */
    readonly solidAngleSr: number;
    /** Energy where a polycapillary passes half of what it passes of soft X-rays, keV; 0 without one. */
    readonly cutoffKeV: number;
  };
  /** Angles between beam or detector axis and the painting's surface, 1..90 degrees; beam and detector on either side. */
  readonly geometry: { readonly incidenceDeg: number; readonly takeOffDeg: number };
  /** Path of the X-rays outside of the tube, half of it before and half behind the painting, cm, and what fills it. */
  readonly airPathCm: number;
  readonly gas: Gas;
  readonly detector: {
    /** Electronic noise, eV FWHM. */
    readonly noiseEV: number;
    readonly fano: number;
    /** Energy per electron-hole pair, eV. */
    readonly epsEV: number;
    /** Beryllium window, um. */
    readonly windowUm: number;
    /** Further sheets before the silicon, such as a polymer window or a contact. */
    readonly filters: readonly Foil[];
    /** Silicon that collects nothing, um. */
    readonly deadLayerUm: number;
    /** Active silicon, um. */
    readonly siThicknessUm: number;
    readonly areaMm2: number;
    /** From the painting, mm. */
    readonly distanceMm: number;
    /** Areas of a peak's exponential tails over that of its Gaussian, and their slopes, keV. */
    readonly shortTailRatio: number;
    readonly shortTailKeV: number;
    readonly longTailRatio: number;
    readonly longTailKeV: number;
    /** Height of the step below a peak over that of its Gaussian. */
    readonly stepRatio: number;
  };
  readonly electronics: {
    /** Time for which one count makes the electronics deaf, us. */
    readonly deadTimeUs: number;
    /** Whether counts that are not heard prolong that time. */
    readonly paralyzable: boolean;
    /** Time within which two counts are taken for one, ns. */
    readonly pairTimeNs: number;
    /** Rate of the counts that electronics make at 0 keV, Hz. */
    readonly strobeHz: number;
  };
  readonly axis: EnergyAxis;
}

/** An instrument by its differences from another: what is left out is as there. */
export type InstrumentDescription = {
  readonly [Part in keyof Instrument]?: Part extends "axis" ? EnergyAxis : Partial<Instrument[Part]>;
};

/** 8 ln 2: squared ratio of a Gaussian's full width at half maximum to its sigma. */
export const FWHM_SQUARED_PER_VARIANCE = 5.545177444479562;
/** Mean energy of Mn Ka, where resolutions are stated, keV. */
export const MN_KA_KEV = 5.895;

/** Names of the instruments that ganx knows. */
export const INSTRUMENT_NAMES = Object.freeze(Object.keys(INSTRUMENTS));

/** Instruments that are complete, in range and frozen. */
const checked = new WeakSet<object>();

function complete(instrument: InstrumentDescription, base: Instrument): Instrument {
  const found = checkInstrumentFields(instrument, base);
  checked.add(found);
  return found;
}

const NAMED: ReadonlyMap<string, Instrument> = new Map(
  Object.entries(INSTRUMENTS).map(([name, instrument]) => [name, complete(instrument, instrument)]),
);

/** An open-air scanner at 40 kV in 45/45 degrees, 139 eV at Mn Ka, on the default axis. */
export const DEFAULT_INSTRUMENT: Instrument = instrumentByName("labec");

/**
 * An instrument that ganx knows: `labec` (the default), `m6-jetstream`, `xglab`, `ag-fresco`, `xrf-explorer`.
 *
 * @throws GanxError `INVALID_ARGUMENT` naming those there are
 */
export function instrumentByName(name: string): Instrument {
  const found = NAMED.get(name);
  if (found) return found;
  throw new GanxError(
    "INVALID_ARGUMENT",
    `instrument: expected one of ${INSTRUMENT_NAMES.join(", ")}, found ${JSON.stringify(name)}`,
  );
}

/**
 * Returns an instrument complete and frozen; what is left out is as in `base`.
 *
 * @param base default: {@link DEFAULT_INSTRUMENT}
 * @throws GanxError `INVALID_ARGUMENT` naming the value out of range
 */
export function checkInstrument(
  instrument: InstrumentDescription,
  base: Instrument = DEFAULT_INSTRUMENT,
): Instrument {
  return checked.has(instrument) ? (instrument as Instrument) : complete(instrument, base);
}

/**
 * Width of a line in the detector, full width at half maximum, keV.
 *
 * @param energyKeV at least 0
 *
 * Source: U. Fano, Phys. Rev. 72 (1947) 26: `FWHM^2 = noise^2 + 8 ln 2 * F * eps * E`.
 */
export function fwhmKeV(instrument: Instrument, energyKeV: number): number {
  const { noiseEV, fano, epsEV } = instrument.detector;
  const spread = FWHM_SQUARED_PER_VARIANCE * fano * epsEV * energyKeV * 1000;
  return Math.sqrt(noiseEV * noiseEV + spread) / 1000;
}

/**
 * Noise that gives a detector a width at Mn Ka, eV FWHM.
 *
 * @param fwhmMnKaEV at least what the statistics of charges alone give
 * @throws GanxError `INVALID_ARGUMENT`
 */
export function noiseForWidth(fwhmMnKaEV: number, fano: number, epsEV: number): number {
  const statistics = FWHM_SQUARED_PER_VARIANCE * fano * epsEV * MN_KA_KEV * 1000;
  const rest = fwhmMnKaEV * fwhmMnKaEV - statistics;
  if (rest > 0) return Math.sqrt(rest);
  throw new GanxError(
    "INVALID_ARGUMENT",
    `instrument: expected detector.fwhmMnKaEV above ${Math.sqrt(statistics).toFixed(1)}, which Fano factor and energy ` +
      `per pair alone give, found ${fwhmMnKaEV}`,
  );
}
