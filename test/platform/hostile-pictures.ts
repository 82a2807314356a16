// Pictures made to keep a server busy or to fill its memory; each is small as a file.
import { deflateSync } from "node:zlib";
import { JPEG_FIXTURES } from "../io/jpeg-fixtures.js";
import { type Chunk, ihdr, joinChunks } from "../io/png-writer.js";

const COLOUR = { depth: 8, colourType: 2 };
const END = { type: "IEND", data: new Uint8Array(0) };
const data = (bytes: Uint8Array): Chunk => ({ type: "IDAT", data: bytes });

/** A PNG that announces this size, with hardly any data. */
export const announced = (width: number, height: number): Uint8Array =>
  joinChunks([ihdr({ width, height, ...COLOUR }), data(deflateSync(new Uint8Array(9))), END]);

/** A PNG of one pixel whose data unpack to 256 MiB. */
export const bomb = (): Uint8Array =>
  joinChunks([ihdr({ width: 1, height: 1, ...COLOUR }), data(deflateSync(new Uint8Array(2 ** 28))), END]);

/** A PNG of 4 MB of chunks of one byte. */
export function crowdedPng(): Uint8Array {
  const one = data(new Uint8Array(1));
  return joinChunks([
    ihdr({ width: 1024, height: 640, ...COLOUR }),
    ...new Array<Chunk>(320_000).fill(one),
    END,
  ]);
}

/** A sound PNG of so many pixels, each of another colour. */
export function colourful(width: number, height: number): Uint8Array {
  const rows = new Uint8Array(height * (1 + 3 * width));
  for (let i = 0; i < width * height; i++) {
    const at = Math.floor(i / width) + 1 + 3 * i;
    rows.set([(i & 127) * 2, ((i >> 7) & 127) * 2, ((i >> 14) & 127) * 2], at);
  }
  return joinChunks([ihdr({ width, height, ...COLOUR }), data(deflateSync(rows, { level: 1 })), END]);
}

const progressive = (): Uint8Array =>
  new Uint8Array(Buffer.from(JPEG_FIXTURES.find(({ name }) => name === "progressive")!.file, "base64"));

/** A JPEG cut in the middle. */
export const truncatedJpeg = (): Uint8Array => {
  const file = progressive();
  return file.subarray(0, file.length / 2);
};

/** A progressive JPEG with very many scans of almost nothing. */
export function manyScans(): Uint8Array {
  const file = Buffer.from(progressive());
  const last = file.lastIndexOf(Buffer.from([0xff, 0xda]));
  const scan = file.subarray(last, file.length - 2);
  const scans = new Array<Buffer>(20_000).fill(scan);
  return new Uint8Array(Buffer.concat([file.subarray(0, file.length - 2), ...scans, Buffer.of(0xff, 0xd9)]));
}

/** A JPEG of a million empty segments. */
export function crowdedJpeg(): Uint8Array {
  const frame = [0xff, 0xd8, 0xff, 0xc0, 0, 11, 8, 2, 0, 2, 0, 1, 1, 0x11, 0];
  return new Uint8Array(
    Buffer.concat([Buffer.from(frame), Buffer.alloc(4_000_000, "ffe10002", "hex"), Buffer.of(0xff, 0xd9)]),
  );
}

/** A JPEG of the largest size, all of whose blocks are alike and cost a few bits. */
export function announcedJpeg(width: number, height: number): Uint8Array {
  const file = progressive();
  const at = Buffer.from(file).indexOf(Buffer.from([0xff, 0xc2]));
  new DataView(file.buffer, file.byteOffset).setUint16(at + 5, height);
  new DataView(file.buffer, file.byteOffset).setUint16(at + 7, width);
  return file;
}
