import { MAX_PIXELS } from "../../image.js";
import { MAX_DEFLATE_RATIO } from "../inflate.js";
import type { TiffDirectory } from "./directory.js";
import { tiffError } from "./problem.js";
import { COMPRESSION, TAG } from "./tags.js";

/** The strips or tiles that a TIFF is stored in. */
export interface ChunkGrid {
  readonly isTiled: boolean;
  /** Pixels of a chunk; a last strip has fewer rows. */
  readonly chunkWidth: number;
  readonly chunkHeight: number;
  readonly across: number;
  readonly down: number;
  /** Bytes of a row of a chunk, uncompressed. */
  readonly rowBytes: number;
  /** Where each chunk is, row by row and, where there are several, plane by plane. */
  readonly offsets: Float64Array;
  readonly byteCounts: Float64Array;
}

interface Stored {
  readonly width: number;
  readonly height: number;
  readonly bits: number;
  readonly samplesPerPixel: number;
  readonly isPlanar: boolean;
  readonly compression: number;
}

/** How many times smaller a compression can make data at the most. */
const MAX_RATIOS: Readonly<Record<number, number>> = {
  [COMPRESSION.none]: 1,
  // Twelve bits for the longest string of a full table.
  [COMPRESSION.lzw]: 2731,
  [COMPRESSION.packBits]: 64,
  [COMPRESSION.deflate]: MAX_DEFLATE_RATIO,
  [COMPRESSION.oldDeflate]: MAX_DEFLATE_RATIO,
  // A bit a block of 64 samples, of which many may be spread over 16 times as many.
  [COMPRESSION.jpeg]: 2048,
};

/** Most bytes of a chunk that are unpacked at once: a picture of `MAX_PIXELS`, four samples of 16 bits, in one. */
const MAX_CHUNK_BYTES = 8 * MAX_PIXELS;

/** A tile may be larger than the picture, but not by much. */
const FREE_CHUNK_BYTES = 2 ** 26;
const FREE_CHUNK_WIDTH = 2 ** 16;

/** Most times that the bytes of a file may be part of a chunk: overlapping ones would cost time without end. */
const MAX_OVERLAP = 4;

/**
 * Reads where the chunks of a TIFF are, and makes sure that the file can hold the picture, before memory is taken.
 *
 * @throws GanxError `INVALID_IMAGE`, TiffProblem
 */
export function readChunks(directory: TiffDirectory, stored: Stored): ChunkGrid {
  const { width, height, bits, samplesPerPixel, isPlanar, compression } = stored;
  const isTiled = directory.has(TAG.tileOffsets) || directory.has(TAG.tileWidth);
  const one = (tag: number, otherwise: number): number => directory.numbers(tag)?.[0] ?? otherwise;
  const chunkWidth = isTiled ? one(TAG.tileWidth, 0) : width;
  const chunkHeight = isTiled ? one(TAG.tileHeight, 0) : Math.min(height, one(TAG.rowsPerStrip, height));
  if (chunkWidth < 1 || chunkHeight < 1 || chunkWidth * chunkHeight > MAX_PIXELS) {
    throw tiffError(
      `expected strips or tiles of 1 to ${MAX_PIXELS} pixels, found ${chunkWidth} x ${chunkHeight}`,
    );
  }
  const across = Math.ceil(width / chunkWidth);
  const down = Math.ceil(height / chunkHeight);
  const planes = isPlanar ? samplesPerPixel : 1;
  const count = across * down * planes;
  const rowBytes = Math.ceil((chunkWidth * (isPlanar ? 1 : samplesPerPixel) * bits) / 8);
  const chunkBytes = rowBytes * chunkHeight * planes;
  const pictureBytes = (width * height * samplesPerPixel * bits) / 8;
  const isWide = chunkWidth > Math.max(FREE_CHUNK_WIDTH, width);
  if (isWide || chunkBytes > Math.min(MAX_CHUNK_BYTES, Math.max(FREE_CHUNK_BYTES, 4 * pictureBytes))) {
    throw tiffError(`a strip or tile of ${chunkBytes} bytes is too large; save it in smaller ones`);
  }
  const offsets = directory.numbers(isTiled ? TAG.tileOffsets : TAG.stripOffsets);
  if (!offsets || offsets.length < count) {
    throw tiffError(
      `expected the places of ${count} ${isTiled ? "tiles" : "strips"}, found ${offsets?.length ?? 0}`,
    );
  }
  const given = directory.numbers(isTiled ? TAG.tileByteCounts : TAG.stripByteCounts);
  // Old programs leave it out for a single strip.
  const whole = count === 1 && compression === COMPRESSION.none;
  const byteCounts = given ?? (whole ? Float64Array.of(rowBytes * chunkHeight) : new Float64Array(0));
  if (byteCounts.length < count) {
    throw tiffError(
      `expected the lengths of ${count} ${isTiled ? "tiles" : "strips"}, found ${byteCounts.length}`,
    );
  }
  const grid = { isTiled, chunkWidth, chunkHeight, across, down, rowBytes, offsets, byteCounts };
  checkPlaces(grid, count, stored, directory.bytes.length);
  return grid;
}

function checkPlaces(grid: ChunkGrid, count: number, { height, compression }: Stored, length: number): void {
  const { isTiled, across, down, chunkHeight, rowBytes, offsets, byteCounts } = grid;
  const what = isTiled ? "tile" : "strip";
  let total = 0;
  for (let i = 0; i < count; i++) {
    const [at, bytes] = [offsets[i], byteCounts[i]];
    if (at < 8 || at + bytes > length) {
      throw tiffError(
        `${what} ${i} lies at byte ${at} and has ${bytes} bytes, but the file ends at ${length}: cut short or damaged`,
      );
    }
    const rows = isTiled
      ? chunkHeight
      : Math.min(chunkHeight, height - (Math.floor(i / across) % down) * chunkHeight);
    if (bytes * MAX_RATIOS[compression] < rows * rowBytes) {
      throw tiffError(
        `${what} ${i} has ${bytes} bytes, too few for its ${rows * rowBytes}: cut short or damaged`,
      );
    }
    total += bytes;
  }
  if (total > MAX_OVERLAP * length)
    throw tiffError(`its ${what}s have ${total} bytes, more than the file: damaged`);
}
