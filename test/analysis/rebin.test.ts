import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { commonAxis, sameAxis } from "../../src/analysis/axes.js";
import { rebinCube, rebinToAxis } from "../../src/analysis/rebin.js";
import type { EnergyAxis } from "../../src/energy-axis.js";
import { GanxError } from "../../src/errors.js";
import { rebinTwin } from "../twins/rebin.js";
import { generator } from "./draw.js";

const axisOf = (channels: number): EnergyAxis => ({ offsetKeV: 1, gainKeV: 0.04, channels });
function cubeOf<T>(width: number, height: number, channels: number, counts: T) {
  return { width, height, channels, energyAxis: axisOf(channels), counts };
}
const sum = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0);

describe("rebinCube", () => {
  test("three channels become one, and what remains a channel of its own", () => {
    const cube = { x: 4, y: 5, ...cubeOf(2, 1, 7, Uint16Array.of(1, 2, 3, 4, 5, 6, 7, 0, 0, 9, 0, 0, 0, 1)) };
    const out = rebinCube(cube, 3);
    expect(out.counts).toEqual(Uint32Array.of(6, 15, 7, 9, 0, 1));
    expect(out).toMatchObject({ x: 4, y: 5, width: 2, height: 1, channels: 3 });
    expect(out.energyAxis.channels).toBe(3);
    // Channel 0 spans three old ones from 0.98 keV: its centre is that of old channel 1.
    expect(out.energyAxis.offsetKeV).toBeCloseTo(1.04, 12);
    expect(out.energyAxis.gainKeV).toBeCloseTo(0.12, 12);
  });

  test("halves and parts of channels are spread evenly", () => {
    expect(rebinCube(cubeOf(1, 1, 2, Uint16Array.of(4, 2)), 0.5).counts).toEqual(Float64Array.of(2, 2, 1, 1));
    expect(rebinCube(cubeOf(1, 1, 5, Uint32Array.of(1, 1, 2, 3, 3)), 2.5).counts).toEqual(
      Float64Array.of(3, 7),
    );
    expect(rebinCube(cubeOf(1, 1, 3, Float32Array.of(1.5, 2, 3)), 2).counts).toEqual(Float64Array.of(3.5, 3));
  });

  test("every pixel keeps exactly its counts, at every number of channels", () => {
    for (const channels of [...Array(18).keys()].slice(1).concat(1024)) {
      const random = generator(channels);
      const counts = Uint32Array.from({ length: 6 * channels }, () => Math.floor(1e6 * random() ** 4));
      for (const factor of [1, 2, 3, 7, 5000, 0.1, 1 / 3, 0.5, 0.7, 1.1, 2.5, Math.PI, 17.3]) {
        const out = rebinCube(cubeOf(3, 2, channels, counts), factor);
        expect(out.channels).toBe(Math.ceil(channels / factor - 1e-9));
        expect(out.counts instanceof Uint32Array).toBe(Number.isInteger(factor));
        for (let p = 0; p < 6; p++) {
          const before = counts.subarray(p * channels, (p + 1) * channels);
          const after = out.counts.subarray(p * out.channels, (p + 1) * out.channels);
          expect(sum(after)).toBe(sum(before));
          const twin = rebinTwin(before, 0, factor, out.channels);
          twin.forEach((value, i) => {
            expect(Math.abs(after[i]! - value)).toBeLessThanOrEqual(1e-14 * channels * sum(before));
          });
        }
      }
    }
  });

  test("goes through more than one block of memory", () => {
    const counts = Uint16Array.from({ length: 3000 * 1024 }, (_, i) => i % 251);
    const out = rebinCube(cubeOf(60, 50, 1024, counts), 4).counts;
    for (const i of [0, 255, 256, 262_143, 262_144, 262_145, 767_999]) {
      expect(out[i]).toBe(sum(counts.subarray(4 * i, 4 * i + 4)));
    }
  });

  test("sums that do not fit are refused", () => {
    const counts = Uint32Array.of(0xffffffff, 1, 0, 0);
    expect(() => rebinCube(cubeOf(1, 1, 4, counts), 2)).toThrow(/sums below 2\^32, found 4294967296/);
    expect(rebinCube(cubeOf(1, 1, 4, Float64Array.from(counts)), 2).counts).toEqual(
      Float64Array.of(2 ** 32, 0),
    );
    expect(rebinCube(cubeOf(1, 1, 2, Uint32Array.of(0xfffffffe, 1)), 2).counts[0]).toBe(0xffffffff);
  });

  test.each([
    [cubeOf(1, 1, 4, new Uint16Array(4)), 0, /factor: expected a number/],
    [cubeOf(1, 1, 4, new Uint16Array(4)), Number.NaN, /factor/],
    [cubeOf(1, 1, 4, new Uint16Array(4)), 1e-6, /channels after rebinning/],
    [cubeOf(1, 1, 4, new Uint16Array(5)), 1, /cube.counts: expected a typed array of 4, found 5/],
    [cubeOf(1, 1, 4, [1, 2, 3, 4]), 1, /cube.counts: expected a typed array of 4, found an array of 4/],
    [
      cubeOf(1, 1, 1, Float64Array.of(Number.NaN)),
      1,
      /cube.counts: expected numbers within 2\^53, found NaN/,
    ],
    [cubeOf(0, 1, 4, new Uint16Array(0)), 1, /cube.width/],
    [
      { ...cubeOf(1, 1, 4, new Uint16Array(4)), channels: 3 },
      1,
      /as many channels as its energy axis, 4, found 3/,
    ],
    [null, 1, /cube: expected an object/],
  ])("refuses case %#", (cube, factor, message) => {
    const call = () => rebinCube(cube as never, factor);
    expect(call).toThrow(GanxError);
    expect(call).toThrow(message);
  });
});

