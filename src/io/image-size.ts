import { GanxError } from "../errors.js";
import { identifyImage } from "./image-kind.js";
import { jpegError, SOF0, walkJpegSegments } from "./jpeg/segments.js";
import { walkPngChunks } from "./png/chunks.js";
import { pngError } from "./png/header.js";

/** What the header of a picture says of it. */
export interface ImageSize {
  readonly kind: "PNG" | "JPEG";
  /** Pixels, as they are announced: the file may hold fewer, and be of a sort that is not read. */
  readonly width: number;
  readonly height: number;
}

/**
 * Tells the size of a picture from its header without decoding it, for whoever accepts only so many pixels.
 *
 * @param bytes the whole file
 * @throws GanxError `INVALID_IMAGE` if the bytes are neither PNG nor JPEG, or end before the size or are damaged there
 *
 * Source: W3C PNG specification, section 11.2.1; ITU-T T.81, section B.2.2.
 */
export function imageSize(bytes: Uint8Array): ImageSize {
  const kind = identifyImage(bytes);
  if (kind === "PNG") return { kind, ...pngSize(bytes) };
  if (kind === "JPEG") return { kind, ...jpegSize(bytes) };
  const found = bytes.length === 0 ? "an empty file" : kind;
  throw new GanxError("INVALID_IMAGE", `image: expected a PNG or JPEG picture, found ${found}`);
}

type Size = Omit<ImageSize, "kind">;

function pngSize(bytes: Uint8Array): Size {
  for (const { type, data } of walkPngChunks(bytes)) {
    if (type !== "IHDR" || data.length !== 13) break;
    const view = new DataView(data.buffer, data.byteOffset, data.length);
    return { width: view.getUint32(0), height: view.getUint32(4) };
  }
  throw pngError("expected IHDR, 13 bytes long, as the first chunk: the file is damaged");
}

/** Of the markers of its range DHT, JPG and DAC do not start a frame. */
const isFrame = (marker: number): boolean =>
  marker >= SOF0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

function jpegSize(bytes: Uint8Array): Size {
  for (const { marker, data } of walkJpegSegments(bytes)) {
    if (!isFrame(marker)) continue;
    if (data.length < 6) throw jpegError("the frame header is too short: the file is damaged");
    return { width: (data[3] << 8) | data[4], height: (data[1] << 8) | data[2] };
  }
  throw jpegError("expected a frame header before the end marker, found none: damaged");
}
