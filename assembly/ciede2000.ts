// CIEDE2000 without trigonometry: two pairs of colours in a vector, in passes over rows of a block.
//
// The cosine and sine of the mean hue come from the bisector of the two hues, the cosines of its multiples from the
// addition formulas, and the rotation term from polynomials in the cosine of the angle to 275 degrees. Passes are short
// so that several iterations are in flight at once; they share rows of static memory, where `at` is the vector of row 0.
// Constants are loaded: as literals they would be built anew in every iteration.
import { invertDoubleRoots } from "./invert-roots";

const BLOCK: i32 = 128;
/** Bytes of a row; not a power of two, for then all rows would compete for the same lines of the cache. */
const ROW: usize = 1088;
const rows: usize = memory.data(10880, 64);

// What the rows hold; some serve twice.
const A1: usize = 0;
const B1: usize = ROW;
const A2: usize = 2 * ROW;
const B2: usize = 3 * ROW;
const LIGHT: usize = 4 * ROW;
const LIGHT_WEIGHT: usize = 5 * ROW;
const POW7: usize = 6 * ROW;
const ROOT: usize = 7 * ROW;
const TURN: usize = 8 * ROW;
const PRODUCT: usize = 9 * ROW;
const MEAN_X: usize = A1;
const MEAN_Y: usize = B1;
const CHROMA_SUM: usize = A2;
const CHROMA_STEP: usize = B2;
const HUE_SQUARE: usize = POW7;
const ANGLE: usize = A1;
const SUM: usize = B1;
const WEIGHT: usize = A2;
const ROTATION: usize = B2;

const SPLIT: usize = memory.data<f64>([100, 80, 0.0075, 0.02, 5e-5, 200], 16);

/**
 * Loads up to BLOCK pairs; lightness in full; the mean chroma for the stretch of a*.
 *
 * With l = L1 + L2 - 100 the weight of lightness is sL = 1 + 0.0075 l^2 / sqrt(80 + l^2); LIGHT / LIGHT_WEIGHT is its
 * term. The chroma is in units of 25, POW7 its seventh power.
 */
function splitColors(lab1: usize, lab2: usize, count: i32): void {
  const hundred = v128.load64_splat(SPLIT);
  const eighty = v128.load64_splat(SPLIT, 8);
  const slope = v128.load64_splat(SPLIT, 16);
  const unit = v128.load64_splat(SPLIT, 24);
  const least = v128.load64_splat(SPLIT, 32);
  const most = v128.load64_splat(SPLIT, 40);
  let at = rows;
  for (; count > 0; count -= 2) {
    // The last of an odd number of pairs fills both lanes.
    const next1 = count > 1 ? lab1 + 24 : lab1;
    const next2 = count > 1 ? lab2 + 24 : lab2;
    const L1 = v128.load64_lane(next1, v128.load64_zero(lab1), 1);
    const a1 = v128.load64_lane(next1, v128.load64_zero(lab1, 8), 1, 8);
    const b1 = v128.load64_lane(next1, v128.load64_zero(lab1, 16), 1, 16);
    const L2 = v128.load64_lane(next2, v128.load64_zero(lab2), 1);
    const a2 = v128.load64_lane(next2, v128.load64_zero(lab2, 8), 1, 8);
    const b2 = v128.load64_lane(next2, v128.load64_zero(lab2, 16), 1, 16);
    v128.store(at, a1, A1);
    v128.store(at, b1, B1);
    v128.store(at, a2, A2);
    v128.store(at, b2, B2);
    const l = f64x2.sub(f64x2.add(L1, L2), hundred);
    const l2 = f64x2.mul(l, l);
    const root = f64x2.sqrt(f64x2.add(eighty, l2));
    v128.store(at, f64x2.mul(f64x2.sub(L2, L1), root), LIGHT);
    v128.store(at, f64x2.add(root, f64x2.mul(slope, l2)), LIGHT_WEIGHT);
    const c1 = f64x2.sqrt(f64x2.add(f64x2.mul(a1, a1), f64x2.mul(b1, b1)));
    const c2 = f64x2.sqrt(f64x2.add(f64x2.mul(a2, a2), f64x2.mul(b2, b2)));
    // The bounds keep what follows in the range of f32; beyond them the stretch is 1 or 1.5 to the last digit.
    const c = f64x2.pmin(f64x2.pmax(f64x2.mul(f64x2.add(c1, c2), unit), least), most);
    const square = f64x2.mul(c, c);
    const pow7 = f64x2.mul(f64x2.mul(f64x2.mul(square, square), square), c);
    v128.store(at, pow7, POW7);
    v128.store(at, f64x2.add(pow7, f64x2.mul(pow7, pow7)), ROOT);
    lab1 += 48;
    lab2 += 48;
    at += 16;
  }
}

