import type { CountArray, CubeBlock } from "../../src/analysis/cube-source.js";
import { blockOf } from "../../src/analysis/cube-source.js";
import { generator } from "./draw.js";

export type Shape = readonly [height: number, width: number, channels: number];

/** Where to cut a length: 0, some places in between, the length. */
function cuts(length: number, random: () => number): number[] {
  const places = [0];
  for (let at = 1; at < length; at++) if (random() < 0.3) places.push(at);
  return [...places, length];
}

const pairs = (places: number[]): [number, number][] =>
  places.slice(1).map((to, i) => [places[i]!, to] as [number, number]);

/**
 * A cube cut along all its axes into blocks, in any order, each in an array of its own with some room after each row and
 * pixel, as the chunks of a file have.
 */
export function cutIntoBlocks(
  counts: CountArray,
  [height, width, channels]: Shape,
  seed: number,
): CubeBlock[] {
  const random = generator(seed);
  const room = (): number => Math.floor(random() * 3);
  const blocks: CubeBlock[] = [];
  const [rowCuts, columnCuts, channelCuts] = [height, width, channels].map((n) => pairs(cuts(n, random)));
  for (const [y, bottom] of rowCuts!) {
    for (const [x, right] of columnCuts!) {
      for (const [firstChannel, end] of channelCuts!) {
        const [rows, columns, some] = [bottom - y, right - x, end - firstChannel];
        const pixelStride = some + room();
        const rowStride = columns * pixelStride + room();
        const Type = counts.constructor as new (length: number) => CountArray;
        const out = new Type(rows * rowStride);
        // What is in the room must not count.
        (out as Uint8Array).fill(
          (counts instanceof BigInt64Array || counts instanceof BigUint64Array ? 99n : 99) as number,
        );
        for (let row = 0; row < rows; row++) {
          for (let column = 0; column < columns; column++) {
            const from = ((y + row) * width + x + column) * channels + firstChannel;
            const to = row * rowStride + column * pixelStride;
            (out as Uint8Array).set(counts.subarray(from, from + some) as Uint8Array, to);
          }
        }
        const whole = blockOf({ x, y, width: columns, height: rows }, out, some);
        const layout = { ...whole.layout, rowStride, pixelStride };
        blocks.push({ ...whole, firstChannel, layout });
      }
    }
  }
  return blocks
    .map((block) => ({ block, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ block }) => block);
}
