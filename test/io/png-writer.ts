import { crc32, deflateSync } from "node:zlib";

/** A PNG to be written; samples are at their full depth, pixel by pixel, row by row. */
export interface PngPicture {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  readonly colourType: number;
  readonly interlaced?: boolean;
  readonly samples: readonly number[];
  readonly palette?: Uint8Array;
  readonly transparency?: Uint8Array;
  /** Filter type 0..4 of the n-th row of a pass. */
  readonly filter?: (row: number) => number;
}

export interface Chunk {
  readonly type: string;
  readonly data: Uint8Array;
}

export const CHANNELS: Record<number, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

const PASSES = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
];

export function ihdr(
  picture: Pick<PngPicture, "width" | "height" | "depth" | "colourType" | "interlaced">,
): Chunk {
  const data = new Uint8Array(13);
  const view = new DataView(data.buffer);
  view.setUint32(0, picture.width);
  view.setUint32(4, picture.height);
  data.set([picture.depth, picture.colourType, 0, 0, picture.interlaced ? 1 : 0], 8);
  return { type: "IHDR", data };
}

/** The chunks of a picture, in order, so that a test can change them. */
export function pngChunks(picture: PngPicture): Chunk[] {
  const chunks = [ihdr(picture)];
  if (picture.palette) chunks.push({ type: "PLTE", data: picture.palette });
  if (picture.transparency) chunks.push({ type: "tRNS", data: picture.transparency });
  chunks.push({ type: "IDAT", data: deflateSync(filteredBytes(picture)) });
  chunks.push({ type: "IEND", data: new Uint8Array(0) });
  return chunks;
}

/** Puts chunks together, with the signature before them and right lengths and CRCs. */
export function joinChunks(chunks: readonly Chunk[]): Uint8Array {
  const parts: Uint8Array[] = [Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)];
  for (const { type, data } of chunks) {
    const part = new Uint8Array(12 + data.length);
    const view = new DataView(part.buffer);
    view.setUint32(0, data.length);
    part.set(new TextEncoder().encode(type), 4);
    part.set(data, 8);
    view.setUint32(8 + data.length, crc32(part.subarray(4, 8 + data.length)));
    parts.push(part);
  }
  return new Uint8Array(Buffer.concat(parts));
}

export function writePng(picture: PngPicture): Uint8Array {
  return joinChunks(pngChunks(picture));
}

/** What goes into the zlib stream: for each pass its filtered rows. */
export function filteredBytes(picture: PngPicture): Uint8Array {
  const { width, height, depth, colourType, samples, filter = () => 0 } = picture;
  const channels = CHANNELS[colourType];
  const pixelBytes = Math.max(1, (channels * depth) / 8);
  const out: number[] = [];
  for (const [x0, y0, dx, dy] of picture.interlaced ? PASSES : [[0, 0, 1, 1]]) {
    let above: number[] = [];
    let row = 0;
    for (let y = y0; y < height && x0 < width; y += dy) {
      let bits = "";
      for (let x = x0; x < width; x += dx) {
        for (let c = 0; c < channels; c++) {
          bits += samples[(y * width + x) * channels + c].toString(2).padStart(depth, "0");
        }
      }
      const raw = (bits.match(/.{1,8}/g) ?? []).map((byte) => Number.parseInt(byte.padEnd(8, "0"), 2));
      const type = filter(row++);
      out.push(type, ...raw.map((value, i) => (value - predict(type, raw, above, i, pixelBytes)) & 255));
      above = raw;
    }
  }
  return Uint8Array.from(out);
}

function predict(type: number, raw: number[], above: number[], i: number, pixelBytes: number): number {
  const a = raw[i - pixelBytes] ?? 0;
  const b = above[i] ?? 0;
  const c = above[i - pixelBytes] ?? 0;
  if (type === 1) return a;
  if (type === 2) return b;
  if (type === 3) return Math.floor((a + b) / 2);
  if (type === 4) {
    const p = a + b - c;
    const [pa, pb, pc] = [Math.abs(p - a), Math.abs(p - b), Math.abs(p - c)];
    return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
  }
  return 0;
}

/** A small generator of whole numbers 0..2^32-1 for test pictures. */
export function makeRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state ^ (state >>> 15)) >>> 0;
  };
}
