// The summary of a generated scan, for people and for programs.

import { describeCounts } from "../count-model.js";
import { unitOf } from "../energy-axis.js";
import type { RgbImage } from "../image.js";
import type { PaletteColor, Scan } from "../scan.js";
import type { Recipe } from "../truth.js";
import { bestSimilarity, fitsBadly, poorFitInWords } from "./fit.js";
import { peakMemoryMiB } from "./memory.js";
import { paintInWords } from "./paint-summary.js";
import { photonsInWords } from "./photons.js";
import { coverInWords, widthInWords } from "./pixel-size.js";
import { showSize } from "./size.js";

export interface Outcome {
  readonly scan: Scan;
  /** Of the picture, and of the hidden one where there is one. */
  readonly picture: Pick<RgbImage, "colorSpace" | "notes">;
  readonly hiddenPicture?: Pick<RgbImage, "colorSpace" | "notes">;
  readonly output: string;
  readonly bytes: number;
  /** Seconds by stage. */
  readonly seconds: Readonly<Record<string, number>>;
  /** What else is to be said of the file, a line each. */
  readonly notes?: readonly string[];
}

/** Without the last digits, which sums of fractions leave behind. */
const plain = (value: number): number => Number(value.toPrecision(10));

const round = (value: number, digits: number): number => Number(value.toFixed(digits));

function colorsToJson(palette: readonly PaletteColor[], recipe: Recipe): object[] {
  return palette.map((color) => ({
    hex: color.hex,
    pixels: color.pixels,
    share: round(color.share, 6),
    bestSimilarity: round(bestSimilarity(color), 6),
    fits: !fitsBadly(color, recipe),
    pigments: color.mixture.map(({ id, abundance, similarity }) => ({
      id,
      abundance: round(abundance, 6),
      similarity: round(similarity, 6),
    })),
  }));
}

/** What there is to know of a picture's colours. */
function pictureToJson({ colorSpace, notes }: Outcome["picture"], isDeep: boolean): object {
  return { bits: isDeep ? 16 : 8, colorSpace: colorSpace ?? "sRGB", notes: notes ?? [] };
}

/** The outcome as plain JSON. */
export function outcomeToJson(outcome: Outcome): object {
  const { scan, picture, hiddenPicture, output, bytes, seconds } = outcome;
  const { width, height, energyAxis, palette, hiddenPalette, truth } = scan;
  return {
    output,
    bytes,
    width,
    height,
    picture: pictureToJson(picture, truth.image16 !== undefined),
    ...(hiddenPicture && {
      hiddenPicture: pictureToJson(hiddenPicture, truth.hidden?.image16 !== undefined),
    }),
    ...energyAxis,
    counts: truth.recipe.counts,
    seed: truth.seed,
    // Colours that no pigment of the library is like enough.
    poorFits: palette.filter((entry) => fitsBadly(entry, truth.recipe)).map(({ hex }) => hex),
    colors: colorsToJson(palette, truth.recipe),
    ...(hiddenPalette && { hiddenColors: colorsToJson(hiddenPalette, truth.recipe) }),
    seconds: Object.fromEntries(Object.entries(seconds).map(([stage, s]) => [stage, round(s, 3)])),
    peakMemoryMiB: round(peakMemoryMiB(), 1),
    recipe: truth.recipe,
  };
}

function swatch({ rgb, hex }: PaletteColor, color: boolean): string {
  const [r, g, b] = rgb.map(Math.round);
  return color ? `\x1b[48;2;${r};${g};${b}m    \x1b[0m ${hex}` : hex;
}

/** Most pigments of a colour that a line names. */
const NAMED = 4;

function explanation({ mixture }: PaletteColor): string {
  const named = mixture
    .slice(0, NAMED)
    .map(({ name, abundance }) => `${name} ${Math.round(100 * abundance)} %`);
  const rest = mixture.slice(NAMED).reduce((sum, { abundance }) => sum + abundance, 0);
  if (rest > 0) named.push(`${mixture.length - NAMED} more ${Math.round(100 * rest)} %`);
  return named.join(", ");
}

function paletteLine(entry: PaletteColor, color: boolean): string {
  return `  ${swatch(entry, color)} ${(100 * entry.share).toFixed(1).padStart(5)} %  ${explanation(entry)}`;
}

/** How large the pixels are, where that was said. */
function sizeInWords(scan: Scan): string {
  const { pixelSizeUm } = scan;
  return pixelSizeUm === undefined
    ? ""
    : `, each ${widthInWords(pixelSizeUm)} (${coverInWords(pixelSizeUm, scan)})`;
}

/** The outcome in lines of text. @param color whether the terminal shows colours */
export function outcomeToText(outcome: Outcome, color: boolean): string {
  const { scan, picture, hiddenPicture, output, bytes, seconds } = outcome;
  const { width, height, energyAxis, palette, hiddenPalette, truth } = scan;
  const low = energyAxis.offsetKeV - energyAxis.gainKeV / 2;
  const high = low + energyAxis.channels * energyAxis.gainKeV;
  const total = Object.values(seconds).reduce((a, b) => a + b, 0);
  const stages = Object.entries(seconds).map(([stage, s]) => `${stage} ${s.toFixed(2)}`);
  return [
    `${width} x ${height} pixels${truth.image16 ? " of 16 bits" : ""}${sizeInWords(scan)}, ${palette.length} colours:`,
    ...palette.map((entry) => paletteLine(entry, color)),
    ...paintInWords(scan),
    ...(hiddenPalette ?? []).map((entry) => paletteLine(entry, color)),
    ...poorFitInWords(palette, truth.recipe),
    ...(picture.notes ?? []).map((note) => `note on the picture: ${note}`),
    ...(hiddenPicture?.notes ?? []).map((note) => `note on the hidden picture: ${note}`),
    `${describeCounts(truth.recipe.counts)}${photonsInWords(truth)} in ${energyAxis.channels} channels, ${plain(low)} to ${plain(high)} ${unitOf(energyAxis)}, seed ${truth.seed}`,
    `${output}: ${showSize(bytes)}`,
    ...(outcome.notes ?? []),
    `${total.toFixed(2)} s (${stages.join(", ")}), ${Math.round(peakMemoryMiB())} MiB at most`,
    "",
  ].join("\n");
}

/** Whether standard output shows colours. */
export function showsColor(): boolean {
  return process.stdout.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== "dumb";
}
