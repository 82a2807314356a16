import { buildAliasTable, placePhotons } from "../alias";
import { philox } from "../random";
import { fillStream, STREAM_BYTES, startStream } from "../stream";
import { at, expectNear, intact, nextLength, put, room, same, set, zeros } from "./buffers";
import { bitsFor, distribution, entries, tabulate, tails } from "./tables";

/** The probabilities a table stands for, by slot. */
function probabilities(bits: i32): f64[] {
  const slots = 1 << bits;
  const out = new Array<f64>(slots).fill(0);
  for (let i = 0; i < slots; i++) {
    const entry = at<u32>(entries, i);
    const threshold = <f64>(entry >>> bits) + <f64>at<u32>(tails, i) / 4294967296;
    const own = threshold / <f64>((<u64>1) << (32 - bits));
    out[i] += own / <f64>slots;
    out[entry & (slots - 1)] += (1 - own) / <f64>slots;
  }
  return out;
}

describe("buildAliasTable", () => {
  test("keeps the probabilities, at every number of channels and with room to spare", () => {
    for (let channels = 1; channels <= 1000; channels = nextLength(channels)) {
      const expected = distribution(channels, 0);
      for (let bits = bitsFor(channels); bits <= bitsFor(channels) + 2; bits++) {
        tabulate(channels, bits, 1);
        const found = probabilities(bits);
        let furthest: f64 = 0;
        for (let c = 0; c < found.length; c++) {
          const p = c < channels ? expected[c] : 0;
          if (p === 0) expect(found[c]).toBe(0);
          furthest = Math.max(furthest, Math.abs(found[c] - p));
        }
        expect(furthest).toBeLessThan(1e-14);
      }
    }
  });

  test("by hand: 3/4 and 1/4 on two slots", () => {
    const entries = room<u32>(2);
    const tails = room<u32>(2);
    buildAliasTable(entries, tails, room<u32>(6), put<f64>([0.75, 0.25]), 2, 1);
    // The first slot is all its own: threshold 0, and itself as alias.
    expect(at<u32>(entries, 0)).toBe(0);
    expect(at<u32>(tails, 0)).toBe(0);
    // The second slot is half its own: threshold 2^30 of 2^31, else channel 0.
    expect(at<u32>(entries, 1)).toBe(0x80000000);
    expect(at<u32>(tails, 1)).toBe(0);
  });

  test("takes up to 16 bits", () => {
    tabulate(40000, 16, 1);
    const found = probabilities(16);
    const expected = distribution(40000, 0);
    for (let c = 0; c < 40000; c += 997) expectNear(found[c], expected[c], 1e-13);
  });
});

const tie = room<u32>(4);
const stream = room<u8>(<i32>STREAM_BYTES);

/** The slot of a photon, from the definition. */
function slotOf(word: u32, photon: u32, bits: i32, table: u32 = 0): u32 {
  const slot = word >>> (32 - bits);
  const entry = at<u32>(entries, table + slot);
  const rest = word & ((1 << (32 - bits)) - 1);
  let own = rest < entry >>> bits;
  if (rest === entry >>> bits) {
    philox(tie, photon, 41, 6, 1, 7, 9);
    own = at<u32>(tie, 0) < at<u32>(tails, table + slot);
  }
  return own ? slot : entry & ((1 << bits) - 1);
}

/** Photons placed in both widths against the definition. */
function expectPlaced(channels: i32, photons: i32): void {
  const bits = bitsFor(channels);
  const words = room<u32>(128);
  const narrow = zeros<u16>(channels);
  const wide = zeros<u32>(channels);
  startStream(stream, 41, 0, 7, 9);
  placePhotons<u16>(narrow, 0, 0, 0, entries, tails, photons, bits, 41, 6, words, stream, 7, 9);
  startStream(stream, 41, 0, 7, 9);
  placePhotons<u32>(wide, 0, 0, 0, entries, tails, photons, bits, 41, 6, words, stream, 7, 9);
  expect(intact<u32>(words, 128)).toBe(true);
  expect(intact<u16>(narrow, channels)).toBe(true);
  expect(intact<u32>(wide, channels)).toBe(true);

  const expected = zeros<u32>(channels);
  startStream(stream, 41, 0, 7, 9);
  for (let i = 0; i < photons; i++) {
    // A batch is 128 words, a block of the stream eight.
    if (i % 128 === 0) fillStream(words, (min(128, photons - i) + 7) / 8, stream);
    const channel = slotOf(at<u32>(words, i % 128), i, bits);
    set<u32>(expected, channel, at<u32>(expected, channel) + 1);
  }
  expect(same<u32>(wide, expected, channels)).toBe(true);
  let wrong = 0;
  for (let c = 0; c < channels; c++) if (<u32>at<u16>(narrow, c) !== at<u32>(expected, c)) wrong++;
  expect(wrong).toBe(0);
}