const COMPARE: usize = memory.data<f64>([1.5, Math.SQRT1_2, -1e-60, -1e-90, 1e-37], 16);

/**
 * Chroma and hue of the stretched colours: their differences, and the direction of the mean hue.
 *
 * With u1 and u2 the directions of the hues, the mean is that of u1 + u2, or where they are more than 90 degrees apart
 * that of u2 - u1 turned by 90 degrees, which is the better conditioned. Both have the length sqrt(2 C P) with C the
 * product of the chromas and P = C + |dot product|, when scaled by C. The hue difference sqrt(C) 2 sin(dh / 2) is
 * likewise 2 cross sqrt(C) / sqrt(2 C P), or 2 P sqrt(C) / sqrt(2 C P) with the sign of the cross product; its square
 * needs neither.
 */
function compareHues(end: usize): void {
  const zero = f64x2.splat(0);
  const signBit = f64x2.splat(-0.0);
  const most = v128.load64_splat(COMPARE);
  const half = v128.load64_splat(COMPARE, 8);
  const tieB = v128.load64_splat(COMPARE, 16);
  const tieA = v128.load64_splat(COMPARE, 24);
  const least = v128.load64_splat(COMPARE, 32);
  for (let at = rows; at < end; at += 16) {
    const stretch = f64x2.sub(most, f64x2.mul(half, f64x2.mul(v128.load(at, POW7), v128.load(at, ROOT))));
    const a1 = v128.load(at, A1);
    const b1 = v128.load(at, B1);
    const a2 = v128.load(at, A2);
    const b2 = v128.load(at, B2);
    const x1 = f64x2.mul(a1, stretch);
    const x2 = f64x2.mul(a2, stretch);
    const c1 = f64x2.sqrt(f64x2.add(f64x2.mul(x1, x1), f64x2.mul(b1, b1)));
    const c2 = f64x2.sqrt(f64x2.add(f64x2.mul(x2, x2), f64x2.mul(b2, b2)));
    const dC = f64x2.sub(c2, c1);
    const dx = f64x2.sub(x2, x1);
    const db = f64x2.sub(b2, b1);
    const square = f64x2.add(f64x2.mul(dx, dx), f64x2.mul(db, db));
    v128.store(at, f64x2.pmax(f64x2.sub(square, f64x2.mul(dC, dC)), zero), HUE_SQUARE);
    v128.store(at, dC, CHROMA_STEP);
    v128.store(at, f64x2.add(c1, c2), CHROMA_SUM);
    const product = f64x2.mul(c1, c2);
    v128.store(at, product, PRODUCT);
    // Unstretched, so that hues which are opposite in the input are so here. Then the colour with the hue below 180
    // degrees decides: it has the larger b*, or on the axis the larger a*.
    const cross = f64x2.add(
      f64x2.sub(f64x2.mul(a1, b2), f64x2.mul(a2, b1)),
      f64x2.add(f64x2.mul(db, tieB), f64x2.mul(dx, tieA)),
    );
    const sign = v128.and(cross, signBit);
    const dot = f64x2.add(f64x2.mul(x1, x2), f64x2.mul(b1, b2));
    const wide = f64x2.lt(dot, zero);
    const p = f64x2.add(product, v128.andnot(dot, signBit));
    v128.store(at, f64x2.pmax(f64x2.mul(product, p), least), ROOT);
    const ax = f64x2.mul(x1, c2);
    const ay = f64x2.mul(b1, c2);
    const bx = f64x2.mul(x2, c1);
    const by = f64x2.mul(b2, c1);
    v128.store(at, v128.bitselect(v128.xor(f64x2.sub(by, ay), sign), f64x2.add(ax, bx), wide), MEAN_X);
    v128.store(at, v128.bitselect(v128.xor(f64x2.sub(ax, bx), sign), f64x2.add(ay, by), wide), MEAN_Y);
    v128.store(at, v128.bitselect(v128.or(p, sign), f64x2.mul(cross, stretch), wide), TURN);
  }
}

