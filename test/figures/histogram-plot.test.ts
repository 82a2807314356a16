import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chooseBins, countInBins } from "../../src/figures/bins.js";
import { histogramSvg } from "../../src/figures/histogram-plot.js";
import { renderSvg } from "../../src/io/render-svg.js";

const ramp = (count: number, value: (i: number) => number) =>
  Float32Array.from({ length: count }, (_, i) => value(i));

describe("chooseBins", () => {
  it("gives rising edges around nearly all of any numbers", () => {
    const number = fc.oneof(
      fc.double({ min: -1e6, max: 1e6, noNaN: true }),
      fc.double({ min: -1e300, max: 1e300, noNaN: true }),
      fc.integer({ min: 0, max: 1000 }),
      fc.constantFrom(1e15, 1e15 + 1, 5e-324, 0),
    );
    const set = fc.array(number, { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(fc.array(set, { minLength: 1, maxLength: 3 }), (sets) => {
        const { edges } = chooseBins(sets);
        expect(edges.every((edge, i) => Number.isFinite(edge) && (i === 0 || edge > edges[i - 1]))).toBe(
          true,
        );
        expect(edges.length).toBeLessThan(200);
        const all = sets.flat();
        const { inside, outside } = countInBins(all, edges);
        expect(inside.reduce((sum, pixels) => sum + pixels, 0) + outside).toBe(all.length);
        expect(outside).toBeLessThanOrEqual(Math.ceil(all.length / 100));
      }),
    );
  });

  it("holds as many whole numbers in every bin", () => {
    for (const most of [3, 40, 777, 123_456]) {
      const { edges } = chooseBins([ramp(5000, (i) => (i * 7919) % (most + 1))]);
      const width = edges[1] - edges[0];
      expect(width).toBe(Math.round(width));
      for (const edge of edges) expect(edge - Math.floor(edge)).toBe(0.5);
    }
  });

  it("does not let one pixel far outside hide the rest", () => {
    const { edges } = chooseBins([ramp(5000, (i) => (i === 0 ? 1e6 : i % 100))]);
    expect(edges[edges.length - 1]).toBeLessThan(200);
  });

  it("stands a single value alone in the middle", () => {
    for (const value of [400, 0, -3, 0.25]) {
      const { edges, only } = chooseBins([ramp(9, () => value), ramp(2, () => value)]);
      expect(only).toBe(value);
      const { inside } = countInBins([value], edges);
      expect(inside.indexOf(1)).toBe(10);
      expect(inside.length).toBe(21);
    }
    expect([...chooseBins([[400, 400]]).edges.slice(10, 12)]).toEqual([399.5, 400.5]);
  });
});

describe("countInBins", () => {
  it("puts an edge into the bin above it, the last into the last, and counts what is outside", () => {
    const { inside, outside } = countInBins([0, 1, 1.5, 2, 3, -0.1, 3.1, Number.NaN], [0, 1, 2, 3]);
    expect([...inside]).toEqual([1, 2, 2]);
    expect(outside).toBe(3);
  });
});

describe("histogramSvg", () => {
  it("draws each series as shares of its own pixels", () => {
    const svg = histogramSvg({
      series: [
        { label: "few", values: [1, 1, 1, 2] },
        { label: "many", values: ramp(400, (i) => (i < 300 ? 1 : 2)) },
      ],
      edges: [0.5, 1.5, 2.5],
    });
    const [few, many] = ["#0072b2", "#d55e00"].map(
      (color) => svg.match(new RegExp(`<path d="(M[^"]+)" fill="none" stroke="${color}"`))![1],
    );
    expect(few).toBe(many);
    const tops = few.split("L").map((point) => Number(point.split(" ")[1]));
    const foot = tops[0];
    // Three quarters and one quarter.
    expect((foot - tops[1]) / (foot - tops[3])).toBeCloseTo(3, 2);
    expect(svg).toContain(">few</text>");
  });

  it("says when all pixels are alike, and what lies outside", () => {
    expect(histogramSvg({ series: [{ label: "a", values: ramp(9, () => 400) }] })).toContain(
      ">Every pixel has the same number: 400.</text>",
    );
    const series = [{ label: "a", values: [1, 2, 50, 60] }];
    expect(histogramSvg({ series, edges: [0, 5] })).toContain(">2 pixels outside these limits.</text>");
  });

  it.each([
    ["none", []],
    ["one", [3]],
    ["not numbers", [Number.NaN, Infinity, 4]],
    ["negative", [-5, -4, 7]],
    ["enormous", [1e300, 2e300]],
    ["tiny", [1e-12, 2e-12, 5e-12]],
  ])("draws values that are %s", async (_, values) => {
    const svg = histogramSvg({ series: [{ label: "<odd>", values }], title: "<t>" });
    expect(svg).not.toMatch(/NaN|Infinity|undefined|<t>/);
    await renderSvg(svg);
  });

  it("says what is wrong", () => {
    expect(() => histogramSvg({ series: [] })).toThrow(/at least one series/);
    for (const edges of [[1], [2, 1], [0, Number.NaN], [1, 1]]) {
      expect(() => histogramSvg({ series: [{ label: "a", values: [1] }], edges })).toThrow(/edges that rise/);
    }
  });
});
