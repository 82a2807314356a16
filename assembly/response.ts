// A detector's answer to photons of one energy: Gaussian, two exponential tails and a step, integrated over channels.

import { decay } from "./exponential";

// Gauss-Legendre rule of four points on [-1, 1]. Source: Abramowitz and Stegun 1964, table 25.4.
const NODE_INNER: f64 = 0.3399810435848563;
const NODE_OUTER: f64 = 0.8611363115940526;
const WEIGHT_INNER: f64 = 0.6521451548625461;
const WEIGHT_OUTER: f64 = 0.3478548451374538;
/** 1 / sqrt(2 pi). */
const NORMAL: f64 = 0.3989422804014327;
/** Half-width of the Gaussian that is computed, in sigmas: 2e-9 of the area lies outside. */
const REACH: f64 = 6;

/** Arrays of two values for each channel of the grid that {@link addResponse} works on. */
const ARRAYS: i32 = 5;

/** Bytes of scratch for {@link addResponse}. */
export function responseScratch(grid: i32): i32 {
  return ARRAYS * (grid << 4);
}

/** The normal density without its factor, for two values. */
function bells(z: v128): v128 {
  return decay(f64x2.mul(f64x2.splat(0.5), f64x2.mul(z, z)));
}

function accumulate(at: usize, pair: v128): void {
  v128.store(at, f64x2.add(v128.load(at), pair));
}

/** The sum of what was accumulated. */
function accumulated(at: usize): f64 {
  return load<f64>(at) + load<f64>(at + 8);
}

/**
 * Adds what a detector makes of photons: for each line its area as Gaussian, short tail, long tail and step.
 *
 * The parts' sizes relative to the Gaussian are those of PyMca; all of them together have the line's area, as far as it
 * lies on the axis and, for tails and step, above 0 keV.
 *
 * @param out f64[channels], 8-aligned; added to
 * @param offset centre of channel 0, keV
 * @param gain width of a channel, keV, above 0
 * @param grid channels of the axis continued upwards, so that what lies above it leaves its tail in it; at least `channels`
 * @param energies f64[count], keV
 * @param areas f64[count], counts, at least 0
 * @param sigmas f64[count], keV, at least `leastSigma`
 * @param leastSigma keV, above 0
 * @param shortRatio area of the short tail over that of the Gaussian
 * @param shortSlope keV, above 0
 * @param longRatio area of the long tail over that of the Gaussian
 * @param longSlope keV, above 0
 * @param step height of the step over that of the Gaussian
 * @param scratch `responseScratch(grid)` bytes, 16-aligned
 *
 * Two nodes at a time, summed in two lanes. A tail is the Gaussian convolved with an exponential: what the Gaussian feeds into it is gathered
 * channel by channel and handed down in one pass for all lines. Source: G. W. Phillips, K. W. Marlow, Nucl. Instrum.
 * Methods 137 (1976) 525; J. L. Campbell et al., Nucl. Instrum. Methods B 9 (1985) 71.
 */
