import { BitReader } from "./bits.js";
import { BlockDecoder, type PlaneState, type ScanRange } from "./blocks.js";
import type { JpegFrame } from "./frame.js";
import { HuffmanTable } from "./huffman.js";
import { writeSamples } from "./samples.js";
import { DHT, DQT, DRI, SOS } from "./segments.js";

/** The samples of one component at its own resolution, with what pads them to whole groups of blocks. */
export interface JpegPlane {
  readonly samples: Uint8Array;
  /** Length of a row. */
  readonly stride: number;
  /** How many times coarser than the finest plane. */
  readonly coarserX: number;
  readonly coarserY: number;
}

interface PlaneBlocks {
  readonly id: number;
  readonly h: number;
  readonly v: number;
  readonly quantisation: number;
  readonly columns: number;
  /** Blocks of the picture, without padding. */
  readonly usedColumns: number;
  readonly usedRows: number;
  /** Rows of blocks, padding included. */
  readonly rows: number;
  readonly samples: Uint8Array;
  /** The coefficients of a progressive picture, 64 a block; else of the block in hand. */
  coefficients: Int16Array;
}

/** Where in a block the entries of a quantisation table go, and the table's own order: T.81, figure A.6. */
const zigzag = makeZigzag();

function makeZigzag(): Uint8Array {
  const out = new Uint8Array(64);
  for (let k = 0, x = 0, y = 0; k < 64; k++) {
    out[k] = 8 * y + x;
    const up = (x + y) % 2 === 0;
    if (up ? x === 7 : y === 7) up ? y++ : x++;
    else {
      x = up ? x + 1 : Math.max(0, x - 1);
      y = up ? Math.max(0, y - 1) : y + 1;
    }
  }
  return out;
}

/**
 * Decodes the planes of a JPEG.
 *
 * A sequential picture needs no more memory than its samples; a progressive one 2 bytes a sample besides, until its last
 * scan is read.
 *
 * @param segments those the samples depend on, in file order; lengths and restart markers are sound
 * @throws Error where the compressed data are damaged
 */
export function decodePlanes(frame: JpegFrame, segments: readonly Uint8Array[]): JpegPlane[] {
  const quantisation: Int32Array[] = [];
  const dc: HuffmanTable[] = [];
  const ac: HuffmanTable[] = [];
  let interval = 0;
  let planes: PlaneBlocks[] = [];
  for (const segment of segments) {
    const marker = segment[1];
    const length = (segment[2] << 8) | segment[3];
    const data = segment.subarray(4, 2 + length);
    if (marker === DQT) readQuantisation(data, quantisation);
    else if (marker === DHT) readHuffman(data, dc, ac);
    else if (marker === DRI) interval = (data[0] << 8) | data[1];
    else if (marker !== SOS) planes = makePlanes(frame, data);
    else {
      const tables = { quantisation, dc, ac };
      decodeScan(frame, planes, data, new BitReader(segment, 2 + length, segment.length), interval, tables);
    }
  }
  return planes.map((plane) => {
    if (frame.progressive) finishPlane(plane, quantisation);
    const { samples, columns, h, v } = plane;
    return { samples, stride: 8 * columns, coarserX: frame.maxH / h, coarserY: frame.maxV / v };
  });
}

function makePlanes({ width, height, maxH, maxV, progressive }: JpegFrame, data: Uint8Array): PlaneBlocks[] {
  return Array.from({ length: data[5] }, (_, i) => {
    const [id, sampling, quantisation] = data.subarray(6 + 3 * i);
    const [h, v] = [sampling >> 4, sampling & 15];
    const columns = Math.ceil(width / (8 * maxH)) * h;
    const rows = Math.ceil(height / (8 * maxV)) * v;
    return {
      id,
      h,
      v,
      quantisation,
      columns,
      rows,
      usedColumns: Math.ceil((width * h) / maxH / 8),
      usedRows: Math.ceil((height * v) / maxV / 8),
      samples: new Uint8Array(64 * columns * rows),
      coefficients: new Int16Array(progressive ? 64 * columns * rows : 64),
    };
  });
}

