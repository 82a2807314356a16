// Predictions of a pixel by its neighbours. Source: RFC 9649, section 3.4.1.

type Predictor = (pixels: Uint32Array, at: number, width: number) => number;

const average = (a: number, b: number): number => ((((a ^ b) & 0xfefefefe) >>> 1) + (a & b)) >>> 0;

const part = (pixel: number, shift: number): number => (pixel >>> shift) & 255;

const SHIFTS = [24, 16, 8, 0] as const;

const clip = (value: number): number => Math.max(0, Math.min(255, value));

/** Left or top, whichever is nearer to left + top - top left. */
function select(left: number, top: number, topLeft: number): number {
  let difference = 0;
  for (const shift of SHIFTS) {
    const corner = part(topLeft, shift);
    difference += Math.abs(part(top, shift) - corner) - Math.abs(part(left, shift) - corner);
  }
  return difference < 0 ? left : top;
}

function each(component: (shift: number) => number): number {
  let out = 0;
  for (const shift of SHIFTS) out |= component(shift) << shift;
  return out >>> 0;
}

const addSubtract = (a: number, b: number, c: number): number =>
  each((shift) => clip(part(a, shift) + part(b, shift) - part(c, shift)));

const addSubtractHalf = (a: number, b: number): number =>
  each((shift) => {
    const from = part(a, shift);
    return clip(from + Math.trunc((from - part(b, shift)) / 2));
  });

const L: Predictor = (p, at) => p[at - 1];
const T: Predictor = (p, at, width) => p[at - width];
const TL: Predictor = (p, at, width) => p[at - width - 1];
const TR: Predictor = (p, at, width) => p[at - width + 1];

const PREDICTORS: readonly Predictor[] = [
  () => 0xff000000,
  L,
  T,
  TR,
  TL,
  (p, at, w) => average(average(L(p, at, w), TR(p, at, w)), T(p, at, w)),
  (p, at, w) => average(L(p, at, w), TL(p, at, w)),
  (p, at, w) => average(L(p, at, w), T(p, at, w)),
  (p, at, w) => average(TL(p, at, w), T(p, at, w)),
  (p, at, w) => average(T(p, at, w), TR(p, at, w)),
  (p, at, w) => average(average(L(p, at, w), TL(p, at, w)), average(T(p, at, w), TR(p, at, w))),
  (p, at, w) => select(L(p, at, w), T(p, at, w), TL(p, at, w)),
  (p, at, w) => addSubtract(L(p, at, w), T(p, at, w), TL(p, at, w)),
  (p, at, w) => addSubtractHalf(average(L(p, at, w), T(p, at, w)), TL(p, at, w)),
];

/** The predictor of a number, 0..15; those that have no meaning yet predict black. */
export function predictorOf(mode: number): Predictor {
  return PREDICTORS[mode] ?? PREDICTORS[0];
}
