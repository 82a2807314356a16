import { type PaintedPigment, paint } from "./pigment-colors.js";

const OUTLINE = paint("boneBlack");

function place(x: number, y: number, degrees: number, size: number, content: string): string {
  return `<g transform="translate(${fix(x)} ${fix(y)}) rotate(${fix(degrees)}) scale(${fix(size)})">${content}</g>`;
}

/** A pointed leaf with a pale vein, from its foot at (x, y) along a direction in degrees. */
export function leaf(
  x: number,
  y: number,
  degrees: number,
  length: number,
  color: PaintedPigment,
  vein: PaintedPigment = "leadTinYellow",
): string {
  return place(
    x,
    y,
    degrees,
    length / 10,
    `<path d="M0 0C2 -3.6 6 -4 10 0C6 2.8 2.4 2.6 0 0Z" fill="${paint(color)}" stroke="${OUTLINE}" stroke-width="0.45"/>` +
      `<path d="M1 -0.2Q5 -1.5 8.4 -0.4" fill="none" stroke="${paint(vein)}" stroke-width="0.75"/>`,
  );
}

/** A curling acanthus leaf: scalloped outer edge in one pigment, turned-over inner edge in another. */
export function acanthus(
  x: number,
  y: number,
  degrees: number,
  size: number,
  outer: PaintedPigment,
  inner: PaintedPigment,
  flip = false,
): string {
  const drawing =
    `<path d="M0 0C1 -4 3 -6 6 -6.4C5.4 -7.6 7 -8.8 9 -7.8C9.6 -9.4 12 -9.6 13 -7.8C14.6 -8.8 17 -7.4 16.8 -5.4C19 -5.4 20 -3 18.6 -1.4C20 -0.2 19.4 2.4 17 2.4C15.2 2.6 14 1.4 14.4 0C12 1.6 4 2.6 0 0Z" fill="${paint(outer)}" stroke="${OUTLINE}" stroke-width="0.5"/>` +
    `<path d="M0 0C4 -2.6 9 -4.2 13.6 -3.4C16 -3 17.6 -1 17 0.6C16.6 1.8 15.2 1.6 14.4 0C11 1.4 4 2 0 0Z" fill="${paint(inner)}"/>` +
    `<path d="M3.4 -3.4C6 -5.6 10 -6.4 14.6 -5" fill="none" stroke="${paint("leadWhite")}" stroke-width="0.7" stroke-linecap="round"/>`;
  return `<g transform="translate(${fix(x)} ${fix(y)}) rotate(${fix(degrees)}) scale(${fix(size / 20)} ${fix(((flip ? -1 : 1) * size) / 20)})">${drawing}</g>`;
}

/** A flower of five round petals, touched with white, around a yellow heart. */
export function flower(x: number, y: number, radius: number, color: PaintedPigment): string {
  const petals: string[] = [];
  for (let k = 0; k < 5; k++) {
    petals.push(
      `<g transform="rotate(${k * 72})"><circle cy="-2.9" r="2.3" fill="${paint(color)}" stroke="${OUTLINE}" stroke-width="0.4"/>` +
        `<path d="M-1 -3.9Q0 -4.9 1 -3.9" fill="none" stroke="${paint("leadWhite")}" stroke-width="0.7" stroke-linecap="round"/></g>`,
    );
  }
  return place(
    x,
    y,
    0,
    radius / 5.2,
    `${petals.join("")}<circle r="1.7" fill="${paint("leadTinYellow")}" stroke="${OUTLINE}" stroke-width="0.4"/>`,
  );
}

/** A disc of burnished gold leaf with an ink edge and, if `rays`, the pen strokes that make it sparkle. */
export function bezant(x: number, y: number, radius: number, rays = true): string {
  const strokes = rays
    ? [0, 60, 120, 180, 240, 300]
        .map(
          (turn) =>
            `<path d="M0 -5.4V-7.6" transform="rotate(${turn})" stroke="${paint("ironGallInk")}" stroke-width="0.7"/>`,
        )
        .join("")
    : "";
  return place(
    x,
    y,
    0,
    radius / 4,
    `${strokes}<circle r="4" fill="${paint("goldLeaf")}" stroke="${OUTLINE}" stroke-width="0.8"/>` +
      `<path d="M-2 -0.6A2.2 2.2 0 0 1 0.4 -2.2" fill="none" stroke="${paint("leadTinYellow")}" stroke-width="0.9" stroke-linecap="round"/>`,
  );
}

/**
 * A stem that winds inwards, bearing leaves on its outer side and a flower at its heart.
 *
 * @param startX offset of the outer end of the stem from the centre (x, y)
 * @param clockwise which way it winds
 */
export function scroll(
  x: number,
  y: number,
  [startX, startY]: readonly [number, number],
  clockwise: boolean,
  stem: PaintedPigment,
  heart: PaintedPigment,
): string {
  // A twelfth of a turn and a shrink, again and again: needs no sine, whose last digit differs between engines.
  const [cos, sin, shrink] = [0.8660254, clockwise ? 0.5 : -0.5, 0.925];
  let [px, py] = [startX, startY];
  const points: string[] = [];
  const leaves: string[] = [];
  const size = Math.sqrt(startX * startX + startY * startY);
  for (let k = 0; k < 19; k++) {
    points.push(`${fix(x + px)} ${fix(y + py)}`);
    if (k % 2 === 1 && k < 16) {
      const away = angleOf(px, py);
      leaves.push(leaf(x + px, y + py, away + (clockwise ? 50 : -50), size * (k < 9 ? 0.5 : 0.34), stem));
    }
    [px, py] = [(px * cos - py * sin) * shrink, (px * sin + py * cos) * shrink];
  }
  return (
    `<path d="M${points.join("L")}" fill="none" stroke="${paint(stem)}" stroke-width="1.5" stroke-linejoin="round"/>` +
    leaves.join("") +
    flower(x, y, size * 0.3, heart)
  );
}

function angleOf(x: number, y: number): number {
  return Math.round((Math.atan2(y, x) * 180) / Math.PI);
}

/** Rounds a coordinate to two decimals. */
export function fix(value: number): number {
  return Math.round(value * 100) / 100;
}
