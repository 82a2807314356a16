import { MAX_PIXELS } from "../../image.js";
import { type JpegSegment, jpegError, SOF0 } from "./segments.js";

/** One colour plane of a JPEG. */
export interface JpegComponent {
  readonly id: number;
  /** Sampling factors, 1..4. */
  readonly h: number;
  readonly v: number;
}

/** What the frame header (SOF) of a JPEG says; every field has been checked. */
export interface JpegFrame {
  readonly width: number;
  readonly height: number;
  readonly progressive: boolean;
  readonly components: readonly JpegComponent[];
  readonly maxH: number;
  readonly maxV: number;
}

const PROCESSES = new Map([
  [0xc3, "lossless"],
  [0xc5, "hierarchical"],
  [0xc6, "hierarchical"],
  [0xc7, "hierarchical lossless"],
  [0xc8, "extended"],
  [0xc9, "arithmetic-coded"],
  [0xca, "arithmetic-coded progressive"],
  [0xcb, "arithmetic-coded lossless"],
  [0xcc, "arithmetic-coded"],
  [0xcd, "arithmetic-coded hierarchical"],
  [0xce, "arithmetic-coded hierarchical"],
  [0xcf, "arithmetic-coded hierarchical lossless"],
  [0xdc, "of undeclared height (DNL)"],
  [0xde, "hierarchical"],
  [0xdf, "hierarchical"],
]);

/** Throws, naming the process, if the marker belongs to a kind of JPEG that is not read. */
export function refuseProcess({ marker }: JpegSegment): void {
  const process = PROCESSES.get(marker);
  if (process === undefined) return;
  throw jpegError(
    `expected a baseline or progressive file, found one ${process}; convert the picture to PNG`,
  );
}

/**
 * Reads and checks a SOF0, SOF1 or SOF2 segment.
 *
 * @throws GanxError `INVALID_IMAGE` on a size or a layout that JPEG or ganx does not have.
 * Source: ITU-T T.81, section B.2.2.
 */
export function readJpegFrame({ marker, data }: JpegSegment): JpegFrame {
  if (data.length < 6 || data.length !== 6 + 3 * data[5]) {
    throw jpegError(
      `the frame header has ${data.length} bytes, not those of its components: the file is damaged`,
    );
  }
  const [precision] = data;
  const height = (data[1] << 8) | data[2];
  const width = (data[3] << 8) | data[4];
  const count = data[5];
  if (precision !== 8)
    throw jpegError(`expected 8 bits a sample, found ${precision}; convert the picture to PNG`);
  if (width < 1 || height < 1) {
    throw jpegError(`expected a width and height of at least 1, found ${width} x ${height}`);
  }
  if (width * height > MAX_PIXELS) {
    throw jpegError(
      `${width} x ${height} pixels are more than the ${MAX_PIXELS} supported; scale the picture down`,
    );
  }
  if (count !== 1 && count !== 3 && count !== 4) {
    throw jpegError(`expected 1, 3 or 4 colour components, found ${count}; convert the picture to PNG`);
  }
  const components = Array.from({ length: count }, (_, i) => {
    const [id, sampling] = data.subarray(6 + 3 * i);
    return { id, h: sampling >> 4, v: sampling & 15 };
  });
  const maxH = Math.max(...components.map(({ h }) => h));
  const maxV = Math.max(...components.map(({ v }) => v));
  components.forEach((component, i) => {
    checkSampling(component, maxH, maxV);
    if (components.findIndex(({ id }) => id === component.id) !== i) {
      throw jpegError(`two colour components are numbered ${component.id}: the file is damaged`);
    }
  });
  return { width, height, progressive: marker === SOF0 + 2, components, maxH, maxV };
}

/** A plane is read only if it is a whole number of times coarser than the finest. */
function checkSampling({ h, v }: JpegComponent, maxH: number, maxV: number): void {
  if (h < 1 || h > 4 || v < 1 || v > 4) {
    throw jpegError(`expected sampling factors 1 to 4, found ${h} x ${v}: the file is damaged`);
  }
  if (maxH % h !== 0 || maxV % v !== 0) {
    throw jpegError(
      `sampling factors ${h} x ${v} beside ${maxH} x ${maxV} are not read; convert the picture to PNG`,
    );
  }
}