// 0.0075 T with x = cos h and y = sin h of the mean hue: the factors of x and x^3, y and x^2 y, x^2 and x^4, x y and
// x^3 y, and 1; then one, the slope of sC, the direction of 275 degrees, the cosine of 131.4, and bounds.
const WEIGH: usize = memory.data<f64>(
  [
    -0.008264740036476727, 0.009547410195535424, -0.00038663168815763165, -0.0010034732473694734,
    0.00904788599687456, -0.005447885996874562, 0.005346039145130207, -0.010692078290260414,
    0.00501901425039068, 1, 0.0225, 0.08715574274765818, -0.9961946980917455, -0.6613118653236519, 0.02,
    1e-36,
  ],
  16,
);

/**
 * Weights of chroma and hue; the sum of squares over a common denominator, of which WEIGHT is the square; and the
 * rotation term but for its bell around 275 degrees.
 *
 * ANGLE is the cosine of the angle to 275 degrees. The bell is cut where it is 1e-12, and at 360 degrees.
 */
function weighDifferences(end: usize): void {
  const zero = f64x2.splat(0);
  const x1 = v128.load64_splat(WEIGH);
  const x3 = v128.load64_splat(WEIGH, 8);
  const y1 = v128.load64_splat(WEIGH, 16);
  const yxx = v128.load64_splat(WEIGH, 24);
  const xx1 = v128.load64_splat(WEIGH, 32);
  const x4 = v128.load64_splat(WEIGH, 40);
  const xy1 = v128.load64_splat(WEIGH, 48);
  const x3y = v128.load64_splat(WEIGH, 56);
  const none = v128.load64_splat(WEIGH, 64);
  const one = v128.load64_splat(WEIGH, 72);
  const slope = v128.load64_splat(WEIGH, 80);
  const towardX = v128.load64_splat(WEIGH, 88);
  const towardY = v128.load64_splat(WEIGH, 96);
  const far = v128.load64_splat(WEIGH, 104);
  const unit = v128.load64_splat(WEIGH, 112);
  const least = v128.load64_splat(WEIGH, 120);
  for (let at = rows; at < end; at += 16) {
    const scale = v128.load(at, ROOT);
    const x = f64x2.mul(v128.load(at, MEAN_X), scale);
    const y = f64x2.mul(v128.load(at, MEAN_Y), scale);
    const xx = f64x2.mul(x, x);
    const tx = f64x2.mul(x, f64x2.add(x1, f64x2.mul(x3, xx)));
    const txx = f64x2.mul(xx, f64x2.add(xx1, f64x2.mul(x4, xx)));
    const txy = f64x2.mul(x, f64x2.add(xy1, f64x2.mul(x3y, xx)));
    const ty = f64x2.mul(y, f64x2.add(f64x2.add(y1, f64x2.mul(yxx, xx)), txy));
    const t = f64x2.add(f64x2.add(none, txx), f64x2.add(tx, ty));
    const sum = v128.load(at, CHROMA_SUM);
    const sH = f64x2.add(one, f64x2.mul(sum, t));
    const sC = f64x2.add(one, f64x2.mul(slope, sum));
    const sL = v128.load(at, LIGHT_WEIGHT);
    const sCH = f64x2.mul(sC, sH);
    const sLC = f64x2.mul(sL, sC);
    const l = f64x2.mul(v128.load(at, LIGHT), sCH);
    const c = f64x2.mul(v128.load(at, CHROMA_STEP), f64x2.mul(sL, sH));
    const h2 = f64x2.mul(v128.load(at, HUE_SQUARE), f64x2.mul(sLC, sLC));
    const weight = f64x2.mul(sL, sCH);
    const u = f64x2.mul(sum, unit);
    const u2 = f64x2.mul(u, u);
    const pow7 = f64x2.mul(f64x2.mul(f64x2.mul(u2, u2), u2), u);
    const p = f64x2.mul(pow7, v128.load(at, PRODUCT));
    const turn = f64x2.mul(f64x2.mul(scale, v128.load(at, TURN)), f64x2.mul(c, sLC));
    const angle = f64x2.add(f64x2.mul(towardX, x), f64x2.mul(towardY, y));
    v128.store(at, f64x2.pmax(angle, far), ANGLE);
    v128.store(at, f64x2.add(f64x2.add(f64x2.mul(l, l), f64x2.mul(c, c)), h2), SUM);
    v128.store(at, f64x2.mul(weight, weight), WEIGHT);
    v128.store(at, v128.and(f64x2.mul(p, turn), f64x2.lt(f64x2.pmin(x, y), zero)), ROTATION);
    v128.store(at, f64x2.pmax(f64x2.mul(p, f64x2.add(one, pow7)), least), ROOT);
  }
}

