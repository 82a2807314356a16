import { show } from "./check.js";
import { type Quantity, quantityField, unitOf } from "./energy-axis.js";
import { GanxError, type GanxErrorCode } from "./errors.js";
import type { Composition } from "./xray/composition.js";

/** A measured spectrum: energies of the bins, increasing, and what each holds; 2..1 048 576 of both. */
export interface MeasuredSpectrum {
  /** keV; of another quantity in its own unit, nm or cm-1. */
  readonly energiesKeV: Float64Array;
  /** At least 0, any scale: counts of bins, or of another quantity than energy values at points. */
  readonly counts: Float64Array;
  /** Default: energy. */
  readonly quantity?: Quantity;
}

/** Where a pigment's spectrum comes from: a measurement, or what the pigment is made of. */
export type PigmentSpectrum = MeasuredSpectrum | Composition;

export interface Pigment {
  /** Lower-case letters, digits, Roman numerals and single underscores; unique in a library. */
  readonly id: string;
  /** For people. */
  readonly name: string;
  /** sRGB, 0..255 each. */
  readonly srgb: readonly [number, number, number];
  /** Where the colour and the spectrum come from. */
  readonly source?: string;
  readonly spectrum: PigmentSpectrum;
  /** Of the dry pigment, above 0; mixing as paint needs it where no named material has this id. */
  readonly densityGCm3?: number;
}

/** A set of pigments; their order is the order of every abundance. */
export interface Library {
  readonly name: string;
  readonly pigments: readonly Pigment[];
}

/** Most bins a measured spectrum may have. */
export const MAX_BINS = 1_048_576;

/** Whether a pigment's spectrum was measured rather than given by composition. */
export function isMeasured(spectrum: PigmentSpectrum): spectrum is MeasuredSpectrum {
  return "counts" in spectrum;
}

/**
 * Copies a measured spectrum after checking it.
 *
 * @param label what the error message begins with
 * @param quantity of the energies, default energy
 * @throws GanxError `code` for lengths that differ or are out of range, energies that do not increase, counts below 0,
 *   values that are not finite numbers
 */
export function checkSpectrum(
  label: string,
  energies: ArrayLike<unknown>,
  counts: ArrayLike<unknown>,
  code: GanxErrorCode,
  quantity: Quantity = "energy",
): MeasuredSpectrum {
  const unit = unitOf({ quantity });
  const plural = { energy: "energies", wavelength: "wavelengths", wavenumber: "wavenumbers" }[quantity];
  const fail = (message: string): never => {
    throw new GanxError(code, `${label}: ${message}`);
  };
  const n = energies.length;
  if (n !== counts.length) fail(`expected as many ${plural} as counts, found ${n} and ${counts.length}`);
  if (n < 2 || n > MAX_BINS) fail(`expected 2 to ${MAX_BINS} ${plural}, found ${n}`);
  const spectrum = {
    energiesKeV: new Float64Array(n),
    counts: new Float64Array(n),
    ...quantityField({ quantity }),
  };
  for (let i = 0; i < n; i++) {
    const energy = energies[i];
    const count = counts[i];
    if (typeof energy !== "number" || !Number.isFinite(energy)) {
      return fail(`expected finite ${plural} in ${unit}, found ${show(energy)} at position ${i + 1}`);
    }
    if (i > 0 && !(energy > spectrum.energiesKeV[i - 1]!)) {
      const before = spectrum.energiesKeV[i - 1];
      fail(
        `expected increasing ${plural}, found ${energy} ${unit} after ${before} ${unit} at position ${i + 1}`,
      );
    }
    if (typeof count !== "number" || !Number.isFinite(count) || count < 0) {
      return fail(`expected counts of at least 0, found ${show(count)} at position ${i + 1}`);
    }
    // Adding 0 turns -0, which JSON would lose, into 0.
    spectrum.energiesKeV[i] = energy + 0;
    spectrum.counts[i] = count + 0;
  }
  return spectrum;
}
