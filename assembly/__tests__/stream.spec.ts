import { philox } from "../random";
import { fillStream, STREAM_BYTES, startStream } from "../stream";
import { at, intact, room, same, set } from "./buffers";

const state = room<u8>(<i32>STREAM_BYTES);
const lane = room<u32>(4);

/** The next number of one lane's [a, b, c, counter], as PractRand has it. */
function sfc32(): u32 {
  const a = at<u32>(lane, 0);
  const b = at<u32>(lane, 1);
  const c = at<u32>(lane, 2);
  const counter = at<u32>(lane, 3);
  const sum = a + b + counter;
  set<u32>(lane, 0, b ^ (b >>> 9));
  set<u32>(lane, 1, c + (c << 3));
  set<u32>(lane, 2, rotl<u32>(c, 21) + sum);
  set<u32>(lane, 3, counter + 1);
  return sum;
}

describe("a stream", () => {
  test("starts from Philox's known answer for zeros", () => {
    const out = room<u32>(8);
    startStream(state, 0, 0, 0, 0);
    fillStream(out, 1, state);
    // 6627e8d5 + e169c58d + 9b00dbd8
    expect(at<u32>(out, 0)).toBe(0xe2928a3a);
  });

  test("is eight lanes of SFC32, in turn", () => {
    const blocks = 1000;
    const out = room<u32>(8 * blocks);
    startStream(state, 0xfffffffe, 8, 0xa4093822, 0x299f31d0);
    fillStream(out, blocks, state);
    expect(intact<u8>(state, <i32>STREAM_BYTES)).toBe(true);
    expect(intact<u32>(out, 8 * blocks)).toBe(true);
    let wrong = 0;
    for (let i: u32 = 0; i < 8; i++) {
      philox(lane, i, 0xfffffffe, 0, 8, 0xa4093822, 0x299f31d0);
      for (let n = 0; n < blocks; n++) if (at<u32>(out, 8 * n + i) !== sfc32()) wrong++;
    }
    expect(wrong).toBe(0);
  });

  test("continues, however it is cut", () => {
    const all = room<u32>(8 * 40);
    startStream(state, 5, 0, 1, 2);
    fillStream(all, 40, state);
    for (let first = 0; first <= 17; first++) {
      const part = room<u32>(8 * 40);
      startStream(state, 5, 0, 1, 2);
      fillStream(part, first, state);
      fillStream(part + ((<usize>first) << 5), 0, state);
      fillStream(part + ((<usize>first) << 5), 40 - first, state);
      expect(same<u32>(all, part, 8 * 40)).toBe(true);
      expect(intact<u32>(part, 8 * 40)).toBe(true);
    }
  });

  test("depends on pixel, purpose and both halves of the key", () => {
    const once = room<u32>(8);
    const other = room<u32>(8);
    startStream(state, 1, 2, 3, 4);
    fillStream(once, 1, state);
    for (let which: u32 = 0; which < 4; which++) {
      startStream(state, which === 0 ? 9 : 1, which === 1 ? 9 : 2, which === 2 ? 9 : 3, which === 3 ? 9 : 4);
      fillStream(other, 1, state);
      let equal = 0;
      for (let i = 0; i < 8; i++) if (at<u32>(once, i) === at<u32>(other, i)) equal++;
      expect(equal).toBe(0);
    }
  });
});
