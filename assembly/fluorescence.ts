// Primary fluorescence: what the beam excites in a layer and what of it leaves. Mass thicknesses in g/cm2.
import { decay, decayIntegral, meanDecay } from "./exponential";

/** The two values at `pointer`, or the last one twice. */
function pair(pointer: usize, rest: i32): v128 {
  return rest > 1 ? v128.load(pointer) : v128.load64_splat(pointer);
}

/** Adds the lanes up; only the first where one value is left. */
function lanes(values: v128, rest: i32): f64 {
  const first = f64x2.extract_lane(values, 0);
  return rest > 1 ? first + f64x2.extract_lane(values, 1) : first;
}

/**
 * Photons of a line that leave a layer upwards, per yield: `sum_E rates / sineIn (1 - exp(-chi m)) / chi` with
 * `chi = mu / sineIn + muOut`.
 *
 * @param rates f64[count], 8-aligned: photons that reach the layer times vacancies per g/cm2
 * @param mu f64[count], cm2/g, above 0: the layer's attenuation at the beam's energies
 * @param muOut the layer's attenuation at the line's energy over the sine of the way out, cm2/g, above 0
 * @param thickness 0 to Infinity
 *
 * Two energies at a time, the last alone where their number is odd. Source: J. Sherman, Spectrochim. Acta 7 (1955) 283.
 */
export function primaryLine(
  rates: usize,
  mu: usize,
  count: i32,
  muOut: f64,
  thickness: f64,
  sineIn: f64,
): f64 {
  const sine = f64x2.splat(sineIn);
  const out = f64x2.splat(muOut);
  let sum: f64 = 0;
  for (let i = 0; i < count; i += 2) {
    const at = (<usize>i) << 3;
    const chi = f64x2.add(f64x2.div(pair(mu + at, count - i), sine), out);
    const path = f64x2.div(decayIntegral(chi, thickness), sine);
    sum += lanes(f64x2.mul(pair(rates + at, count - i), path), count - i);
  }
  return sum;
}

/**
 * Path that each energy's photons cover in the cells of a layer, all of them together, g/cm2.
 *
 * @param out f64[cells][count], 8-aligned: photons times path
 * @param photons f64[count]: reach the top of the cells; left as those that reach their bottom
 * @param mu f64[count], cm2/g
 * @param cells f64[cells], thicknesses of at least 0
 * @param sine of the way in
 *
 * Two energies at a time, the last alone where their number is odd. Source: Beer and Lambert's law.
 */
export function pathsInCells(
  out: usize,
  photons: usize,
  mu: usize,
  count: i32,
  cells: usize,
  cellCount: i32,
  sine: f64,
): void {
  for (let c = 0; c < cellCount; c++) {
    const slant = f64x2.splat(load<f64>(cells + ((<usize>c) << 3)) / sine);
    for (let i = 0; i < count; i += 2) {
      const at = (<usize>i) << 3;
      const x = f64x2.mul(pair(mu + at, count - i), slant);
      const passed = decay(x);
      const here = pair(photons + at, count - i);
      const path = f64x2.mul(here, f64x2.mul(slant, meanDecay(x, passed)));
      const below = f64x2.mul(here, passed);
      if (count - i > 1) {
        v128.store(out + at, path);
        v128.store(photons + at, below);
      } else {
        store<f64>(out + at, f64x2.extract_lane(path, 0));
        store<f64>(photons + at, f64x2.extract_lane(below, 0));
      }
    }
    out += (<usize>count) << 3;
  }
}

/**
 * `out[r] = sum_i rows[r][i] * weights[i]`.
 *
 * @param out f64[rowCount], 8-aligned
 * @param rows f64[rowCount][count]
 * @param weights f64[count]
 *
 * Two at a time, the last alone where their number is odd. Source: definition.
 */
export function multiplyRows(out: usize, rows: usize, weights: usize, rowCount: i32, count: i32): void {
  for (let r = 0; r < rowCount; r++) {
    let sums = f64x2.splat(0);
    let i = 0;
    for (; i + 2 <= count; i += 2) {
      const at = (<usize>i) << 3;
      sums = f64x2.add(sums, f64x2.mul(v128.load(rows + at), v128.load(weights + at)));
    }
    let sum = f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
    if (i < count) sum += load<f64>(rows + ((<usize>i) << 3)) * load<f64>(weights + ((<usize>i) << 3));
    store<f64>(out + ((<usize>r) << 3), sum);
    rows += (<usize>count) << 3;
  }
}

/**
 * What leaves a layer upwards of photons that start in its cells, evenly within each.
 *
 * @param photons f64[cellCount], 8-aligned: into 4 pi, counted as if all went upwards
 * @param cells f64[cellCount], thicknesses of at least 0
 * @param muOut the layer's attenuation over the sine of the way out, cm2/g
 *
 * Scalar. Source: Beer and Lambert's law.
 */
export function escapeFromCells(photons: usize, cells: usize, cellCount: i32, muOut: f64): f64 {
  let passed = f64x2.splat(1);
  let sum: f64 = 0;
  for (let c = 0; c < cellCount; c++) {
    const x = f64x2.splat(load<f64>(cells + ((<usize>c) << 3)) * muOut);
    const own = decay(x);
    const part = f64x2.mul(passed, meanDecay(x, own));
    sum += load<f64>(photons + ((<usize>c) << 3)) * f64x2.extract_lane(part, 0);
    passed = f64x2.mul(passed, own);
  }
  return sum;
}
