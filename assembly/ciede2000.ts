// CIEDE2000 without trigonometry: two pairs of colours in a vector, in passes over rows of a block.
//
// The cosine and sine of the mean hue come from the sum of the directions of the two hues, the weight of hue from
// polynomials in them, and the rotation term from polynomials in the cosine of the angle to 275 degrees. Passes are short
// so that several iterations are in flight at once, and roots lie where there is other work to do meanwhile; `at` is the
// vector of row 0. Where it saves time, roots start in f32, four at once, and a Newton step makes them f64: the relative
// error is below 4e-14. Constants are loaded: as literals they would be built anew in every iteration.
import { compareHues, weighHues } from "./ciede2000-hues";
import {
  A1,
  A2,
  B1,
  B2,
  BELL,
  BLOCK,
  C1,
  C2,
  HALF,
  HUE_WEIGHT,
  LIGHT,
  LIGHT_WEIGHT,
  POW7,
  PRODUCT,
  ROOT,
  ROTATION,
  rows,
  SQUARES,
  STEP,
  SUM,
  single,
  TURN,
  X1,
  X2,
} from "./ciede2000-rows";

const SPLIT: usize = memory.data<f64>([100, 8e5], 16);

/**
 * Loads pairs, and the roots that their chromas start from.
 *
 * @param lab1 first colour
 * @param step bytes from a colour to the one it is compared with
 * @param last where the last two pairs begin: the last of an odd number goes with the one before
 * @returns a mask, true where the squares add up to so little that all values are below 950
 */
function splitColors(lab1: usize, step: usize, last: usize, end: usize): v128 {
  const hundred = v128.load64_splat(SPLIT);
  const limit = v128.load64_splat(SPLIT, 8);
  const least = f32x4.splat(<f32>1e-36);
  const half = f32x4.splat(<f32>0.5);
  let within = i64x2.splat(-1);
  for (let at = rows; at < end; at += 16) {
    const u0 = v128.load(lab1);
    const u1 = v128.load(lab1, 16);
    const u2 = v128.load(lab1, 32);
    const lab2 = lab1 + step;
    const v0 = v128.load(lab2);
    const v1 = v128.load(lab2, 16);
    const v2 = v128.load(lab2, 32);
    const L1 = v128.shuffle<u64>(u0, u1, 0, 3);
    const a1 = v128.shuffle<u64>(u0, u2, 1, 2);
    const b1 = v128.shuffle<u64>(u1, u2, 0, 3);
    const L2 = v128.shuffle<u64>(v0, v1, 0, 3);
    const a2 = v128.shuffle<u64>(v0, v2, 1, 2);
    const b2 = v128.shuffle<u64>(v1, v2, 0, 3);
    v128.store(at, a1, A1);
    v128.store(at, b1, B1);
    v128.store(at, a2, A2);
    v128.store(at, b2, B2);
    const l = f64x2.sub(f64x2.add(L1, L2), hundred);
    const l2 = f64x2.mul(l, l);
    const d = f64x2.sub(L2, L1);
    v128.store(at, l2, LIGHT_WEIGHT);
    v128.store(at, d, LIGHT);
    const s1 = f64x2.add(f64x2.mul(a1, a1), f64x2.mul(b1, b1));
    const s2 = f64x2.add(f64x2.mul(a2, a2), f64x2.mul(b2, b2));
    v128.store(at, s1, X1);
    v128.store(at, s2, X2);
    const sum = f64x2.add(f64x2.add(s1, s2), f64x2.add(l2, f64x2.mul(d, d)));
    within = v128.and(within, f64x2.le(sum, limit));
    const four = v128.shuffle<u64>(f32x4.demote_f64x2_zero(s1), f32x4.demote_f64x2_zero(s2), 0, 2);
    const root = f32x4.sqrt(f32x4.pmax(four, least));
    v128.store(at, root, ROOT);
    v128.store(at, f32x4.div(half, root), HALF);
    lab1 = min(lab1 + 48, last);
  }
  return within;
}

const MEAN: usize = memory.data<f64>([0.02, 1e-37, 80, 1], 16);

