import { placePhotons } from "../alias";
import { addPoissonSpectrum, numberBytes, quietEntries, ROW_MARGIN } from "../poisson-spectrum";
import { buildPoissonTable, poissonTableBytes } from "../poisson-table";
import { fillStream, STREAM_BYTES, startStream } from "../stream";
import { at, intact, put, room, same, set, zeros } from "./buffers";
import { bitsFor, distribution } from "./tables";

const stream = room<u8>(<i32>STREAM_BYTES);
const quiet = room<u32>(1);

let channels = 0;
let mean: f64 = 0;
let values: f64[] = [];
let given: usize = 0;
let table: usize = 0;
let bytes = 0;
let scratchBytes = 0;
let numbers: usize = 0;
/** Draws that wrote where they should not. */
let spills = 0;

/** Builds the table of a distribution between canaries. */
function build(from: f64[], photons: f64): void {
  channels = from.length;
  mean = photons;
  values = from;
  given = put<f64>(from);
  const most = poissonTableBytes(channels);
  table = room<u8>(most);
  const workBytes = 8 * channels + (12 << bitsFor(channels));
  const work = room<u8>(workBytes);
  bytes = buildPoissonTable(table, work, given, channels, photons);
  expect(bytes <= most).toBe(true);
  expect(bytes & 15).toBe(0);
  expect(intact<u8>(table, most)).toBe(true);
  expect(intact<u8>(work, workBytes)).toBe(true);
  expect(same<f64>(given, put<f64>(from), channels)).toBe(true);
  scratchBytes = numberBytes(channels);
  numbers = room<u8>(scratchBytes);
}

/** Adds the counts of a pixel, quiet ones included. */
function add<T>(row: usize, pixel: u32, k1: u32): void {
  const counted = addPoissonSpectrum<T>(
    row,
    table,
    given,
    channels,
    mean,
    pixel,
    5,
    numbers,
    quiet,
    stream,
    7,
    k1,
  );
  const entries = quietEntries(table);
  const bits = bitsFor(channels);
  const tails = entries + (4 << bits);
  const photons = at<u32>(quiet, 0);
  placePhotons<T>(row, entries, tails, photons, 0, 0, 0, bits, pixel, 6, numbers, stream, 7, k1);
  if (counted < photons || !intact<u32>(quiet, 1)) spills++;
}

/** A row of one pixel, which held `before` photons in every channel. */
function draw<T>(pixel: u32, before: T): usize {
  const length = channels + <i32>(ROW_MARGIN / sizeof<T>());
  const row = room<T>(length);
  for (let c = 0; c < channels; c++) set<T>(row, c, before);
  startStream(stream, pixel, 0, 7, 9);
  add<T>(row, pixel, 9);
  if (!intact<T>(row, length) || !intact<u8>(numbers, scratchBytes)) spills++;
  if (!intact<u8>(stream, <i32>STREAM_BYTES)) spills++;
  return row;
}

/** Draws pixels in both widths; holds their totals, and the emptiness of channels that have no photons, to the law. */
function expectSpectra(pixels: u32): void {
  let sum: f64 = 0;
  let wrong = 0;
  for (let pixel: u32 = 0; pixel < pixels; pixel++) {
    const wide = draw<u32>(pixel, 0);
    const more = draw<u32>(pixel, 1000);
    for (let c = 0; c < channels; c++) {
      const count = at<u32>(wide, c);
      if (count + 1000 !== at<u32>(more, c)) wrong++;
      if (values[c] === 0 && count !== 0) wrong++;
      sum += <f64>count;
    }
    if (mean > 60000) continue;
    const narrow = draw<u16>(pixel, 0);
    for (let c = 0; c < channels; c++) if (<u32>at<u16>(narrow, c) !== at<u32>(wide, c)) wrong++;
  }
  expect(wrong).toBe(0);
  expect(spills).toBe(0);
  // Five standard deviations.
  const expected = mean * <f64>pixels;
  expect(Math.abs(sum - expected) < 5 * Math.sqrt(expected)).toBe(true);
}

