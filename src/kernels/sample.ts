import { GanxError } from "../errors.js";
import { keepInMemory, withKernels } from "./core.js";
import { seedWords } from "./seed.js";
import { type BlockSums, sumCounts } from "./sums.js";

/** Counts of one type; 16 bits hold up to 65 535 photons a pixel. */
export type Counts = Uint16Array | Uint32Array;

/** What the counts of a scan are drawn from: plain data, which can be sent to a worker. */
export interface Sampler {
  readonly channels: number;
  readonly seed: number;
  /** Bytes a count: 2 or, where one could exceed 65 535, 4. */
  readonly bytes: 2 | 4;
  /** Whether photons of a pixel are Poisson means, not numbers. */
  readonly poisson: boolean;
  /** Photons of each pixel, or their mean, where a block does not say. */
  readonly photons?: number;
  /** The record of each palette colour; see assembly/sample.ts. Those that no pixel needs may be missing. */
  readonly records: readonly (Uint8Array | undefined)[];
  /** What is added to every pixel. */
  readonly background?: { readonly record: Uint8Array; readonly mean: number };
}

/** Makes counts of 2 or 4 bytes. */
export function newCounts(length: number, bytes: 2 | 4): Counts {
  try {
    return bytes === 2 ? new Uint16Array(length) : new Uint32Array(length);
  } catch (cause) {
    throw new GanxError(
      "OUT_OF_MEMORY",
      `no room for ${length} counts at once; take smaller regions or slabs`,
      { cause },
    );
  }
}

/** Photons that a pass stays below the number wanted. */
export function passMargin(photons: number): number {
  return withKernels((kernels) => kernels.passMargin(photons));
}

/** Fewest photons that a pass is worth. */
export function leastPass(channels: number): number {
  return withKernels((kernels) => kernels.leastPass(channels));
}

const HEAD_BYTES = 32;
const PASS_BYTES = 16;

/**
 * Builds the record of one distribution.
 *
 * @param distribution `[channels]`, sums to 1
 * @param passes means of the passes, increasing
 */
export function buildRecord(distribution: Float64Array, passes: readonly number[]): Uint8Array {
  const channels = distribution.length;
  const bits = Math.max(1, 32 - Math.clz32(channels - 1));
  const slots = 2 ** bits;
  return withKernels((kernels, arena) => {
    const values = arena.put(distribution);
    const entries = arena.reserve(slots * 4);
    const tails = arena.reserve(slots * 4);
    const work = arena.reserve(channels * 8 + slots * 12);
    kernels.buildAliasTable(entries, tails, work, values, channels, bits);
    const parts = [
      new Uint8Array(distribution.buffer, distribution.byteOffset, distribution.byteLength),
      arena.get(new Uint8Array(slots * 4), entries),
      arena.get(new Uint8Array(slots * 4), tails),
    ];
    const table = arena.reserve(passes.length > 0 ? kernels.poissonTableBytes(channels) : 0);
    for (const mean of passes) {
      const bytes = kernels.buildPoissonTable(table, work, values, channels, mean);
      parts.push(arena.get(new Uint8Array(bytes), table));
    }
    return joinRecord(channels, bits, passes, parts);
  });
}

function joinRecord(
  channels: number,
  bits: number,
  passes: readonly number[],
  parts: readonly Uint8Array[],
): Uint8Array {
  const places: number[] = [];
  let end = HEAD_BYTES + PASS_BYTES * passes.length;
  for (const part of parts) {
    places.push(end);
    end += Math.ceil(part.length / 16) * 16;
  }
  const record = new Uint8Array(end);
  parts.forEach((part, i) => {
    record.set(part, places[i]);
  });
  const head = new DataView(record.buffer);
  [channels, bits, ...places.slice(0, 3), passes.length].forEach((value, i) => {
    head.setUint32(4 * i, value, true);
  });
  passes.forEach((mean, i) => {
    head.setFloat64(HEAD_BYTES + PASS_BYTES * i, mean, true);
    head.setUint32(HEAD_BYTES + PASS_BYTES * i + 8, places[3 + i], true);
  });
  return record;
}

/** Pixels of a picture: `rows` runs of `width` consecutive ones, the starts `stride` apart. */
export interface PixelBlock {
  /** Index of the first pixel in the whole picture. */
  readonly first: number;
  readonly stride: number;
  readonly width: number;
  readonly rows: number;
  /** Palette colour of each pixel, `[rows, width]`. */
  readonly labels: Uint8Array;
  /** Photons, or their Poisson mean, of each pixel, `[rows, width]`, where they differ. */
  readonly photons?: Float64Array;
}

/** The labels that occur; a Set of as many takes a twentieth of the time of the drawing. */
function distinctLabels(labels: Uint8Array): number[] {
  const found: number[] = [];
  const isFound = new Uint8Array(256);
  for (const label of labels) {
    if (isFound[label] !== 0) continue;
    isFound[label] = 1;
    found.push(label);
  }
  return found;
}

