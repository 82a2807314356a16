import { addResponse, responseScratch } from "../response";
import { at, expectNear, intact, put, room, zeros } from "./buffers";

const ROOT_2_PI = 2.5066282746310002;
/** The twin's ends, sigmas, and its steps. */
const FAR: f64 = 9;
const STEPS: i32 = 1500;

/** Short tail, long tail and step together at the energy x, per unit of the Gaussian's area; as convolutions. */
function tailsAt(x: f64, energy: f64, sigma: f64, ratio: f64, slope: f64, step: f64): f64 {
  const end = energy + FAR * sigma;
  const start = Math.max(x, energy - FAR * sigma);
  if (start >= end) return 0;
  const h = (end - start) / <f64>STEPS;
  let tail: f64 = 0;
  let level: f64 = 0;
  for (let k = 0; k < STEPS; k++) {
    const u = start + (<f64>k + 0.5) * h;
    const z = (u - energy) / sigma;
    const part = (h * Math.exp(-0.5 * z * z)) / (sigma * ROOT_2_PI);
    tail += (part * Math.exp((x - u) / slope)) / slope;
    level += part;
  }
  return ratio * tail + (step / (sigma * ROOT_2_PI)) * level;
}

/** A channel's part of the Gaussian and of the rest, by plain sums. */
function channelOf(low: f64, gain: f64, energy: f64, sigma: f64, ratio: f64, slope: f64, step: f64): f64 {
  const h = gain / 512.0;
  let sum: f64 = 0;
  for (let k = 0; k < 512; k++) {
    const x = low + (<f64>k + 0.5) * h;
    const z = (x - energy) / sigma;
    const tails = x > 0 ? tailsAt(x, energy, sigma, ratio, slope, step) : 0.0;
    sum += h * (Math.exp(-0.5 * z * z) / (sigma * ROOT_2_PI) + tails);
  }
  return sum;
}

describe("addResponse", () => {
  test("is the sum of a Gaussian, what it leaves down a tail, and a step; a long tail is a short one", () => {
    const gains: f64[] = [0.05, 0.3];
    for (let g = 0; g < gains.length; g++) {
      const gain = gains[g];
      const channels = 12;
      const out = zeros<f64>(channels);
      const other = zeros<f64>(channels);
      const scratch = room<u8>(responseScratch(30));
      const e = put<f64>([0.42]);
      const a = put<f64>([10]);
      const s = put<f64>([0.08]);
      const offset = 0.5 * gain - 0.1;
      addResponse(out, offset, gain, channels, 30, e, a, s, 1, 0.08, 0.2, 0.15, 0, 1, 0.03, scratch);
      addResponse(other, offset, gain, channels, 30, e, a, s, 1, 0.08, 0, 1, 0.2, 0.15, 0.03, scratch);
      const gaussian = 10.0 / (1.0 + 0.2 + (0.03 * 0.42) / (0.08 * ROOT_2_PI));
      for (let j = 0; j < channels; j++) {
        const low = -0.1 + <f64>j * gain;
        // The channel across 0 keV takes of its tail what its part above 0 is worth evenly.
        if (low < 0 && low + gain > 0) continue;
        const expected = gaussian * channelOf(low, gain, 0.42, 0.08, 0.2, 0.15, 0.03);
        expectNear(at<f64>(out, j), expected, 1e-5);
        expectNear(at<f64>(other, j), at<f64>(out, j), 1e-12);
      }
      expect(intact<f64>(out, channels)).toBe(true);
      expect(intact<u8>(scratch, responseScratch(30))).toBe(true);
    }
  });

  test("adds, and lines add up, at every number of lines", () => {
    for (let n = 0; n <= 17; n++) {
      const energies = new Array<f64>(n).map<f64>((_, i) => 1.0 + 0.37 * <f64>i);
      const sigmas = new Array<f64>(n).map<f64>((_, i) => 0.05 + 0.002 * <f64>i);
      const areas = new Array<f64>(n).map<f64>((_, i) => <f64>i);
      const scratch = room<u8>(responseScratch(120));
      const out = zeros<f64>(100);
      const single = zeros<f64>(100);
      const e = put<f64>(energies);
      const a = put<f64>(areas);
      const s = put<f64>(sigmas);
      addResponse(out, 0.05, 0.1, 100, 120, e, a, s, n, 0.05, 0.1, 0.2, 0.05, 2, 0.01, scratch);
      for (let i = 0; i < n; i++) {
        const b = (<usize>i) << 3;
        addResponse(
          single,
          0.05,
          0.1,
          100,
          120,
          e + b,
          a + b,
          s + b,
          1,
          0.05,
          0.1,
          0.2,
          0.05,
          2,
          0.01,
          scratch,
        );
      }
      for (let j = 0; j < 100; j++) expectNear(at<f64>(out, j), at<f64>(single, j), 1e-11);
      expect(intact<f64>(out, 100)).toBe(true);
    }
  });

  test("keeps every count on a wide axis, and finds a line far narrower than a channel", () => {
    const sigmas: f64[] = [0.0001, 0.05, 1];
    for (let k = 0; k < sigmas.length; k++) {
      const out = zeros<f64>(60);
      const scratch = room<u8>(responseScratch(60));
      const s = put<f64>([sigmas[k]]);
      addResponse(
        out,
        0.5,
        1,
        60,
        60,
        put<f64>([30.2]),
        put<f64>([7]),
        s,
        1,
        sigmas[k],
        0.1,
        0.3,
        0,
        1,
        0,
        scratch,
      );
      let sum: f64 = 0;
      for (let j = 0; j < 60; j++) sum += at<f64>(out, j);
      expectNear(sum, 7, 1e-7);
    }
  });

  test("skips lines without counts, below the axis and above the grid", () => {
    const out = zeros<f64>(10);
    const scratch = room<u8>(responseScratch(10));
    const e = put<f64>([5, -30, 50]);
    addResponse(
      out,
      0.5,
      1,
      10,
      10,
      e,
      put<f64>([0, 1, 1]),
      put<f64>([1, 1, 1]),
      3,
      1,
      0.1,
      1,
      0,
      1,
      0.01,
      scratch,
    );
    for (let j = 0; j < 10; j++) expect(at<f64>(out, j)).toBe(0);
  });
});
