import { buildAliasTable } from "../sample";
import { at, expectNear, nextLength, put, room } from "./buffers";
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
