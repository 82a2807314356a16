// Measured spectra as a library's JSON holds them.
import { show } from "./check.js";
import type { Quantity } from "./energy-axis.js";
import { quantityOf } from "./energy-axis.js";
import { GanxError } from "./errors.js";
import { checkSpectrum, type MeasuredSpectrum } from "./pigment.js";

/** What a library says of a spectrum's file beside its path. */
export interface SpectrumHints {
  readonly unit?: string;
  readonly offsetKeV?: number;
  readonly gainKeV?: number;
}

/** Gets the spectrum a library keeps in a file of its own. */
export type SpectrumReader = (path: string, hints: SpectrumHints) => Promise<MeasuredSpectrum>;

type Dictionary = Readonly<Record<string, unknown>>;

/** The key of the positions of each quantity, with its unit. */
const POSITIONS: Readonly<Record<Quantity, string>> = {
  energy: "energiesKeV",
  wavelength: "wavelengthsNm",
  wavenumber: "wavenumbersPerCm",
};
const FILE_KEYS = ["file", "unit", "offsetKeV", "gainKeV"];

function fail(message: string, options?: ErrorOptions): never {
  throw new GanxError("INVALID_LIBRARY", message, options);
}

/**
 * Reads a pigment's spectrum: arrays, or a file.
 *
 * @param label what messages begin with
 * @throws GanxError `INVALID_LIBRARY`
 */
export async function spectrumFromJson(
  json: Dictionary,
  label: string,
  readSpectrum: SpectrumReader,
): Promise<MeasuredSpectrum> {
  if (json.file !== undefined) return fileSpectrum(json, label, readSpectrum);
  const quantities = (Object.keys(POSITIONS) as Quantity[]).filter(
    (one) => json[POSITIONS[one]] !== undefined,
  );
  const [quantity = "energy"] = quantities;
  const positions = json[POSITIONS[quantity]];
  if (quantities.length > 1 || !Array.isArray(positions) || !Array.isArray(json.counts)) {
    const [energies, ...others] = Object.values(POSITIONS);
    fail(
      `${label}: expected a spectrum with a file, or with arrays ${energies} (or ${others.join(", ")}) and counts`,
    );
  }
  checkKeys(json, [POSITIONS[quantity], "counts"], label);
  return checkSpectrum(label, positions, json.counts, "INVALID_LIBRARY", quantity);
}

/** The arrays of a spectrum, as {@link spectrumFromJson} reads them. */
export function spectrumToJson(spectrum: MeasuredSpectrum): Dictionary {
  return {
    [POSITIONS[quantityOf(spectrum)]]: Array.from(spectrum.energiesKeV),
    counts: Array.from(spectrum.counts),
  };
}

function fileSpectrum(
  json: Dictionary,
  label: string,
  readSpectrum: SpectrumReader,
): Promise<MeasuredSpectrum> {
  checkKeys(json, FILE_KEYS, label);
  const { file, unit, offsetKeV, gainKeV } = json;
  if (typeof file !== "string" || file.trim() === "" || file.length > 1000) {
    fail(`${label}: expected a spectrum's file of 1 to 1000 characters, found ${show(file)}`);
  }
  if (unit !== undefined && typeof unit !== "string") {
    fail(`${label}: expected a spectrum's unit in words, found ${show(unit)}`);
  }
  const offset = numberOf("offsetKeV", offsetKeV, label);
  const gain = numberOf("gainKeV", gainKeV, label);
  if (gain !== undefined && gain <= 0) fail(`${label}: expected gainKeV above 0, found ${gain}`);
  const hints = {
    ...(unit === undefined ? {} : { unit }),
    ...(offset === undefined ? {} : { offsetKeV: offset }),
    ...(gain === undefined ? {} : { gainKeV: gain }),
  };
  return readFileSpectrum(file, label, readSpectrum, hints);
}

/** Reads a spectrum's file; whatever is wrong with it is told under the pigment's name. */
export async function readFileSpectrum(
  path: string,
  label: string,
  readSpectrum: SpectrumReader,
  hints: SpectrumHints = {},
): Promise<MeasuredSpectrum> {
  try {
    return await readSpectrum(path, hints);
  } catch (cause) {
    if (cause instanceof GanxError && cause.code === "ABORTED") throw cause;
    const reason = (cause instanceof Error ? cause.message : String(cause)).split("\n", 1)[0]!.slice(0, 300);
    const about =
      cause instanceof GanxError ? reason : `spectrum file ${show(path)} cannot be read (${reason})`;
    return fail(`${label}: ${about}`, { cause });
  }
}

function numberOf(name: string, value: unknown, label: string): number | undefined {
  if (value === undefined || (typeof value === "number" && Math.abs(value) <= 1e6)) return value;
  return fail(`${label}: expected ${name} to be a number, found ${show(value)}`);
}

function checkKeys(json: Dictionary, known: readonly string[], label: string): void {
  const unknown = Object.keys(json).find((key) => !known.includes(key));
  if (unknown === undefined) return;
  fail(`${label}: spectrum: expected only the keys ${known.join(", ")}, found ${show(unknown)}`);
}
