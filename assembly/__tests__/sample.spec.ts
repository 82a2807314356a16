import { rowMargin } from "../poisson-spectrum";
import { leastPass, passMargin, sampleCounts, sampleScratch } from "../sample";
import { at, intact, put, room, same, set, zeros } from "./buffers";
import { distribution, ladder, makeRecord } from "./tables";

const FIRST: u32 = 41;

let channels = 0;
let records: usize = 0;

/** Two records, whose labels are 0 and 1. */
function prepare(n: i32, passes: f64[]): void {
  channels = n;
  records = zeros<u32>(256);
  for (let label = 0; label < 2; label++) {
    set<usize>(records, label, makeRecord(distribution(n, label), passes));
  }
}

/** Counts of pixels whose labels alternate. */
function draw<T>(
  photons: f64[],
  poisson: bool,
  background: usize = 0,
  backgroundMean: f64 = 0,
  first: u32 = FIRST,
): usize {
  const pixels = photons.length;
  const labels = room<u8>(pixels);
  for (let i: u32 = 0; i < <u32>pixels; i++) set<u8>(labels, i, <u8>((first + i) & 1));
  const length = pixels * channels + <i32>(rowMargin() / sizeof<T>());
  const out = room<T>(length);
  const scratchBytes = sampleScratch(channels);
  const scratch = room<u8>(scratchBytes);
  sampleCounts(
    out,
    sizeof<T>(),
    channels,
    records,
    labels,
    put<f64>(photons),
    poisson,
    background,
    backgroundMean,
    first,
    pixels,
    scratch,
    7,
    9,
  );
  expect(intact<T>(out, length)).toBe(true);
  expect(intact<u8>(scratch, scratchBytes)).toBe(true);
  expect(intact<u8>(labels, pixels)).toBe(true);
  return out;
}

function rowTotal(out: usize, pixel: i32): u64 {
  let sum: u64 = 0;
  for (let c = 0; c < channels; c++) sum += at<u32>(out, pixel * channels + c);
  return sum;
}

/** Values of two widths that differ. */
function differences(narrow: usize, wide: usize, length: i32): i32 {
  let count = 0;
  for (let i = 0; i < length; i++) if (<u32>at<u16>(narrow, i) !== at<u32>(wide, i)) count++;
  return count;
}

/** Every pixel has exactly its photons, in both widths the same. */
function expectExact(photons: f64, pixels: i32): void {
  const wanted = new Array<f64>(pixels).fill(photons);
  const wide = draw<u32>(wanted, false);
  for (let i = 0; i < pixels; i++) expect(rowTotal(wide, i)).toBe(<u64>photons);
  if (photons > 65535) return;
  expect(differences(draw<u16>(wanted, false), wide, pixels * channels)).toBe(0);
}

