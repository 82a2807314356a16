import { philox } from "../random";
import { sampleCounts } from "../sample";
import { at, intact, nextLength, room, same, set, zeros } from "./buffers";
import { bitsFor, entries, tabulate, tails } from "./tables";

const block = room<u32>(4);

/** The channel of one photon, from the definition. */
function channelOf(photon: u32, pixel: u32, label: u32, bits: u32): u32 {
  philox(block, photon >>> 2, pixel, 0, 0, 7, 9);
  const word = at<u32>(block, photon & 3);
  const slot = word >>> (32 - bits);
  const entry = at<u32>(entries, (label << bits) + slot);
  const rest = word & ((1 << (32 - bits)) - 1);
  let own = rest < entry >>> bits;
  if (rest === entry >>> bits) {
    philox(block, photon, pixel, 0, 1, 7, 9);
    own = at<u32>(block, 0) < at<u32>(tails, (label << bits) + slot);
  }
  return own ? slot : entry & ((1 << bits) - 1);
}

/** Both widths against the definition; the first pixel is 41, the labels alternate. */
function expectCounts(channels: i32, pixels: i32, photons: i32): void {
  const bits = bitsFor(channels);
  const n = pixels * channels;
  const labels = room<u8>(pixels);
  for (let p = 0; p < pixels; p++) set<u8>(labels, p, <u8>((p + 1) & 1));
  const narrow = room<u16>(n);
  const wide = room<u32>(n);
  sampleCounts(narrow, 2, channels, entries, tails, bits, labels, 41, pixels, photons, 7, 9);
  sampleCounts(wide, 4, channels, entries, tails, bits, labels, 41, pixels, photons, 7, 9);
  const expected = new Array<u32>(n).fill(0);
  for (let p = 0; p < pixels; p++) {
    for (let i = 0; i < photons; i++)
      expected[p * channels + channelOf(i, 41 + p, at<u8>(labels, p), bits)]++;
  }
  let wrong = 0;
  let total: u32 = 0;
  for (let i = 0; i < n; i++) {
    if (at<u32>(wide, i) !== expected[i] || <u32>at<u16>(narrow, i) !== expected[i]) wrong++;
    total += at<u32>(wide, i);
  }
  expect(wrong).toBe(0);
  expect(total).toBe(photons * pixels);
  expect(intact<u16>(narrow, n)).toBe(true);
  expect(intact<u32>(wide, n)).toBe(true);
}

describe("sampleCounts", () => {
  test("give every photon its channel, at every number of channels, pixels and photons", () => {
    for (let n = 1; n <= 1000; n = nextLength(n)) {
      tabulate(n, bitsFor(n), 2);
      expectCounts(n, 2, 33);
    }
    tabulate(5, 3, 2);
    for (let n = 0; n <= 1000; n = nextLength(n)) {
      expectCounts(5, n, 3);
      expectCounts(5, 2, n);
    }
    expectCounts(5, 1, 65535);
  });

  test("count more than 16 bits", () => {
    tabulate(1, 1, 1);
    const out = room<u32>(1);
    sampleCounts(out, 4, 1, entries, tails, 1, zeros<u8>(1), 0, 1, 65536, 7, 9);
    expect(at<u32>(out, 0)).toBe(65536);
  });

  test("do not depend on how pixels are split", () => {
    tabulate(5, 3, 1);
    const all = room<u16>(50);
    const one = room<u16>(5);
    sampleCounts(all, 2, 5, entries, tails, 3, zeros<u8>(10), 0xfffffff8, 10, 40, 7, 9);
    for (let p = 0; p < 10; p++) {
      sampleCounts(one, 2, 5, entries, tails, 3, zeros<u8>(1), 0xfffffff8 + p, 1, 40, 7, 9);
      expect(same<u16>(one, all + <usize>p * 10, 5)).toBe(true);
    }
    sampleCounts(one, 2, 5, entries, tails, 3, zeros<u8>(1), 0xfffffff8, 1, 40, 8, 9);
    expect(same<u16>(one, all, 5)).toBe(false);
    sampleCounts(one, 2, 5, entries, tails, 3, zeros<u8>(1), 0xfffffff8, 1, 40, 7, 8);
    expect(same<u16>(one, all, 5)).toBe(false);
  });

  test("decide a tie by the tail's 32 bits", () => {
    philox(block, 0, 0, 0, 0, 7, 9);
    const word = at<u32>(block, 0);
    const slot = word >>> 31;
    philox(block, 0, 0, 0, 1, 7, 9);
    const tie = at<u32>(block, 0);
    // The threshold is what the first photon draws; the alias is the other slot.
    const entries = zeros<u32>(2);
    const tails = zeros<u32>(2);
    set<u32>(entries, slot, (word << 1) | (slot ^ 1));
    const out = room<u32>(2);
    for (let more: u32 = 0; more < 2; more++) {
      set<u32>(tails, slot, tie + more);
      sampleCounts(out, 4, 2, entries, tails, 1, zeros<u8>(1), 0, 1, 1, 7, 9);
      expect(at<u32>(out, slot)).toBe(more);
      expect(at<u32>(out, slot ^ 1)).toBe(1 - more);
    }
  });
});
