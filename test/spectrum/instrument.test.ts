import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { DEFAULT_ENERGY_AXIS } from "../../src/energy-axis.js";
import {
  checkInstrument,
  DEFAULT_INSTRUMENT,
  fwhmKeV,
  INSTRUMENT_NAMES,
  instrumentByName,
  MN_KA_KEV,
} from "../../src/instrument.js";
import { parseInstrument } from "../../src/instrument-format.js";
import { readInstrument } from "../../src/io/read-instrument.js";

const schema = JSON.parse(readFileSync(new URL("../../src/instrument.schema.json", import.meta.url), "utf8"));
const isValid = new Ajv2020({ strict: false }).compile(schema);
const parses = (json: unknown): boolean => {
  try {
    parseInstrument(json);
    return true;
  } catch {
    return false;
  }
};

describe("instruments by name", () => {
  test("are these", () => {
    expect(INSTRUMENT_NAMES).toEqual(["labec", "m6-jetstream", "xglab", "ag-fresco", "xrf-explorer"]);
    for (const name of INSTRUMENT_NAMES) expect(instrumentByName(name).name).toBe(name);
  });

  test("the default is LABEC's, on the axis of the paper", () => {
    expect(DEFAULT_INSTRUMENT).toBe(instrumentByName("labec"));
    expect(DEFAULT_INSTRUMENT.axis).toEqual(DEFAULT_ENERGY_AXIS);
  });

  test.each([
    ["labec", 139.2],
    ["m6-jetstream", 141.7],
    ["xglab", 130],
    ["xrf-explorer", 141.7],
  ])("%s resolves %f eV at Mn Ka", (name, width) => {
    expect(1000 * fwhmKeV(instrumentByName(name), MN_KA_KEV)).toBeCloseTo(width, 1);
  });

  test("the M6's variance is the measured one: 9.893e-4 + 4.466e-4 E keV2", () => {
    for (const energyKeV of [0, 5, 20]) {
      const fwhm = fwhmKeV(instrumentByName("m6-jetstream"), energyKeV);
      expect((fwhm * fwhm) / (8 * Math.LN2)).toBeCloseTo(9.893e-4 + 4.466e-4 * energyKeV, 7);
    }
  });

  test("an unknown name is answered with those there are", () => {
    expect(() => instrumentByName("m6")).toThrow(
      /one of labec, m6-jetstream, xglab, ag-fresco, xrf-explorer, found "m6"/,
    );
    expect(() => instrumentByName("constructor")).toThrow(/found "constructor"/);
  });
});

test("an instrument that is checked already is given back, another is completed and frozen", () => {
  expect(checkInstrument(DEFAULT_INSTRUMENT)).toBe(DEFAULT_INSTRUMENT);
  const other = checkInstrument({ tube: { kV: 30 } });
  expect(other.tube).toEqual({ ...DEFAULT_INSTRUMENT.tube, kV: 30 });
  expect(Object.isFrozen(other.tube)).toBe(true);
  expect(checkInstrument(other)).toBe(other);
});

const ACCEPTED: [string, unknown][] = [
  ["nothing but the base", {}],
  ["every instrument there is", { ...instrumentByName("m6-jetstream") }],
  ["a header", { format: "ganx-instrument", version: 1, $schema: "x", name: "Mine", base: "xglab" }],
  ["a width instead of noise", { detector: { fwhmMnKaEV: 128 } }],
  ["an axis of wavelengths", { axis: { lowKeV: 400, highKeV: 1000, channels: 300, quantity: "wavelength" } }],
  ["a range for an axis", { axis: { lowKeV: 0, highKeV: 40, channels: 2048 } }],
  ["filters", { tube: { filters: [{ formula: "Al", densityGCm3: 2.7, thicknessUm: 100 }] } }],
  [
    "a polymer window",
    {
      detector: {
        windowUm: 0,
        filters: [{ massFractions: { C: 0.8, H: 0.2 }, densityGCm3: 1.1, thicknessUm: 0.4 }],
      },
    },
  ],
  ["helium", { gas: "helium", electronics: { paralyzable: false } }],
];

