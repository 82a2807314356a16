import pako from "pako";
import { GanxError } from "../../errors.js";
import { crc32 } from "../crc32.js";
import { joinBytes } from "../join-bytes.js";

/** Pixels for {@link encodePng}: one index into a palette each, or sRGB if there is no palette. */
export interface PngPixels {
  readonly width: number;
  readonly height: number;
  /** `[height, width]` indices, or `[height, width, 3]` sRGB. */
  readonly data: Uint8Array;
  /** sRGB, `[colours, 3]`, at most 256 colours. */
  readonly palette?: Uint8Array;
}

/**
 * Encodes pixels as a PNG file, in any runtime.
 *
 * Source: W3C, Portable Network Graphics (third edition), sections 5, 9 and 11.
 */
export function encodePng({ width, height, data, palette }: PngPixels): Uint8Array<ArrayBuffer> {
  return pngFile({ width, height, depth: 8, colorType: palette ? 3 : 2, palette }, data);
}

/**
 * Encodes numbers as a greyscale PNG file of 16 bits, in any runtime.
 *
 * @param values `[height, width]`, row by row from the top left
 * @param deflate compresses into zlib's format; a faster one than the default, which runs everywhere, may be at hand
 * @throws GanxError `INVALID_ARGUMENT` if the size and the values disagree
 *
 * Source: W3C, Portable Network Graphics (third edition), sections 7.1 and 11.2.1: samples are big-endian.
 */
export function encodeGrey16(
  values: Uint16Array,
  width: number,
  height: number,
  deflate: Deflate = pako.deflate,
): Uint8Array<ArrayBuffer> {
  const whole = Number.isInteger(width) && Number.isInteger(height) && width >= 1 && height >= 1;
  if (!whole || values.length !== width * height) {
    throw new GanxError(
      "INVALID_ARGUMENT",
      `16-bit PNG: expected width * height values, found ${width} x ${height} and ${values.length} values`,
    );
  }
  const data = new Uint8Array(2 * values.length);
  const view = new DataView(data.buffer);
  values.forEach((value, i) => {
    view.setUint16(2 * i, value);
  });
  return pngFile({ width, height, depth: 16, colorType: 0 }, data, deflate);
}

type Deflate = (bytes: Uint8Array) => Uint8Array;

interface PngHeader {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  readonly colorType: number;
  readonly palette?: Uint8Array;
}

/** @param data samples of all rows as they stand in the file, without the numbers of their filters */
function pngFile(
  { width, height, depth, colorType, palette }: PngHeader,
  data: Uint8Array,
  deflate: Deflate = pako.deflate,
): Uint8Array<ArrayBuffer> {
  const rowBytes = (width * depth * (colorType === 2 ? 3 : 1)) / 8;
  // Each row starts with the number of its filter: 0, none.
  const rows = new Uint8Array(height * (rowBytes + 1));
  for (let y = 0; y < height; y++) {
    rows.set(data.subarray(y * rowBytes, (y + 1) * rowBytes), y * (rowBytes + 1) + 1);
  }
  const header = [...bigEndian(width), ...bigEndian(height), depth, colorType, 0, 0, 0];
  return joinBytes([
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk("IHDR", Uint8Array.from(header)),
    ...(palette ? [chunk("PLTE", palette)] : []),
    chunk("IDAT", deflate(rows)),
    chunk("IEND", new Uint8Array(0)),
  ]);
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const named = joinBytes([Uint8Array.from([...type], (char) => char.charCodeAt(0)), data]);
  return joinBytes([
    Uint8Array.from(bigEndian(data.length)),
    named,
    Uint8Array.from(bigEndian(crc32(named))),
  ]);
}

function bigEndian(value: number): number[] {
  return [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
}
