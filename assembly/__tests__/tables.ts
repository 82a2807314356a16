// Alias tables and records of made-up distributions, for the specs of the sampler.
import { buildAliasTable } from "../alias";
import { buildPoissonTable, poissonTableBytes } from "../poisson-table";
import { intact, put, room, scatter, set } from "./buffers";

export let entries: usize = 0;
export let tails: usize = 0;

/** Sums to 1 and holds zeros, small and large values. */
export function distribution(channels: i32, salt: i32): f64[] {
  const out = new Array<f64>(channels);
  let sum: f64 = 0;
  for (let c = 0; c < channels; c++) {
    out[c] = channels > 3 && (c + salt) % 3 === 0 ? 0 : 1 / Math.pow(1 + scatter(c + salt, 29), 3);
    sum += out[c];
  }
  for (let c = 0; c < channels; c++) out[c] /= sum;
  return out;
}

export function bitsFor(channels: i32): i32 {
  let bits = 1;
  while (1 << bits < channels) bits++;
  return bits;
}

/** Makes one table for each salt, 0 to `tables` - 1, one behind the other. */
export function tabulate(channels: i32, bits: i32, tables: i32): void {
  const slots = 1 << bits;
  entries = room<u32>(tables * slots);
  tails = room<u32>(tables * slots);
  const work = room<u32>(3 * slots);
  for (let t = 0; t < tables; t++) {
    const offset = (<usize>(t * slots)) << 2;
    buildAliasTable(
      entries + offset,
      tails + offset,
      work,
      put<f64>(distribution(channels, t)),
      channels,
      bits,
    );
  }
  expect(intact<u32>(entries, tables * slots)).toBe(true);
  expect(intact<u32>(tails, tables * slots)).toBe(true);
  expect(intact<u32>(work, 3 * slots)).toBe(true);
}

/** Means of passes from 54 photons to below `most`, a quarter of an octave apart. */
export function ladder(most: f64): f64[] {
  const out: f64[] = [];
  for (let mean: f64 = 54; mean < most; mean *= 1.1892) out.push(Math.floor(mean));
  return out;
}

/** The record of one distribution, laid out as assembly/sample.ts says. */
export function makeRecord(values: f64[], passes: f64[]): usize {
  const channels = values.length;
  const bits = bitsFor(channels);
  const slots = 1 << bits;
  const tableBytes = poissonTableBytes(channels);
  const distributionAt = 32 + 16 * passes.length;
  const entriesAt = (distributionAt + 8 * channels + 15) & ~15;
  const tailsAt = entriesAt + 4 * slots;
  let tableAt = (tailsAt + 4 * slots + 15) & ~15;
  const record = room<u8>(tableAt + tableBytes * passes.length);
  const given = put<f64>(values);
  const work = room<f64>(channels + 2 * slots);
  memory.copy(record + <usize>distributionAt, given, 8 * <usize>channels);
  buildAliasTable(record + <usize>entriesAt, record + <usize>tailsAt, work, given, channels, bits);
  set<u32>(record, 0, channels);
  set<u32>(record, 1, bits);
  set<u32>(record, 2, distributionAt);
  set<u32>(record, 3, entriesAt);
  set<u32>(record, 4, tailsAt);
  set<u32>(record, 5, passes.length);
  for (let i = 0; i < passes.length; i++) {
    set<f64>(record, 4 + 2 * i, passes[i]);
    set<u32>(record, 10 + 4 * i, tableAt);
    tableAt += buildPoissonTable(record + <usize>tableAt, work, given, channels, passes[i]);
  }
  expect(intact<f64>(work, channels + 2 * slots)).toBe(true);
  return record;
}