describe("sampleCounts", () => {
  test("gives every pixel exactly its photons", () => {
    const numbers: f64[] = [217, 218, 219, 400, 1000, 65535, 65536, 1000000];
    const sizes: i32[] = [2, 3, 8, 17, 100, 1024, 1025];
    for (let s = 0; s < sizes.length; s++) {
      prepare(sizes[s], ladder(1000000));
      for (let photons: f64 = 0; photons <= 40; photons += 1) expectExact(photons, 3);
      for (let n = 0; n < numbers.length; n++) expectExact(numbers[n], 5);
    }
    // Often enough that some passes exceed their number.
    prepare(10, ladder(5000));
    expectExact(300, 1000);
    expectExact(5000, 1000);
    prepare(1, ladder(1000000));
    for (let n = 0; n < numbers.length; n++) {
      const wide = draw<u32>([numbers[n], numbers[n]], false);
      expect(at<u32>(wide, 0)).toBe(<u32>numbers[n]);
      expect(at<u32>(wide, 1)).toBe(<u32>numbers[n]);
    }
  });

  test("places photons one by one where there are no passes", () => {
    prepare(100, []);
    expectExact(0, 3);
    expectExact(1, 3);
    expectExact(5000, 3);
  });

  test("draws Poisson numbers about their mean, in both widths the same", () => {
    prepare(100, ladder(20000));
    const means: f64[] = [0, 0.5, 40.25, 300.5, 20000];
    for (let m = 0; m < means.length; m++) {
      const pixels = 200;
      const wanted = new Array<f64>(pixels).fill(means[m]);
      const wide = draw<u32>(wanted, true);
      expect(differences(draw<u16>(wanted, true), wide, pixels * channels)).toBe(0);
      let sum: f64 = 0;
      let squares: f64 = 0;
      for (let i = 0; i < pixels; i++) {
        const total = <f64>rowTotal(wide, i);
        sum += total;
        squares += (total - means[m]) * (total - means[m]);
      }
      const expected = means[m] * <f64>pixels;
      // Five standard deviations of sum and dispersion.
      expect(Math.abs(sum - expected) <= 5 * Math.sqrt(expected)).toBe(true);
      const scatter = 5 * Math.sqrt(expected * (1 + 2 * means[m]));
      expect(Math.abs(squares - expected) <= scatter).toBe(true);
    }
  });

  test("does not depend on how pixels are split, nor on their neighbours, also where the index wraps", () => {
    prepare(20, ladder(5000));
    const photons: f64[] = [400, 0, 5000, 7, 400, 399, 65, 1000, 2000, 1];
    const first: u32 = 0xfffffff8;
    const background = makeRecord(distribution(20, 2), ladder(300));
    for (let poisson = 0; poisson < 2; poisson++) {
      const all = draw<u32>(photons, poisson === 1, background, 300, first);
      for (let i = 0; i < photons.length; i++) {
        const one = draw<u32>([photons[i]], poisson === 1, background, 300, first + i);
        expect(same<u32>(one, all + <usize>i * 20 * 4, 20)).toBe(true);
      }
      for (let cut = 1; cut < photons.length; cut++) {
        const rest = draw<u32>(photons.slice(cut), poisson === 1, background, 300, first + cut);
        expect(same<u32>(rest, all + <usize>cut * 20 * 4, (photons.length - cut) * 20)).toBe(true);
      }
      const changed = photons.slice(0);
      changed[3] = 999;
      const other = draw<u32>(changed, poisson === 1, background, 300, first);
      expect(same<u32>(other, all, 60)).toBe(true);
      expect(same<u32>(other + 3 * 80, all + 3 * 80, 20)).toBe(false);
      expect(same<u32>(other + 4 * 80, all + 4 * 80, 120)).toBe(true);
    }
  });

  test("adds a background that is the same whatever it is added to", () => {
    prepare(20, ladder(5000));
    const background = makeRecord(distribution(20, 2), ladder(300));
    const pixels = 50;
    const none = new Array<f64>(pixels).fill(0);
    const some = new Array<f64>(pixels).fill(700);
    const means: f64[] = [0, 3.5, 300];
    for (let m = 0; m < means.length; m++) {
      const alone = draw<u32>(none, false, background, means[m]);
      const without = draw<u32>(some, false);
      const both = draw<u32>(some, false, background, means[m]);
      let wrong = 0;
      let sum: f64 = 0;
      for (let i = 0; i < pixels * 20; i++) {
        if (at<u32>(both, i) !== at<u32>(alone, i) + at<u32>(without, i)) wrong++;
        sum += <f64>at<u32>(alone, i);
      }
      expect(wrong).toBe(0);
      expect(differences(draw<u16>(some, false, background, means[m]), both, pixels * 20)).toBe(0);
      const expected = means[m] * <f64>pixels;
      expect(Math.abs(sum - expected) <= 5 * Math.sqrt(expected)).toBe(true);
    }
  });

  test("depends on the label", () => {
    prepare(20, ladder(5000));
    const even = draw<u32>([1000], false, 0, 0, 2);
    set<u32>(records, 0, at<u32>(records, 1));
    expect(same<u32>(even, draw<u32>([1000], false, 0, 0, 2), 20)).toBe(false);
  });

  test("writes nothing where there are no pixels", () => {
    prepare(20, []);
    draw<u32>([], false);
    draw<u16>([], true);
  });
});

describe("what decides the passes", () => {
  test("grows with the photons and with the channels", () => {
    expect(passMargin(100)).toBe(20);
    expect(passMargin(10000)).toBe(280);
    expect(leastPass(1024)).toBe(64.0 + 0.15 * 1024.0);
  });
});
