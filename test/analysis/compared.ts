// Two small cubes, how they are compared, and how what is found is looked at.

import { expect } from "vitest";
import { type CompareOptions, type Comparison, compareCubes } from "../../src/analysis/compare.js";
import { type CubeSource, type MemoryCube, sourceOf } from "../../src/analysis/cube-source.js";
import { AXIS, flat, lineShape, makeCube, type Synthetic, together } from "./synthetic.js";

export const [WIDTH, HEIGHT] = [20, 11];
export const surface = together(flat(AXIS, 0.4), lineShape(AXIS, "Fe Ka", 30), lineShape(AXIS, "Pb La", 12));
export const cubeOf = (change: Partial<Synthetic> = {}): MemoryCube =>
  makeCube({
    width: WIDTH,
    height: HEIGHT,
    expected: (x) => surface.map((v) => v * (x < 9 ? 1 : 2)),
    seed: 3,
    ...change,
  });
export const [A, B] = [cubeOf(), cubeOf({ expected: () => surface, seed: 4 })];
export const compare = (a: MemoryCube | CubeSource, b: MemoryCube | CubeSource, options?: CompareOptions) => {
  const source = (cube: MemoryCube | CubeSource) => ("blocks" in cube ? cube : sourceOf(cube));
  return compareCubes(source(a), source(b), options);
};
export const scoreOf = ({ realism }: Comparison, key: string) => realism.find((one) => one.key === key)!;

/** tanh(ln(1 + x)), slow and obvious. */
export const compressed = ({ counts }: MemoryCube): Float64Array =>
  Float64Array.from(counts as Uint16Array, (count) => Math.tanh(Math.log(1 + count)));

export const expectClose = (a: ArrayLike<number>, b: ArrayLike<number>, bound: number): void => {
  expect(a.length).toBe(b.length);
  let worst = 0;
  for (let i = 0; i < a.length; i++) worst = Math.max(worst, Math.abs(a[i]! - b[i]!));
  expect(worst).toBeLessThanOrEqual(bound);
};