/** The seventh power of the mean chroma, for the stretch of a*, and the roots that stretch and lightness start from. */
function meanChromas(end: usize): void {
  const unit = v128.load64_splat(MEAN);
  const least = v128.load64_splat(MEAN, 8);
  const eighty = v128.load64_splat(MEAN, 16);
  const one = v128.load64_splat(MEAN, 24);
  const point5 = f32x4.splat(<f32>0.5);
  for (let at = rows; at < end; at += 16) {
    const s1 = v128.load(at, X1);
    const s2 = v128.load(at, X2);
    const root = v128.load(at, ROOT);
    const half = v128.load(at, HALF);
    const r1 = f64x2.promote_low_f32x4(root);
    const r2 = f64x2.promote_low_f32x4(v128.shuffle<u64>(root, root, 1, 1));
    const h1 = f64x2.promote_low_f32x4(half);
    const h2 = f64x2.promote_low_f32x4(v128.shuffle<u64>(half, half, 1, 1));
    const sum = f64x2.add(
      f64x2.add(r1, f64x2.mul(h1, f64x2.sub(s1, f64x2.mul(r1, r1)))),
      f64x2.add(r2, f64x2.mul(h2, f64x2.sub(s2, f64x2.mul(r2, r2)))),
    );
    const c = f64x2.mul(sum, unit);
    const cc = f64x2.mul(c, c);
    const pow7 = f64x2.mul(f64x2.mul(cc, c), f64x2.mul(cc, cc));
    const z = f64x2.pmax(f64x2.mul(pow7, f64x2.add(pow7, one)), least);
    v128.store(at, pow7, POW7);
    v128.store(at, z, SQUARES);
    const q = f64x2.add(v128.load(at, LIGHT_WEIGHT), eighty);
    const root4 = f32x4.sqrt(v128.shuffle<u64>(f32x4.demote_f64x2_zero(q), f32x4.demote_f64x2_zero(z), 0, 2));
    v128.store(at, root4, ROOT);
    v128.store(at, f32x4.div(point5, root4), HALF);
  }
}

const STRETCH: usize = memory.data<f64>([80, 0.0075, 1.5], 16);

/**
 * The stretched colours and their chromas; lightness in full.
 *
 * With l = L1 + L2 - 100 the weight of lightness is sL = 1 + 0.0075 l^2 / sqrt(80 + l^2); LIGHT / LIGHT_WEIGHT is its
 * term.
 */
function stretchColors(end: usize): void {
  const eighty = v128.load64_splat(STRETCH);
  const slope = v128.load64_splat(STRETCH, 8);
  const most = v128.load64_splat(STRETCH, 16);
  for (let at = rows; at < end; at += 16) {
    const pow7 = v128.load(at, POW7);
    const z = v128.load(at, SQUARES);
    const half = v128.load(at, HALF);
    const v = f64x2.promote_low_f32x4(v128.shuffle<u64>(half, half, 1, 1));
    const r = f64x2.mul(v, f64x2.sub(most, f64x2.mul(f64x2.mul(f64x2.add(z, z), v), v)));
    const stretch = f64x2.sub(most, f64x2.mul(pow7, r));
    const b1 = v128.load(at, B1);
    const b2 = v128.load(at, B2);
    const x1 = f64x2.mul(v128.load(at, A1), stretch);
    const x2 = f64x2.mul(v128.load(at, A2), stretch);
    v128.store(at, x1, X1);
    v128.store(at, x2, X2);
    v128.store(at, f64x2.sqrt(f64x2.add(f64x2.mul(x1, x1), f64x2.mul(b1, b1))), C1);
    v128.store(at, f64x2.sqrt(f64x2.add(f64x2.mul(x2, x2), f64x2.mul(b2, b2))), C2);
    const s = f64x2.promote_low_f32x4(v128.load(at, ROOT));
    const h = f64x2.promote_low_f32x4(half);
    const l2 = v128.load(at, LIGHT_WEIGHT);
    const q = f64x2.add(l2, eighty);
    const light = f64x2.add(s, f64x2.mul(h, f64x2.sub(q, f64x2.mul(s, s))));
    v128.store(at, f64x2.add(light, f64x2.mul(l2, slope)), LIGHT_WEIGHT);
    v128.store(at, f64x2.mul(light, v128.load(at, LIGHT)), LIGHT);
  }
}

// Chebyshev fit of -2 sin(60 degrees * e), odd in e, for e up to 1; scaled with the bell so that the last factor is 1.
const ROTATE: usize = memory.data<f64>(
  [-9.23657656003864, 32.83385389718125, -35.01498448188469, 17.78139913172652, -5.266170321700111],
  16,
);