// Chebyshev fit of exp(-(d / 25)^2 / 4) over the cosine of d, for d up to 131.4 degrees: its fourth power is within 1e-12.
const BELL: usize = memory.data<f64>(
  [
    0.03916389509924945, 0.16156266469249347, 0.28181992384552346, 0.27302293956643703, 0.16271247058791805,
    0.0626449046277817, 0.01598618197593582, 0.002741927473519116, 0.00031853676051704204,
    2.5153600436987133e-5, 1.3242982787561633e-6, 8.99095325621275e-8, -1.243785191599024e-8,
  ],
  16,
);

/** exp(-(d / 25)^2) of the angle d to 275 degrees in place of its cosine. */
function ringBells(end: usize): void {
  const c0 = v128.load64_splat(BELL);
  const c1 = v128.load64_splat(BELL, 8);
  const c2 = v128.load64_splat(BELL, 16);
  const c3 = v128.load64_splat(BELL, 24);
  const c4 = v128.load64_splat(BELL, 32);
  const c5 = v128.load64_splat(BELL, 40);
  const c6 = v128.load64_splat(BELL, 48);
  const c7 = v128.load64_splat(BELL, 56);
  const c8 = v128.load64_splat(BELL, 64);
  const c9 = v128.load64_splat(BELL, 72);
  const c10 = v128.load64_splat(BELL, 80);
  const c11 = v128.load64_splat(BELL, 88);
  const c12 = v128.load64_splat(BELL, 96);
  for (let at = rows; at < end; at += 16) {
    const x = v128.load(at, ANGLE);
    const x2 = f64x2.mul(x, x);
    const x4 = f64x2.mul(x2, x2);
    const p0 = f64x2.add(f64x2.add(c0, f64x2.mul(x, c1)), f64x2.mul(x2, f64x2.add(c2, f64x2.mul(x, c3))));
    const p4 = f64x2.add(f64x2.add(c4, f64x2.mul(x, c5)), f64x2.mul(x2, f64x2.add(c6, f64x2.mul(x, c7))));
    const p8 = f64x2.add(f64x2.add(c8, f64x2.mul(x, c9)), f64x2.mul(x2, f64x2.add(c10, f64x2.mul(x, c11))));
    const high = f64x2.add(p4, f64x2.mul(x4, f64x2.add(p8, f64x2.mul(x4, c12))));
    const root = f64x2.add(p0, f64x2.mul(x4, high));
    const square = f64x2.mul(root, root);
    v128.store(at, f64x2.mul(square, square), ANGLE);
  }
}

