import { GanxError } from "../../errors.js";

export const SOF0 = 0xc0;
export const DHT = 0xc4;
export const SOI = 0xd8;
export const EOI = 0xd9;
export const SOS = 0xda;
export const DQT = 0xdb;
export const DRI = 0xdd;
export const APP0 = 0xe0;
export const APP14 = 0xee;
export const APP15 = 0xef;
export const COM = 0xfe;

/** One marker segment of a JPEG; for SOS with the entropy-coded data that follow it. */
export interface JpegSegment {
  /** Second byte of the marker. */
  readonly marker: number;
  /** Where the marker is in the file, in bytes. */
  readonly at: number;
  /** The parameters, without marker and length; a view into the file. */
  readonly data: Uint8Array;
  /** Marker, length, parameters and entropy-coded data; a view into the file. */
  readonly whole: Uint8Array;
  /** Restart markers within the entropy-coded data. */
  readonly restarts: number;
}

/** An `INVALID_IMAGE` error whose message starts with `JPEG: `. */
export function jpegError(message: string, options?: ErrorOptions): GanxError {
  return new GanxError("INVALID_IMAGE", `JPEG: ${message}`, options);
}

/** Real files have some dozens, or a thousand with 64 MB of metadata; what is kept of a million empty ones fills memory. */
const MAX_SEGMENTS = 10_000;

/**
 * Walks the segments of a JPEG up to its end marker (EOI), which must be there; bytes after it are ignored.
 *
 * @throws GanxError `INVALID_IMAGE` if the file ends early or something other than a segment stands in its place.
 * Source: ITU-T T.81, annex B.
 */
export function* walkJpegSegments(bytes: Uint8Array): Generator<JpegSegment> {
  if (bytes[0] !== 0xff || bytes[1] !== SOI) throw jpegError("expected the file to start with ff d8");
  let count = 0;
  for (let at = 2; ; ) {
    if (at < bytes.length && bytes[at] !== 0xff) {
      throw jpegError(`expected a marker (ff) at byte ${at}, found ${hex(bytes[at])}: the file is damaged`);
    }
    while (bytes[at + 1] === 0xff) at++;
    if (at + 1 >= bytes.length) throw cutShort(bytes);
    const marker = bytes[at + 1];
    if (marker === EOI) return;
    if (marker < SOF0 || (marker >= 0xd0 && marker <= SOI)) {
      throw jpegError(`unexpected marker ff ${hex(marker)} at byte ${at}: the file is damaged`);
    }
    if (at + 4 > bytes.length) throw cutShort(bytes);
    if (++count > MAX_SEGMENTS)
      throw jpegError(`more than ${MAX_SEGMENTS} segments are not read; convert to PNG`);
    const length = (bytes[at + 2] << 8) | bytes[at + 3];
    if (length < 2)
      throw jpegError(`the segment at byte ${at} has length ${length}, expected 2 or more: damaged`);
    const end = at + 2 + length;
    if (end > bytes.length) throw cutShort(bytes);
    const scan = marker === SOS ? findScanEnd(bytes, end) : { end, restarts: 0 };
    const data = bytes.subarray(at + 4, end);
    yield { marker, at, data, whole: bytes.subarray(at, scan.end), restarts: scan.restarts };
    at = scan.end;
  }
}

/** Finds the first marker after entropy-coded data that is not a restart, and checks the restarts' order. */
function findScanEnd(bytes: Uint8Array, start: number): { end: number; restarts: number } {
  let restarts = 0;
  for (let at = start; ; at += 2) {
    at = bytes.indexOf(0xff, at);
    if (at < 0 || at + 1 >= bytes.length) throw cutShort(bytes);
    const next = bytes[at + 1];
    if (next === 0) continue;
    if (next < 0xd0 || next > 0xd7) return { end: at, restarts };
    if (next !== 0xd0 + (restarts & 7)) {
      throw jpegError(`expected restart marker ${restarts & 7} at byte ${at}, found ${next & 7}: damaged`);
    }
    restarts++;
  }
}

function cutShort(bytes: Uint8Array) {
  return jpegError(`the file ends at byte ${bytes.length} without an end marker: cut short; copy it again`);
}

function hex(byte: number): string {
  return byte.toString(16).padStart(2, "0");
}
