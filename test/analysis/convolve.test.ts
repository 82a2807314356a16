import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { convolveSpatial } from "../../src/analysis/convolve.js";
import { GanxError } from "../../src/errors.js";
import golden from "../golden/convolve.json" with { type: "json" };
import { convolveTwin } from "../twins/convolve.js";
import { generator } from "./draw.js";

describe("convolveSpatial", () => {
  test.each(golden.cases)("equals SciPy, case %#", ({ width, height, image, kernel, result }) => {
    const found = convolveSpatial({ width, height, counts: Uint16Array.from(image) }, kernel);
    expect(Array.from(found.counts)).toEqual(result);
    expect(convolveTwin(image, width, height, kernel)).toEqual(result);
  });

  test("agrees with its twin in every channel, whatever the shapes", () => {
    const side = fc.integer({ min: 1, max: 12 });
    const kernels = fc.tuple(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 7 })).chain(([w, h]) =>
      fc.array(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: w, maxLength: w }), {
        minLength: h,
        maxLength: h,
      }),
    );
    fc.assert(
      fc.property(side, side, fc.integer({ min: 1, max: 20 }), kernels, (width, height, channels, kernel) => {
        const random = generator(width + 100 * height);
        const counts = Uint32Array.from({ length: width * height * channels }, () => 1e9 * random());
        const found = convolveSpatial({ width, height, channels, counts }, kernel).counts;
        for (const channel of new Set([0, channels - 1])) {
          const image = counts.filter((_, i) => i % channels === channel);
          const mine = found.filter((_, i) => i % channels === channel);
          expect(Array.from(mine)).toEqual(convolveTwin(image, width, height, kernel).map((v) => v + 0));
        }
      }),
      { seed: 5, numRuns: 150 },
    );
  });

  test("goes through more than one block of memory", () => {
    const [width, height, channels] = [40, 130, 1024];
    const counts = Uint16Array.from({ length: width * height * channels }, (_, i) => (i * 7919) % 65_521);
    const cube = { x: 3, width, height, channels, counts };
    const found = convolveSpatial(cube);
    expect(found).toMatchObject({ x: 3, width, height, channels });
    for (const channel of [0, 9, 1023]) {
      const image = counts.filter((_, i) => i % channels === channel);
      const mine = found.counts.filter((_, i) => i % channels === channel);
      const twin = convolveTwin(image, width, height, [
        [1, 2, 1],
        [2, 4, 2],
        [1, 2, 1],
      ]);
      expect(Buffer.compare(Buffer.from(mine.buffer), Buffer.from(Float64Array.from(twin).buffer))).toBe(0);
    }
  });

  test("the default kernel smooths and is not normalised", () => {
    const counts = Float64Array.of(0, 0, 0, 0, 1.5, 0, 0, 0, 0);
    const { counts: found } = convolveSpatial({ width: 3, height: 3, counts });
    expect(Array.from(found)).toEqual([1.5, 3, 1.5, 3, 6, 3, 1.5, 3, 1.5]);
  });

  const image = { width: 2, height: 2, counts: new Uint16Array(4) };
  test.each([
    [{ ...image, counts: new Uint16Array(5) }, [[1]], /cube.counts: expected a typed array of 4, found 5/],
    [{ ...image, channels: 0 }, [[1]], /cube.channels/],
    [{ ...image, counts: Float64Array.of(1, 2, Number.NaN, 4) }, [[1]], /found NaN at index 2/],
    [image, [], /kernel: expected rows of numbers/],
    [image, [[]], /kernel: expected rows/],
    [image, [[1, 2], [3]], /kernel: expected rows/],
    [image, 3, /kernel: expected rows/],
    [image, [[Number.POSITIVE_INFINITY]], /kernel: expected numbers within 2\^53, found Infinity/],
    [undefined, [[1]], /cube: expected an object/],
  ])("refuses case %#", (cube, kernel, message) => {
    const call = () => convolveSpatial(cube as never, kernel as never);
    expect(call).toThrow(GanxError);
    expect(call).toThrow(message);
  });
});
