// What an instrument's fields may be. instrument.schema.json says the same; a test holds them together.
import { show } from "./check.js";
import {
  checkEnergyAxis,
  type EnergyAxis,
  energyAxisFromRange,
  type Quantity,
  UNITS,
} from "./energy-axis.js";
import { GanxError } from "./errors.js";
import type { Foil, Instrument, InstrumentDescription } from "./instrument.js";

/** Anodes of tubes that ganx knows. */
export const ANODES = ["Cr", "Cu", "Mo", "Rh", "Ag", "W"] as const;
export type Anode = (typeof ANODES)[number];

/** What may fill the air path. */
export const GASES = ["air", "helium"] as const;
export type Gas = (typeof GASES)[number];

type Check = (value: unknown, name: string) => unknown;
type Checks<Part> = { readonly [Key in keyof Part]-?: Check };

function fail(expected: string, found: unknown): never {
  throw new GanxError("INVALID_ARGUMENT", `instrument: expected ${expected}, found ${show(found)}`);
}

const within =
  (low: number, high: number): Check =>
  (value, name) =>
    typeof value === "number" && value >= low && value <= high
      ? value
      : fail(`${name} of ${low} to ${high}`, value);

const oneOf =
  (choices: readonly string[]): Check =>
  (value, name) =>
    choices.includes(value as string) ? value : fail(`${name} to be ${choices.join(", ")}`, value);

const isBoolean: Check = (value, name) =>
  typeof value === "boolean" ? value : fail(`${name} to be true or false`, value);

const text: Check = (value, name) =>
  typeof value === "string" && /\S/.test(value) && value.length <= 100
    ? value
    : fail(`a ${name} of 1 to 100 characters`, value);

function object(value: unknown, name: string, keys: readonly string[]): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return fail(`an object ${name}`, value);
  const unknown = Object.keys(value).find((key) => !keys.includes(key));
  if (unknown !== undefined) fail(`only the keys ${keys.join(", ")} in ${name}`, unknown);
  return value as Record<string, unknown>;
}

const FOIL = { densityGCm3: within(0.00001, 30), thicknessUm: within(0, 100_000) };

function checkFoil(value: unknown, name: string): Foil {
  const foil = object(value, name, ["formula", "massFractions", "densityGCm3", "thicknessUm"]);
  const densityGCm3 = FOIL.densityGCm3(foil.densityGCm3, `${name}.densityGCm3`) as number;
  const thicknessUm = FOIL.thicknessUm(foil.thicknessUm, `${name}.thicknessUm`) as number;
  const { formula, massFractions } = foil;
  if ((formula === undefined) === (massFractions === undefined))
    fail(`${name} with either a formula or massFractions`, foil);
  if (massFractions === undefined) {
    return Object.freeze({ formula: text(formula, `${name}.formula`) as string, densityGCm3, thicknessUm });
  }
  const elements = typeof massFractions === "object" ? Object.keys(massFractions ?? {}) : [];
  const fractions = object(massFractions, `${name}.massFractions`, elements);
  for (const element of elements) within(0, 1)(fractions[element], `${name}.massFractions.${element}`);
  return Object.freeze({
    massFractions: Object.freeze({ ...fractions }) as Record<string, number>,
    densityGCm3,
    thicknessUm,
  });
}

const foils: Check = (value, name) => {
  if (!Array.isArray(value) || value.length > 20) return fail(`a list ${name} of at most 20 sheets`, value);
  return Object.freeze(value.map((foil, i) => checkFoil(foil, `${name}[${i}]`)));
};

