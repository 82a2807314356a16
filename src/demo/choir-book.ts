import type { RgbImage } from "../image.js";
import { border } from "./border.js";
import { STAVE_HEIGHT, stave } from "./chant.js";
import { GREAT_INITIAL, greatInitial, PEN_INITIAL, penInitial } from "./initials.js";
import { wordWidth, writeWord } from "./lettering.js";
import { fix } from "./ornament.js";
import { paint } from "./pigment-colors.js";

const WIDTH = 300;
const HEIGHT = 400;
const [LEFT, RIGHT, TOP, PITCH] = [52, 286, 27, 54];
const BASELINE = STAVE_HEIGHT + 20;

/** The lines of the page: the words under each stave and how far the stave is indented for an initial. */
const LINES = [
  { words: "spiciens a lon", indent: GREAT_INITIAL.width + 6 },
  { words: "ge ecce video", indent: GREAT_INITIAL.width + 6 },
  { words: "dei potenciam venientem et", indent: 0 },
  { words: "nebulam totam terram tegentem", indent: 0 },
  { words: "te obviam ei et dicite", indent: PEN_INITIAL.width + 5 },
  { words: "ui regnaturus es in populo", indent: PEN_INITIAL.width + 5 },
];

/**
 * The example painting as a drawing: the first page of an antiphonary, "Aspiciens a longe", made up for ganx.
 *
 * @returns an SVG document, 300 x 400
 */
export function choirBookSvg(): string {
  const random = randomSource(1423);
  const staves: string[] = [];
  const text: string[] = [];
  LINES.forEach(({ words, indent }, i) => {
    const y = TOP + i * PITCH;
    const x = LEFT + indent;
    staves.push(stave(x, y, RIGHT - x, random));
    text.push(justify(words, x + 2, RIGHT - 5, y + BASELINE, 10));
  });
  const rubric = justify("dominica prima de adventu", 172, RIGHT - 2, 16, 5);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}">` +
    parchment() +
    staves.join("") +
    `<path d="${text.join("")}" fill="${paint("ironGallInk")}"/>` +
    `<path d="${rubric}" fill="${paint("vermilion")}"/>` +
    border() +
    greatInitial(LEFT - 1, TOP - 4) +
    penInitial("I", LEFT, TOP + 4 * PITCH) +
    penInitial("Q", LEFT, TOP + 5 * PITCH) +
    "</svg>"
  );
}

/**
 * The example painting as pixels, the same ones on every machine. Runs in Node.js.
 *
 * @returns sRGB picture, 300 x 400
 */
export async function choirBook(): Promise<RgbImage> {
  // Loaded here so that the drawing itself can be had in any runtime.
  const { renderSvg } = await import("../io/render-svg.js");
  const { width, height, rgba } = await renderSvg(choirBookSvg());
  const rgb = new Uint8Array(width * height * 3);
  for (let i = 0; i < width * height; i++) rgb.set(rgba.subarray(4 * i, 4 * i + 3), 3 * i);
  return { width, height, rgb };
}

/** Writes words from margin to margin with equal gaps. */
function justify(line: string, left: number, right: number, baseline: number, size: number): string {
  const words = line.split(" ");
  const widths = words.map((word) => wordWidth(word, size));
  const free = right - left - widths.reduce((sum, width) => sum + width, 0);
  let x = left;
  return words
    .map((word, i) => {
      const path = writeWord(word, x, baseline, size);
      x += widths[i] + free / (words.length - 1);
      return path;
    })
    .join("");
}

/** Warm skin, uneven as skin is: broad clouds, a fine grain, and edges darkened by handling. */
function parchment(): string {
  const page = `width="${WIDTH}" height="${HEIGHT}"`;
  const noise = (id: string, frequency: number, octaves: number, strength: number) =>
    `<filter id="${id}" x="0" y="0" width="1" height="1" color-interpolation-filters="sRGB">` +
    `<feTurbulence type="fractalNoise" baseFrequency="${frequency}" numOctaves="${octaves}" seed="7"/>` +
    `<feColorMatrix values="0 0 0 0 0.43 0 0 0 0 0.3 0 0 0 0 0.14 ${strength} 0 0 0 ${fix(-0.4 * strength)}"/></filter>`;
  return (
    `<defs>${noise("clouds", 0.011, 3, 0.3)}${noise("grain", 0.8, 2, 0.13)}` +
    `<radialGradient id="handling" cx="0.52" cy="0.48" r="0.75"><stop offset="0.72" stop-color="#8a6a3a" stop-opacity="0"/>` +
    `<stop offset="1" stop-color="#7a5a30" stop-opacity="0.22"/></radialGradient></defs>` +
    `<rect ${page} fill="${paint("parchment")}"/><rect ${page} filter="url(#clouds)"/><rect ${page} filter="url(#grain)"/>` +
    `<rect ${page} fill="url(#handling)"/>`
  );
}

/** Numbers 0..1 from a seed by whole-number arithmetic alone. Source: Marsaglia 2003, doi:10.18637/jss.v008.i14 (xorshift32). */
function randomSource(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
