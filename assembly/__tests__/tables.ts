// Alias tables of made-up distributions, for the specs of the sampler.
import { buildAliasTable } from "../sample";
import { intact, put, room, scatter } from "./buffers";

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
