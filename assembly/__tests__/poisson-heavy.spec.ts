// Counts of heavy channels on both sides of every step of their distribution, where an expansion that is trusted too
// far would show. The stream is set so that its first numbers are those wanted.
import { addPoissonSpectrum, numberBytes, ROW_MARGIN } from "../poisson-spectrum";
import { buildPoissonTable, poissonTableBytes } from "../poisson-table";
import { STREAM_BYTES } from "../stream";
import { at, put, room, set, zeros } from "./buffers";
import { countOf, first, high, low, sumLaw } from "./law";

const CHANNELS = 8;
const distribution = put<f64>(new Array<f64>(CHANNELS).fill(1 / <f64>CHANNELS));
const table = room<u8>(poissonTableBytes(CHANNELS));
const work = room<u8>(1024);
const numbers = room<u8>(numberBytes(CHANNELS));
const quiet = room<u32>(1);
const row = room<u8>(4 * CHANNELS + <i32>ROW_MARGIN);
const stream = zeros<u32>(<i32>STREAM_BYTES / 4);

/** Channels of the mean that do not get the count of a number, all given the same one. */
function wrongAt(mean: f64, bits: u32, expected: f64): i32 {
  // The first sum of a lane is a + b + counter; numbers are compared as signed ones.
  memory.fill(stream, 0, STREAM_BYTES);
  for (let lane = 0; lane < 4; lane++) {
    set<u32>(stream, lane, bits ^ 0x80000000);
    set<u32>(stream, 16 + lane, bits ^ 0x80000000);
  }
  memory.fill(row, 0, 4 * CHANNELS);
  addPoissonSpectrum<u32>(
    row,
    table,
    distribution,
    CHANNELS,
    mean * <f64>CHANNELS,
    3,
    0,
    numbers,
    quiet,
    stream,
    7,
    9,
  );
  let wrong = 0;
  for (let c = 0; c < CHANNELS; c++) if (<f64>at<u32>(row, c) !== expected) wrong++;
  return wrong;
}

function expectSteps(mean: f64): void {
  buildPoissonTable(table, work, distribution, CHANNELS, mean * <f64>CHANNELS);
  sumLaw(mean);
  const stride = <i32>Math.ceil(Math.sqrt(mean) / 40);
  let wrong = 0;
  for (let i = 0; i < low.length; i += stride) {
    const step = low[i] < 0.5 ? low[i] * 4294967296.0 : (1 - high[i]) * 4294967296.0;
    for (let away: f64 = 1.5; away < 1e8; away *= 3) {
      for (let side: f64 = -1; side <= 1; side += 2) {
        const number = Math.floor(step + side * away);
        if (number < 0 || number > 4294967295.0) continue;
        const upper = number >= 2147483648.0;
        const from = upper ? 4294967296.0 - number : number + 1;
        const to = upper ? 4294967295.0 - number : number;
        const expected = countOf(from / 4294967296.0, upper);
        // Where the number alone does not decide, its other 32 bits do: see poisson-quantile.spec.ts.
        if (countOf(to / 4294967296.0, upper) !== expected) continue;
        wrong += wrongAt(mean, <u32>number, expected);
      }
    }
  }
  expect(first >= 0).toBe(true);
  expect(wrong).toBe(0);
}

describe("a heavy channel", () => {
  test("counts rightly on both sides of every step", () => {
    for (let mean: f64 = 24; mean < 40; mean += 0.083) expectSteps(mean);
    for (let mean: f64 = 40; mean < 300; mean *= 1.037) expectSteps(mean);
  });

  test("of large means", () => {
    for (let mean: f64 = 300; mean < 1000000; mean *= 1.93) expectSteps(mean);
    expectSteps(1000000);
  });
});