const GROUPS: {
  readonly [Name in "tube" | "beam" | "geometry" | "detector" | "electronics"]: Checks<Instrument[Name]>;
} = {
  tube: {
    anode: oneOf(ANODES),
    kV: within(1, 60),
    currentUA: within(0, 1e6),
    electronDeg: within(1, 90),
    takeOffDeg: within(1, 90),
    windowUm: within(0, 10_000),
    filters: foils,
  },
  beam: { solidAngleSr: within(0, 12.6), cutoffKeV: within(0, 1000) },
  geometry: { incidenceDeg: within(1, 90), takeOffDeg: within(1, 90) },
  detector: {
    noiseEV: within(1, 10_000),
    fano: within(0, 1),
    epsEV: within(0, 100),
    windowUm: within(0, 10_000),
    filters: foils,
    deadLayerUm: within(0, 1000),
    siThicknessUm: within(1, 100_000),
    areaMm2: within(0.001, 100_000),
    distanceMm: within(0.1, 10_000),
    shortTailRatio: within(0, 1),
    shortTailKeV: within(0.001, 100),
    longTailRatio: within(0, 1),
    longTailKeV: within(0.001, 100),
    stepRatio: within(0, 0.1),
  },
  electronics: {
    deadTimeUs: within(0, 1000),
    paralyzable: isBoolean,
    pairTimeNs: within(0, 10_000),
    strobeHz: within(0, 1e7),
  },
};
const ROOT = ["name", ...Object.keys(GROUPS), "airPathCm", "gas", "axis"];

/** The fields of one part, those left out as in `base`. */
function part<Name extends keyof typeof GROUPS>(
  name: Name,
  value: unknown,
  base: Instrument[Name],
): Instrument[Name] {
  const checks = GROUPS[name];
  const given = object(value === undefined ? {} : value, name, Object.keys(checks));
  const entries = Object.entries<Check>(checks).map(([key, check]) => {
    const chosen = given[key] === undefined ? base[key as keyof Instrument[Name]] : given[key];
    return [key, check(chosen, `${name}.${key}`)] as const;
  });
  return Object.freeze(Object.fromEntries(entries)) as Instrument[Name];
}

const BY_OFFSET = ["offsetKeV", "gainKeV", "channels"];
const BY_RANGE = ["lowKeV", "highKeV", "channels"];

/** An axis by offset and gain, or by the range it tiles; of another quantity than energy in the unit of that. */
function axisOf(value: unknown): EnergyAxis {
  const axis = object(value, "axis", [...new Set([...BY_OFFSET, ...BY_RANGE]), "quantity"]);
  const given = Object.keys(axis).filter((key) => key !== "quantity");
  const has = (keys: readonly string[]) => keys.length === given.length && keys.every((key) => key in axis);
  if (!has(BY_OFFSET) && !has(BY_RANGE)) {
    fail(`axis with ${BY_OFFSET.join(", ")} or with ${BY_RANGE.join(", ")}`, given.join(", "));
  }
  const quantity = oneOf(Object.keys(UNITS))(axis.quantity ?? "energy", "axis.quantity") as Quantity;
  const [first, second, channels] = (has(BY_OFFSET) ? BY_OFFSET : BY_RANGE).map((key) => {
    const number = axis[key];
    return typeof number === "number" ? number : fail(`axis.${key} to be a number`, number);
  }) as [number, number, number];
  if (has(BY_RANGE)) return energyAxisFromRange(first, second, channels, quantity);
  return checkEnergyAxis({ offsetKeV: first, gainKeV: second, channels, quantity });
}

/**
 * Checks an instrument's fields and completes them from another.
 *
 * @throws GanxError `INVALID_ARGUMENT` naming the field, what it may be and what was found
 */
export function checkInstrumentFields(instrument: InstrumentDescription, base: Instrument): Instrument {
  const given = object(instrument, "fields", ROOT) as InstrumentDescription;
  const { name = base.name, airPathCm = base.airPathCm, gas = base.gas, axis = base.axis } = given;
  return Object.freeze({
    name: text(name, "name") as string,
    tube: part("tube", given.tube, base.tube),
    beam: part("beam", given.beam, base.beam),
    geometry: part("geometry", given.geometry, base.geometry),
    airPathCm: within(0, 100)(airPathCm, "airPathCm") as number,
    gas: oneOf(GASES)(gas, "gas") as Gas,
    detector: part("detector", given.detector, base.detector),
    electronics: part("electronics", given.electronics, base.electronics),
    axis: axisOf(axis),
  });
}
