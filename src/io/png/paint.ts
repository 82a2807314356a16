import type { PngParts } from "./guard.js";
import { GREY, PALETTE, type PngHeader, pngError } from "./header.js";
import { makeTo8Bit } from "./samples.js";

/** An sRGB colour, three whole numbers 0..255. */
export type Rgb8 = readonly [number, number, number];

/**
 * Writes a row of pixels as 8-bit sRGB: pixel i of `samples` goes to `rgb[at + i * step]` and the two after it.
 */
export type PngPainter = (samples: Uint16Array, rgb: Uint8Array, at: number, step: number) => void;

/** Chooses how the samples of this PNG become opaque colours on `background`. */
export function makePngPainter({ header, palette, transparency }: PngParts, background: Rgb8): PngPainter {
  if (header.colourType === PALETTE) {
    return paintPalette(palette ?? new Uint8Array(0), transparency, background);
  }
  if (header.channels % 2 === 0) return paintAlpha(header, background);
  return paintOpaque(header, transparency && readColourKey(transparency, header), background);
}

function paintPalette(palette: Uint8Array, alpha: Uint8Array | undefined, background: Rgb8): PngPainter {
  const entries = palette.length / 3;
  const colours = palette.map((value, i) => {
    const opacity = alpha?.[Math.floor(i / 3)] ?? 255;
    return Math.round((value * opacity + background[i % 3] * (255 - opacity)) / 255);
  });
  return (samples, rgb, at, step) => {
    for (let i = 0; i < samples.length; i++, at += step) {
      const index = samples[i];
      if (index >= entries) {
        throw pngError(`a pixel has palette index ${index}, but the palette ends at ${entries - 1}: damaged`);
      }
      rgb[at] = colours[3 * index];
      rgb[at + 1] = colours[3 * index + 1];
      rgb[at + 2] = colours[3 * index + 2];
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

function paintOpaque(header: PngHeader, key: number[] | undefined, background: Rgb8): PngPainter {
  const to8Bit = makeTo8Bit(header.depth);
  const { channels } = header;
  const green = header.colourType === GREY ? 0 : 1;
  return (samples, rgb, at, step) => {
    for (let i = 0; i < samples.length; i += channels, at += step) {
      const r = samples[i];
      const g = samples[i + green];
      const b = samples[i + 2 * green];
      if (key !== undefined && r === key[0] && g === key[green] && b === key[2 * green]) {
        rgb[at] = background[0];
        rgb[at + 1] = background[1];
        rgb[at + 2] = background[2];
      } else {
        rgb[at] = to8Bit[r];
        rgb[at + 1] = to8Bit[g];
        rgb[at + 2] = to8Bit[b];
      }
    }
  };
}

/** Composites at the depth of the samples and rounds once, at the end. */
function paintAlpha({ channels, depth }: PngHeader, background: Rgb8): PngPainter {
  const max = (1 << depth) - 1;
  const scale = max / 255;
  const behind = background.map((value) => value * scale);
  const divisor = max * scale;
  const green = channels === 2 ? 0 : 1;
  return (samples, rgb, at, step) => {
    for (let i = 0; i < samples.length; i += channels, at += step) {
      const alpha = samples[i + channels - 1];
      const rest = max - alpha;
      rgb[at] = Math.round((samples[i] * alpha + behind[0] * rest) / divisor);
      rgb[at + 1] = Math.round((samples[i + green] * alpha + behind[1] * rest) / divisor);
      rgb[at + 2] = Math.round((samples[i + 2 * green] * alpha + behind[2] * rest) / divisor);
    }
  };
}
