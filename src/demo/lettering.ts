import { fix } from "./ornament.js";

/** A point in hundredths of the letter's height: x to the right, y up from the baseline. */
type Point = readonly [x: number, y: number];
interface Letter {
  readonly advance: number;
  readonly strokes: readonly (readonly Point[])[];
}

/** The short upright stroke, headed and footed by a diamond, from which the script is built. */
const MINIM = "-12 92, 0 80, 0 18, 14 6";
const MINIM_2 = "30 92, 42 80, 42 18, 56 6";
const MINIM_3 = "72 92, 84 80, 84 18, 98 6";
const ARCH = "2 76, 30 95";
const BOWL = "2 78, 24 98, 42 80, 42 20, 20 2, 0 20";
const RING = "24 98, 42 80, 42 20, 20 2, 0 20, 0 80, 20 100";
const CRESCENT = "36 84, 20 98, 0 80, 0 20, 18 3, 38 18";

/** Each letter as the strokes of the pen: the letters the page needs. */
const LETTERS: Record<string, Letter> = {
  a: letter(84, "4 84, 20 97, 38 80, 38 18, 52 6", "38 55, 10 42, 0 25, 14 5, 38 22"),
  b: letter(84, "-10 156, 0 144, 0 20", BOWL),
  c: letter(68, CRESCENT),
  d: letter(84, "-8 142, 20 120, 42 85, 42 20, 20 2, 0 20, 0 70, 20 94, 42 80"),
  e: letter(70, CRESCENT, "36 84, 36 62, 2 42"),
  g: letter(84, RING, "42 80, 42 -20, 20 -44, -6 -30"),
  i: letter(42, MINIM, "2 120, 12 132"),
  l: letter(42, "-10 156, 0 144, 0 18, 14 6"),
  m: letter(126, MINIM, ARCH, MINIM_2, "44 76, 72 95", MINIM_3),
  n: letter(84, MINIM, ARCH, MINIM_2),
  o: letter(84, RING),
  p: letter(84, "-12 92, 0 80, 0 -50", BOWL),
  q: letter(84, RING, "42 80, 42 -50"),
  r: letter(58, MINIM, "6 76, 26 96, 36 82"),
  s: letter(76, "36 86, 20 98, 2 82, 6 62, 36 42, 38 20, 20 3, 0 14"),
  t: letter(60, "4 122, 4 18, 20 3, 34 12", "-14 90, 32 90"),
  u: letter(84, MINIM, MINIM_2, "14 6, 42 24"),
  v: letter(84, "-14 122, 0 90, 0 20, 20 2, 42 25, 42 78, 26 96"),
};

function letter(advance: number, ...strokes: string[]): Letter {
  const point = (text: string): Point => {
    const [x, y] = text.trim().split(" ").map(Number);
    return [x, y];
  };
  return { advance, strokes: strokes.map((stroke) => stroke.split(",").map(point)) };
}

/** Width of a word in a formal gothic hand. @param size height of a small letter @returns in the unit of `size` */
export function wordWidth(word: string, size: number): number {
  return [...word].reduce((sum, char) => sum + ((LETTERS[char]?.advance ?? 0) * size) / 100, 0);
}

/**
 * Writes a word with a broad pen in a formal gothic hand.
 *
 * @param word lower-case Latin letters; others are left out
 * @param x left end
 * @param baseline y of the line the letters stand on
 * @param size height of a small letter such as `n`
 * @returns SVG path data to be filled
 */
export function writeWord(word: string, x: number, baseline: number, size: number): string {
  const path: string[] = [];
  for (const char of word) {
    const found = LETTERS[char];
    if (found === undefined) continue;
    for (const stroke of found.strokes) {
      for (let i = 1; i < stroke.length; i++) {
        path.push(sweep(stroke[i - 1], stroke[i], x, baseline, size / 100));
      }
    }
    x += (found.advance * size) / 100;
  }
  return path.join("");
}

/** Half the edge of the pen, held at about 40 degrees. */
const NIB: Point = [11.5, 9.5];

/** The parallelogram a broad pen leaves along a straight stroke. */
function sweep(from: Point, to: Point, x: number, baseline: number, scale: number): string {
  // All wind the same way, or overlapping strokes would cut holes in one another.
  const turn = (to[0] - from[0]) * NIB[1] - (to[1] - from[1]) * NIB[0] > 0 ? 1 : -1;
  const corner = ([px, py]: Point, side: number) =>
    `${fix(x + (px + side * turn * NIB[0]) * scale)} ${fix(baseline - (py + side * turn * NIB[1]) * scale)}`;
  return `M${corner(from, -1)}L${corner(from, 1)}L${corner(to, 1)}L${corner(to, -1)}Z`;
}
