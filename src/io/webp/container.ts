import { MAX_PIXELS } from "../../image.js";
import { webpError } from "./problem.js";

/** The parts of a WebP file; every array is a view into it. */
export interface WebpParts {
  readonly width: number;
  readonly height: number;
  /** A VP8L bit stream, or else a VP8 frame. */
  readonly isLossless: boolean;
  readonly data: Uint8Array;
  /** The opacity of a lossy picture. */
  readonly alpha?: Uint8Array;
  readonly profile?: Uint8Array;
  readonly exif?: Uint8Array;
}

const HEAD_BYTES = 12;

/** Pictures of a painting do not shrink to less than a byte for so many pixels; nearly empty ones could. */
const MOST_PIXELS_PER_BYTE = 4096;

/** Pictures of no more pixels are not asked for it. */
const FREE_PIXELS = 2 ** 20;

function* walkChunks(bytes: Uint8Array): Generator<{ readonly name: string; readonly data: Uint8Array }> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (bytes.length < HEAD_BYTES + 8) throw cutShort(bytes, "inside its header");
  const end = 8 + view.getUint32(4, true);
  if (end > bytes.length) throw cutShort(bytes, `before the ${end} bytes that its header announces`);
  for (let at = HEAD_BYTES; at + 8 <= end; ) {
    const name = String.fromCharCode(...bytes.subarray(at, at + 4));
    const length = view.getUint32(at + 4, true);
    if (at + 8 + length > end)
      throw cutShort(bytes, `inside its chunk ${JSON.stringify(name)} at byte ${at}`);
    yield { name, data: bytes.subarray(at + 8, at + 8 + length) };
    at += 8 + length + (length % 2);
  }
}

function cutShort(bytes: Uint8Array, where: string) {
  return webpError(`the file ends at byte ${bytes.length}, ${where}: cut short; copy or download it again`);
}

/**
 * Takes a WebP file apart and checks its size, before memory is taken.
 *
 * @throws GanxError `INVALID_IMAGE`
 * Source: RFC 9649 (WebP), section 2.
 */
export function readWebpParts(bytes: Uint8Array): WebpParts {
  const chunks = new Map<string, Uint8Array>();
  for (const { name, data } of walkChunks(bytes)) {
    if (name === "ANIM" || name === "ANMF")
      throw webpError("an animation is not read; save one picture of it");
    // What comes after the picture's data or twice does not count.
    if (!chunks.has(name)) chunks.set(name, data);
  }
  const lossless = chunks.get("VP8L");
  const lossy = chunks.get("VP8 ");
  const data = lossy ?? lossless;
  if (!data) throw webpError("expected a chunk of a picture, found none: the file is damaged");
  const isLossless = lossy === undefined;
  const size = isLossless ? losslessSize(data) : lossySize(data);
  checkSize(size, bytes.length, chunks.get("VP8X"));
  return {
    ...{ ...size, isLossless, data },
    alpha: isLossless ? undefined : chunks.get("ALPH"),
    profile: chunks.get("ICCP"),
    exif: chunks.get("EXIF"),
  };
}

interface Size {
  readonly width: number;
  readonly height: number;
}

function losslessSize(data: Uint8Array): Size {
  if (data.length < 5 || data[0] !== 0x2f)
    throw webpError("expected the signature 2f of lossless data: damaged");
  const bits = data[1] | (data[2] << 8) | (data[3] << 16) | (data[4] << 24);
  if (bits >>> 29 !== 0) throw webpError(`expected version 0 of lossless data, found ${bits >>> 29}`);
  return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
}

function lossySize(data: Uint8Array): Size {
  if (data.length < 10 || data[3] !== 0x9d || data[4] !== 0x01 || data[5] !== 0x2a) {
    throw webpError("expected the start code 9d 01 2a of a frame: the file is damaged");
  }
  return { width: (data[6] | (data[7] << 8)) & 0x3fff, height: (data[8] | (data[9] << 8)) & 0x3fff };
}

function checkSize({ width, height }: Size, length: number, extended: Uint8Array | undefined): void {
  const size = `${width} x ${height}`;
  if (width < 1 || height < 1) throw webpError(`expected a width and height of at least 1, found ${size}`);
  const pixels = width * height;
  if (pixels > MAX_PIXELS) {
    throw webpError(`${size} pixels are more than the ${MAX_PIXELS} supported; scale the picture down`);
  }
  if (pixels > FREE_PIXELS && pixels > MOST_PIXELS_PER_BYTE * length) {
    throw webpError(
      `${length} bytes are too few for a picture of ${size} pixels: damaged, or it shows nothing`,
    );
  }
  if (!extended) return;
  const side = (at: number): number =>
    1 + (extended[at] | (extended[at + 1] << 8) | (extended[at + 2] << 16));
  if (extended.length < 10 || side(4) !== width || side(7) !== height) {
    throw webpError(`its header and its data disagree about its size, ${size}: the file is damaged`);
  }
}