describe("rebinToAxis", () => {
  const axes = fc.record({
    offsetKeV: fc.double({ min: -1, max: 3, noNaN: true }),
    gainKeV: fc.double({ min: 0.01, max: 0.5, noNaN: true }),
    channels: fc.integer({ min: 1, max: 40 }),
  });

  test("agrees with its twin for any two axes and any number of spectra", () => {
    fc.assert(
      fc.property(axes, axes, fc.integer({ min: 0, max: 4 }), fc.nat(), (from, to, count, seed) => {
        const random = generator(seed);
        const spectra = Float64Array.from({ length: count * from.channels }, () => 1000 * random());
        const out = rebinToAxis(spectra, count, from, to);
        expect(out.length).toBe(count * to.channels);
        const first = (to.offsetKeV - to.gainKeV / 2 - (from.offsetKeV - from.gainKeV / 2)) / from.gainKeV;
        for (let s = 0; s < count; s++) {
          const spectrum = spectra.subarray(s * from.channels, (s + 1) * from.channels);
          const twin = rebinTwin(spectrum, first, to.gainKeV / from.gainKeV, to.channels);
          twin.forEach((value, i) => {
            expect(Math.abs(out[s * to.channels + i]! - value)).toBeLessThan(1e-5);
          });
        }
      }),
      { seed: 11, numRuns: 500 },
    );
  });

  test("the same axis gives the same counts", () => {
    const spectra = Uint16Array.of(1, 2, 3, 4, 5, 6);
    const same = { ...axisOf(3), gainKeV: 0.04 * (1 + 1e-12) };
    expect(rebinToAxis(spectra, 2, axisOf(3), same)).toEqual(Float64Array.from(spectra));
    expect(() => rebinToAxis(spectra, 3, axisOf(3), same)).toThrow(
      /spectra: expected a typed array of 9, found 6/,
    );
  });
});

describe("axes", () => {
  test("sameAxis", () => {
    const axis = axisOf(1024);
    expect(sameAxis(axis, { ...axis })).toBe(true);
    expect(sameAxis(axis, { ...axis, offsetKeV: 1 + 1e-10, gainKeV: 0.04 * (1 + 1e-10) })).toBe(true);
    expect(sameAxis(axis, { ...axis, offsetKeV: 1 + 1e-8 })).toBe(false);
    expect(sameAxis(axis, { ...axis, gainKeV: 0.04001 })).toBe(false);
    expect(sameAxis(axis, { ...axis, channels: 1023 })).toBe(false);
  });

  test("commonAxis takes the wider channels within both", () => {
    const fine = { offsetKeV: 0.05, gainKeV: 0.1, channels: 100 }; // 0 to 10 keV
    const wide = { offsetKeV: 1.5, gainKeV: 1, channels: 30 }; // 1 to 31 keV
    for (const common of [commonAxis(fine, wide), commonAxis(wide, fine)]) {
      expect(common).toEqual({ offsetKeV: 1.5, gainKeV: 1, channels: 9 });
    }
    expect(commonAxis(fine, fine)).toEqual(fine);
    expect(commonAxis(wide, { ...fine, offsetKeV: 2.25 })).toEqual({
      offsetKeV: 3.5,
      gainKeV: 1,
      channels: 9,
    });
    const counts = rebinToAxis(new Float64Array(100).fill(1), 1, fine, commonAxis(fine, wide));
    counts.forEach((value) => {
      expect(value).toBeCloseTo(10, 12);
    });
  });

  test("commonAxis refuses axes that share no channel", () => {
    const low = { offsetKeV: 1, gainKeV: 0.1, channels: 10 };
    const call = () => commonAxis(low, { ...low, offsetKeV: 5 });
    expect(call).toThrow(GanxError);
    expect(call).toThrow(/expected a channel within both, found 0.950 to 1.950 keV and 4.950 to 5.950 keV/);
    expect(() => commonAxis(low, { offsetKeV: 1, gainKeV: 30, channels: 2 })).toThrow(/within both/);
  });
});