/** Whose records stay in memory, and where they lie. */
let kept: Sampler | undefined;
let places = new Uint32Array(256);

/**
 * Puts the records that a block needs where they stay, before {@link drawInto}: together they can be larger than the
 * counts of a block.
 */
export function keepRecords(sampler: Sampler, { labels }: PixelBlock): void {
  const isThere = keepInMemory(sampler, (arena, isGone) => {
    if (isGone) {
      kept = undefined;
      places = new Uint32Array(256);
    }
    for (const label of distinctLabels(labels))
      places[label] ||= arena.put(sampler.records[label] as Uint8Array);
  });
  if (isThere) kept = sampler;
}

/** Pixels that are drawn before their counts are copied, while they are near the processor. */
const PIECE_BYTES = 512 * 2 ** 10;

/** Parts of rows of a block that are drawn one after the other, and where the first pixel of each is in the block. */
function* piecesOf(
  { channels, bytes }: Sampler,
  { first, stride, width, rows, labels, photons }: PixelBlock,
): Generator<PixelBlock & { readonly from: number }> {
  const pixels = Math.max(1, Math.floor(PIECE_BYTES / (channels * bytes)));
  for (let row = 0; row < rows; row++) {
    for (let x = 0; x < width; x += pixels) {
      const [from, to] = [row * width + x, row * width + Math.min(x + pixels, width)];
      yield {
        from,
        first: first + row * stride + x,
        stride: 0,
        width: to - from,
        rows: 1,
        labels: labels.subarray(from, to),
        ...(photons && { photons: photons.subarray(from, to) }),
      };
    }
  }
}

/** Draws the counts of a block into `out`, `[rows, width, channels]`. */
export function drawCounts(out: Counts, sampler: Sampler, block: PixelBlock): void {
  const { channels } = sampler;
  keepRecords(sampler, block);
  for (const piece of piecesOf(sampler, block)) {
    withKernels((kernels, arena) => {
      const counts = drawInto(kernels, arena, sampler, piece);
      arena.get(out.subarray(piece.from * channels, (piece.from + piece.width) * channels), counts);
    });
  }
}

type WithKernels = Parameters<Parameters<typeof withKernels>[0]>;

/** Draws a block; for `src/kernels/` alone. @returns where its counts are, `[rows, width, channels]` */
export function drawInto(
  kernels: WithKernels[0],
  arena: WithKernels[1],
  sampler: Sampler,
  { first, stride, width, rows, labels, photons }: PixelBlock,
): number {
  const { channels, bytes, poisson, records, background, seed } = sampler;
  const pointers = new Uint32Array(256);
  for (const label of distinctLabels(labels)) {
    const isThere = kept === sampler && places[label] > 0;
    pointers[label] = isThere ? places[label] : arena.put(records[label] as Uint8Array);
  }
  const recordOf = arena.put(pointers);
  const colors = arena.put(labels);
  const numbers = arena.put(photons ?? new Float64Array(labels.length).fill(sampler.photons ?? 0));
  const added = background ? arena.put(background.record) : 0;
  const scratch = arena.reserve(kernels.sampleScratch(channels));
  const out = arena.reserve(width * rows * channels * bytes + kernels.rowMargin());
  const [k0, k1] = seedWords(seed);
  for (let row = 0; row < rows; row++) {
    kernels.sampleCounts(
      out + row * width * channels * bytes,
      bytes,
      channels,
      recordOf,
      colors + row * width,
      numbers + row * width * 8,
      poisson ? 1 : 0,
      added,
      background?.mean ?? 0,
      first + row * stride,
      width,
      scratch,
      k0,
      k1,
    );
  }
  return out;
}

/**
 * Draws a block and keeps only sums: over windows of channels for every pixel, and over the pixels for every channel.
 *
 * @param windows first channel and one past the last of each window, `[windows, 2]`
 * @returns `sums` `[rows, width, windows]`, `total` `[channels]`
 */
export function drawSums(
  sampler: Sampler,
  block: PixelBlock,
  windows: Uint32Array,
): Pick<BlockSums, "sums" | "total"> {
  const { channels, bytes } = sampler;
  const count = windows.length / 2;
  const sums = new Float64Array(block.labels.length * count);
  const total = new Float64Array(channels);
  keepRecords(sampler, block);
  for (const piece of piecesOf(sampler, block)) {
    const { rows, width: columns } = piece;
    const layout = { rows, columns, channels, rowStride: columns * channels, pixelStride: channels };
    const part = withKernels((kernels, arena) => {
      const counts = drawInto(kernels, arena, sampler, piece);
      return sumCounts(kernels, arena, counts, { type: bytes === 2 ? "u16" : "u32", ...layout }, windows);
    });
    sums.set(part.sums, piece.from * count);
    for (let channel = 0; channel < channels; channel++) total[channel] += part.total[channel]!;
  }
  return { sums, total };
}