export function addResponse(
  out: usize,
  offset: f64,
  gain: f64,
  channels: i32,
  grid: i32,
  energies: usize,
  areas: usize,
  sigmas: usize,
  count: i32,
  leastSigma: f64,
  shortRatio: f64,
  shortSlope: f64,
  longRatio: f64,
  longSlope: f64,
  step: f64,
  scratch: usize,
): void {
  const size = (<usize>grid) << 4;
  // Of the Gaussian, of the parts of it that go down a tail beyond their channel, and of the step: height and moment.
  const whole = scratch;
  const short = whole + size;
  const long = short + size;
  const drop = long + size;
  const moment = drop + size;
  memory.fill(scratch, 0, <usize>responseScratch(grid));

  const low = offset - 0.5 * gain;
  const panels = <i32>Math.ceil(gain / leastSigma);
  const panel = gain / <f64>panels;
  const half = 0.5 * panel;
  const innerOffsets = f64x2(half * (1 - NODE_INNER), half * (1 + NODE_INNER));
  const outerOffsets = f64x2(half * (1 - NODE_OUTER), half * (1 + NODE_OUTER));
  const shortInner = decay(f64x2.div(innerOffsets, f64x2.splat(shortSlope)));
  const shortOuter = decay(f64x2.div(outerOffsets, f64x2.splat(shortSlope)));
  const longInner = decay(f64x2.div(innerOffsets, f64x2.splat(longSlope)));
  const longOuter = decay(f64x2.div(outerOffsets, f64x2.splat(longSlope)));
  const shortPanel = Math.exp(-panel / shortSlope);
  const longPanel = Math.exp(-panel / longSlope);

  for (let i = 0; i < count; i++) {
    const line = (<usize>i) << 3;
    const area = load<f64>(areas + line);
    if (!(area > 0)) continue;
    const energy = load<f64>(energies + line);
    const sigma = load<f64>(sigmas + line);
    const begin = Math.max((energy - REACH * sigma - low) / gain, 0);
    const first = <i32>Math.floor(begin);
    // Further below, panels that are empty would be 0 times infinity.
    const empty = <i32>Math.floor((begin - <f64>first) * <f64>panels);
    const last = <i32>Math.ceil(Math.min((energy + REACH * sigma - low) / gain, <f64>grid));
    const height = (step * NORMAL) / sigma;
    const gaussian = area / (1 + shortRatio + longRatio + height * Math.max(energy, 0));
    const d = panel / sigma;
    const scale = 0.5 * d * NORMAL * gaussian;
    const innerWeight = f64x2.splat(WEIGHT_INNER * scale);
    const outerWeight = f64x2.splat(WEIGHT_OUTER * scale);
    // The normal density at equal distances: each ratio of neighbours is the last one times a constant.
    const z = f64x2.splat((low + <f64>first * gain + <f64>empty * panel - energy) / sigma);
    const widths = f64x2.splat(sigma);
    const zInner = f64x2.add(z, f64x2.div(innerOffsets, widths));
    const zOuter = f64x2.add(z, f64x2.div(outerOffsets, widths));
    let inner = f64x2.mul(bells(zInner), innerWeight);
    let outer = f64x2.mul(bells(zOuter), outerWeight);
    const steps = f64x2.splat(d);
    const halfSteps = f64x2.splat(0.5 * d);
    let innerRatio = decay(f64x2.mul(steps, f64x2.add(zInner, halfSteps)));
    let outerRatio = decay(f64x2.mul(steps, f64x2.add(zOuter, halfSteps)));
    const heights = f64x2.splat(height);
    const bend = decay(f64x2.mul(steps, steps));
    let p = empty;
    let start = <f64>empty * panel;
    let shortStart = empty > 0 ? shortRatio * Math.exp(-start / shortSlope) : shortRatio;
    let longStart = empty > 0 ? longRatio * Math.exp(-start / longSlope) : longRatio;
    for (let j = first; j < last; j++) {
      const at = (<usize>j) << 4;
      for (; p < panels; p++) {
        const both = f64x2.add(inner, outer);
        accumulate(whole + at, both);
        if (shortRatio > 0) {
          const fed = f64x2.add(f64x2.mul(inner, shortInner), f64x2.mul(outer, shortOuter));
          accumulate(short + at, f64x2.mul(fed, f64x2.splat(shortStart)));
          shortStart *= shortPanel;
        }
        if (longRatio > 0) {
          const fed = f64x2.add(f64x2.mul(inner, longInner), f64x2.mul(outer, longOuter));
          accumulate(long + at, f64x2.mul(fed, f64x2.splat(longStart)));
          longStart *= longPanel;
        }
        if (step > 0) {
          const fallen = f64x2.mul(both, heights);
          accumulate(drop + at, fallen);
          const arms = f64x2.add(f64x2.mul(inner, innerOffsets), f64x2.mul(outer, outerOffsets));
          const turned = f64x2.mul(arms, heights);
          accumulate(moment + at, f64x2.add(turned, f64x2.mul(fallen, f64x2.splat(start))));
          start += panel;
        }
        inner = f64x2.mul(inner, innerRatio);
        outer = f64x2.mul(outer, outerRatio);
        innerRatio = f64x2.mul(innerRatio, bend);
        outerRatio = f64x2.mul(outerRatio, bend);
      }
      p = 0;
      start = 0.0;
      shortStart = shortRatio;
      longStart = longRatio;
    }
  }

  const shortKept = Math.exp(-gain / shortSlope);
  const shortLeft = -Math.expm1(-gain / shortSlope);
  const longKept = Math.exp(-gain / longSlope);
  const longLeft = -Math.expm1(-gain / longSlope);
  let shortDown = 0.0;
  let longDown = 0.0;
  let level = 0.0;
  for (let j = grid - 1; j >= 0; j--) {
    const pair = (<usize>j) << 4;
    const shortFed = accumulated(short + pair);
    const longFed = accumulated(long + pair);
    if (j < channels) {
      const counts = accumulated(whole + pair);
      const above = Math.min(Math.max((low + <f64>(j + 1) * gain) / gain, 0), 1);
      const shortHere = Math.max(shortRatio * counts - shortFed, 0) + shortDown * shortLeft;
      const longHere = Math.max(longRatio * counts - longFed, 0) + longDown * longLeft;
      const flat = level * gain + accumulated(moment + pair);
      const at = out + ((<usize>j) << 3);
      store<f64>(at, load<f64>(at) + counts + above * (shortHere + longHere + flat));
    }
    shortDown = shortDown * shortKept + shortFed;
    longDown = longDown * longKept + longFed;
    level += accumulated(drop + pair);
  }
}
