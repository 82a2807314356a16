// The passes of CIEDE2000 that deal with hues.
import {
  A1,
  A2,
  B1,
  B2,
  BELL,
  C1,
  C2,
  HUE_WEIGHT,
  MEAN_X,
  MEAN_Y,
  POW7,
  PRODUCT,
  ROTATION,
  rows,
  SCALE,
  STEP,
  SUM,
  TURN,
  X1,
  X2,
} from "./ciede2000-rows";

const TIE: usize = memory.data<f64>([1e-60], 16);

/**
 * Mean hue and hue difference of hues that are nearly or wholly opposite.
 *
 * There the sum of the two directions is near to nothing, and their difference, turned by 90 degrees, is the direction of
 * the mean; which of the two ways it is turned has the sign of the cross product.
 *
 * @param at vector of row 0
 * @param opposite mask of the lanes to replace
 */
function turnOpposite(at: usize, opposite: v128): void {
  const tie = v128.load64_splat(TIE);
  const c1 = v128.load(at, C1);
  const c2 = v128.load(at, C2);
  const a1 = v128.load(at, A1);
  const b1 = v128.load(at, B1);
  const a2 = v128.load(at, A2);
  const b2 = v128.load(at, B2);
  // Unstretched, so that hues which are opposite in the input are so here. Then the colour with the hue below 180
  // degrees decides: it has the larger b*, or on the axis the larger a*.
  const cross = f64x2.sub(
    f64x2.sub(f64x2.mul(a1, b2), f64x2.mul(a2, b1)),
    f64x2.mul(f64x2.add(b2, f64x2.mul(a2, tie)), tie),
  );
  const sign = v128.and(cross, f64x2.splat(-0.0));
  const x = f64x2.sub(f64x2.mul(b2, c1), f64x2.mul(b1, c2));
  const y = f64x2.sub(f64x2.mul(v128.load(at, X1), c2), f64x2.mul(v128.load(at, X2), c1));
  const square = f64x2.add(f64x2.mul(x, x), f64x2.mul(y, y));
  const turn = f64x2.div(f64x2.add(square, square), v128.load(at, PRODUCT));
  const scale = f64x2.div(f64x2.splat(1), f64x2.sqrt(square));
  v128.store(at, v128.bitselect(v128.xor(x, sign), v128.load(at, MEAN_X), opposite), MEAN_X);
  v128.store(at, v128.bitselect(v128.xor(y, sign), v128.load(at, MEAN_Y), opposite), MEAN_Y);
  v128.store(at, v128.bitselect(v128.xor(turn, sign), v128.load(at, TURN), opposite), TURN);
  v128.store(at, v128.bitselect(scale, v128.load(at, SCALE), opposite), SCALE);
}

const COMPARE: usize = memory.data<f64>([0.02, 1, 1e-300, 2.5e-7], 16);

/**
 * Chroma and hue of the stretched colours: their differences, and the direction of the mean hue.
 *
 * With v1 and v2 the colours and c1 and c2 their chromas, the mean is the direction of m = c2 v1 + c1 v2, and the sine of
 * half the hue difference is the cross product of v1 and v2 over the length of m. Where that is less than 1/1000 of what
 * it is for equal hues, too few digits are left.
 */
export function compareHues(end: usize): void {
  const unit = v128.load64_splat(COMPARE);
  const one = v128.load64_splat(COMPARE, 8);
  const least = v128.load64_splat(COMPARE, 16);
  const near = v128.load64_splat(COMPARE, 24);
  for (let at = rows; at < end; at += 16) {
    const x1 = v128.load(at, X1);
    const x2 = v128.load(at, X2);
    const b1 = v128.load(at, B1);
    const b2 = v128.load(at, B2);
    const c1 = v128.load(at, C1);
    const c2 = v128.load(at, C2);
    const mx = f64x2.add(f64x2.mul(x1, c2), f64x2.mul(x2, c1));
    const my = f64x2.add(f64x2.mul(b1, c2), f64x2.mul(b2, c1));
    const m2 = f64x2.pmax(f64x2.add(f64x2.mul(mx, mx), f64x2.mul(my, my)), least);
    v128.store(at, f64x2.div(one, f64x2.sqrt(m2)), SCALE);
    v128.store(at, mx, MEAN_X);
    v128.store(at, my, MEAN_Y);
    v128.store(at, f64x2.sub(f64x2.mul(x1, b2), f64x2.mul(x2, b1)), TURN);
    const sum = f64x2.add(c1, c2);
    const product = f64x2.mul(f64x2.add(c1, c1), f64x2.add(c2, c2));
    v128.store(at, product, PRODUCT);
    v128.store(at, f64x2.sub(c2, c1), STEP);
    v128.store(at, sum, SUM);
    const c = f64x2.mul(sum, unit);
    const cc = f64x2.mul(c, c);
    v128.store(at, f64x2.mul(f64x2.mul(cc, c), f64x2.mul(cc, cc)), POW7);
    const opposite = f64x2.lt(m2, f64x2.mul(f64x2.mul(product, near), product));
    if (v128.any_true(opposite)) turnOpposite(at, opposite);
  }
}

