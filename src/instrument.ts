import { checkEnergyAxis, DEFAULT_ENERGY_AXIS, type EnergyAxis } from "./energy-axis.js";
import { GanxError } from "./errors.js";
import { XRAY_RANGE_KEV } from "./xray/xray-data.js";

/** A scanner: tube, geometry, path and detector. */
export interface Instrument {
  /** The tube gives the bremsstrahlung continuum of a thick anode; anode lines are not modelled. */
  readonly tube: {
    /** High voltage, which is the highest energy of the beam, 1..60 kV. */
    readonly kV: number;
    /** Beryllium window, um. */
    readonly windowUm: number;
  };
  /** Angles between beam or detector axis and the painting's surface, 1..90 degrees. */
  readonly geometry: { readonly incidenceDeg: number; readonly takeOffDeg: number };
  /** Air from tube to painting to detector, half of it on either side, cm. */
  readonly airPathCm: number;
  readonly detector: {
    /** Electronic noise, eV FWHM. */
    readonly noiseEV: number;
    readonly fano: number;
    /** Energy per electron-hole pair, eV. */
    readonly epsEV: number;
    /** Beryllium window, um. */
    readonly windowUm: number;
    /** Active silicon, um. */
    readonly siThicknessUm: number;
  };
  readonly axis: EnergyAxis;
}

/** 8 ln 2: squared ratio of a Gaussian's full width at half maximum to its sigma. */
export const FWHM_SQUARED_PER_VARIANCE = 5.545177444479562;

/** An open-air scanner at 40 kV in 45/45 degrees, 139 eV at Mn Ka, on the default axis. */
export const DEFAULT_INSTRUMENT: Instrument = checkInstrument({
  tube: { kV: 40, windowUm: 100 },
  geometry: { incidenceDeg: 45, takeOffDeg: 45 },
  airPathCm: 1,
  detector: { noiseEV: 70, fano: 0.115, epsEV: 3.85, windowUm: 25, siThicknessUm: 450 },
  axis: DEFAULT_ENERGY_AXIS,
});

/** Returns a frozen copy of an instrument. @throws GanxError `INVALID_ARGUMENT` naming the value out of range */
export function checkInstrument(instrument: Instrument): Instrument {
  const { tube, geometry, airPathCm, detector, axis } = instrument;
  for (const [name, part] of Object.entries({ tube, geometry, detector, axis })) {
    if (typeof part !== "object" || part === null) {
      throw new GanxError("INVALID_ARGUMENT", `instrument: expected an object ${name}, found ${part}`);
    }
  }
  const within = (name: string, value: number, low: number, high: number): void => {
    if (typeof value === "number" && value >= low && value <= high) return;
    throw new GanxError(
      "INVALID_ARGUMENT",
      `instrument: expected ${name} of ${low} to ${high}, found ${value}`,
    );
  };
  within("tube.kV", tube.kV, 1, XRAY_RANGE_KEV.high);
  within("tube.windowUm", tube.windowUm, 0, 10_000);
  within("geometry.incidenceDeg", geometry.incidenceDeg, 1, 90);
  within("geometry.takeOffDeg", geometry.takeOffDeg, 1, 90);
  within("airPathCm", airPathCm, 0, 100);
  within("detector.noiseEV", detector.noiseEV, 1, 10_000);
  within("detector.fano", detector.fano, 0, 1);
  within("detector.epsEV", detector.epsEV, 0, 100);
  within("detector.windowUm", detector.windowUm, 0, 10_000);
  within("detector.siThicknessUm", detector.siThicknessUm, 1, 100_000);
  return Object.freeze({
    tube: Object.freeze({ kV: tube.kV, windowUm: tube.windowUm }),
    geometry: Object.freeze({ incidenceDeg: geometry.incidenceDeg, takeOffDeg: geometry.takeOffDeg }),
    airPathCm,
    detector: Object.freeze({
      noiseEV: detector.noiseEV,
      fano: detector.fano,
      epsEV: detector.epsEV,
      windowUm: detector.windowUm,
      siThicknessUm: detector.siThicknessUm,
    }),
    axis: checkEnergyAxis(axis),
  });
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
