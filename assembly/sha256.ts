// SHA-256 of data that comes in parts.
//
// Source: NIST FIPS 180-4 (2015), sections 4.1.2, 4.2.2, 5.3.3 and 6.2, doi:10.6028/NIST.FIPS.180-4.

const K: usize = memory.data<u32>([
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98,
  0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786,
  0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8,
  0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
  0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819,
  0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a,
  0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
  0xc67178f2,
]);

/** The message schedule of a block. */
const schedule: usize = memory.data(256, 16);

function word(at: usize, t: usize): u32 {
  return load<u32>(at + (t << 2));
}

/**
 * Works blocks of 64 bytes into a state.
 *
 * @param state u32 [8], updated; 4-byte aligned
 * @param data u8 [blocks, 64]
 */
export function sha256Blocks(state: usize, data: usize, blocks: i32): void {
  for (; blocks > 0; blocks--, data += 64) {
    for (let t: usize = 0; t < 16; t++) store<u32>(schedule + (t << 2), bswap<u32>(word(data, t)));
    for (let t: usize = 16; t < 64; t++) {
      const early = word(schedule, t - 15);
      const late = word(schedule, t - 2);
      const s0 = rotr<u32>(early, 7) ^ rotr<u32>(early, 18) ^ (early >>> 3);
      const s1 = rotr<u32>(late, 17) ^ rotr<u32>(late, 19) ^ (late >>> 10);
      store<u32>(schedule + (t << 2), word(schedule, t - 16) + s0 + word(schedule, t - 7) + s1);
    }
    let a = word(state, 0);
    let b = word(state, 1);
    let c = word(state, 2);
    let d = word(state, 3);
    let e = word(state, 4);
    let f = word(state, 5);
    let g = word(state, 6);
    let h = word(state, 7);
    for (let t: usize = 0; t < 64; t++) {
      const s1 = rotr<u32>(e, 6) ^ rotr<u32>(e, 11) ^ rotr<u32>(e, 25);
      const t1 = h + s1 + (g ^ (e & (f ^ g))) + word(K, t) + word(schedule, t);
      const s0 = rotr<u32>(a, 2) ^ rotr<u32>(a, 13) ^ rotr<u32>(a, 22);
      const t2 = s0 + ((a & b) | (c & (a | b)));
      h = g;
      g = f;
      f = e;
      e = d + t1;
      d = c;
      c = b;
      b = a;
      a = t1 + t2;
    }
    store<u32>(state, word(state, 0) + a);
    store<u32>(state, word(state, 1) + b, 4);
    store<u32>(state, word(state, 2) + c, 8);
    store<u32>(state, word(state, 3) + d, 12);
    store<u32>(state, word(state, 4) + e, 16);
    store<u32>(state, word(state, 5) + f, 20);
    store<u32>(state, word(state, 6) + g, 24);
    store<u32>(state, word(state, 7) + h, 28);
  }
}
