import type { Samples } from "../pixels/decoded-picture.js";
import type { PngParts } from "./guard.js";
import { GREY, GREY_ALPHA, PALETTE, type PngHeader, pngError } from "./header.js";
import { makeTo8Bit } from "./samples.js";

/** Where a PNG's pixels go: 16 bits for a PNG of 16, else 8. */
export interface PngTarget {
  /** `[height, width, 3]` */
  readonly colours: Samples;
  /** `[height, width]`, where the PNG has transparency. */
  readonly alpha?: Samples;
}

/** Writes a row of pixels: pixel i of `samples` becomes pixel `at + i * step` of the picture. */
export type PngPainter = (samples: Uint16Array, at: number, step: number) => void;

/** Chooses how the samples of this PNG become colours. */
export function makePngPainter({ header, palette, transparency }: PngParts, target: PngTarget): PngPainter {
  if (header.colourType === PALETTE) return paintPalette(palette ?? new Uint8Array(0), transparency, target);
  if (header.channels % 2 === 0) return paintAlpha(header, target);
  return paintOpaque(header, transparency && readColourKey(transparency, header), target);
}

function paintPalette(
  palette: Uint8Array,
  opacity: Uint8Array | undefined,
  { colours, alpha }: PngTarget,
): PngPainter {
  const entries = palette.length / 3;
  return (samples, at, step) => {
    for (let i = 0; i < samples.length; i++, at += step) {
      const index = samples[i];
      if (index >= entries) {
        throw pngError(`a pixel has palette index ${index}, but the palette ends at ${entries - 1}: damaged`);
      }
      colours[3 * at] = palette[3 * index];
      colours[3 * at + 1] = palette[3 * index + 1];
      colours[3 * at + 2] = palette[3 * index + 2];
      if (alpha) alpha[at] = opacity?.[index] ?? 255;
    }
  };
}

/** The one transparent colour, at the depth of the samples; higher bits than those are to be ignored. */
function readColourKey(transparency: Uint8Array, { channels, depth }: PngHeader): number[] {
  const mask = (1 << depth) - 1;
  return Array.from(
    { length: channels },
    (_, c) => ((transparency[2 * c] << 8) | transparency[2 * c + 1]) & mask,
  );
}

/** What each sample is at 8 bits, or at 16 where it has 16. */
function scaleOf(depth: number): Samples {
  return depth === 16 ? Uint16Array.from({ length: 65_536 }, (_, value) => value) : makeTo8Bit(depth);
}

function paintOpaque(
  header: PngHeader,
  key: number[] | undefined,
  { colours, alpha }: PngTarget,
): PngPainter {
  const scale = scaleOf(header.depth);
  const most = header.depth === 16 ? 65_535 : 255;
  const { channels } = header;
  const green = header.colourType === GREY ? 0 : 1;
  return (samples, at, step) => {
    for (let i = 0; i < samples.length; i += channels, at += step) {
      const r = samples[i];
      const g = samples[i + green];
      const b = samples[i + 2 * green];
      colours[3 * at] = scale[r];
      colours[3 * at + 1] = scale[g];
      colours[3 * at + 2] = scale[b];
      if (alpha && key) alpha[at] = r === key[0] && g === key[green] && b === key[2 * green] ? 0 : most;
    }
  };
}

function paintAlpha({ channels, colourType }: PngHeader, { colours, alpha }: PngTarget): PngPainter {
  const green = colourType === GREY_ALPHA ? 0 : 1;
  return (samples, at, step) => {
    for (let i = 0; i < samples.length; i += channels, at += step) {
      colours[3 * at] = samples[i];
      colours[3 * at + 1] = samples[i + green];
      colours[3 * at + 2] = samples[i + 2 * green];
      if (alpha) alpha[at] = samples[i + channels - 1];
    }
  };
}
