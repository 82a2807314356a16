import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ImageSimilarity } from "../../src/analysis/image-similarity.js";
import { msSsim, ssim } from "../../src/analysis/ssim.js";
import type { SsimWindowName } from "../../src/analysis/ssim-scale.js";
import { halveRows } from "../../src/kernels/ssim.js";
import golden from "../golden/ssim.json" with { type: "json" };
import { halveTwin, ssimTwin } from "../twins/ssim.js";
import { makeImages } from "./images.js";

const WINDOWS = ["gaussian", "uniform"] as const;
const cases = golden.pairs.map((pair) => ({ ...pair, window: pair.window as SsimWindowName }));
const large = cases.filter((pair) => pair.msSsim !== undefined);

describe("ssim", () => {
  test.each(cases)("agrees with the definition: $kind $width x $height $window", (pair) => {
    const { a, b } = makeImages(pair.kind, pair.width, pair.height);
    expect(Math.abs(ssim(a, b, pair) - pair.direct)).toBeLessThan(1e-13);
  });

  test.each(cases.filter((pair) => pair.ssim !== undefined))(
    "agrees with scikit-image: $kind $width x $height $window",
    (pair) => {
      const { a, b } = makeImages(pair.kind, pair.width, pair.height);
      expect(Math.abs(ssim(a, b, pair) - pair.ssim!)).toBeLessThan(1e-13);
    },
  );

  test.each(WINDOWS)("agrees with its twin at every width and height from the least: %s", (window) => {
    const least = window === "gaussian" ? 11 : 7;
    for (let side = least; side <= least + 17; side++) {
      for (const [width, height] of [
        [side, least],
        [least, side],
        [3 * side, side],
      ]) {
        const { a, b } = makeImages("noise", width, height);
        const twin = ssimTwin({ values: a, width, height }, { values: b, width, height }, 255, window);
        const found = ssim(a, b, { width, height, dynamicRange: 255, window });
        expect(Math.abs(found - twin.ssim), `${width} x ${height}`).toBeLessThan(1e-13);
      }
    }
  });

  const options = fc.record({
    width: fc.integer({ min: 11, max: 40 }),
    height: fc.integer({ min: 11, max: 25 }),
    dynamicRange: fc.double({ min: 0.01, max: 1000, noNaN: true }),
    window: fc.constantFrom(...WINDOWS),
  });
  const value = fc.oneof(
    fc.integer({ min: -3, max: 3 }),
    fc.double({ min: -1e6, max: 1e6, noNaN: true }),
    fc.constant(1e9),
  );
  const inputs = options.chain((o) => {
    const image = fc.array(value, { minLength: o.width * o.height, maxLength: o.width * o.height });
    return fc.tuple(fc.constant(o), image, image);
  });

  test("is 1 for equal images, exactly; symmetric; within -1..1", () => {
    fc.assert(
      fc.property(inputs, ([o, a, b]) => {
        expect(ssim(a, a.slice(), o)).toBe(1);
        const found = ssim(a, b, o);
        expect(found).toBe(ssim(b, a, o));
        expect(Math.abs(found)).toBeLessThanOrEqual(1);
      }),
      { seed: 1, numRuns: 150 },
    );
  });

  test("takes any array of numbers", () => {
    const { a, b } = makeImages("counts", 20, 20);
    const o = { width: 20, height: 20, dynamicRange: 4 };
    expect(ssim(Uint8Array.from(a), Array.from(b), o)).toBe(ssim(a, b, o));
    expect(ssim(Float32Array.from(a), Uint16Array.from(b), o)).toBe(ssim(a, b, o));
  });
});

describe("msSsim", () => {
  test.each(large)("agrees with SciPy's filters: $kind $width x $height", (pair) => {
    const { a, b } = makeImages(pair.kind, pair.width, pair.height);
    expect(Math.abs(msSsim(a, b, pair) - pair.msSsim!)).toBeLessThan(1e-13);
  });

  test("is 1 for equal images, exactly; symmetric; 0 where a mean is negative", () => {
    const o = { width: 177, height: 191, dynamicRange: 255 };
    const { a, b } = makeImages("noise", 177, 191);
    expect(msSsim(a, a, o)).toBe(1);
    expect(msSsim(a, b, o)).toBe(msSsim(b, a, o));
    const inverse = makeImages("inverse", 177, 191);
    expect(msSsim(inverse.a, inverse.b, o)).toBe(0);
  });

  test("halving agrees with its twin at every width and height", () => {
    for (let width = 1; width <= 18; width++) {
      for (let height = 1; height <= 5; height++) {
        const { a } = makeImages("noise", width, height);
        const found = halveRows(a.subarray(0, width), a.subarray(width), width);
        expect(Array.from(found)).toEqual(halveTwin({ values: a, width, height }).values);
      }
    }
  });
});

