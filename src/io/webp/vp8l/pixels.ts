import { NEAR_DISTANCES } from "../../../data/webp-tables.js";
import { damaged } from "../problem.js";
import type { LowBits } from "./bits.js";
import type { PrefixCode } from "./prefix-code.js";
import { readPrefixCode } from "./read-code.js";

const LITERALS = 256;
const LENGTHS = 24;
const DISTANCES = 40;
const MOST_CACHE_BITS = 11;

/** Codes of green (and lengths and remembered colours), red, blue, alpha and distance. */
type CodeGroup = readonly PrefixCode[];

/** Which code group each part of a picture has. */
interface Groups {
  readonly groups: readonly CodeGroup[];
  /** Group of each square of `1 << bits` pixels, where there are several. */
  readonly map?: Uint32Array;
  readonly bits: number;
}

/** How many squares of `1 << bits` a side has. */
export const squares = (side: number, bits: number): number => (side + (1 << bits) - 1) >>> bits;

/**
 * Reads an entropy-coded picture.
 *
 * @param isMain whether it may have several code groups
 * @returns ARGB, `[height, width]`
 * @throws GanxError `INVALID_IMAGE`
 * Source: RFC 9649, sections 3.5 to 3.7.
 */
export function readPixels(bits: LowBits, width: number, height: number, isMain: boolean): Uint32Array {
  const cacheBits = bits.read(1) === 1 ? bits.read(4) : 0;
  if (cacheBits > MOST_CACHE_BITS) throw damaged(`a cache of ${cacheBits} bits`);
  const groups = readGroups(bits, width, height, isMain, cacheBits);
  return decodePixels(bits, width, height, groups, cacheBits);
}

function readGroups(
  bits: LowBits,
  width: number,
  height: number,
  isMain: boolean,
  cacheBits: number,
): Groups {
  let map: Uint32Array | undefined;
  let mapBits = 0;
  let count = 1;
  if (isMain && bits.read(1) === 1) {
    mapBits = bits.read(3) + 2;
    map = readPixels(bits, squares(width, mapBits), squares(height, mapBits), false);
    for (let i = 0; i < map.length; i++) {
      map[i] = (map[i] >>> 8) & 0xffff;
      count = Math.max(count, map[i] + 1);
    }
  }
  const cache = cacheBits > 0 ? 1 << cacheBits : 0;
  const sizes = [LITERALS + LENGTHS + cache, 256, 256, 256, DISTANCES];
  const groups: CodeGroup[] = [];
  for (let i = 0; i < count; i++) groups.push(sizes.map((symbols) => readPrefixCode(bits, symbols)));
  return { groups, map, bits: mapBits };
}

/** A length or a distance after its symbol. */
function readNumber(bits: LowBits, symbol: number): number {
  if (symbol < 4) return symbol + 1;
  const extra = (symbol - 2) >> 1;
  return ((2 + (symbol & 1)) << extra) + bits.read(extra) + 1;
}

function distanceOf(code: number, width: number): number {
  if (code > NEAR_DISTANCES.length) return code - NEAR_DISTANCES.length;
  const near = NEAR_DISTANCES[code - 1];
  return Math.max(1, (near >> 4) * width + 8 - (near & 15));
}

function decodePixels(
  bits: LowBits,
  width: number,
  height: number,
  { groups, map, bits: mapBits }: Groups,
  cacheBits: number,
): Uint32Array {
  const out = new Uint32Array(width * height);
  const cache = new Uint32Array(cacheBits > 0 ? 1 << cacheBits : 0);
  const shift = 32 - cacheBits;
  const acrossMap = squares(width, mapBits);
  const square = (1 << mapBits) - 1;
  const remember = (pixel: number): void => {
    if (cacheBits > 0) cache[Math.imul(0x1e35a7bd, pixel) >>> shift] = pixel;
  };
  let group = groups[0];
  let x = 0;
  let y = 0;
  for (let at = 0; at < out.length; ) {
    if (map && (x & square) === 0) group = groups[map[(y >>> mapBits) * acrossMap + (x >>> mapBits)]];
    const symbol = group[0].read(bits);
    let length = 1;
    if (symbol < LITERALS) {
      const red = group[1].read(bits);
      const blue = group[2].read(bits);
      const alpha = group[3].read(bits);
      out[at] = (alpha << 24) | (red << 16) | (symbol << 8) | blue;
      remember(out[at]);
    } else if (symbol < LITERALS + LENGTHS) {
      length = readNumber(bits, symbol - LITERALS);
      const distance = distanceOf(readNumber(bits, group[4].read(bits)), width);
      if (distance > at || at + length > out.length) throw damaged("a copy from outside of the picture");
      for (let i = 0; i < length; i++) {
        out[at + i] = out[at + i - distance];
        remember(out[at + i]);
      }
    } else {
      out[at] = cache[symbol - LITERALS - LENGTHS];
      remember(out[at]);
    }
    at += length;
    x += length;
    if (x < width) {
      // A copy may end in the middle of a square of another group.
      if (map && length > 1) group = groups[map[(y >>> mapBits) * acrossMap + (x >>> mapBits)]];
      continue;
    }
    y += Math.floor(x / width);
    x %= width;
    if (map && y < height) group = groups[map[(y >>> mapBits) * acrossMap + (x >>> mapBits)]];
  }
  return out;
}
