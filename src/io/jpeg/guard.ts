import { type JpegComponent, type JpegFrame, readJpegFrame, refuseProcess } from "./frame.js";
import { checkJpegScan } from "./scan.js";
import {
  APP0,
  APP14,
  APP15,
  COM,
  DHT,
  DQT,
  DRI,
  type JpegSegment,
  jpegError,
  SOF0,
  walkJpegSegments,
} from "./segments.js";

/** How the components of a JPEG are colours. */
export type JpegColours = "grey" | "ycc" | "rgb" | "cmyk" | "ycck";

/** A JPEG whose structure is sound. */
export interface JpegParts {
  readonly frame: JpegFrame;
  readonly colours: JpegColours;
  /** The segments that the pixels depend on, in file order. */
  readonly segments: readonly Uint8Array[];
  /** The application segments, in file order. */
  readonly application: readonly JpegSegment[];
}

/** Real progressive files have about ten scans; thousands of empty ones would keep a decoder busy for hours. */
const MAX_SCANS = 100;

/**
 * Takes a JPEG apart after checking its structure: segment lengths, one frame of a known kind, whole scans, an end.
 *
 * @throws GanxError `INVALID_IMAGE` that says what is at fault.
 * Source: ITU-T T.81, annex B.
 */
export function readJpegParts(bytes: Uint8Array): JpegParts {
  let frame: JpegFrame | undefined;
  let restartInterval = 0;
  let scans = 0;
  const application: JpegSegment[] = [];
  const tables = new Set<number>();
  const started = new Set<JpegComponent>();
  const segments: Uint8Array[] = [];
  for (const segment of walkJpegSegments(bytes)) {
    const { marker, at, data, whole } = segment;
    if (marker >= APP0) {
      if (marker <= APP15) application.push(segment);
      else if (marker !== COM)
        throw jpegError(`unknown marker ff ${marker.toString(16)} at byte ${at}: damaged`);
      continue;
    }
    refuseProcess(segment);
    segments.push(whole);
    if (marker >= SOF0 && marker <= SOF0 + 2) {
      if (frame !== undefined) throw jpegError(`a second frame starts at byte ${at}: the file is damaged`);
      frame = readJpegFrame(segment);
    } else if (marker === DRI) {
      if (data.length !== 2) throw jpegError(`the restart segment at byte ${at} has a wrong length: damaged`);
      restartInterval = (data[0] << 8) | data[1];
    } else if (marker === DHT) {
      checkTables(segment, 17, (table) => sum(table.subarray(1, 17)));
    } else if (marker === DQT) {
      checkTables(segment, 65, (table) => {
        refuseNewQuantisation(table[0] & 15, tables, scans > 0);
        return table[0] >> 4 === 0 ? 0 : 64;
      });
    } else {
      if (frame === undefined)
        throw jpegError(`a scan starts at byte ${at} before the frame header: damaged`);
      if (++scans > MAX_SCANS) throw jpegError(`more than ${MAX_SCANS} scans are not read; convert to PNG`);
      for (const component of checkJpegScan(frame, segment, restartInterval)) {
        if (started.has(component)) throw jpegError(`the scan at byte ${at} repeats an earlier one: damaged`);
        started.add(component);
      }
    }
  }
  if (frame === undefined)
    throw jpegError("expected a frame header before the end marker, found none: damaged");
  if (started.size < frame.components.length) {
    throw jpegError(
      `only ${started.size} of ${frame.components.length} colour components have data: damaged`,
    );
  }
  return { frame, colours: findColours(frame, application), segments, application };
}

/** Checks that a segment is a run of whole tables, each of `fixed` bytes and those that `extra` counts. */
function checkTables({ at, data }: JpegSegment, fixed: number, extra: (table: Uint8Array) => number): void {
  for (let start = 0; start < data.length; ) {
    const table = data.subarray(start);
    start += table.length < fixed ? fixed : fixed + extra(table);
    if (start > data.length) throw jpegError(`a table in the segment at byte ${at} is incomplete: damaged`);
  }
}

/** The samples of a progressive picture are made after its last scan, when there is one table of a number. */
function refuseNewQuantisation(id: number, seen: Set<number>, late: boolean): void {
  if (late && seen.has(id))
    throw jpegError("quantisation that changes between scans is not read; convert to PNG");
  seen.add(id);
}

/** The rules of libjpeg. Source: ITU-T T.871 (JFIF) and T.872, section 6.5.3 (Adobe marker). */
function findColours(frame: JpegFrame, application: readonly JpegSegment[]): JpegColours {
  const has = (marker: number, name: string) =>
    application.find(
      (s) => s.marker === marker && name === String.fromCharCode(...s.data.subarray(0, name.length)),
    );
  const transform = has(APP14, "Adobe")?.data[11];
  if (frame.components.length === 1) return "grey";
  if (frame.components.length === 3) {
    if (has(APP0, "JFIF\0")) return "ycc";
    const ids = String.fromCharCode(...frame.components.map(({ id }) => id));
    return transform === 0 || (transform === undefined && ids === "RGB") ? "rgb" : "ycc";
  }
  if (transform === undefined) {
    throw jpegError("CMYK without an Adobe marker may be inverted or not; convert the picture to an RGB PNG");
  }
  return transform === 0 ? "cmyk" : "ycck";
}

function sum(values: Uint8Array): number {
  return values.reduce((total, value) => total + value, 0);
}