describe("addPoissonSpectrum", () => {
  test("adds its counts alone, at every number of channels and brightness", () => {
    const means: f64[] = [1, 30, 217, 3000, 50000];
    for (let n = 1; n <= 40; n++) {
      for (let m = 0; m < means.length; m++) {
        build(distribution(n, m), means[m]);
        expectSpectra(20);
      }
    }
    const large: i32[] = [100, 1000, 1024, 1025];
    for (let n = 0; n < large.length; n++) {
      for (let m = 0; m < means.length; m++) {
        build(distribution(large[n], m), means[m]);
        expectSpectra(4);
      }
    }
  });

  test("takes a million photons, and 65 536 channels", () => {
    build(distribution(1024, 1), 1000000);
    expectSpectra(4);
    build(distribution(65536, 1), 50000);
    expectSpectra(1);
  });

  test("draws all in one channel, wherever it is", () => {
    for (let n = 1; n <= 20; n++) {
      for (let c = 0; c < n; c++) {
        const one = new Array<f64>(n).fill(0);
        one[c] = 1;
        build(one, 0.5);
        expectSpectra(20);
        build(one, 20);
        expectSpectra(10);
        build(one, 5000);
        expectSpectra(3);
      }
    }
  });

  test("takes from the stream no more than it needs, whatever the row held", () => {
    build(distribution(100, 0), 3000);
    const after = room<u32>(8);
    const again = room<u32>(8);
    draw<u32>(3, 0);
    fillStream(after, 1, stream);
    draw<u32>(3, 77);
    fillStream(again, 1, stream);
    expect(same<u32>(after, again, 8)).toBe(true);
  });

  test("gives a light channel the chances of its counts", () => {
    // Eight channels of mean 2: light, and not quiet.
    build(new Array<f64>(8).fill(0.125), 16);
    const seen = new Array<f64>(64).fill(0);
    for (let pixel: u32 = 0; pixel < 20000; pixel++) {
      const row = draw<u32>(pixel, 0);
      for (let c = 0; c < 8; c++) seen[at<u32>(row, c)] += 1;
      heap.free(row - 16);
    }
    let statistic: f64 = 0;
    let p = Math.exp(-2);
    for (let k = 0; k <= 10; k++) {
      const expected = 160000 * p;
      statistic += ((seen[k] - expected) * (seen[k] - expected)) / expected;
      p *= 2 / <f64>(k + 1);
    }
    // Eleven degrees of freedom, significance 1e-4.
    expect(statistic).toBeLessThan(37.4);
  });

  test("gives the quiet channels together the chances of their number", () => {
    // 64 vectors of 0.9 photons each.
    build(new Array<f64>(512).fill(1 / <f64>512), 57.6);
    const seen = new Array<f64>(128).fill(0);
    for (let pixel: u32 = 0; pixel < 20000; pixel++) {
      const row = draw<u32>(pixel, 0);
      seen[at<u32>(quiet, 0)] += 1;
      heap.free(row - 16);
    }
    let statistic: f64 = 0;
    let p = Math.exp(-57.6);
    for (let k = 0; k < 128; k++) {
      const expected = 20000 * p;
      if (expected > 5) statistic += ((seen[k] - expected) * (seen[k] - expected)) / expected;
      p *= 57.6 / <f64>(k + 1);
    }
    // 51 degrees of freedom, significance 1e-4.
    expect(statistic).toBeLessThan(97);
  });

  test("depends on pixel, pass and key", () => {
    build(new Array<f64>(20).fill(0.05), 1000);
    const once = draw<u32>(5, 0);
    expect(same<u32>(once, draw<u32>(5, 0), 20)).toBe(true);
    expect(same<u32>(once, draw<u32>(6, 0), 20)).toBe(false);
    const other = zeros<u32>(20 + 16);
    startStream(stream, 5, 0, 7, 10);
    add<u32>(other, 5, 10);
    expect(same<u32>(once, other, 20)).toBe(false);
  });
});
