import { show } from "./check.js";
import { GanxError } from "./errors.js";
import {
  checkInstrument,
  DEFAULT_INSTRUMENT,
  type Instrument,
  type InstrumentDescription,
  instrumentByName,
  noiseForWidth,
} from "./instrument.js";

export const INSTRUMENT_FORMAT = "ganx-instrument";
export const INSTRUMENT_VERSION = 1;

function fail(expected: string, found: unknown): never {
  throw new GanxError("INVALID_ARGUMENT", `instrument: expected ${expected}, found ${show(found)}`);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The detector's fields with the noise that gives its width at Mn Ka, where that is what was given. */
function withNoise(detector: unknown, base: Instrument): unknown {
  if (!isObject(detector) || detector.fwhmMnKaEV === undefined) return detector;
  const { fwhmMnKaEV, ...fields } = detector;
  if (fields.noiseEV !== undefined) fail("detector.noiseEV or detector.fwhmMnKaEV", "both");
  if (typeof fwhmMnKaEV !== "number" || !(fwhmMnKaEV >= 1 && fwhmMnKaEV <= 10_000))
    fail("detector.fwhmMnKaEV of 1 to 10000", fwhmMnKaEV);
  const { fano, epsEV } = checkInstrument({ detector: fields }, base).detector;
  return { ...fields, noiseEV: noiseForWidth(fwhmMnKaEV as number, fano, epsEV) };
}

/**
 * Reads an instrument from parsed JSON (instrument.schema.json): its differences from the instrument named `base`.
 *
 * @returns complete; without a name of its own it has the name `custom`
 * @throws GanxError `INVALID_ARGUMENT`, one line, naming the field
 */
export function parseInstrument(json: unknown): Instrument {
  if (!isObject(json)) return fail("a JSON object", json);
  const { $schema, format = INSTRUMENT_FORMAT, version = INSTRUMENT_VERSION, base: name, ...given } = json;
  if ($schema !== undefined && typeof $schema !== "string") fail("$schema to be a text", $schema);
  if (format !== INSTRUMENT_FORMAT) fail(`format "${INSTRUMENT_FORMAT}"`, format);
  if (version !== INSTRUMENT_VERSION) fail(`version ${INSTRUMENT_VERSION}`, version);
  if (name !== undefined && typeof name !== "string") fail("base to be the name of an instrument", name);
  const base = name === undefined ? DEFAULT_INSTRUMENT : instrumentByName(name as string);
  const detector = withNoise(given.detector, base);
  const fields = { name: "custom", ...given, ...(detector === undefined ? {} : { detector }) };
  return checkInstrument(fields as InstrumentDescription, base);
}
