import { type ChunkGrid, readChunks } from "./chunks.js";
import type { TiffDirectory } from "./directory.js";
import { tiffError } from "./problem.js";
import { readSize } from "./size.js";
import { COMPRESSION, OTHER_COMPRESSIONS, OTHER_PHOTOMETRICS, PHOTOMETRIC, TAG } from "./tags.js";

/** What a TIFF says of its pixels; every field has been checked. */
export interface TiffLayout {
  readonly width: number;
  readonly height: number;
  /** Bits of a sample: 1..16, or 32 for floating point. */
  readonly bits: number;
  readonly isFloat: boolean;
  readonly samplesPerPixel: number;
  /** Samples of the colour; those behind are extra. */
  readonly colourSamples: number;
  readonly photometric: number;
  readonly compression: number;
  readonly predictor: number;
  /** Whether each sample has a plane of its own. */
  readonly isPlanar: boolean;
  readonly isLittle: boolean;
  /** Which sample is the opacity, and whether the colours are multiplied by it. */
  readonly alpha?: { readonly sample: number; readonly isPremultiplied: boolean };
  /** Whether there are extra samples whose meaning is not said. */
  readonly hasUnknownExtra: boolean;
  readonly colorMap?: Float64Array;
  readonly jpegTables?: Uint8Array;
  readonly grid: ChunkGrid;
}

const COLOUR_SAMPLES: Readonly<Record<number, number>> = {
  [PHOTOMETRIC.whiteIsZero]: 1,
  [PHOTOMETRIC.blackIsZero]: 1,
  [PHOTOMETRIC.rgb]: 3,
  [PHOTOMETRIC.palette]: 1,
  [PHOTOMETRIC.separated]: 4,
  [PHOTOMETRIC.ycc]: 3,
};

/** More than any JPEG tables need, which are read anew for every strip. */
const MAX_TABLE_BYTES = 8192;

/** More samples of a pixel than any picture has. */
const MAX_SAMPLES = 64;

/**
 * Reads and checks how the pixels of a TIFF are stored.
 *
 * @throws GanxError `INVALID_IMAGE` on what TIFF or ganx does not have, TiffProblem
 * Source: Adobe, TIFF revision 6.0 (1992); technical notes 1 and 2 (2002).
 */
export function readTiffLayout(directory: TiffDirectory): TiffLayout {
  const one = (tag: number, otherwise: number): number => directory.numbers(tag)?.[0] ?? otherwise;
  const { width, height } = readSize(directory);
  const compression = readCompression(one(TAG.compression, COMPRESSION.none));
  const samplesPerPixel = one(TAG.samplesPerPixel, 1);
  if (samplesPerPixel < 1 || samplesPerPixel > MAX_SAMPLES) {
    throw tiffError(`expected 1 to ${MAX_SAMPLES} samples a pixel, found ${samplesPerPixel}`);
  }
  const photometric = readPhotometric(directory, compression);
  const colourSamples = COLOUR_SAMPLES[photometric];
  if (samplesPerPixel < colourSamples) {
    throw tiffError(
      `expected at least ${colourSamples} samples a pixel of such colours, found ${samplesPerPixel}`,
    );
  }
  const { bits, isFloat } = readDepth(directory, photometric);
  const isPlanar = one(TAG.planar, 1) === 2 && samplesPerPixel > 1;
  if (one(TAG.fillOrder, 1) !== 1)
    throw tiffError("bits in reversed order (FillOrder 2) are not read; convert to PNG");
  const layout = {
    ...{ width, height, bits, isFloat, samplesPerPixel, colourSamples, photometric, compression, isPlanar },
    predictor: readPredictor(one(TAG.predictor, 1), compression, bits, isFloat),
    isLittle: directory.isLittle,
    ...readExtra(directory, samplesPerPixel, colourSamples),
    colorMap: photometric === PHOTOMETRIC.palette ? readColorMap(directory, bits) : undefined,
    jpegTables: directory.data(TAG.jpegTables),
  };
  if ((layout.jpegTables?.length ?? 0) > MAX_TABLE_BYTES)
    throw tiffError("its JPEG tables are too long: damaged");
  if (compression === COMPRESSION.jpeg && (bits !== 8 || isPlanar || samplesPerPixel !== colourSamples)) {
    throw tiffError(
      "JPEG within TIFF is read for 8 bits in one plane without extra samples only; convert to PNG",
    );
  }
  return { ...layout, grid: readChunks(directory, layout) };
}

