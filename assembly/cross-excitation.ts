// How the lines that start in a stack's cells spread through it, by following them along fixed directions.
import { decay, meanDecay, meanOfEven } from "./exponential";

/**
 * Gauss-Legendre nodes and weights of 16 points on [-1, 1], those above 0. Source: Abramowitz and Stegun 1964, table 25.4.
 */
const NODES: StaticArray<f64> = [
  0.09501250983763744, 0.2816035507792589, 0.45801677765722737, 0.6178762444026438, 0.755404408355003,
  0.8656312023878318, 0.9445750230732326, 0.9894009349916499,
];
const WEIGHTS: StaticArray<f64> = [
  0.1894506104550685, 0.18260341504492358, 0.16915651939500254, 0.14959598881657674, 0.12462897125553388,
  0.09515851168249279, 0.062253523938647894, 0.027152459411754096,
];

/** What of a cell is kept between the way down and the way up: three pairs. */
const KEPT: usize = 48;

/**
 * Follows the photons of one line down and up along two directions, and adds their paths.
 *
 * @param flux f64[cells], every `stride` values
 * @param source f64[cells]: photons into 4 pi that start in each cell, evenly
 * @param depth f64[cells]: optical thicknesses across
 * @param kept room for KEPT bytes a cell
 * @param cosine of the directions with the surface's normal
 * @param weight share of the half sphere
 */
function follow(
  flux: usize,
  stride: i32,
  source: usize,
  depth: usize,
  cells: i32,
  kept: usize,
  cosine: v128,
  weight: v128,
): void {
  const half = f64x2.splat(0.5);
  const scale = f64x2.div(weight, cosine);
  const step = (<usize>stride) << 3;
  let photons = f64x2.splat(0);
  let to = flux;
  let room = kept;
  for (let c = 0; c < cells; c++) {
    const x = f64x2.div(v128.load64_splat(depth + ((<usize>c) << 3)), cosine);
    const passed = decay(x);
    const mean = meanDecay(x, passed);
    const own = f64x2.mul(half, v128.load64_splat(source + ((<usize>c) << 3)));
    const path = f64x2.mul(own, meanOfEven(x, mean));
    const added = f64x2.mul(own, mean);
    const here = f64x2.mul(scale, f64x2.add(f64x2.mul(photons, mean), f64x2.add(path, path)));
    store<f64>(to, load<f64>(to) + f64x2.extract_lane(here, 0) + f64x2.extract_lane(here, 1));
    photons = f64x2.add(f64x2.mul(photons, passed), added);
    v128.store(room, passed);
    v128.store(room, mean, 16);
    v128.store(room, added, 32);
    to += step;
    room += KEPT;
  }
  photons = f64x2.splat(0);
  for (let c = cells - 1; c >= 0; c--) {
    to -= step;
    room -= KEPT;
    const here = f64x2.mul(scale, f64x2.mul(photons, v128.load(room, 16)));
    store<f64>(to, load<f64>(to) + f64x2.extract_lane(here, 0) + f64x2.extract_lane(here, 1));
    photons = f64x2.add(f64x2.mul(photons, v128.load(room)), v128.load(room, 32));
  }
}

/**
 * Paths that the photons of lines cover on the mean of each cell of a stack: times a cell's mass thickness and a
 * coefficient in cm2/g, they give what is absorbed there.
 *
 * @param out f64[cells][lines], 8-aligned
 * @param sources f64[lines][cells]: photons into 4 pi that start in each cell, evenly
 * @param depths f64[lines][cells]: optical thicknesses of the cells across, at least 0, from the top down
 * @param scratch room for 48 bytes a cell, 16-aligned
 *
 * Two directions at a time, sixteen in all: cosines u^3 with u at Gauss' points of 0..1, close together where grazing
 * photons go far. Source: S. Chandrasekhar, Radiative Transfer, 1950, chapter 2; the integral is that of E1.
 */
export function spreadLines(
  out: usize,
  sources: usize,
  depths: usize,
  cells: i32,
  lines: i32,
  scratch: usize,
): void {
  memory.fill(out, 0, (<usize>cells * <usize>lines) << 3);
  const row = (<usize>cells) << 3;
  for (let n = 0; n < NODES.length; n++) {
    const node = unchecked(NODES[n]);
    const u = f64x2.mul(f64x2.splat(0.5), f64x2.replace_lane(f64x2.splat(1.0 + node), 1, 1.0 - node));
    const square = f64x2.mul(u, u);
    const cosine = f64x2.mul(square, u);
    // d(u^3) = 3 u^2 du, and du is half of Gauss' weight.
    const weight = f64x2.mul(f64x2.splat(1.5 * unchecked(WEIGHTS[n])), square);
    for (let line = 0; line < lines; line++) {
      const from = <usize>line * row;
      const to = out + ((<usize>line) << 3);
      follow(to, lines, sources + from, depths + from, cells, scratch, cosine, weight);
    }
  }
}
