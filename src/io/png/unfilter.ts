import UPNG from "upng-js";
import { GREY, PALETTE, type PngHeader, pngRowBytes } from "./header.js";

/** Where the IHDR data, the IDAT chunk and its data go in the PNG made below. */
const IHDR_DATA = 16;
const IDAT = 33;
const IDAT_DATA = IDAT + 8;

/**
 * Undoes the row filters of PNG by handing `upng-js` a plain PNG of these rows only.
 *
 * upng-js is sound for a non-interlaced picture of the right length and nothing beyond it, so that is all it gets.
 *
 * @param filtered rows of a filter type 0..4 and then the filtered bytes; the first row has none above.
 * @returns the unfiltered rows one after the other, without filter types.
 */
export function unfilterRows(filtered: Uint8Array, header: PngHeader, columns: number): Uint8Array {
  const rowBytes = pngRowBytes(header, columns);
  const rows = filtered.length / (1 + rowBytes);
  const { data } = UPNG.decode(wrapRows(filtered, header, columns, rows));
  return new Uint8Array(data, 0, rows * rowBytes);
}

function wrapRows(filtered: Uint8Array, header: PngHeader, columns: number, rows: number): ArrayBuffer {
  const png = new Uint8Array(IDAT_DATA + filtered.length + 4 + 12);
  const view = new DataView(png.buffer);
  png.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  // The CRCs stay 0: upng-js does not read them.
  putChunk(view, 8, 13, "IHDR");
  view.setUint32(IHDR_DATA, columns);
  view.setUint32(IHDR_DATA + 4, rows);
  png[IHDR_DATA + 8] = header.depth;
  // The rows of a palette picture are those of a grey one, which needs no palette.
  png[IHDR_DATA + 9] = header.colourType === PALETTE ? GREY : header.colourType;
  // A method of compression that PNG does not know: upng-js then takes the bytes as they are.
  png[IHDR_DATA + 10] = 1;
  putChunk(view, IDAT, filtered.length, "IDAT");
  png.set(filtered, IDAT_DATA);
  putChunk(view, IDAT_DATA + filtered.length + 4, 0, "IEND");
  return png.buffer;
}

function putChunk(view: DataView, at: number, length: number, type: string): void {
  view.setUint32(at, length);
  for (let i = 0; i < 4; i++) view.setUint8(at + 4 + i, type.charCodeAt(i));
}
