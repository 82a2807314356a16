// A pixel's random numbers: eight lanes of SFC32, all started from Philox blocks keyed by the seed and counted by the
// pixel, so that a pixel depends on nothing but both. SFC32 takes a third of Philox's time.
//
// Source: C. Doty-Humphrey, PractRand 0.95 (2018), generator sfc32; the start replaces its warming up.
import { philoxFour } from "./random";

const ONE: usize = memory.data<u32>([1]);

/** Bytes of a stream's state. */
export const STREAM_BYTES: usize = 128;

/**
 * Starts the stream of a pixel.
 *
 * @param state u32 [32]; 16-byte aligned
 * @param purpose what the stream is for; see random.ts
 */
export function startStream(state: usize, pixel: u32, purpose: u32, k0: u32, k1: u32): void {
  philoxFour(state, 0, pixel, 0, purpose, k0, k1);
  philoxFour(state + 64, 4, pixel, 0, purpose, k0, k1);
}

/**
 * Continues a stream.
 *
 * @param out u32 [8 blocks]; 16-byte aligned
 * @param state of {@link startStream}; updated
 */
export function fillStream(out: usize, blocks: i32, state: usize): void {
  // Loaded, because V8 would make the constant anew in every round.
  const one = v128.load32_splat(ONE);
  let a = v128.load(state);
  let b = v128.load(state, 16);
  let c = v128.load(state, 32);
  let d = v128.load(state, 48);
  let e = v128.load(state, 64);
  let f = v128.load(state, 80);
  let g = v128.load(state, 96);
  let h = v128.load(state, 112);
  const end = out + ((<usize>blocks) << 5);
  for (; out < end; out += 32) {
    const s = i32x4.add(i32x4.add(a, b), d);
    const t = i32x4.add(i32x4.add(e, f), h);
    v128.store(out, s);
    v128.store(out, t, 16);
    d = i32x4.add(d, one);
    h = i32x4.add(h, one);
    a = v128.xor(b, i32x4.shr_u(b, 9));
    e = v128.xor(f, i32x4.shr_u(f, 9));
    b = i32x4.add(c, i32x4.shl(c, 3));
    f = i32x4.add(g, i32x4.shl(g, 3));
    c = i32x4.add(v128.or(i32x4.shl(c, 21), i32x4.shr_u(c, 11)), s);
    g = i32x4.add(v128.or(i32x4.shl(g, 21), i32x4.shr_u(g, 11)), t);
  }
  v128.store(state, a);
  v128.store(state, b, 16);
  v128.store(state, c, 32);
  v128.store(state, d, 48);
  v128.store(state, e, 64);
  v128.store(state, f, 80);
  v128.store(state, g, 96);
  v128.store(state, h, 112);
}
