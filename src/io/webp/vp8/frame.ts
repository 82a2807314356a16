import { webpError } from "../problem.js";
import { type FilterStrength, filterFrame, strengthOf } from "./filter.js";
import { readFrameHeader } from "./frame-header.js";
import { addBlock } from "./inverse-transform.js";
import { type MacroblockModes, ModeReader } from "./modes.js";
import { type FramePlane, predictBlock, predictSquare } from "./predict.js";
import { ResidualReader } from "./residuals.js";

/** The planes of a frame: luma, and chroma at half the resolution. */
export interface Frame {
  readonly luma: FramePlane;
  readonly chroma: readonly [FramePlane, FramePlane];
}

/** What stands for the samples above the frame, and on its left. */
const ABOVE = 127;
const LEFT = 129;

/** Room on the right, for the samples above and to the right of the last column. */
const RIGHT_ROOM = 4;

/** @param side of the part of a macroblock, 16 or 8 */
function makePlane(columns: number, rows: number, side: number): FramePlane {
  const stride = 1 + columns * side + RIGHT_ROOM;
  const samples = new Uint8ClampedArray(stride * (1 + rows * side));
  samples.fill(ABOVE, 0, stride);
  for (let at = stride; at < samples.length; at += stride) samples[at] = LEFT;
  return { samples, stride, start: stride + 1 };
}

function makePlanes(columns: number, rows: number, size: string): Frame {
  try {
    const plane = (side: number): FramePlane => makePlane(columns, rows, side);
    return { luma: plane(16), chroma: [plane(8), plane(8)] };
  } catch (cause) {
    throw webpError(`not enough memory to decode ${size} pixels; scale the picture down`, { cause });
  }
}

/**
 * Decodes a key frame.
 *
 * @throws GanxError `INVALID_IMAGE` where it is damaged or ends early
 * Source: RFC 6386.
 */
export function decodeVp8(data: Uint8Array, width: number, height: number): Frame {
  const header = readFrameHeader(data, width, height);
  const columns = Math.ceil(width / 16);
  const rows = Math.ceil(height / 16);
  const frame = makePlanes(columns, rows, `${width} x ${height}`);
  const modeReader = new ModeReader(header, columns);
  const residuals = new ResidualReader(header.probabilities, columns);
  const strengths: FilterStrength[] = [];
  for (let row = 0; row < rows; row++) {
    const bits = header.partitions[row % header.partitions.length];
    modeReader.startRow();
    residuals.startRow();
    for (let column = 0; column < columns; column++) {
      const modes = modeReader.read(column);
      let hasAny = false;
      if (modes.isSkipped) residuals.skip(column, modes.isSplit);
      else hasAny = residuals.read(bits, column, modes.isSplit, header.quantisers[modes.segment]);
      rebuild(frame, modes, residuals.coefficients, { row, column, isLast: column === columns - 1 });
      if (header.filter.level > 0) strengths.push(strengthOf(header, modes, hasAny));
    }
  }
  filterFrame(frame, strengths, columns, header.filter.isSimple);
  return frame;
}

interface Place {
  readonly row: number;
  readonly column: number;
  /** Whether it is the last of its row. */
  readonly isLast: boolean;
}

function rebuild(frame: Frame, modes: MacroblockModes, coefficients: Int16Array, place: Place): void {
  const { row, column } = place;
  const neighbours = { hasAbove: row > 0, hasLeft: column > 0 };
  const { luma, chroma } = frame;
  const at = luma.start + 16 * (row * luma.stride + column);
  if (modes.isSplit) rebuildSplit(luma, at, modes.luma, coefficients, place);
  else {
    predictSquare(luma, at, 16, modes.luma[0], neighbours);
    for (let block = 0; block < 16; block++) {
      const to = at + 4 * ((block >> 2) * luma.stride + (block & 3));
      addBlock(luma.samples, to, luma.stride, coefficients, 16 * block);
    }
  }
  chroma.forEach((plane, which) => {
    const from = plane.start + 8 * (row * plane.stride + column);
    predictSquare(plane, from, 8, modes.chroma, neighbours);
    for (let block = 0; block < 4; block++) {
      const to = from + 4 * ((block >> 1) * plane.stride + (block & 1));
      addBlock(plane.samples, to, plane.stride, coefficients, 16 * (16 + 4 * which + block));
    }
  });
}

/** Blocks that are predicted one after the other, each by those before. */
function rebuildSplit(
  plane: FramePlane,
  at: number,
  modes: readonly number[],
  coefficients: Int16Array,
  { row, isLast }: Place,
): void {
  const { samples, stride } = plane;
  const right = at - stride + 16;
  // Nothing is above and to the right of the last column: its last sample stands for it, and above the frame its border.
  if (isLast && row > 0) samples.fill(samples[right - 1], right, right + RIGHT_ROOM);
  for (let block = 0; block < 16; block++) {
    const [x, y] = [block & 3, block >> 2];
    const to = at + 4 * (y * stride + x);
    // The blocks of the last column all take the samples above the macroblock to the right.
    predictBlock(plane, to, modes[block], x < 3 ? to - stride + 4 : right);
    addBlock(samples, to, stride, coefficients, 16 * block);
  }
}