/** Completes the rotation term but for the differences it multiplies. */
function rotate(end: usize): void {
  const c0 = v128.load64_splat(ROTATE);
  const c1 = v128.load64_splat(ROTATE, 8);
  const c2 = v128.load64_splat(ROTATE, 16);
  const c3 = v128.load64_splat(ROTATE, 24);
  const c4 = v128.load64_splat(ROTATE, 32);
  for (let at = rows; at < end; at += 16) {
    const root = v128.load(at, BELL);
    const root2 = f64x2.mul(root, root);
    const root4 = f64x2.mul(root2, root2);
    const e = f64x2.mul(root4, root4);
    const e2 = f64x2.mul(e, e);
    let q = f64x2.add(e2, c4);
    q = f64x2.add(f64x2.mul(q, e2), c3);
    q = f64x2.add(f64x2.mul(q, e2), c2);
    q = f64x2.add(f64x2.mul(q, e2), c1);
    q = f64x2.add(f64x2.mul(q, e2), c0);
    v128.store(at, f64x2.mul(v128.load(at, ROTATION), f64x2.mul(e, q)), ROTATION);
  }
}

const ADD: usize = memory.data<f64>([1, 0.0225], 16);

/** The differences themselves: the root of the sum of squares, all over a common denominator. */
function addSquares(out: usize, last: usize, end: usize): void {
  const zero = f64x2.splat(0);
  const one = v128.load64_splat(ADD);
  const slope = v128.load64_splat(ADD, 8);
  for (let at = rows; at < end; at += 16) {
    const sL = v128.load(at, LIGHT_WEIGHT);
    const sH = v128.load(at, HUE_WEIGHT);
    const sC = f64x2.add(one, f64x2.mul(slope, v128.load(at, SUM)));
    const sCH = f64x2.mul(sC, sH);
    const l = f64x2.mul(v128.load(at, LIGHT), sCH);
    const c = f64x2.mul(v128.load(at, STEP), f64x2.mul(sL, sH));
    const t = f64x2.mul(v128.load(at, TURN), f64x2.mul(sL, sC));
    const h = f64x2.mul(
      t,
      f64x2.add(f64x2.mul(t, v128.load(at, PRODUCT)), f64x2.mul(c, v128.load(at, ROTATION))),
    );
    const sum = f64x2.pmax(f64x2.add(f64x2.add(f64x2.mul(l, l), f64x2.mul(c, c)), h), zero);
    v128.store(min(out, last), f64x2.div(f64x2.sqrt(sum), f64x2.mul(sL, sCH)));
    out += 16;
  }
}

/**
 * CIEDE2000 colour difference (kL = kC = kH = 1), and whether the values are known to be in range.
 *
 * @param out f64 [count]; 8-byte aligned, as are the inputs, and apart from them
 * @param lab1 f64 [count, 3] reference colours, from -1000 to 1000
 * @param lab2 f64 [count, 3] colours, from -1000 to 1000
 * @returns 1 if all values are from -1000 to 1000; 0 where that is not sure and the differences may mean nothing
 *
 * Two pairs at a time; the last of an odd number goes with the one before. Within 1e-10 of the formula.
 * Source: G. Sharma, W. Wu, E. N. Dalal, Color Res. Appl. 30 (2005) 21-30, doi:10.1002/col.20070, eqs. 2-22.
 */
export function compareWithin(out: usize, lab1: usize, lab2: usize, count: i32): i32 {
  if (count < 1) return 1;
  if (count < 2) {
    memory.copy(single, lab1, 24);
    memory.copy(single + 48, lab2, 24);
    const within = compareWithin(single + 96, single, single + 48, 2);
    store<f64>(out, load<f64>(single + 96));
    return within;
  }
  let within = i64x2.splat(-1);
  const step = lab2 - lab1;
  const last = lab1 + <usize>(count - 2) * 24;
  const lastOut = out + ((<usize>(count - 2)) << 3);
  for (; count > 0; count -= BLOCK) {
    const end = rows + ((<usize>min(count, BLOCK)) << 3);
    within = v128.and(within, splitColors(min(lab1, last), step, last, end));
    meanChromas(end);
    stretchColors(end);
    compareHues(end);
    weighHues(end);
    rotate(end);
    addSquares(out, lastOut, end);
    lab1 += <usize>BLOCK * 24;
    out += <usize>BLOCK * 8;
  }
  return i32(i64x2.all_true(within));
}

/** The same without the check. */
export function deltaE2000(out: usize, lab1: usize, lab2: usize, count: i32): void {
  compareWithin(out, lab1, lab2, count);
}
