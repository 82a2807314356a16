import { expect, test } from "vitest";
import { handOver, takePixels } from "../../src/image.js";
import {
  countPixels,
  distinctColors,
  distinctPoints,
  indexColors,
  labelColors,
} from "../../src/kernels/distinct.js";
import { padded } from "../../src/kernels/points.js";
import { findPalette, type Palette, type PaletteOptions } from "../../src/palette.js";
import { philoxUniforms } from "../twins/sampler.js";

function palette(rgb: Uint8Array, options: PaletteOptions): Palette {
  const search = findPalette({ rgb }, options);
  for (;;) {
    const step = search.next();
    if (step.done) return step.value;
  }
}

/** Broad blobs of colour: more than a million distinct ones in 1200 x 1200 pixels. */
function noisy(pixels: number): Uint8Array {
  const random = philoxUniforms(7);
  const centres = [
    [70, 60, 80],
    [190, 170, 90],
    [90, 160, 190],
    [180, 70, 70],
  ];
  const rgb = new Uint8Array(3 * pixels);
  for (let i = 0; i < pixels; i++) {
    const centre = centres[(i * 7919) % 4];
    for (let axis = 0; axis < 3; axis++) rgb[3 * i + axis] = centre[axis] + 110 * (random() - 0.5);
  }
  return rgb;
}

const colorsOf = (rgb: Uint8Array, mask = 0xffffff): number[] =>
  Array.from({ length: rgb.length / 3 }, (_, i) => {
    return ((rgb[3 * i] << 16) | (rgb[3 * i + 1] << 8) | rgb[3 * i + 2]) & mask;
  });

test("distinct colours of a picture that is looked at in parts", () => {
  const rgb = noisy(300_001);
  const { colors, pixels } = distinctColors(rgb);
  const counts = new Map<number, number>();
  for (const color of colorsOf(rgb)) counts.set(color, (counts.get(color) ?? 0) + 1);
  const sorted = [...counts].sort((a, b) => a[0] - b[0]);
  expect(Buffer.from(colors.buffer).equals(Buffer.from(Uint32Array.from(sorted, ([c]) => c).buffer))).toBe(
    true,
  );
  expect(Buffer.from(pixels.buffer).equals(Buffer.from(Uint32Array.from(sorted, ([, n]) => n).buffer))).toBe(
    true,
  );
});

test.each([0, 1, 2, 5, 7])("colours without %i low bits stand at their mean", (dropped) => {
  const rgb = noisy(5000);
  const mask = 0x010101 * (0xff & (0xff << dropped));
  const table = indexColors(rgb, dropped);
  const { count, planes, weights } = distinctPoints(rgb, table, false);
  const groups = new Map<number, number[]>();
  for (const [i, color] of colorsOf(rgb, mask).entries()) {
    groups.set(color, [...(groups.get(color) ?? []), i]);
  }
  const sorted = [...groups].sort((a, b) => a[0] - b[0]).map(([, members]) => members);
  expect(count).toBe(sorted.length);
  for (const [k, members] of sorted.entries()) {
    expect(weights[k]).toBe(members.length);
    for (let axis = 0; axis < 3; axis++) {
      const mean = members.reduce((sum, i) => sum + rgb[3 * i + axis], 0) / members.length;
      expect(planes[axis * padded(count) + k]).toBeCloseTo(mean, 4);
    }
  }
  expect(countPixels(rgb, table).reduce((a, b) => a + b)).toBe(5000);
});

test.each([false, true])("colours get the nearest of some centres, CIELAB %s", (lab) => {
  const rgb = noisy(20_000);
  const table = indexColors(rgb);
  const { count, planes } = distinctPoints(rgb, table, lab);
  const centres = Float32Array.from([20, 5, 5, 60, 60, 60, 70, -10, -20, 190, 90, 20]);
  const labels = labelColors(table, centres, lab);
  for (let i = 0; i < count; i++) {
    const distances = [0, 1, 2, 3].map((c) =>
      [0, 1, 2].reduce(
        (sum, axis) => sum + (planes[axis * padded(count) + i] - centres[3 * c + axis]) ** 2,
        0,
      ),
    );
    expect(distances[labels[i]]).toBeCloseTo(Math.min(...distances), 1);
  }
});

test("more than 2^20 colours: coarser points, exact labels, an inertia as good as without", () => {
  const rgb = noisy(1_440_000);
  const found = palette(rgb, { clusters: 5, delta: 0, seed: 3 });
  expect(found.distinctColors).toBeGreaterThan(2 ** 20);
  expect(found.pixels.reduce((a, b) => a + b)).toBe(1_440_000);
  const counted = new Uint32Array(5);
  let wrong = 0;
  let inertia = 0;
  for (let i = 0; i < 1_440_000; i++) {
    const label = found.labels[i];
    counted[label]++;
    const distances = Array.from({ length: 5 }, (_, c) => {
      const at = 3 * c;
      const r = rgb[3 * i] - found.colors[at];
      const g = rgb[3 * i + 1] - found.colors[at + 1];
      const b = rgb[3 * i + 2] - found.colors[at + 2];
      return r * r + g * g + b * b;
    });
    inertia += distances[label];
    // Single precision may decide otherwise between centres that are equally near.
    if (distances[label] > Math.min(...distances) + 0.05) wrong++;
  }
  expect(wrong).toBe(0);
  expect(Array.from(counted)).toEqual(Array.from(found.pixels));
  // What the means leave out: a colour is within sqrt(3) of its mean, and about 0.75 away in the square.
  const left = (inertia - found.trials[0].inertia) / 1_440_000;
  expect(left).toBeGreaterThan(-1e-3 * (inertia / 1_440_000));
  expect(left).toBeLessThan(3);
}, 60_000);

test("pixels are copied unless they were handed over, once", () => {
  const image = { width: 1, height: 1, rgb: Uint8Array.of(1, 2, 3) };
  expect(takePixels(image).rgb).not.toBe(image.rgb);
  expect(takePixels(handOver(image)).rgb).toBe(image.rgb);
  expect(takePixels(image).rgb).not.toBe(image.rgb);
});