// Chebyshev fit of -4 sqrt(2) sin(60 degrees * e), odd in e, for e up to 1; then the lower bound of the root's argument.
const ROTATE: usize = memory.data<f64>(
  [
    -5.923843917543694, 1.08270362957174, -0.05936586882129251, 0.0015500438319210105, -2.3603050340709815e-5,
    2.304461022619886e-7, 1e-36,
  ],
  16,
);

/** Adds the rotation term to the sum. */
function addRotation(end: usize): void {
  const zero = f64x2.splat(0);
  const c1 = v128.load64_splat(ROTATE);
  const c3 = v128.load64_splat(ROTATE, 8);
  const c5 = v128.load64_splat(ROTATE, 16);
  const c7 = v128.load64_splat(ROTATE, 24);
  const c9 = v128.load64_splat(ROTATE, 32);
  const c11 = v128.load64_splat(ROTATE, 40);
  const least = v128.load64_splat(ROTATE, 48);
  for (let at = rows; at < end; at += 16) {
    const e = v128.load(at, ANGLE);
    const e2 = f64x2.mul(e, e);
    const e4 = f64x2.mul(e2, e2);
    const p5 = f64x2.add(f64x2.add(c5, f64x2.mul(e2, c7)), f64x2.mul(e4, f64x2.add(c9, f64x2.mul(e2, c11))));
    const sine = f64x2.mul(e, f64x2.add(f64x2.add(c1, f64x2.mul(e2, c3)), f64x2.mul(e4, p5)));
    const rotation = f64x2.mul(v128.load(at, ROTATION), f64x2.mul(v128.load(at, ROOT), sine));
    const sum = f64x2.pmax(f64x2.add(v128.load(at, SUM), rotation), zero);
    v128.store(at, sum, SUM);
    v128.store(at, f64x2.pmax(f64x2.mul(sum, v128.load(at, WEIGHT)), least), ROOT);
  }
}

/** The differences themselves: sqrt(SUM / WEIGHT). */
function storeDifferences(out: usize, count: i32): void {
  const scale = f64x2.splat(Math.SQRT2);
  let at = rows;
  for (; count > 0; count -= 2) {
    const difference = f64x2.mul(f64x2.mul(v128.load(at, SUM), scale), v128.load(at, ROOT));
    if (count > 1) v128.store(out, difference);
    else v128.store64_lane(out, difference, 0);
    out += 16;
    at += 16;
  }
}

/**
 * CIEDE2000 colour difference (kL = kC = kH = 1).
 *
 * @param out f64 [count]; 8-byte aligned, as are the inputs
 * @param lab1 f64 [count, 3] reference colours, from -1000 to 1000
 * @param lab2 f64 [count, 3] colours, from -1000 to 1000
 *
 * Two pairs at a time; the last of an odd number is taken twice. Within 1e-10 of the formula.
 * Source: G. Sharma, W. Wu, E. N. Dalal, Color Res. Appl. 30 (2005) 21-30, doi:10.1002/col.20070, eqs. 2-22.
 */
export function deltaE2000(out: usize, lab1: usize, lab2: usize, count: i32): void {
  for (; count > 0; count -= BLOCK) {
    const n = min(count, BLOCK);
    const end = rows + ((<usize>n) << 3);
    splitColors(lab1, lab2, n);
    invertDoubleRoots(rows + ROOT, end + ROOT);
    compareHues(end);
    invertDoubleRoots(rows + ROOT, end + ROOT);
    weighDifferences(end);
    invertDoubleRoots(rows + ROOT, end + ROOT);
    ringBells(end);
    addRotation(end);
    invertDoubleRoots(rows + ROOT, end + ROOT);
    storeDifferences(out, n);
    lab1 += <usize>BLOCK * 24;
    lab2 += <usize>BLOCK * 24;
    out += <usize>BLOCK * 8;
  }
}
