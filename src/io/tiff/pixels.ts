import { decodeJpegChunk } from "./jpeg-chunk.js";
import type { TiffLayout } from "./layout.js";
import { makeTiffPainter, type TiffTarget } from "./paint.js";
import { undoDifferences, undoFloatDifferences } from "./predictor.js";
import { tiffError } from "./problem.js";
import { sampleReader } from "./read-samples.js";
import { COMPRESSION } from "./tags.js";
import { unpackChunk } from "./unpack-chunk.js";

/** A strip or tile in the picture. */
interface Chunk {
  readonly number: number;
  readonly name: string;
  readonly x: number;
  readonly y: number;
  /** Rows that are stored. */
  readonly rows: number;
  /** Those that are part of the picture. */
  readonly usedRows: number;
  readonly usedColumns: number;
}

function* chunksOf({ width, height, grid }: TiffLayout): Generator<Chunk> {
  const { isTiled, chunkWidth, chunkHeight, across, down } = grid;
  for (let number = 0; number < across * down; number++) {
    const x = (number % across) * chunkWidth;
    const y = Math.floor(number / across) * chunkHeight;
    const usedRows = Math.min(chunkHeight, height - y);
    yield {
      ...{ number, x, y, usedRows },
      name: `${isTiled ? "tile" : "strip"} ${number}`,
      rows: isTiled ? chunkHeight : usedRows,
      usedColumns: Math.min(chunkWidth, width - x),
    };
  }
}

/**
 * Decodes the strips or tiles of a TIFF one after the other.
 *
 * The working memory is that of one of them.
 *
 * @throws GanxError `INVALID_IMAGE` where one is damaged
 */
export function paintTiff(bytes: Uint8Array, layout: TiffLayout, target: TiffTarget): void {
  if (layout.compression === COMPRESSION.jpeg) paintJpegs(bytes, layout, target);
  else paintRows(bytes, layout, target);
}

function dataOf(bytes: Uint8Array, { grid }: TiffLayout, number: number): Uint8Array {
  return bytes.subarray(grid.offsets[number], grid.offsets[number] + grid.byteCounts[number]);
}

function paintJpegs(bytes: Uint8Array, layout: TiffLayout, { colours }: TiffTarget): void {
  for (const { number, name, x, y, usedRows, usedColumns } of chunksOf(layout)) {
    const rgb = decodeJpegChunk(dataOf(bytes, layout, number), layout, usedRows, name);
    for (let row = 0; row < usedRows; row++) {
      const from = 3 * row * layout.grid.chunkWidth;
      colours.set(rgb.subarray(from, from + 3 * usedColumns), 3 * ((y + row) * layout.width + x));
    }
  }
}

function paintRows(bytes: Uint8Array, layout: TiffLayout, target: TiffTarget): void {
  const { width, bits, isFloat, isLittle, samplesPerPixel, isPlanar, compression, grid } = layout;
  const { chunkWidth, rowBytes, across, down } = grid;
  const planes = isPlanar ? samplesPerPixel : 1;
  const inRow = isPlanar ? 1 : samplesPerPixel;
  const paint = makeTiffPainter(layout, target);
  const read = sampleReader(bits, isFloat, isLittle);
  const undo = makeUndo(layout, inRow);
  const isPacked = compression !== COMPRESSION.none;
  const room = Array.from({ length: planes }, () =>
    allocateBytes(isPacked ? rowBytes * grid.chunkHeight : 0),
  );
  const samples = new Uint16Array(chunkWidth * samplesPerPixel);
  for (const { number, name, x, y, rows, usedRows, usedColumns } of chunksOf(layout)) {
    const parts = room.map((out, plane) => {
      const data = dataOf(bytes, layout, number + plane * across * down);
      const length = rows * rowBytes;
      return isPacked
        ? unpackChunk(data, compression, out.subarray(0, length), name)
        : data.subarray(0, length);
    });
    for (let row = 0; row < usedRows; row++) {
      parts.forEach((part, plane) => {
        const packed = part.subarray(row * rowBytes, (row + 1) * rowBytes);
        undo?.(packed);
        read(packed, samples, plane, planes, usedColumns * inRow);
      });
      paint(samples, (y + row) * width + x, usedColumns);
    }
  }
}

/** What undoes the predictor in a row, where there is one. */
function makeUndo(
  { predictor, bits, isLittle, grid }: TiffLayout,
  inRow: number,
): ((row: Uint8Array) => void) | undefined {
  if (predictor === 2) return (row) => undoDifferences(row, bits / 8, inRow, isLittle);
  if (predictor !== 3) return undefined;
  const spare = new Uint8Array(grid.rowBytes);
  return (row) => undoFloatDifferences(row, inRow, isLittle, spare);
}

function allocateBytes(length: number): Uint8Array {
  try {
    return new Uint8Array(length);
  } catch (cause) {
    throw tiffError(
      `a strip or tile of ${length} bytes is more than can be had here; save it in smaller ones`,
      {
        cause,
      },
    );
  }
}
