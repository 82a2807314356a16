// Points in three dimensions: three planes of f32 (x, y, z), each `padded(count)` long, so that four are handled at a time;
// what lies beyond `count` must be finite and has no effect. Labels (u8) and squared distances (f32) are padded alike.
import { srgbToLab } from "./color";

export function padded(count: i32): usize {
  return <usize>((count + 3) & ~3);
}

const color: usize = memory.data(24, 16);

/**
 * Lays colours out as points.
 *
 * @param points f32 [3, padded(count)]; 16-byte aligned
 * @param colors u32 [count] 0xRRGGBB
 * @param rests u32 [count, 3], or 0 for none: what to add to red, green and blue, summed over `weights` pixels
 * @param weights u32 [count]; read only where there are rests
 * @param lab 0: sRGB 0..255; 1: CIELAB
 */
export function colorPoints(
  points: usize,
  colors: usize,
  rests: usize,
  weights: usize,
  count: i32,
  lab: i32,
): void {
  const plane = padded(count) << 2;
  memory.fill(points, 0, 3 * plane);
  for (let i = 0; i < count; i++) {
    const value = load<u32>(colors + ((<usize>i) << 2));
    store<f64>(color, <f64>(value >>> 16));
    store<f64>(color, <f64>((value >>> 8) & 255), 8);
    store<f64>(color, <f64>(value & 255), 16);
    if (rests) {
      const pixels = <f64>load<u32>(weights + ((<usize>i) << 2));
      for (let axis: usize = 0; axis < 3; axis++) {
        const rest = <f64>load<u32>(rests + <usize>i * 12 + (axis << 2));
        const at = color + (axis << 3);
        store<f64>(at, load<f64>(at) + rest / pixels);
      }
    }
    if (lab) srgbToLab(color, color, 1);
    const at = points + ((<usize>i) << 2);
    store<f32>(at, <f32>load<f64>(color));
    store<f32>(at + plane, <f32>load<f64>(color, 8));
    store<f32>(at + 2 * plane, <f32>load<f64>(color, 16));
  }
}

/** Copies the points at `indices` (u32 [picked]) to `out` (f32 [3, padded(picked)]), whose padding is left as it is. */
export function gatherPoints(out: usize, points: usize, count: i32, indices: usize, picked: i32): void {
  const from = padded(count) << 2;
  const to = padded(picked) << 2;
  for (let i = 0; i < picked; i++) {
    const source = points + ((<usize>load<u32>(indices + ((<usize>i) << 2))) << 2);
    const target = out + ((<usize>i) << 2);
    store<f32>(target, load<f32>(source));
    store<f32>(target + to, load<f32>(source + from));
    store<f32>(target + 2 * to, load<f32>(source + 2 * from));
  }
}

export function squaredDistance(x: v128, y: v128, z: v128, cx: v128, cy: v128, cz: v128): v128 {
  const dx = f32x4.sub(x, cx);
  const dy = f32x4.sub(y, cy);
  const dz = f32x4.sub(z, cz);
  return f32x4.add(f32x4.add(f32x4.mul(dx, dx), f32x4.mul(dy, dy)), f32x4.mul(dz, dz));
}
