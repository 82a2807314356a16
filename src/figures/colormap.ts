/**
 * Every fifteenth of the 256 colours of `inferno`, sRGB; straight lines between them stay within 6 levels.
 *
 * Source: Smith and van der Walt 2015, matplotlib `_cm_listed.py`, released under CC0.
 */
const ANCHORS = [
  [0, 0, 4],
  [10, 7, 34],
  [30, 12, 69],
  [56, 9, 98],
  [81, 14, 108],
  [105, 22, 110],
  [128, 31, 108],
  [152, 39, 102],
  [176, 49, 91],
  [198, 61, 77],
  [217, 77, 61],
  [233, 97, 43],
  [244, 121, 24],
  [250, 148, 7],
  [252, 176, 20],
  [248, 205, 55],
  [242, 234, 105],
  [252, 255, 164],
];

/**
 * Colour of a value on a scale from black through purple and orange to pale yellow.
 *
 * Lightness rises evenly, so the order of values survives colour blindness and grey printing.
 *
 * @param t position on the scale, 0..1; values outside are clamped and NaN counts as 0
 * @returns sRGB, three integers 0..255
 */
export function infernoColor(t: number): [number, number, number] {
  const last = ANCHORS.length - 1;
  const position = t > 0 ? Math.min(t, 1) * last : 0;
  const index = Math.min(Math.floor(position), last - 1);
  const [low, high] = [ANCHORS[index], ANCHORS[index + 1]];
  const mix = (c: number) => Math.round(low[c] + (high[c] - low[c]) * (position - index));
  return [mix(0), mix(1), mix(2)];
}

/** The 256 colours of {@link infernoColor} from 0 to 1: sRGB, `[256, 3]`. */
export const INFERNO: Uint8Array = Uint8Array.from(
  Array.from({ length: 256 }, (_, i) => infernoColor(i / 255)).flat(),
);
