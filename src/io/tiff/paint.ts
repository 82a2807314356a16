import type { Samples } from "../pixels/decoded-picture.js";
import type { TiffLayout } from "./layout.js";
import { PHOTOMETRIC } from "./tags.js";

/** Where a TIFF's pixels go. */
export interface TiffTarget {
  /** `[height, width, 3]` */
  readonly colours: Samples;
  /** `[height, width]`, where the TIFF has an opacity. */
  readonly alpha?: Samples;
}

/** Writes the first `count` pixels of a row of samples, from pixel `at` of the picture on. */
export type TiffPainter = (samples: Uint16Array, at: number, count: number) => void;

/** Whether the pictures of such a layout have more than 8 bits a sample. */
export function isDeepLayout({ bits, colorMap }: TiffLayout): boolean {
  if (colorMap) return colorMap.some((value) => value % 257 !== 0) && !isCoarseMap(colorMap);
  return bits > 8;
}

/** Old programs write the 8 bits of a colour map times 256 rather than 257. */
function isCoarseMap(colorMap: Float64Array): boolean {
  return colorMap.every((value) => value % 256 === 0);
}

/** What each sample is at the depth of the target. */
function scaleOf({ bits, isFloat }: TiffLayout, most: number): Samples {
  const highest = isFloat ? 65_535 : 2 ** bits - 1;
  const at = (_: unknown, value: number): number => Math.round((value * most) / highest);
  const size = { length: highest + 1 };
  return most === 255 ? Uint8Array.from(size, at) : Uint16Array.from(size, at);
}

/** Chooses how the samples of a TIFF become colours. */
export function makeTiffPainter(layout: TiffLayout, { colours, alpha }: TiffTarget): TiffPainter {
  const most = colours instanceof Uint8Array ? 255 : 65_535;
  const step = layout.samplesPerPixel;
  const paint = makeColourPainter(layout, colours, most);
  const opacity = layout.alpha?.sample;
  if (!alpha || opacity === undefined) return paint;
  const scale = scaleOf(layout, most);
  return (samples, at, count) => {
    paint(samples, at, count);
    for (let i = 0, from = opacity; i < count; i++, from += step) alpha[at + i] = scale[samples[from]];
  };
}

function makeColourPainter(layout: TiffLayout, colours: Samples, most: number): TiffPainter {
  const { photometric, colorMap, samplesPerPixel: step } = layout;
  if (colorMap) return paintPalette(colorMap, colours, most, step);
  const scale = scaleOf(layout, most);
  if (photometric === PHOTOMETRIC.separated) return paintInks(scale, colours, most, step);
  if (photometric === PHOTOMETRIC.whiteIsZero) scale.reverse();
  const green = layout.colourSamples === 3 ? 1 : 0;
  return (samples, at, count) => {
    for (let i = 0, from = 0, to = 3 * at; i < count; i++, from += step, to += 3) {
      colours[to] = scale[samples[from]];
      colours[to + 1] = scale[samples[from + green]];
      colours[to + 2] = scale[samples[from + 2 * green]];
    }
  };
}

function paintPalette(colorMap: Float64Array, colours: Samples, most: number, step: number): TiffPainter {
  const entries = colorMap.length / 3;
  const coarse = isCoarseMap(colorMap) && colorMap.some((value) => value > 0);
  const map = colorMap.map((value) => {
    const deep = coarse ? (value / 256) * 257 : value;
    return most === 255 ? Math.round(deep / 257) : deep;
  });
  return (samples, at, count) => {
    for (let i = 0, from = 0, to = 3 * at; i < count; i++, from += step, to += 3) {
      const index = samples[from];
      colours[to] = map[index];
      colours[to + 1] = map[entries + index];
      colours[to + 2] = map[2 * entries + index];
    }
  };
}

/** CMYK, of which `most` is full ink, by the plain formula. */
function paintInks(scale: Samples, colours: Samples, most: number, step: number): TiffPainter {
  return (samples, at, count) => {
    for (let i = 0, from = 0, to = 3 * at; i < count; i++, from += step, to += 3) {
      const light = most - scale[samples[from + 3]];
      for (let c = 0; c < 3; c++)
        colours[to + c] = Math.round(((most - scale[samples[from + c]]) * light) / most);
    }
  };
}
