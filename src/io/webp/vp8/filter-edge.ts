// Source: RFC 6386, section 15, in the whole numbers of libwebp.
import type { FilterStrength } from "./filter.js";

type Plane = Uint8ClampedArray;

const toSigned8 = (value: number): number => Math.max(-128, Math.min(127, value));
const toSigned5 = (value: number): number => Math.max(-16, Math.min(15, value));

/** Changes the two samples next to the edge. */
function adjustTwo(p: Plane, at: number, across: number): void {
  const [p1, p0, q0, q1] = [p[at - 2 * across], p[at - across], p[at], p[at + across]];
  const a = 3 * (q0 - p0) + toSigned8(p1 - q1);
  p[at - across] = p0 + toSigned5((a + 3) >> 3);
  p[at] = q0 - toSigned5((a + 4) >> 3);
}

/** Changes four samples, at an edge within a macroblock. */
function adjustFour(p: Plane, at: number, across: number): void {
  const [p1, p0, q0, q1] = [p[at - 2 * across], p[at - across], p[at], p[at + across]];
  const a = 3 * (q0 - p0);
  const a1 = toSigned5((a + 4) >> 3);
  const a2 = toSigned5((a + 3) >> 3);
  const a3 = (a1 + 1) >> 1;
  p[at - 2 * across] = p1 + a3;
  p[at - across] = p0 + a2;
  p[at] = q0 - a1;
  p[at + across] = q1 - a3;
}

/** Changes six samples, at an edge between macroblocks. */
function adjustSix(p: Plane, at: number, across: number): void {
  const [p2, p1, p0] = [p[at - 3 * across], p[at - 2 * across], p[at - across]];
  const [q0, q1, q2] = [p[at], p[at + across], p[at + 2 * across]];
  const a = toSigned8(3 * (q0 - p0) + toSigned8(p1 - q1));
  const a1 = (27 * a + 63) >> 7;
  const a2 = (18 * a + 63) >> 7;
  const a3 = (9 * a + 63) >> 7;
  p[at - 3 * across] = p2 + a3;
  p[at - 2 * across] = p1 + a2;
  p[at - across] = p0 + a1;
  p[at] = q0 - a1;
  p[at + across] = q1 - a2;
  p[at + 2 * across] = q2 - a3;
}

function isStep(p: Plane, at: number, across: number, limit: number): boolean {
  const [p1, p0, q0, q1] = [p[at - 2 * across], p[at - across], p[at], p[at + across]];
  return 4 * Math.abs(p0 - q0) + Math.abs(p1 - q1) <= limit;
}

/** Whether the samples on both sides are smooth by themselves. */
function isFlat(p: Plane, at: number, across: number, inner: number): boolean {
  for (const place of [-4, -3, -2, 0, 1, 2]) {
    const from = at + place * across;
    if (Math.abs(p[from + across] - p[from]) > inner) return false;
  }
  return true;
}

/**
 * Smooths an edge by the simple filter.
 *
 * @param across from one sample to the next over the edge; @param along from one place of the edge to the next
 */
export function filterSimpleEdge(
  p: Plane,
  at: number,
  across: number,
  along: number,
  length: number,
  limit: number,
): void {
  for (let i = 0; i < length; i++, at += along) {
    if (isStep(p, at, across, limit)) adjustTwo(p, at, across);
  }
}

/** Smooths an edge by the normal filter. @param isInner whether it lies within a macroblock */
export function filterEdge(
  p: Plane,
  at: number,
  across: number,
  along: number,
  length: number,
  limit: number,
  { inner, threshold }: FilterStrength,
  isInner: boolean,
): void {
  for (let i = 0; i < length; i++, at += along) {
    if (!isStep(p, at, across, limit) || !isFlat(p, at, across, inner)) continue;
    const isRough =
      Math.abs(p[at - 2 * across] - p[at - across]) > threshold ||
      Math.abs(p[at + across] - p[at]) > threshold;
    if (isRough) adjustTwo(p, at, across);
    else if (isInner) adjustFour(p, at, across);
    else adjustSix(p, at, across);
  }
}
