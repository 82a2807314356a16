// Any cube as an HDF5 file, read and compressed band by band.
import type { CubeBlock, CubeSource } from "../analysis/cube-source.js";
import { GanxError, throwIfAborted } from "../errors.js";
import { checkImage, type RgbImage } from "../image.js";
import { compressBlock } from "../kernels/deflate.js";
import { bytesOfType } from "../kernels/sums.js";
import { Turns } from "../pause.js";
import type { Region } from "../region.js";
import type { Truth } from "../truth.js";
import { type Hdf5Sink, Hdf5Writer } from "./hdf5-format/writer.js";
import { countsDataset, cubeFile } from "./hdf5-layout/cube.js";
import { type ChunkShape, type CubeNotes, checkNotes } from "./hdf5-layout/description.js";
import { scanTimes } from "./hdf5-layout/scan-times.js";
import { colorPicture, truthGroup } from "./hdf5-layout/truth.js";
import { chunkShape } from "./tiles.js";

export interface CubeHdf5Options extends CubeNotes {
  /** The registered colour picture, of the cube's size. */
  readonly image?: RgbImage;
  /** What is known of counts that ganx made: written as of a scan. */
  readonly truth?: Truth;
  readonly signal?: AbortSignal;
  /** Called with the pixels written so far. */
  readonly onProgress?: (progress: { stage: "counts"; done: number; of: number }) => void;
}

/** What is read from a source at once, where a chunk of all channels is not more. */
const BAND_BYTES = 32 * 2 ** 20;

/** Whole chunks, and as many rows together as the source likes to read. */
function* bands(
  { width, height, energyAxis, rowsTogether }: CubeSource,
  [chunkRows, chunkColumns]: ChunkShape,
  elementBytes: number,
): Generator<Region> {
  const pixelBytes = energyAxis.channels * elementBytes;
  const most = Math.max(1, Math.floor(BAND_BYTES / (pixelBytes * chunkRows * chunkColumns)));
  const rows = chunkRows * Math.min(most, Math.ceil(rowsTogether / chunkRows));
  const fitting = Math.floor(BAND_BYTES / (pixelBytes * rows * chunkColumns));
  const columns = chunkColumns * Math.max(1, fitting);
  for (let y = 0; y < height; y += rows) {
    for (let x = 0; x < width; x += columns) {
      yield { x, y, width: Math.min(columns, width - x), height: Math.min(rows, height - y) };
    }
  }
}

/** The rows of a block that make one row of chunks. */
function* chunkRowsOf({ x, y, layout, bytes }: CubeBlock, chunkRows: number): Generator<CubeBlock> {
  const size = bytesOfType(layout.type);
  const { columns, channels, rowStride, pixelStride } = layout;
  for (let row = 0; row < layout.rows; row += chunkRows) {
    const rows = Math.min(chunkRows, layout.rows - row);
    const from = row * rowStride;
    const to = from + (rows - 1) * rowStride + (columns - 1) * pixelStride + channels;
    yield {
      x,
      y: y + row,
      firstChannel: 0,
      layout: { ...layout, rows },
      bytes: bytes.subarray(from * size, to * size),
    };
  }
}

/** The pixels of a picture of the cube's size. @throws GanxError `INVALID_IMAGE`, `INVALID_ARGUMENT` */
function checkSize(image: RgbImage, { width, height }: CubeSource): Uint8Array {
  const { width: columns, height: rows, rgb } = checkImage(image);
  if (columns === width && rows === height) return rgb;
  throw new GanxError(
    "INVALID_ARGUMENT",
    `image: expected the size of the cube, ${width} x ${height}, found ${columns} x ${rows}`,
  );
}

/** Writes a cube to a sink; its counts keep their type. @throws GanxError `ABORTED`, and what source and sink throw */
export async function writeCube(
  source: CubeSource,
  sink: Hdf5Sink,
  { image, truth, signal, onProgress, ...notes }: CubeHdf5Options = {},
): Promise<void> {
  const { width, height, energyAxis, label } = source;
  const { type } = (await source.block({ x: 0, y: 0, width: 1, height: 1 })).layout;
  const shape = [height, width, energyAxis.channels] as const;
  const chunks = chunkShape(shape);
  const counts = countsDataset(shape, { type, chunks });
  const rgb = truth ? truth.image : image && checkSize(image, source);
  const picture = rgb && colorPicture(rgb, [height, width]);
  const known = truth && { instrument: truth.recipe.instrument, ...scanTimes(truth) };
  const cube = {
    ...known,
    ...checkNotes({ ...notes, pixelSizeUm: notes.pixelSizeUm ?? source.pixelSizeUm }, source),
    width,
    height,
    energyAxis,
    counts,
  };
  const own = truth &&
    picture && {
      attributes: { recipe: JSON.stringify(truth.recipe) },
      truth: truthGroup(truth, [height, width], picture),
    };
  const root = cubeFile({ ...cube, ...(picture && { image: picture }) }, own);
  const writer = new Hdf5Writer(root, sink);
  await writer.start();
  const across = Math.ceil(width / chunks[1]);
  const deep = Math.ceil(energyAxis.channels / chunks[2]);
  const turns = new Turns();
  let done = 0;
  for (const region of bands(source, chunks, bytesOfType(type))) {
    const block = await source.block(region);
    if (block.layout.type !== type) {
      throw new Error(`${label}: expected ${type} throughout, found ${block.layout.type}`);
    }
    for (const part of chunkRowsOf(block, chunks[0])) {
      await turns.next();
      throwIfAborted(signal);
      const first = ((part.y / chunks[0]) * across + part.x / chunks[1]) * deep;
      await writer.writeChunks(counts, first, compressBlock(part.layout, part.bytes, chunks));
      done += part.layout.rows * part.layout.columns;
      onProgress?.({ stage: "counts", done, of: width * height });
    }
  }
  await writer.finish();
}
