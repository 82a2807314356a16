import { describe, expect, test } from "vitest";
import { srgbToLab } from "../../src/color.js";
import { DeepColors } from "../../src/deep-colors.js";
import { findDeepPalette } from "../../src/deep-palette.js";
import { deepPoints, labelDeepPixels } from "../../src/deep-points.js";
import { to8Bits } from "../../src/image.js";
import { loadCore } from "../../src/kernels/core.js";
import { findPalette, type Palette, type PaletteOptions } from "../../src/palette.js";
import { philoxUniforms } from "../twins/sampler.js";

await loadCore();

function palette(rgb: Uint8Array, rgb16: Uint16Array | undefined, options: PaletteOptions): Palette {
  const search = rgb16 ? findDeepPalette(rgb16, options) : findPalette({ rgb }, options);
  for (;;) {
    const step = search.next();
    if (step.done) return step.value;
  }
}

/** Samples around some colours, 0..65535. */
function blobs(pixels: number, spread: number, colors: readonly (readonly number[])[]): Uint16Array {
  const random = philoxUniforms(11);
  return Uint16Array.from({ length: 3 * pixels }, (_, i) => {
    const color = colors[Math.floor(i / 3) % colors.length];
    return color[i % 3] + Math.floor(spread * (random() - 0.5));
  });
}

/** The colours without `dropped` low bits, counted by a map. */
function count(rgb: Uint16Array, dropped: number): Map<string, { pixels: number; sums: number[] }> {
  const found = new Map<string, { pixels: number; sums: number[] }>();
  for (let i = 0; i < rgb.length; i += 3) {
    const color = [...rgb.subarray(i, i + 3)];
    const key = color.map((value) => String(value >> dropped).padStart(5)).join();
    const entry = found.get(key) ?? { pixels: 0, sums: [0, 0, 0] };
    entry.pixels++;
    color.forEach((value, axis) => {
      entry.sums[axis] += value;
    });
    found.set(key, entry);
  }
  return found;
}

describe("colours of 16 bits", () => {
  const rgb = blobs(4000, 300, [
    [400, 700, 65_000],
    [30_000, 31_000, 200],
  ]);

  test.each([4000, 2000, 300, 10, 2])("are at most %i, without as few low bits as that takes", (most) => {
    const colors = new DeepColors(rgb, most);
    const twin = count(rgb, colors.dropped);
    expect(colors.count).toBe(twin.size);
    expect(twin.size).toBeLessThanOrEqual(most);
    if (colors.dropped > 0) expect(count(rgb, colors.dropped - 1).size).toBeGreaterThan(most);
    const sorted = [...twin].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
    expect([...colors.weights]).toEqual(sorted.map(({ pixels }) => pixels));
    expect([...colors.means()]).toEqual(
      sorted.flatMap(({ pixels, sums }) => sums.map((sum) => sum / pixels / 257)),
    );
    const places = [...twin.keys()].sort();
    for (let i = 0; i < rgb.length; i += 300) {
      const [r, g, b] = rgb.subarray(i, i + 3);
      const key = [r, g, b].map((value) => String(value >> colors.dropped).padStart(5)).join();
      expect(colors.find(r, g, b)).toBe(places.indexOf(key));
    }
  });

  test.each(["rgb", "lab"] as const)("that are those of 8 make the same palette, in %s", (clusterSpace) => {
    const eight = to8Bits(
      blobs(6000, 9000, [
        [60_000, 20_000, 9000],
        [20_000, 50_000, 40_000],
        [40_000, 40_000, 6000],
      ]),
    );
    const sixteen = Uint16Array.from(eight, (value) => 257 * value);
    const options = { clusters: 4, delta: 1, clusterSpace, seed: 3 };
    expect(palette(eight, sixteen, options)).toEqual(palette(eight, undefined, options));
  });

  test("tell apart what 8 bits do not", () => {
    // Four darks of which 8 bits leave two.
    const dark = blobs(4000, 8, [
      [60, 60, 60],
      [110, 110, 110],
      [150, 150, 150],
      [220, 220, 220],
    ]);
    const eight = to8Bits(dark);
    const options = { clusters: 4, delta: 2 };
    expect(palette(eight, undefined, options).colors.length / 3).toBe(2);
    const { colors, labels, pixels } = palette(eight, dark, options);
    expect(colors.length / 3).toBe(4);
    expect([...pixels]).toEqual([1000, 1000, 1000, 1000]);
    for (let i = 4; i < labels.length; i++) expect(labels[i]).toBe(labels[i % 4]);
  });

  test.each([false, true])("put together leave every pixel to the nearest centre, in CIELAB %s", (lab) => {
    const table = new DeepColors(rgb, 100);
    expect(table.dropped).toBeGreaterThan(0);
    const centres = lab ? Float32Array.of(20, 10, -90, 50, 0, 50) : Float32Array.of(2, 3, 250, 117, 120, 1);
    const points = deepPoints(table, lab);
    const labels = new Uint8Array(points.count);
    const found = labelDeepPixels(rgb, table, { centres, labels, inertia: 0 }, lab);
    const colors = Float64Array.from(rgb, (value) => value / 257);
    const places = lab ? srgbToLab(colors) : colors;
    for (let i = 0; i < rgb.length; i += 3) {
      const distances = [0, 1].map((k) =>
        [0, 1, 2].reduce((sum, c) => sum + (places[i + c] - centres[3 * k + c]) ** 2, 0),
      );
      expect(found[i / 3]).toBe(distances[0] <= distances[1] ? 0 : 1);
    }
  });
});