function readCompression(compression: number): number {
  if (Object.values<number>(COMPRESSION).includes(compression)) return compression;
  const name = OTHER_COMPRESSIONS[compression] ?? `of number ${compression}`;
  throw tiffError(`compression ${name} is not read; save it uncompressed, with LZW or Deflate`);
}

function readPhotometric(directory: TiffDirectory, compression: number): number {
  const photometric = directory.numbers(TAG.photometric)?.[0];
  if (photometric === undefined)
    throw tiffError("expected a field that says what its colours are, found none");
  const name = OTHER_PHOTOMETRICS[photometric];
  const isOther = COLOUR_SAMPLES[photometric] === undefined;
  if (isOther)
    throw tiffError(`${name ?? `colours of number ${photometric}`} are not read; save it as RGB or grey`);
  if (photometric === PHOTOMETRIC.ycc && compression !== COMPRESSION.jpeg) {
    throw tiffError("YCbCr without JPEG is not read; save it as RGB");
  }
  const inks = directory.numbers(TAG.inkSet)?.[0] ?? 1;
  if (photometric === PHOTOMETRIC.separated && inks !== 1)
    throw tiffError("other inks than CMYK are not read; save it as RGB");
  return photometric;
}

function readDepth(directory: TiffDirectory, photometric: number): { bits: number; isFloat: boolean } {
  const all = directory.numbers(TAG.bitsPerSample) ?? [1];
  const [bits = 0] = all;
  if (all.some((value) => value !== bits))
    throw tiffError("samples of different depths are not read; save it as 8 or 16 bits");
  const formats = directory.numbers(TAG.sampleFormat) ?? [1];
  const [format = 0] = formats;
  if (formats.some((value) => value !== format)) throw tiffError("samples of different formats are not read");
  const isFloat = format === 3;
  if (format === 2) throw tiffError("signed samples are not read; save it as 8 or 16 bits without sign");
  const isFit = isFloat ? bits === 32 && photometric !== PHOTOMETRIC.palette : bits >= 1 && bits <= 16;
  if (isFit) return { bits, isFloat };
  throw tiffError(
    `${bits} bits a sample${isFloat ? " in floating point" : ""} are not read; save it as 8 or 16 bits`,
  );
}

function readPredictor(predictor: number, compression: number, bits: number, isFloat: boolean): number {
  // Only these know of it.
  const { lzw, deflate, oldDeflate } = COMPRESSION;
  if (![lzw, deflate, oldDeflate].includes(compression as 5) || predictor === 1) return 1;
  const isFit = predictor === 2 ? bits === 8 || bits === 16 || bits === 32 : predictor === 3 && isFloat;
  if (isFit) return predictor;
  throw tiffError(`predictor ${predictor} with ${bits} bits a sample is not read; save it without`);
}

function readExtra(
  directory: TiffDirectory,
  samplesPerPixel: number,
  colourSamples: number,
): Pick<TiffLayout, "alpha" | "hasUnknownExtra"> {
  const count = samplesPerPixel - colourSamples;
  const meanings = directory.numbers(TAG.extraSamples) ?? new Float64Array(0);
  // 1: associated, 2: unassociated.
  const place = meanings.findIndex((value) => value === 1 || value === 2);
  if (place < 0 || place >= count) return { hasUnknownExtra: count > 0 };
  return {
    alpha: { sample: colourSamples + place, isPremultiplied: meanings[place] === 1 },
    hasUnknownExtra: count > 1,
  };
}

function readColorMap(directory: TiffDirectory, bits: number): Float64Array {
  const map = directory.numbers(TAG.colorMap);
  if (map?.length === 3 * 2 ** bits && map.every((value) => value <= 65_535)) return map;
  throw tiffError(`expected a colour map of 3 x ${2 ** bits} values, found ${map?.length ?? "none"}`);
}