// 0.0075 T with x = cos h and y = sin h of the mean hue: the factors of 1 to x^4, and of y to x^3 y; one. Then the direction
// of 275 degrees, scaled so that the last factor of what follows is 1: the fit of the eighth root of exp(-(d / 25)^2) over
// the cosine of d, from -1 to 1, such that its eighth power is within 7e-13.
const WEIGH: usize = memory.data<f64>(
  [
    0.00501901425039068, -0.008264740036476727, 0.00904788599687456, 0.009547410195535424,
    -0.005447885996874562, -0.00038663168815763165, 0.005346039145130207, -0.0010034732473694734,
    -0.010692078290260414, 1, 0.01170920658327133, -0.13383684367062873, 0.16439416329169196,
    2.523945393969754, 13.395166101170753, 30.64928570507148, 31.97196865977019, 15.684086278365884,
    3.0114426295265617,
  ],
  16,
);

/**
 * The weight of hue, and of the rotation term the factor of chroma and the bell.
 *
 * Its terms are in y (c + x (...)) and x (...). ROTATION is 0 for a mean hue from 0 to 90 degrees: the bell is cut at 360.
 */
export function weighHues(end: usize): void {
  const zero = f64x2.splat(0);
  const x0 = v128.load64_splat(WEIGH);
  const x1 = v128.load64_splat(WEIGH, 8);
  const x2 = v128.load64_splat(WEIGH, 16);
  const x3 = v128.load64_splat(WEIGH, 24);
  const x4 = v128.load64_splat(WEIGH, 32);
  const y0 = v128.load64_splat(WEIGH, 40);
  const y1 = v128.load64_splat(WEIGH, 48);
  const y2 = v128.load64_splat(WEIGH, 56);
  const y3 = v128.load64_splat(WEIGH, 64);
  const one = v128.load64_splat(WEIGH, 72);
  const towardX = v128.load64_splat(WEIGH, 80);
  const towardY = v128.load64_splat(WEIGH, 88);
  const c0 = v128.load64_splat(WEIGH, 96);
  const c1 = v128.load64_splat(WEIGH, 104);
  const c2 = v128.load64_splat(WEIGH, 112);
  const c3 = v128.load64_splat(WEIGH, 120);
  const c4 = v128.load64_splat(WEIGH, 128);
  const c5 = v128.load64_splat(WEIGH, 136);
  const c6 = v128.load64_splat(WEIGH, 144);
  for (let at = rows; at < end; at += 16) {
    const scale = v128.load(at, SCALE);
    const x = f64x2.mul(v128.load(at, MEAN_X), scale);
    const y = f64x2.mul(v128.load(at, MEAN_Y), scale);
    v128.store(at, f64x2.mul(v128.load(at, TURN), scale), TURN);
    const pow7 = v128.load(at, POW7);
    const rotation = f64x2.sqrt(f64x2.div(f64x2.mul(pow7, v128.load(at, PRODUCT)), f64x2.add(pow7, one)));
    v128.store(at, v128.and(rotation, f64x2.lt(v128.or(x, y), zero)), ROTATION);
    const g = f64x2.add(f64x2.mul(x, towardX), f64x2.mul(y, towardY));
    const g2 = f64x2.mul(g, g);
    const odd = f64x2.add(f64x2.mul(f64x2.add(f64x2.mul(f64x2.add(g2, c5), g2), c3), g2), c1);
    const even = f64x2.add(f64x2.mul(f64x2.add(f64x2.mul(f64x2.add(f64x2.mul(g2, c6), c4), g2), c2), g2), c0);
    v128.store(at, f64x2.add(even, f64x2.mul(g, odd)), BELL);
    const tx = f64x2.add(
      f64x2.mul(f64x2.add(f64x2.mul(f64x2.add(f64x2.mul(f64x2.add(f64x2.mul(x, x4), x3), x), x2), x), x1), x),
      x0,
    );
    const ty = f64x2.add(f64x2.mul(f64x2.add(f64x2.mul(f64x2.add(f64x2.mul(x, y3), y2), x), y1), x), y0);
    const weight = f64x2.add(tx, f64x2.mul(ty, y));
    v128.store(at, f64x2.add(one, f64x2.mul(v128.load(at, SUM), weight)), HUE_WEIGHT);
  }
}
