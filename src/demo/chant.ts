import { fix } from "./ornament.js";
import { paint } from "./pigment-colors.js";

/** Distance between the four lines of a stave; a whole number keeps each line one clean row of pixels. */
const LINE_GAP = 6;
const STEP = LINE_GAP / 2;
const NOTE = 4.6;

/** Height of a stave from its first line to its last. */
export const STAVE_HEIGHT = 3 * LINE_GAP;

/**
 * Draws a four-line red stave with a C clef and square notes.
 *
 * @param x left end
 * @param y top line, a whole number
 * @param width length of the lines
 * @param random source of numbers 0..1 that chooses the melody
 * @returns SVG elements
 */
export function stave(x: number, y: number, width: number, random: () => number): string {
  const lines = [0, 1, 2, 3].map((i) => `M${x} ${y + i * LINE_GAP + 0.5}h${width}`).join("");
  const bottom = y + STAVE_HEIGHT + 0.5;
  const ink: string[] = [clef(x + 4, bottom)];
  let pitch = 3;
  let at = x + 14;
  while (at < x + width - 23) {
    const neume = NEUMES[Math.floor(random() * NEUMES.length)];
    pitch = Math.min(6, Math.max(1, pitch + Math.floor(random() * 5) - 2));
    ink.push(neume.notes(at, (step) => bottom - (pitch + step) * STEP));
    at += neume.width + 4 + Math.floor(random() * 5);
    if (random() < 0.1) {
      ink.push(`M${fix(at)} ${bottom - 5 * STEP}h0.9v${4 * STEP}h-0.9Z`);
      at += 5;
    }
  }
  ink.push(custos(x + width - 7, bottom - Math.min(6, pitch + 1) * STEP));
  return (
    `<path d="${lines}" fill="none" stroke="${paint("vermilion")}" stroke-width="1"/>` +
    `<path d="${ink.join("")}" fill="${paint("boneBlack")}"/>`
  );
}

interface Neume {
  readonly width: number;
  /** Path data of the notes at x; `level` gives the y of a step above or below the pitch. */
  notes(x: number, level: (step: number) => number): string;
}

/** The commonest signs of square notation: one to three notes sung on one syllable. */
const NEUMES: readonly Neume[] = [
  { width: NOTE, notes: (x, level) => square(x, level(0)) },
  { width: NOTE, notes: (x, level) => square(x, level(0)) + tail(x + NOTE - 0.9, level(0), 9) },
  {
    // podatus: the lower note first, the higher above it
    width: NOTE,
    notes: (x, level) =>
      square(x, level(-1)) + square(x, level(1)) + tail(x + NOTE - 0.9, level(1), 2 * STEP),
  },
  {
    // clivis: down
    width: 2 * NOTE,
    notes: (x, level) =>
      tail(x, level(0), 9) +
      square(x, level(0)) +
      tail(x + NOTE - 0.45, level(0), 2 * STEP) +
      square(x + NOTE, level(-2)),
  },
  {
    // torculus: up and down
    width: 3 * NOTE,
    notes: (x, level) =>
      square(x, level(-1)) +
      tail(x + NOTE - 0.45, level(1), 2 * STEP) +
      square(x + NOTE, level(1)) +
      tail(x + 2 * NOTE - 0.45, level(1), 2 * STEP) +
      square(x + 2 * NOTE, level(-1)),
  },
  {
    // climacus: a tailed note and falling diamonds
    width: NOTE * 3,
    notes: (x, level) =>
      square(x, level(1)) +
      tail(x, level(1), 9) +
      diamond(x + NOTE + 2.6, level(0)) +
      diamond(x + 2 * NOTE + 2.6, level(-1)),
  },
];

function square(x: number, y: number): string {
  const [left, right, top] = [fix(x), fix(x + NOTE), fix(y - NOTE / 2)];
  // A quill leaves the upper and lower edges slightly hollow.
  return `M${left} ${top}Q${fix(x + NOTE / 2)} ${fix(y - NOTE / 2 + 0.8)} ${right} ${top}V${fix(y + NOTE / 2)}Q${fix(x + NOTE / 2)} ${fix(y + NOTE / 2 - 0.8)} ${left} ${fix(y + NOTE / 2)}Z`;
}

function diamond(x: number, y: number): string {
  return `M${fix(x)} ${fix(y - 3.1)}l2.5 3.1l-2.5 3.1l-2.5 -3.1Z`;
}

function tail(x: number, y: number, length: number): string {
  return `M${fix(x)} ${fix(y)}h0.9v${length}h-0.9Z`;
}

function clef(x: number, bottom: number): string {
  const y = bottom - 4 * STEP;
  return `${square(x, y - 3)}${square(x, y + 3)}M${fix(x)} ${fix(y - 3)}h1v6h-1Z`;
}

/** The small sign at the end of a line that tells the singer the next note. */
function custos(x: number, y: number): string {
  return `M${fix(x)} ${fix(y)}l2 -2l2 2l-2 2ZM${fix(x + 3)} ${fix(y - 0.6)}l3.4 -7l0.8 0.3l-3.2 7.4Z`;
}
