// Alias tables, built and used slot by slot.
import { philoxTwin } from "./philox.js";

export interface AliasTwin {
  readonly bits: number;
  /** The part of each slot that is its own, 0..1. */
  readonly own: Float64Array;
  readonly alias: Uint32Array;
}

/** Vose's method: a slot that is not full is filled from the large slot that was found last. */
export function aliasTwin(distribution: ArrayLike<number>): AliasTwin {
  const bits = Math.max(1, Math.ceil(Math.log2(distribution.length)));
  const slots = 2 ** bits;
  const share = Array.from({ length: slots }, (_, i) => (distribution[i] ?? 0) * slots);
  const alias = Uint32Array.from(share, (_, i) => i);
  const own = new Float64Array(slots).fill(1);
  const small: number[] = [];
  const large: number[] = [];
  share.forEach((value, i) => {
    if (value < 1) small.push(i);
    else large.push(i);
  });
  const heaviest = share.indexOf(Math.max(...share));
  for (let slot = small.pop(); slot !== undefined; slot = small.pop()) {
    const giver = large.at(-1);
    own[slot] = Math.max(share[slot], 0);
    alias[slot] = giver ?? heaviest;
    if (giver === undefined) continue;
    share[giver] = share[giver] + share[slot] - 1;
    if (share[giver] < 1) small.push(large.pop() as number);
  }
  return { bits, own, alias };
}

/**
 * The slot of a photon, from 64 bits that are compared with the slot's own part.
 *
 * @param tie the Philox counter of the second 32 bits
 */
export function aliasChannel(
  { bits, own, alias }: AliasTwin,
  word: number,
  tie: readonly number[],
  key: readonly number[],
): number {
  const slot = word >>> (32 - bits);
  const range = 2 ** (32 - bits);
  const rest = word % range;
  // A slot that is full never asks: its threshold is 0, and so is its alias itself.
  if (alias[slot] === slot) return slot;
  const threshold = Math.floor(own[slot] * range);
  if (rest !== threshold) return rest < threshold ? slot : alias[slot];
  const tail = Math.floor((own[slot] * range - threshold) * 2 ** 32);
  return philoxTwin(tie, key)[0] < tail ? slot : alias[slot];
}