function readQuantisation(data: Uint8Array, tables: Int32Array[]): void {
  for (let at = 0; at < data.length; ) {
    const wide = data[at] >> 4 !== 0;
    const table = new Int32Array(64);
    tables[data[at++] & 15] = table;
    for (let k = 0; k < 64; k++) {
      table[zigzag[k]] = wide ? (data[at++] << 8) | data[at++] : data[at++];
    }
  }
}

function readHuffman(data: Uint8Array, dc: HuffmanTable[], ac: HuffmanTable[]): void {
  for (let at = 0; at < data.length; ) {
    const lengths = data.subarray(at + 1, at + 17);
    const end = at + 17 + lengths.reduce((sum, length) => sum + length, 0);
    (data[at] >> 4 === 0 ? dc : ac)[data[at] & 15] = new HuffmanTable(lengths, data.subarray(at + 17, end));
    at = end;
  }
}

interface Tables {
  readonly quantisation: readonly Int32Array[];
  readonly dc: readonly HuffmanTable[];
  readonly ac: readonly HuffmanTable[];
}

function quantisationOf(plane: PlaneBlocks, tables: readonly Int32Array[]): Int32Array {
  const table = tables[plane.quantisation];
  if (!table) throw new Error("a quantisation table is missing");
  return table;
}

function decodeScan(
  { width, height, maxH, maxV, progressive }: JpegFrame,
  planes: readonly PlaneBlocks[],
  data: Uint8Array,
  bits: BitReader,
  interval: number,
  { quantisation, dc, ac }: Tables,
): void {
  const [start, end, approximation] = data.subarray(1 + 2 * data[0]);
  const range: ScanRange = { progressive, start, end, high: approximation >> 4, low: approximation & 15 };
  const decoder = new BlockDecoder(bits, range);
  const parts = Array.from({ length: data[0] }, (_, i) => {
    const plane = planes.find(({ id }) => id === data[1 + 2 * i]) as PlaneBlocks;
    const selector = data[2 + 2 * i];
    const state: PlaneState = { dc: dc[selector >> 4], ac: ac[selector & 15], mean: 0 };
    return { plane, state, table: progressive ? undefined : quantisationOf(plane, quantisation) };
  });

  const decode = ({ plane, state, table }: (typeof parts)[number], row: number, column: number): void => {
    const { coefficients, columns, samples } = plane;
    if (!table) {
      const at = 64 * (row * columns + column);
      decoder.decode(coefficients.subarray(at, at + 64), state);
      return;
    }
    coefficients.fill(0);
    decoder.decode(coefficients, state);
    writeSamples(samples, 8 * (8 * row * columns + column), 8 * columns, coefficients, 0, table);
  };

  const [first] = parts;
  const single = parts.length === 1;
  const across = single ? first.plane.usedColumns : Math.ceil(width / (8 * maxH));
  const down = single ? first.plane.usedRows : Math.ceil(height / (8 * maxV));
  for (let group = 0; group < across * down; group++) {
    if (interval > 0 && group > 0 && group % interval === 0) {
      bits.restart();
      decoder.restart();
      for (const { state } of parts) state.mean = 0;
    }
    const row = Math.floor(group / across);
    const column = group % across;
    if (single) {
      decode(first, row, column);
      continue;
    }
    for (const part of parts) {
      const { h, v } = part.plane;
      for (let y = 0; y < v; y++) for (let x = 0; x < h; x++) decode(part, row * v + y, column * h + x);
    }
  }
}

/** Turns the coefficients of a progressive picture into samples and lets go of them. */
function finishPlane(plane: PlaneBlocks, quantisation: readonly Int32Array[]): void {
  const { coefficients, columns, rows, samples } = plane;
  const table = quantisationOf(plane, quantisation);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const from = 64 * (row * columns + column);
      writeSamples(samples, 8 * (8 * row * columns + column), 8 * columns, coefficients, from, table);
    }
  }
  plane.coefficients = new Int16Array(0);
}
