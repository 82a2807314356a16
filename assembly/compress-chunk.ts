// A chunk of counts as HDF5 stores it behind the filters shuffle and deflate.
// Source: H5Zshuffle.c of the HDF5 library: all lowest bytes, then all second bytes, and so on.
import { deflateBound, deflateRows, deflateScratch } from "./deflate";

/** Bytes after a plane, and before the first: what is read in blocks of 64 stays within. */
const MARGIN: usize = 64;

function planeStride(n: i32): usize {
  return ((<usize>n + 63) & ~63) + MARGIN;
}

/** Sixteen counts as bytes of each plane. */
function splitU16(planes: usize, stride: usize, counts: usize): void {
  const first = v128.load(counts);
  const second = v128.load(counts, 16);
  const low = i16x8.splat(0xff);
  v128.store(planes, i8x16.narrow_i16x8_u(v128.and(first, low), v128.and(second, low)));
  v128.store(planes + stride, i8x16.narrow_i16x8_u(i16x8.shr_u(first, 8), i16x8.shr_u(second, 8)));
}

function splitU32(planes: usize, stride: usize, counts: usize): void {
  const low = i32x4.splat(0xff);
  for (let byte = 0; byte < 4; byte++) {
    const shift = byte << 3;
    const first = i16x8.narrow_i32x4_u(
      v128.and(i32x4.shr_u(v128.load(counts), shift), low),
      v128.and(i32x4.shr_u(v128.load(counts, 16), shift), low),
    );
    const second = i16x8.narrow_i32x4_u(
      v128.and(i32x4.shr_u(v128.load(counts, 32), shift), low),
      v128.and(i32x4.shr_u(v128.load(counts, 48), shift), low),
    );
    v128.store(planes, i8x16.narrow_i16x8_u(first, second));
    planes += stride;
  }
}

/** Splits the counts of one pixel; those of 1 or 8 bytes, which are rare, one by one. */
function splitPixel(planes: usize, stride: usize, counts: usize, bytes: i32, channels: i32): void {
  let i = 0;
  if (bytes === 2) {
    for (; i + 16 <= channels; i += 16) splitU16(planes + i, stride, counts + ((<usize>i) << 1));
  } else if (bytes === 4) {
    for (; i + 16 <= channels; i += 16) splitU32(planes + i, stride, counts + ((<usize>i) << 2));
  }
  counts += <usize>i * <usize>bytes;
  for (; i < channels; i++) {
    for (let byte = 0; byte < bytes; byte++) {
      store<u8>(planes + i + <usize>byte * stride, load<u8>(counts));
      counts++;
    }
  }
}

/** Bytes of scratch that {@link compressChunk} takes for a chunk of n counts. */
export function chunkScratch(n: i32, bytes: i32): usize {
  return MARGIN + <usize>bytes * planeStride(n) + deflateScratch(n);
}

/** Bytes of room for what {@link compressChunk} makes. */
export function chunkBound(n: i32, bytes: i32): usize {
  return deflateBound(n, bytes);
}

/**
 * Makes the zlib stream of a chunk's shuffled bytes.
 *
 * @param out chunkBound bytes
 * @param counts [rows, columns, channels] with strides, in counts: the part of the chunk that there is
 * @param bytes of a count, 1, 2, 4 or 8
 * @param chunkRows the whole chunk `[chunkRows, chunkColumns, chunkChannels]`, at most 2^22 counts; what is beyond the
 *   counts becomes 0
 * @param scratch chunkScratch bytes, 16-byte aligned
 * @returns bytes of the stream
 *
 * Sixteen counts at a time with a scalar tail.
 */
export function compressChunk(
  out: usize,
  counts: usize,
  bytes: i32,
  rows: i32,
  columns: i32,
  channels: i32,
  rowStride: i32,
  pixelStride: i32,
  chunkRows: i32,
  chunkColumns: i32,
  chunkChannels: i32,
  scratch: usize,
): i32 {
  const n = chunkRows * chunkColumns * chunkChannels;
  const stride = planeStride(n);
  const planes = scratch + deflateScratch(n) + MARGIN;
  if (rows === chunkRows && columns === chunkColumns && channels === chunkChannels) {
    for (let byte = 0; byte < bytes; byte++) memory.fill(planes + <usize>byte * stride + n, 0, 64);
  } else memory.fill(planes, 0, <usize>bytes * stride);
  for (let row = 0; row < rows; row++) {
    let from = counts + <usize>row * <usize>rowStride * <usize>bytes;
    let to = planes + <usize>(row * chunkColumns * chunkChannels);
    for (let column = 0; column < columns; column++) {
      splitPixel(to, stride, from, bytes, channels);
      from += <usize>pixelStride * <usize>bytes;
      to += <usize>chunkChannels;
    }
  }
  return deflateRows(out, planes, stride, n, bytes, chunkChannels, scratch);
}
