// The rows that the passes of CIEDE2000 share: static memory for the vectors of a block.

/** Pairs of colours in a block: 64 vectors of two. */
export const BLOCK: i32 = 128;
/** Bytes of a row; not a power of two, for then all rows would compete for the same lines of the cache. */
const ROW: usize = 1088;
export const rows: usize = memory.data(26240, 64);
/** Room for one pair beside itself and its result, behind the rows. */
export const single: usize = rows + 24 * ROW;

// What the rows hold, as offsets from the vector of row 0.
/** a* and b* of the two colours. */
export const A1: usize = 0;
export const B1: usize = ROW;
export const A2: usize = 2 * ROW;
export const B2: usize = 3 * ROW;
/** The difference of lightness over its weight; at first the difference alone, and the square that the weight needs. */
export const LIGHT: usize = 4 * ROW;
export const LIGHT_WEIGHT: usize = 5 * ROW;
/** Stretched a*; at first the squares of the chromas. */
export const X1: usize = 6 * ROW;
export const X2: usize = 7 * ROW;
/** Four roots in f32, and half of their inverses. */
export const ROOT: usize = 8 * ROW;
export const HALF: usize = 9 * ROW;
/** The seventh power of the mean chroma over 25: of the colours, then of the stretched ones. */
export const POW7: usize = 10 * ROW;
/** p + p^2 of that power. */
export const SQUARES: usize = 11 * ROW;
/** Chromas of the stretched colours. */
export const C1: usize = 12 * ROW;
export const C2: usize = 13 * ROW;
/** The sine of half the hue difference, and the direction of the mean hue; at first without their common SCALE. */
export const TURN: usize = 14 * ROW;
export const MEAN_X: usize = 15 * ROW;
export const MEAN_Y: usize = 16 * ROW;
export const SCALE: usize = 17 * ROW;
/** Four times the product, the difference and the sum of the stretched chromas. */
export const PRODUCT: usize = 18 * ROW;
export const STEP: usize = 19 * ROW;
export const SUM: usize = 20 * ROW;
/** Factor of the rotation term. */
export const ROTATION: usize = 21 * ROW;
/** Eighth root of the bell around 275 degrees. */
export const BELL: usize = 22 * ROW;
export const HUE_WEIGHT: usize = 23 * ROW;
