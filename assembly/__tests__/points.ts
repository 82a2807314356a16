// Points in planes of f32, and the slow way to assign them, for the K-Means specs.

import { padded } from "../points";
import { at, room, scatter, set, zeros } from "./buffers";

export function pad(n: i32): i32 {
  return <i32>padded(n);
}

/** Whole numbers below `limit`, so that sums of squares are exact; padding is far away. */
export function cloud(n: i32, limit: i32): usize {
  const out = room<f32>(3 * pad(n));
  for (let i = 0; i < 3 * pad(n); i++) set<f32>(out, i, i % pad(n) < n ? <f32>scatter(i, limit) : -1e6);
  return out;
}

/** Points on the x axis. */
export function line(xs: f32[]): usize {
  const out = zeros<f32>(3 * pad(xs.length));
  for (let i = 0; i < xs.length; i++) set<f32>(out, i, xs[i]);
  return out;
}

export function weightsOf(values: u32[]): usize {
  const out = zeros<u32>(pad(values.length));
  for (let i = 0; i < values.length; i++) set<u32>(out, i, values[i]);
  return out;
}

export function centresOf(xs: f32[]): usize {
  const out = zeros<f32>(3 * xs.length);
  for (let i = 0; i < xs.length; i++) set<f32>(out, 3 * i, xs[i]);
  return out;
}

export function squared(points: usize, n: i32, i: i32, x: f32, y: f32, z: f32): f32 {
  const dx: f32 = at<f32>(points, i) - x;
  const dy: f32 = at<f32>(points, i + pad(n)) - y;
  const dz: f32 = at<f32>(points, i + 2 * pad(n)) - z;
  return dx * dx + dy * dy + dz * dz;
}

/** How many labels and distances differ from those found one by one. */
export function misassigned(
  labels: usize,
  distances: usize,
  points: usize,
  n: i32,
  centres: usize,
  k: i32,
): i32 {
  let wrong = 0;
  for (let i = 0; i < n; i++) {
    let best: f32 = Infinity;
    let label = 0;
    for (let c = 0; c < k; c++) {
      const x = at<f32>(centres, 3 * c);
      const d = squared(points, n, i, x, at<f32>(centres, 3 * c + 1), at<f32>(centres, 3 * c + 2));
      if (d < best) {
        best = d;
        label = c;
      }
    }
    if (at<u8>(labels, i) !== <u8>label || at<f32>(distances, i) !== best) wrong++;
  }
  return wrong;
}
