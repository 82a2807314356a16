/** Colours of the painted example, sRGB: what each pigment of a fifteenth-century page looks like on parchment. */
export const PIGMENT_COLORS = {
  parchment: [232, 214, 178],
  ironGallInk: [58, 43, 34],
  boneBlack: [30, 28, 27],
  vermilion: [204, 51, 34],
  redLead: [224, 90, 50],
  organicRed: [150, 40, 60],
  azurite: [50, 90, 150],
  ultramarine: [38, 50, 140],
  malachite: [60, 130, 90],
  goldLeaf: [212, 175, 70],
  leadTinYellow: [240, 220, 110],
  leadWhite: [243, 240, 230],
} as const satisfies Record<string, readonly [number, number, number]>;

/** A pigment of {@link PIGMENT_COLORS}. */
export type PaintedPigment = keyof typeof PIGMENT_COLORS;

/** A pigment's colour for an SVG attribute. */
export function paint(pigment: PaintedPigment): string {
  return `rgb(${PIGMENT_COLORS[pigment].join(",")})`;
}