describe("ImageSimilarity", () => {
  test.each([1, 2, 3, 7, 11, 64, 178])("gives the same, exactly, in blocks of %i rows", (rows) => {
    const [width, height] = [193, 178];
    const o = { width, height, dynamicRange: 4 };
    const { a, b } = makeImages("counts", width, height);
    const similarity = new ImageSimilarity(o, true);
    for (let y = 0; y < height; y += rows) {
      const [from, to] = [y * width, Math.min(y + rows, height) * width];
      similarity.push(a.subarray(from, to), Float32Array.from(b.subarray(from, to)));
    }
    expect(similarity.finish()).toEqual({ ssim: ssim(a, b, o), msSsim: msSsim(a, b, o) });
  });

  test("one scale gives ssim alone", () => {
    const { a, b } = makeImages("counts", 7, 9);
    const o = { width: 7, height: 9, dynamicRange: 4, window: "uniform" } as const;
    const similarity = new ImageSimilarity(o, false);
    similarity.push(a, b);
    expect(similarity.finish()).toEqual({ ssim: ssim(a, b, o) });
  });

  test("takes blocks larger than those it works in", () => {
    const [width, height] = [1000, 600];
    const o = { width, height, dynamicRange: 255 };
    const { a, b } = makeImages("noise", width, height);
    const [whole, parts] = [new ImageSimilarity(o, true), new ImageSimilarity(o, true)];
    whole.push(a, b);
    for (let i = 0; i < a.length; i += 50 * width) {
      parts.push(a.subarray(i, i + 50 * width), b.subarray(i, i + 50 * width));
    }
    expect(whole.finish()).toEqual(parts.finish());
  });

  test("refuses parts of rows, rows too many, and too few", () => {
    const similarity = new ImageSimilarity({ width: 11, height: 12, dynamicRange: 1 }, false);
    const rows = (n: number) => new Float64Array(n);
    expect(() => similarity.push(rows(12), rows(12))).toThrow(
      "rows: expected whole rows of 11 pixels, as many of both images and at most 12 more, found 12 and 12 values",
    );
    expect(() => similarity.push(rows(11), rows(22))).toThrow(/found 11 and 22 values$/);
    expect(() => similarity.push(rows(143), rows(143))).toThrow(/at most 12 more, found 143 and 143 values$/);
    similarity.push(rows(11), rows(11));
    expect(() => similarity.finish()).toThrow("rows: expected 12, found 1");
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, 1e200])("refuses a value of %d anywhere", (bad) => {
    for (const i of [0, 60, 131]) {
      const similarity = new ImageSimilarity({ width: 11, height: 12, dynamicRange: 1 }, false);
      const a = new Float64Array(132);
      a[i] = bad;
      expect(() => similarity.push(a, new Float64Array(132))).toThrow(
        expect.objectContaining({
          code: "INVALID_ARGUMENT",
          message: "images: expected finite values whose squares are finite too",
        }),
      );
    }
  });
});

describe("refuses", () => {
  const image = new Float64Array(400).fill(1);
  const good = { width: 20, height: 20, dynamicRange: 1 };

  test.each([
    [{ ...good, width: 10, height: 40 }, "ssim: expected images of at least 11 x 11 pixels, found 10 x 40"],
    [
      { width: 80, height: 5, dynamicRange: 1, window: "uniform" },
      "ssim: expected images of at least 7 x 7 pixels, found 80 x 5",
    ],
    [{ ...good, window: "box" }, 'window: expected gaussian, uniform, found "box"'],
    [{ ...good, dynamicRange: 0 }, "dynamicRange: expected a number from 1e-60 to 1e+60, found 0"],
    [{ width: 20, height: 20 }, "dynamicRange: expected a number from 1e-60 to 1e+60, found undefined"],
    [{ ...good, width: 19.5 }, "width: expected a whole number from 1 to 2147483647, found 19.5"],
    [{ ...good, width: 21 }, "a: expected 21 x 20 = 420 values, found 400 values"],
  ])("%j", (options, message) => {
    expect(() => ssim(image, image, options as typeof good)).toThrow(
      expect.objectContaining({ code: "INVALID_ARGUMENT", message }),
    );
  });

  test("what is not an image", () => {
    const bad = image.slice();
    bad[77] = Number.NaN;
    expect(() => ssim(image, bad, good)).toThrow("b: expected finite numbers, found NaN at index 77");
    expect(() => ssim(null as unknown as number[], bad, good)).toThrow(
      "a: expected 20 x 20 = 400 values, found null",
    );
  });

  test("images too small for five scales, and another window", () => {
    const size = { width: 176, height: 175, dynamicRange: 1 };
    const values = new Float64Array(176 * 176);
    expect(() => msSsim(values, values, size)).toThrow(
      "msSsim: expected images of at least 176 x 176 pixels, found 176 x 175",
    );
    expect(() => msSsim(values, values, { ...size, height: 176, window: "uniform" })).toThrow(
      "window: expected gaussian for five scales, found uniform",
    );
  });
});
