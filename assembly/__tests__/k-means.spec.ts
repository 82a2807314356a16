import { assignPoints, inertia } from "../assign-points";
import { srgbToLab } from "../color";
import { colorPoints, gatherPoints } from "../points";
import { at, intact, nextLength, room, scatter, set } from "./buffers";
import { centresOf, cloud, line, misassigned, pad } from "./points";

describe("colorPoints", () => {
  test("lays sRGB and CIELAB out in planes with zeros behind, at every length", () => {
    const lab = room<f64>(3);
    for (let n = 0; n <= 1000; n = nextLength(n)) {
      const colors = room<u32>(n);
      for (let i = 0; i < n; i++) set<u32>(colors, i, i === 1 ? 0xffffff : <u32>scatter(i, 0x1000000));
      for (let space = 0; space < 2; space++) {
        const points = room<f32>(3 * pad(n));
        colorPoints(points, colors, 0, 0, n, space);
        let wrong = 0;
        for (let i = 0; i < pad(n); i++) {
          const color = i < n ? at<u32>(colors, i) : 0;
          for (let axis = 0; axis < 3; axis++) set<f64>(lab, axis, (color >>> (16 - 8 * axis)) & 255);
          if (space && i < n) srgbToLab(lab, lab, 1);
          for (let axis = 0; axis < 3; axis++) {
            if (at<f32>(points, i + axis * pad(n)) !== <f32>at<f64>(lab, axis)) wrong++;
          }
        }
        expect(wrong).toBe(0);
        expect(intact<f32>(points, 3 * pad(n))).toBe(true);
      }
    }
  });
});

describe("gatherPoints", () => {
  test("copies the points asked for, at every length", () => {
    const points = cloud(37, 256);
    for (let n = 0; n <= 1000; n = nextLength(n)) {
      const indices = room<u32>(n);
      for (let i = 0; i < n; i++) set<u32>(indices, i, scatter(i, 37));
      const out = room<f32>(3 * pad(n));
      gatherPoints(out, points, 37, indices, n);
      let wrong = 0;
      for (let i = 0; i < 3 * n; i++) {
        const axis = i / n;
        const from = at<u32>(indices, i % n) + axis * pad(37);
        if (at<f32>(out, (i % n) + axis * pad(n)) !== at<f32>(points, from)) wrong++;
      }
      expect(wrong).toBe(0);
      expect(intact<f32>(out, 3 * pad(n))).toBe(true);
    }
  });
});

describe("assignPoints", () => {
  test("equals its twin at every length, for one to 256 clusters", () => {
    for (let n = 0; n <= 1000; n = nextLength(n)) {
      const points = cloud(n, 256);
      for (let k = 1; k <= 256; k = k < 4 ? k + 1 : k * 8) {
        const centres = room<f32>(3 * k);
        for (let i = 0; i < 3 * k; i++) set<f32>(centres, i, <f32>scatter(i + 5000, 2560) / 10);
        const labels = room<u8>(pad(n));
        const distances = room<f32>(pad(n));
        assignPoints(labels, distances, points, n, centres, k);
        expect(misassigned(labels, distances, points, n, centres, k)).toBe(0);
        expect(intact<u8>(labels, pad(n))).toBe(true);
        expect(intact<f32>(distances, pad(n))).toBe(true);
      }
    }
  });

  test("labels go to 255, and the first of equally near centres wins", () => {
    const labels = room<u8>(4);
    const distances = room<f32>(4);
    const centres = new Array<f32>(256).map<f32>((_, c) => 2 * <f32>c);
    assignPoints(labels, distances, line([510, 3, 256, -7]), 4, centresOf(centres), 256);
    expect(at<u8>(labels, 0)).toBe(255);
    expect(at<u8>(labels, 1)).toBe(1);
    expect(at<u8>(labels, 2)).toBe(128);
    expect(at<f32>(distances, 3)).toBe(49);
  });
});

describe("inertia", () => {
  test("weighs whole 32-bit numbers, at every length", () => {
    for (let n = 0; n <= 17; n++) {
      const distances = room<f32>(n);
      const weights = room<u32>(n);
      for (let i = 0; i < n; i++) set<f32>(distances, i, <f32>i / 2);
      for (let i = 0; i < n; i++) set<u32>(weights, i, 4000000000);
      expect(inertia(distances, weights, n)).toBe(1e9 * <f64>(n * (n - 1)));
    }
  });
});
