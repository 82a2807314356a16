import { expect, test } from "vitest";
import { DEFAULT_INSTRUMENT, instrumentByName } from "../../src/instrument.js";
import { pigmentSpectrum } from "../../src/xray/pigment-spectrum.js";
import { RecentSpectra } from "../../src/xray/recent-spectra.js";

/** Gives spectra of so many channels, and tells the keys that were computed. */
function recorder(channels: number) {
  const computed: string[] = [];
  const recent = new RecentSpectra();
  const get = (key: string) =>
    recent.get(key, () => {
      computed.push(key);
      return { distribution: new Float64Array(channels).fill(computed.length), countsPerSecond: 7 };
    });
  return { computed, get };
}

test("a spectrum is computed once, and each caller has a copy of it", () => {
  const { computed, get } = recorder(3);
  const one = get("a");
  one.distribution[0] = 99;
  expect(get("a")).toEqual({ distribution: Float64Array.of(1, 1, 1), countsPerSecond: 7 });
  expect(get("b").distribution[0]).toBe(2);
  expect(computed).toEqual(["a", "b"]);
});

test("those not asked for longest are forgotten", () => {
  // Four MiB hold three of them.
  const { computed, get } = recorder(2 ** 17 + 2 ** 15);
  for (const key of ["a", "b", "c", "a", "d", "a", "c", "d", "b"]) get(key);
  expect(computed).toEqual(["a", "b", "c", "d", "b"]);
});

test("one that is larger than all the room is given, and not kept", () => {
  const { computed, get } = recorder(2 ** 20);
  expect(get("a").distribution).toHaveLength(2 ** 20);
  get("a");
  expect(computed).toEqual(["a", "a"]);
});

test("a failure is not kept", () => {
  const recent = new RecentSpectra();
  const fail = () => {
    throw new Error("no");
  };
  expect(() => recent.get("a", fail)).toThrow("no");
  const spectrum = { distribution: Float64Array.of(1), countsPerSecond: 2 };
  expect(recent.get("a", () => spectrum)).toEqual(spectrum);
});

test("a composition has its own spectrum with each instrument, however it is written", async () => {
  const other = instrumentByName("m6-jetstream");
  const [labec, jetstream] = [
    await pigmentSpectrum({ formula: "HgS" }, DEFAULT_INSTRUMENT),
    await pigmentSpectrum({ formula: "HgS" }, other),
  ];
  expect(jetstream).not.toEqual(labec);
  expect(await pigmentSpectrum({ formula: "PbO2" }, other)).not.toEqual(jetstream);
  expect(await pigmentSpectrum({ formula: "SHg" }, DEFAULT_INSTRUMENT)).toEqual(labec);
  expect(await pigmentSpectrum({ formula: "HgS" }, other)).toEqual(jetstream);
});

test("what makes a composition wrong is found each time", async () => {
  await pigmentSpectrum({ massFractions: { Pb: 1 } }, DEFAULT_INSTRUMENT);
  const massFractions = { Pb: 1, Zn: undefined as never };
  await expect(pigmentSpectrum({ massFractions }, DEFAULT_INSTRUMENT)).rejects.toMatchObject({
    code: "INVALID_LIBRARY",
  });
});
