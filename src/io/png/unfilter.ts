import UPNG from "upng-js";
import { PALETTE, type PngHeader, pngRowBytes } from "./header.js";

/** Largest block that deflate can store without compressing it. */
const MAX_STORED = 65535;

/** Where the IHDR data, the IDAT length and the IDAT data go in the PNG made below. */
const IHDR_DATA = 16;
const IDAT = 33;
const IDAT_DATA = IDAT + 8;

/**
 * Undoes the row filters of PNG by handing `upng-js` a plain PNG of these rows only.
 *
 * upng-js is sound for a non-interlaced picture of the right length and nothing beyond it, so that is all it gets.
 *
 * @param filtered `rows` rows, each a filter type 0..4 and then the filtered bytes; the first row has none above.
 * @returns the unfiltered rows one after the other, without filter types.
 */
export function unfilterRows(
  filtered: Uint8Array,
  header: PngHeader,
  columns: number,
  rows: number,
): Uint8Array {
  const png = wrapRows(filtered, header, columns, rows);
  const { data } = UPNG.decode(png.buffer as ArrayBuffer);
  return new Uint8Array(data).subarray(0, rows * pngRowBytes(header, columns));
}

function wrapRows(filtered: Uint8Array, header: PngHeader, columns: number, rows: number): Uint8Array {
  const blocks = Math.ceil(filtered.length / MAX_STORED);
  const zlibLength = 2 + 5 * blocks + filtered.length + 4;
  const png = new Uint8Array(IDAT_DATA + zlibLength + 4 + 12);
  const view = new DataView(png.buffer);
  png.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  // The CRCs stay 0: upng-js does not read them.
  putChunk(view, 8, 13, "IHDR");
  view.setUint32(IHDR_DATA, columns);
  view.setUint32(IHDR_DATA + 4, rows);
  png[IHDR_DATA + 8] = header.depth;
  // The rows of a palette picture are those of a grey one, which needs no palette.
  png[IHDR_DATA + 9] = header.colourType === PALETTE ? 0 : header.colourType;
  putChunk(view, IDAT, zlibLength, "IDAT");
  putStoredZlib(view, IDAT_DATA, filtered);
  putChunk(view, IDAT_DATA + zlibLength + 4, 0, "IEND");
  return png;
}

function putChunk(view: DataView, at: number, length: number, type: string): void {
  view.setUint32(at, length);
  for (let i = 0; i < 4; i++) view.setUint8(at + 4 + i, type.charCodeAt(i));
}

/** Writes a zlib stream of stored blocks. Source: RFC 1950; RFC 1951, section 3.2.4. */
function putStoredZlib(view: DataView, at: number, data: Uint8Array): void {
  const out = new Uint8Array(view.buffer);
  view.setUint16(at, 0x7801);
  at += 2;
  for (let start = 0; start < data.length; start += MAX_STORED) {
    const block = data.subarray(start, start + MAX_STORED);
    view.setUint8(at, start + block.length === data.length ? 1 : 0);
    view.setUint16(at + 1, block.length, true);
    view.setUint16(at + 3, ~block.length & 0xffff, true);
    out.set(block, at + 5);
    at += 5 + block.length;
  }
  view.setUint32(at, adler32(data));
}

function adler32(data: Uint8Array): number {
  let a = 1;
  let b = 0;
  for (let start = 0; start < data.length; ) {
    // 3800 steps keep both sums below 2^31.
    const end = Math.min(start + 3800, data.length);
    for (; start < end; start++) {
      a += data[start];
      b += a;
    }
    a %= 65521;
    b %= 65521;
  }
  return b * 65536 + a;
}
