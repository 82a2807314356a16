import { COEFFICIENT_PROBABILITIES, UPDATE_PROBABILITIES } from "../../../data/webp-tables.js";
import { webpError } from "../problem.js";
import { BoolDecoder } from "./bool-decoder.js";
import { type Quantiser, readQuantisers } from "./quantiser.js";

/** Parts of a frame that are coded alike. */
export interface Segments {
  readonly isUsed: boolean;
  /** Whether every macroblock says its segment. */
  readonly hasMap: boolean;
  readonly isAbsolute: boolean;
  readonly quantisers: readonly number[];
  readonly filterLevels: readonly number[];
  readonly probabilities: readonly number[];
}

/** How edges are smoothed. */
export interface FilterHeader {
  readonly isSimple: boolean;
  readonly level: number;
  readonly sharpness: number;
  /** What a frame of this kind, and a macroblock of 4 x 4 predictions, adds to the level. */
  readonly frameDelta: number;
  readonly blockDelta: number;
}

/** What the header of a key frame says; the decoders stand where their data begin. */
export interface FrameHeader {
  readonly width: number;
  readonly height: number;
  readonly segments: Segments;
  readonly filter: FilterHeader;
  readonly quantisers: readonly Quantiser[];
  /** By type, band and context, [4, 8, 3, 11]. */
  readonly probabilities: Uint8Array;
  /** Probability that a macroblock has coefficients, where any may have none. */
  readonly skipProbability?: number;
  readonly modes: BoolDecoder;
  readonly partitions: readonly BoolDecoder[];
}

const HEAD_BYTES = 10;

/**
 * Reads the header of a key frame.
 *
 * @throws GanxError `INVALID_IMAGE`
 * Source: RFC 6386, section 9.
 */
export function readFrameHeader(data: Uint8Array, width: number, height: number): FrameHeader {
  const tag = data[0] | (data[1] << 8) | (data[2] << 16);
  const first = tag >> 5;
  if ((tag & 1) !== 0 || ((tag >> 1) & 7) > 3 || ((tag >> 4) & 1) === 0) {
    throw webpError("expected a key frame that is shown: the file is damaged");
  }
  if (HEAD_BYTES + first > data.length) throw webpError(`its first part of ${first} bytes is cut short`);
  const modes = new BoolDecoder(data.subarray(HEAD_BYTES, HEAD_BYTES + first));
  // Colour space and clamping, which decoders of pictures do not heed.
  modes.number(2);
  const segments = readSegments(modes);
  const filter = readFilter(modes);
  const partitions = readPartitions(data.subarray(HEAD_BYTES + first), 1 << modes.number(2));
  const quantisers = readQuantisers(modes, segments);
  modes.bit(128);
  const probabilities = COEFFICIENT_PROBABILITIES.map((value, i) =>
    modes.bit(UPDATE_PROBABILITIES[i]) === 1 ? modes.number(8) : value,
  );
  const skipProbability = modes.bit(128) === 1 ? modes.number(8) : undefined;
  return {
    ...{ width, height, segments, filter, quantisers, probabilities, skipProbability, modes, partitions },
  };
}

function readSegments(bits: BoolDecoder): Segments {
  const isUsed = bits.bit(128) === 1;
  const hasMap = isUsed && bits.bit(128) === 1;
  const hasData = isUsed && bits.bit(128) === 1;
  const isAbsolute = hasData && bits.bit(128) === 1;
  const four = (length: number): number[] => [0, 1, 2, 3].map(() => (hasData ? bits.optional(length) : 0));
  const quantisers = four(7);
  const filterLevels = four(6);
  const probabilities = [0, 1, 2].map(() => (hasMap && bits.bit(128) === 1 ? bits.number(8) : 255));
  return { isUsed, hasMap, isAbsolute, quantisers, filterLevels, probabilities };
}

function readFilter(bits: BoolDecoder): FilterHeader {
  const isSimple = bits.bit(128) === 1;
  const level = bits.number(6);
  const sharpness = bits.number(3);
  const hasDeltas = bits.bit(128) === 1;
  const hasNew = hasDeltas && bits.bit(128) === 1;
  const deltas = Array.from({ length: 8 }, () => (hasNew ? bits.optional(6) : 0));
  return { isSimple, level, sharpness, frameDelta: deltas[0], blockDelta: deltas[4] };
}

/** The partitions of coefficients: lengths of three bytes of all but the last, then their data. */
function readPartitions(data: Uint8Array, count: number): BoolDecoder[] {
  const out: BoolDecoder[] = [];
  let at = 3 * (count - 1);
  for (let i = 0; i < count; i++) {
    const [low, middle, high] = data.subarray(3 * i);
    const length = i < count - 1 ? low | (middle << 8) | (high << 16) : data.length - at;
    if (length < 0 || at + length > data.length)
      throw webpError(`part ${i} of its coefficients is cut short`);
    out.push(new BoolDecoder(data.subarray(at, at + length)));
    at += length;
  }
  return out;
}