describe("placePhotons", () => {
  test("gives every photon its channel, at every number of channels and photons", () => {
    for (let n = 1; n <= 1000; n = nextLength(n)) {
      tabulate(n, bitsFor(n), 1);
      expectPlaced(n, 33);
    }
    tabulate(5, 3, 1);
    for (let n = 0; n <= 1000; n = nextLength(n)) expectPlaced(5, n);
    for (let n = 126; n <= 130; n++) expectPlaced(5, n);
    expectPlaced(5, 60000);
  });

  test("places the photons of two distributions one after the other, words taken for both together", () => {
    tabulate(17, 5, 2);
    const other = (<usize>32) << 2;
    const words = room<u32>(128);
    for (let first: u32 = 0; first <= 300; first += 37) {
      const both = zeros<u32>(17);
      startStream(stream, 3, 0, 1, 2);
      placePhotons<u32>(
        both,
        entries,
        tails,
        first,
        entries + other,
        tails + other,
        300 - first,
        5,
        41,
        6,
        words,
        stream,
        7,
        9,
      );
      const expected = zeros<u32>(17);
      startStream(stream, 3, 0, 1, 2);
      for (let i: u32 = 0; i < 300; i++) {
        if (i % 128 === 0) fillStream(words, (min(128, 300 - i) + 7) / 8, stream);
        const table = i < first ? 0 : 32;
        const channel = slotOf(at<u32>(words, i % 128), i, 5, table);
        set<u32>(expected, channel, at<u32>(expected, channel) + 1);
      }
      expect(same<u32>(both, expected, 17)).toBe(true);
    }
  });

  test("goes on with the stream where the last call ended", () => {
    tabulate(17, 5, 1);
    const once = zeros<u32>(17);
    const twice = zeros<u32>(17);
    const words = room<u32>(128);
    startStream(stream, 3, 0, 1, 2);
    placePhotons<u32>(once, 0, 0, 0, entries, tails, 384, 5, 3, 0, words, stream, 1, 2);
    startStream(stream, 3, 0, 1, 2);
    placePhotons<u32>(twice, 0, 0, 0, entries, tails, 256, 5, 3, 0, words, stream, 1, 2);
    placePhotons<u32>(twice, 0, 0, 0, entries, tails, 128, 5, 3, 0, words, stream, 1, 2);
    expect(same<u32>(once, twice, 17)).toBe(true);
  });

  test("decides a tie by the tail's 32 bits", () => {
    startStream(stream, 41, 0, 7, 9);
    const words = room<u32>(128);
    fillStream(words, 1, stream);
    const word = at<u32>(words, 0);
    const slot = word >>> 31;
    philox(tie, 0, 41, 6, 1, 7, 9);
    const decision = at<u32>(tie, 0);
    // The threshold is what the first photon draws; the alias is the other slot.
    const entries = zeros<u32>(2);
    const tails = zeros<u32>(2);
    set<u32>(entries, slot, (word << 1) | (slot ^ 1));
    for (let more: u32 = 0; more < 2; more++) {
      set<u32>(tails, slot, decision + more);
      const row = zeros<u32>(2);
      startStream(stream, 41, 0, 7, 9);
      placePhotons<u32>(row, 0, 0, 0, entries, tails, 1, 1, 41, 6, words, stream, 7, 9);
      expect(at<u32>(row, slot)).toBe(more);
      expect(at<u32>(row, slot ^ 1)).toBe(1 - more);
    }
  });
});
