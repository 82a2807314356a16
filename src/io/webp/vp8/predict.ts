import { MODE } from "./modes.js";

/** A plane of a frame with a row and a column of room before its first ones, and four columns after its last. */
export interface FramePlane {
  readonly samples: Uint8ClampedArray;
  readonly stride: number;
  /** Where its first sample is. */
  readonly start: number;
}

/** What there is of a macroblock's neighbours. */
export interface Neighbours {
  readonly hasAbove: boolean;
  readonly hasLeft: boolean;
}

/**
 * Predicts a square from the row above and the column on the left.
 *
 * @param side 16 or 8
 * Source: RFC 6386, section 12.2.
 */
export function predictSquare(
  { samples: p, stride }: FramePlane,
  at: number,
  side: number,
  mode: number,
  neighbours: Neighbours,
): void {
  if (mode === MODE.dc) {
    const mean = meanOf(p, stride, at, side, neighbours);
    for (let y = 0; y < side; y++) p.fill(mean, at + y * stride, at + y * stride + side);
    return;
  }
  for (let y = 0, row = at; y < side; y++, row += stride) {
    const left = p[row - 1];
    if (mode === MODE.he) p.fill(left, row, row + side);
    else if (mode === MODE.ve) p.copyWithin(row, at - stride, at - stride + side);
    else {
      const lift = left - p[at - stride - 1];
      for (let x = 0; x < side; x++) p[row + x] = p[at - stride + x] + lift;
    }
  }
}

function meanOf(
  p: Uint8ClampedArray,
  stride: number,
  at: number,
  side: number,
  { hasAbove, hasLeft }: Neighbours,
): number {
  let sum = 0;
  for (let i = 0; i < side; i++) {
    if (hasAbove) sum += p[at - stride + i];
    if (hasLeft) sum += p[at - 1 + i * stride];
  }
  const count = side * (Number(hasAbove) + Number(hasLeft));
  return count === 0 ? 128 : Math.floor((sum + count / 2) / count);
}

/** Mean of three, the middle one counting twice. */
const smooth = (a: number, b: number, c: number): number => (a + 2 * b + c + 2) >> 2;
const middle = (a: number, b: number): number => (a + b + 1) >> 1;

/** Left from the bottom up, the corner, then above and above to the right: 4 + 1 + 8 samples. */
const edge = new Uint8Array(13);

/**
 * Predicts a 4 x 4 block.
 *
 * @param right where the four samples above and to the right are
 * Source: RFC 6386, section 12.3.
 */
export function predictBlock(
  { samples: p, stride }: FramePlane,
  at: number,
  mode: number,
  right: number,
): void {
  for (let i = 0; i < 4; i++) edge[i] = p[at - 1 + (3 - i) * stride];
  for (let i = 0; i < 5; i++) edge[4 + i] = p[at - stride - 1 + i];
  for (let i = 0; i < 4; i++) edge[9 + i] = p[right + i];
  for (let y = 0, row = at; y < 4; y++, row += stride) {
    for (let x = 0; x < 4; x++) p[row + x] = sampleOf(mode, x, y);
  }
}

const smoothAt = (i: number): number => smooth(edge[i - 1], edge[i], edge[i + 1]);
const middleAt = (i: number): number => middle(edge[i], edge[i + 1]);

/** A sample of a block by its neighbours in `edge`, of which 4 is the corner. */
function sampleOf(mode: number, x: number, y: number): number {
  switch (mode) {
    case MODE.dc: {
      let sum = 4;
      for (let i = 0; i < 4; i++) sum += edge[i] + edge[5 + i];
      return sum >> 3;
    }
    case MODE.tm:
      return Math.max(0, Math.min(255, edge[3 - y] + edge[5 + x] - edge[4]));
    case MODE.ve:
      return smoothAt(5 + x);
    case MODE.he:
      return y === 3 ? smooth(edge[1], edge[0], edge[0]) : smoothAt(3 - y);
    case MODE.rd:
      return smoothAt(4 + x - y);
    case MODE.ld:
      return x + y === 6 ? smooth(edge[11], edge[12], edge[12]) : smoothAt(6 + x + y);
    case MODE.vr:
      return verticalRight(x, y);
    case MODE.vl:
      return verticalLeft(x, y);
    case MODE.hd:
      return horizontalDown(x, y);
    default:
      return horizontalUp(x, y);
  }
}

function verticalRight(x: number, y: number): number {
  const along = 2 * x - y;
  if (along === -1) return smoothAt(4);
  if (along < -1) return smoothAt(5 - y);
  const place = 4 + x - (y >> 1);
  return along % 2 === 0 ? middleAt(place) : smoothAt(place);
}

function verticalLeft(x: number, y: number): number {
  // The last column's lower half breaks the pattern.
  if (x === 3 && y === 2) return smoothAt(10);
  if (x === 3 && y === 3) return smoothAt(11);
  const place = 5 + x + (y >> 1);
  return y % 2 === 0 ? middleAt(place) : smoothAt(place + 1);
}

function horizontalDown(x: number, y: number): number {
  const along = 2 * y - x;
  if (along === -1) return smoothAt(4);
  if (along < -1) return smoothAt(3 + x);
  const place = 3 - y + (x >> 1);
  return along % 2 === 0 ? middleAt(place) : smoothAt(place + 1);
}

function horizontalUp(x: number, y: number): number {
  const along = x + 2 * y;
  if (along > 5) return edge[0];
  if (along === 5) return smooth(edge[1], edge[0], edge[0]);
  const place = 3 - (along >> 1);
  return along % 2 === 0 ? middle(edge[place], edge[place - 1]) : smoothAt(place - 1);
}