const REFUSED: [string, unknown, RegExp][] = [
  ["a list", [], /a JSON object, found an array of 0/],
  ["null", null, /a JSON object, found null/],
  ["another format", { format: "ganx-library" }, /format "ganx-instrument", found "ganx-library"/],
  ["a newer version", { version: 2 }, /version 1, found 2/],
  ["an unknown base", { base: "m7" }, /one of labec.*found "m7"/],
  ["an unknown field", { volts: 40 }, /only the keys name, tube.*found "volts"/],
  ["an unknown field of the tube", { tube: { kv: 40 } }, /in tube, found "kv"/],
  ["a number as text", { tube: { kV: "40" } }, /tube.kV of 1 to 60, found "40"/],
  ["null for a number", { airPathCm: null }, /airPathCm of 0 to 100, found null/],
  ["null for a part", { geometry: null }, /an object geometry, found null/],
  ["an unknown anode", { tube: { anode: "Co" } }, /tube.anode to be Cr, Cu, Mo, Rh, Ag, W, found "Co"/],
  ["an angle of 0", { geometry: { incidenceDeg: 0 } }, /geometry.incidenceDeg of 1 to 90, found 0/],
  ["a width and noise", { detector: { fwhmMnKaEV: 130, noiseEV: 60 } }, /noiseEV or detector.fwhmMnKaEV/],
  ["a width as text", { detector: { fwhmMnKaEV: "130" } }, /fwhmMnKaEV of 1 to 10000, found "130"/],
  ["a foil of nothing", { tube: { filters: [{ densityGCm3: 1, thicknessUm: 1 }] } }, /either a formula/],
  [
    "a foil of two things",
    { tube: { filters: [{ formula: "Al", massFractions: { Al: 1 }, densityGCm3: 1, thicknessUm: 1 }] } },
    /tube.filters\[0\] with either a formula or massFractions/,
  ],
  [
    "a foil without density",
    { tube: { filters: [{ formula: "Al", thicknessUm: 1 }] } },
    /tube.filters\[0\].densityGCm3 of 0.00001 to 30, found undefined/,
  ],
  ["a foil that is no list", { detector: { filters: { formula: "Al" } } }, /a list detector.filters/],
  ["an axis of two kinds", { axis: { lowKeV: 0, gainKeV: 1, channels: 5 } }, /axis with offsetKeV/],
  [
    "an axis without gain",
    { axis: { offsetKeV: 0, channels: 5 } },
    /axis with offsetKeV, gainKeV, channels or/,
  ],
  [
    "an axis of another quantity",
    { axis: { offsetKeV: 0, gainKeV: 1, channels: 5, quantity: "time" } },
    /axis.quantity to be energy, wavelength, wavenumber, found "time"/,
  ],
  ["an axis of gain 0", { axis: { offsetKeV: 0, gainKeV: 0, channels: 5 } }, /gain above 0/],
  ["an axis of no channels", { axis: { offsetKeV: 0, gainKeV: 1, channels: 0 } }, /1 to 65536 channels/],
  [
    "an axis as text",
    { axis: { offsetKeV: "0", gainKeV: 1, channels: 5 } },
    /axis.offsetKeV to be a number, found "0"/,
  ],
  ["a name of spaces", { name: "  " }, /a name of 1 to 100 characters/],
  [
    "words for a boolean",
    { electronics: { paralyzable: "yes" } },
    /paralyzable to be true or false, found "yes"/,
  ],
];

describe("parseInstrument and instrument.schema.json", () => {
  test.each(ACCEPTED)("accept %s", (_, json) => {
    expect(isValid(json), JSON.stringify(isValid.errors)).toBe(true);
    expect(parses(json)).toBe(true);
  });

  test.each(REFUSED)("refuse %s", (_, json, message) => {
    expect(isValid(json)).toBe(false);
    expect(() => parseInstrument(json)).toThrow(message);
  });

  test("what is left out is as in the base", () => {
    const m6 = instrumentByName("m6-jetstream");
    const mine = parseInstrument({ base: "m6-jetstream", tube: { kV: 40 } });
    expect(mine).toEqual({ ...m6, name: "custom", tube: { ...m6.tube, kV: 40 } });
  });

  test("a width at Mn Ka is met with the Fano factor given beside it", () => {
    for (const fano of [0.1, 0.115]) {
      const mine = parseInstrument({ detector: { fwhmMnKaEV: 127, fano } });
      expect(1000 * fwhmKeV(mine, MN_KA_KEV)).toBeCloseTo(127, 9);
    }
    expect(() => parseInstrument({ detector: { fwhmMnKaEV: 100 } })).toThrow(/above 120.3.*found 100/);
  });
});

describe("readInstrument", () => {
  test("takes a name or a file", async () => {
    expect(await readInstrument("xglab")).toBe(instrumentByName("xglab"));
    const folder = await mkdtemp(join(tmpdir(), "ganx-"));
    try {
      const path = join(folder, "mine.json");
      await writeFile(path, JSON.stringify({ name: "Mine", tube: { anode: "W" } }));
      expect((await readInstrument(path)).tube.anode).toBe("W");
      await writeFile(path, "{");
      await expect(readInstrument(path)).rejects.toMatchObject({ code: "INVALID_FILE" });
      await writeFile(path, '{"tube":{"kV":99}}');
      await expect(readInstrument(path)).rejects.toThrow(
        `${path}: instrument: expected tube.kV of 1 to 60, found 99`,
      );
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test("says what there is", async () => {
    await expect(readInstrument("jetstream")).rejects.toThrow(/m6-jetstream.*JSON file, found "jetstream"/);
    await expect(readInstrument("./none.json")).rejects.toMatchObject({ code: "IO" });
  });
});
