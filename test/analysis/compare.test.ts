import { describe, expect, test } from "vitest";
import { type CompareOptions, type Comparison, compareCubes } from "../../src/analysis/compare.js";
import { type CubeSource, type MemoryCube, sourceOf } from "../../src/analysis/cube-source.js";
import { rebinToAxis } from "../../src/analysis/rebin.js";
import { spectrumMetrics, spectrumMetricVariants } from "../../src/analysis/spectrum-metrics.js";
import { msSsim, ssim } from "../../src/analysis/ssim.js";
import { createScan } from "../../src/create-scan.js";
import { type EnergyAxis, energyAxisFromRange } from "../../src/energy-axis.js";
import { PAPER_LINES } from "../../src/lines.js";
import { blockPicture } from "../scan/picture.js";
import { AXIS, flat, lineShape, makeCube, type Synthetic, together } from "./synthetic.js";

const [WIDTH, HEIGHT] = [20, 11];
const surface = together(flat(AXIS, 0.4), lineShape(AXIS, "Fe Ka", 30), lineShape(AXIS, "Pb La", 12));
const cubeOf = (change: Partial<Synthetic> = {}): MemoryCube =>
  makeCube({
    width: WIDTH,
    height: HEIGHT,
    expected: (x) => surface.map((v) => v * (x < 9 ? 1 : 2)),
    seed: 3,
    ...change,
  });
const [A, B] = [cubeOf(), cubeOf({ expected: () => surface, seed: 4 })];
const compare = (a: MemoryCube | CubeSource, b: MemoryCube | CubeSource, options?: CompareOptions) => {
  const source = (cube: MemoryCube | CubeSource) => ("blocks" in cube ? cube : sourceOf(cube));
  return compareCubes(source(a), source(b), options);
};
const scoreOf = ({ realism }: Comparison, key: string) => realism.find((one) => one.key === key)!;

/** tanh(ln(1 + x)), slow and obvious. */
const compressed = ({ counts }: MemoryCube): Float64Array =>
  Float64Array.from(counts as Uint16Array, (count) => Math.tanh(Math.log(1 + count)));

const expectClose = (a: ArrayLike<number>, b: ArrayLike<number>, bound: number): void => {
  expect(a.length).toBe(b.length);
  let worst = 0;
  for (let i = 0; i < a.length; i++) worst = Math.max(worst, Math.abs(a[i]! - b[i]!));
  expect(worst).toBeLessThanOrEqual(bound);
};

describe("compareCubes of a cube with itself", () => {
  test.each([
    ["photons", () => Promise.resolve(sourceOf(A))],
    ["a scan", () => createScan(blockPicture(20, 12, 3), { seed: 1, clusters: 3, delta: 0 })],
  ])("finds no distance: %s", async (_, make) => {
    const source = await make();
    const found = await compare(source, source);
    const { bhattacharyyaCoefficient, ...distances } = found.metrics;
    expect(bhattacharyyaCoefficient).toBeCloseTo(1, 14);
    for (const [name, distance] of Object.entries(distances)) {
      expect(Math.abs(distance), name).toBeLessThan(1e-7);
    }
    // A mean over lines, weighted: each is 1, their sum is rounded.
    expect(found.similarity!.ssim).toBeCloseTo(1, 14);
    expect(found.similarity!.msSsim).toBeCloseTo(1, 14);
    expect(found.poissonReference!.ssim).toBeLessThan(0.999);
    expect([found.rebinned, found.omissions]).toEqual([false, []]);
    expect(found.lines.map(({ name }) => name)).toEqual(
      source === (source as unknown) ? [...PAPER_LINES] : [],
    );
    const seen = found.lines.filter(({ intensity }) => intensity[0] > 0);
    expect(seen.length).toBeGreaterThan(0);
    for (const { intensity, ratio, correlation, ssim: similarity } of seen) {
      expect(intensity[0]).toBe(intensity[1]);
      expect([ratio, similarity]).toEqual([1, 1]);
      expect(correlation).toBeCloseTo(1, 12);
    }
    expect(found.realism.length).toBe(7);
    for (const { key, distance, a, b } of found.realism) expect([key, distance, a]).toEqual([key, 0, b]);
  });
});

describe("the flattened matrices", () => {
  const size = { width: AXIS.channels, height: WIDTH * HEIGHT, dynamicRange: 1 };

  test("are as alike as whole matrices are", async () => {
    const { similarity } = await compare(A, B);
    const [a, b] = [compressed(A), compressed(B)];
    expect(similarity!.ssim).toBeLessThan(0.9);
    expect(Math.abs(similarity!.ssim - ssim(a, b, size))).toBeLessThan(1e-12);
    expect(Math.abs(similarity!.msSsim! - msSsim(a, b, size))).toBeLessThan(1e-12);
  });

  test("are the same however many rows are read at once, and so is their noise", async () => {
    const found = await Promise.all(
      [1, 3, 11].map((rowsTogether) => compare({ ...sourceOf(A), rowsTogether }, B, { seed: 5 })),
    );
    for (const { similarity, poissonReference, a } of found) {
      expect(similarity).toEqual(found[0]!.similarity);
      expect(poissonReference).toEqual(found[0]!.poissonReference);
      expectClose(a.thumbnail!.values, found[0]!.a.thumbnail!.values, 1e-7);
    }
  });

  test("have a noise that the seed decides, and the other cube does not", async () => {
    const reference = async (b: MemoryCube, seed?: number) =>
      (await compare(A, b, seed === undefined ? {} : { seed })).poissonReference!;
    const first = await reference(B);
    expect(await reference(B, 0)).toEqual(first);
    expect((await reference(B, 1)).ssim).not.toBe(first.ssim);
    // Another size is read on its own.
    const small = cubeOf({ width: 11, height: 22 });
    expect(await reference(small)).toEqual(first);
    expect(first.ssim).toBeGreaterThan(0.2);
    expect(first.ssim).toBeLessThan(0.98);
  });

  test("have the noise of one more measurement", async () => {
    // Photons of the counts of A: as unlike A as a second draw from what A has.
    const again = makeCube({
      width: WIDTH,
      height: HEIGHT,
      expected: (x, y) => {
        const start = (y * WIDTH + x) * AXIS.channels;
        return Float64Array.from(A.counts.subarray(start, start + AXIS.channels) as Uint16Array);
      },
      seed: 99,
    });
    const { similarity, poissonReference } = await compare(A, again);
    expect(Math.abs(similarity!.ssim - poissonReference!.ssim)).toBeLessThan(0.01);
    expect(Math.abs(similarity!.msSsim! - poissonReference!.msSsim!)).toBeLessThan(0.01);
  });

  test("may have counts above those that noise is drawn of", async () => {
    const large = makeCube({ width: 12, height: 4, expected: () => flat(AXIS, 3e9) });
    const { similarity, poissonReference } = await compare(large, large);
    expect(similarity).toEqual({ ssim: 1 });
    expect(poissonReference!.ssim).toBeCloseTo(1, 10);
  });

  test("make thumbnails of means", async () => {
    const { a } = await compare(A, B);
    const { width, height, values } = a.thumbnail!;
    expect([width, height]).toEqual([AXIS.channels, WIDTH * HEIGHT]);
    expectClose(values, compressed(A), 1e-7);
    const axis = energyAxisFromRange(1, 13, 1024);
    const wide = makeCube({
      width: 30,
      height: 30,
      energyAxis: axis,
      expected: () => flat(axis, 1),
      seed: 8,
    });
    const reduced = (await compare(wide, wide)).a.thumbnail!;
    expect([reduced.width, reduced.height]).toEqual([512, 400]);
    const flattened = compressed(wide);
    const mean = (row: number, column: number): number => {
      const rows = [...Array(900).keys()].filter((pixel) => Math.floor((pixel * 400) / 900) === row);
      const all = rows.flatMap((pixel) => [0, 1].map((c) => flattened[pixel * 1024 + 2 * column + c]!));
      return all.reduce((sum, value) => sum + value, 0) / all.length;
    };
    for (const [row, column] of [
      [0, 0],
      [1, 300],
      [200, 7],
      [399, 511],
    ] as const) {
      expect(reduced.values[row * 512 + column]).toBeCloseTo(mean(row, column), 6);
    }
  });

  test("can be left out", async () => {
    const found = await compare(A, B, { similarity: false });
    expect([found.similarity, found.poissonReference, found.a.thumbnail]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(found.metrics).toEqual((await compare(A, B)).metrics);
  });
});

describe("spectra and their metrics", () => {
  test("are those of the totals", async () => {
    const { spectra, metrics, variants } = await compare(A, B);
    [A, B].forEach(({ counts }, i) => {
      const total = new Float64Array(AXIS.channels);
      (counts as Uint16Array).forEach((count, at) => {
        total[at % AXIS.channels] += count;
      });
      const all = total.reduce((sum, count) => sum + count, 0);
      expectClose(
        spectra[i]!,
        total.map((count) => count / all),
        0,
      );
    });
    expect(metrics).toEqual(spectrumMetrics(...spectra));
    expect(variants).toEqual(spectrumMetricVariants(...spectra));
  });

  test("of cubes without a channel in common are as far apart as can be", async () => {
    const half = (high: boolean) => flat(AXIS, 3).map((v, c) => (c >= 150 === high ? v : 0));
    const [a, b] = [false, true].map((high) =>
      makeCube({ width: 12, height: 5, expected: () => half(high) }),
    );
    const { metrics, variants } = await compare(a!, b!);
    expect(metrics.bhattacharyyaDistance).toBe(Number.POSITIVE_INFINITY);
    expect(variants.chiSquarePearson).toBe(Number.POSITIVE_INFINITY);
    expect([metrics.bhattacharyyaCoefficient, metrics.brayCurtis, metrics.hellinger]).toEqual([0, 1, 1]);
  });

  const rebinned = (cube: MemoryCube, axis: EnergyAxis): MemoryCube => ({
    ...cube,
    energyAxis: axis,
    counts: rebinToAxis(cube.counts as Uint16Array, cube.width * cube.height, cube.energyAxis, axis),
  });

  test.each([
    ["wider channels", energyAxisFromRange(1, 13, 200)],
    ["narrower channels", energyAxisFromRange(1, 13, 371)],
    ["other energies", energyAxisFromRange(2.03, 15, 260)],
  ])("on axes of %s are those of cubes brought to one axis by hand", async (_, other) => {
    const expected = together(flat(other, 0.5), lineShape(other, "Fe Ka", 20), lineShape(other, "Zn Ka", 9));
    const b = makeCube({
      width: WIDTH,
      height: HEIGHT,
      energyAxis: other,
      expected: () => expected,
      seed: 6,
    });
    const found = await compare(A, b, { seed: 2 });
    const axis = found.energyAxis;
    expect(found.rebinned).toBe(true);
    const byHand = await compare(rebinned(A, axis), rebinned(b, axis), { seed: 2 });
    expect(byHand.rebinned).toBe(false);
    for (const i of [0, 1] as const) expectClose(found.spectra[i], byHand.spectra[i], 1e-15);
    for (const [name, value] of Object.entries(found.metrics)) {
      expect(Math.abs(value - byHand.metrics[name as "cosine"]), name).toBeLessThan(1e-12);
    }
    expect(Math.abs(found.similarity!.ssim - byHand.similarity!.ssim)).toBeLessThan(1e-12);
    expect(Math.abs(found.similarity!.msSsim! - byHand.similarity!.msSsim!)).toBeLessThan(1e-12);
    expect(found.poissonReference).toEqual(byHand.poissonReference);
  });
});

describe("how counts scatter", () => {
  test("is that of plain loops", async () => {
    const { a } = await compare(A, B);
    const { channels } = AXIS;
    for (const channel of [0, 134, 299]) {
      const values = Array.from({ length: WIDTH * HEIGHT }, (_, i) =>
        Number(A.counts[i * channels + channel]),
      );
      const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
      const variance = values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (values.length - 1);
      expect(a.dispersion[channel]).toBeCloseTo(variance / mean, 10);
      const steps = values.flatMap((v, i) => (i % WIDTH > 0 ? [(v - values[i - 1]!) ** 2] : []));
      const half = steps.reduce((sum, v) => sum + v, 0) / steps.length / 2;
      expect(a.localDispersion[channel]).toBeCloseTo(half / mean, 10);
    }
  });

  test("is 1 between neighbours for photons, whatever the painting, and more across it", async () => {
    const found = await compare(A, B);
    // The mean over 300 channels of 210 pairs each is good to about 0.01.
    for (const which of ["a", "b"] as const) {
      expect(Math.abs(scoreOf(found, "localDispersion")[which]! - 1)).toBeLessThan(0.05);
    }
    const iron = 134;
    expect(found.a.dispersion[iron]! - found.b.dispersion[iron]!).toBeGreaterThan(0.2);
  });
});

describe("lines", () => {
  const painted = (fe: number, pb: number, seed?: number) =>
    makeCube({
      width: 14,
      height: 12,
      expected: (x) =>
        together(flat(AXIS, 4), lineShape(AXIS, "Fe Ka", fe * (1 + (x % 3))), lineShape(AXIS, "Pb La", pb)),
      ...(seed === undefined ? {} : { seed }),
    });
  const countsOf = ({ counts }: MemoryCube) => (counts as Float64Array).reduce((a, b) => a + b, 0);
  const lines = ["Fe Ka", "Pb La"];

  test("have the ratio they were made with, as a share of all counts", async () => {
    const [a, b] = [painted(60, 100), painted(24, 100)];
    const found = await compare(a, b, { lines });
    const exposure = countsOf(a) / countsOf(b);
    expect(found.lines[0]!.ratio! / (0.4 * exposure)).toBeCloseTo(1, 2);
    expect(found.lines[1]!.ratio! / exposure).toBeCloseTo(1, 2);
    expect(found.lines[0]!.correlation).toBeCloseTo(1, 6);
    // The same everywhere: no correlation.
    expect(found.lines[1]!.correlation).toBe(null);
    expect(found.lines[0]!.ssim).toBeLessThan(1);
  });

  test("have it with photons as well", async () => {
    const [a, b] = [painted(60, 100, 1), painted(24, 100, 2)];
    const [fe, pb] = (await compare(a, b, { lines })).lines;
    const exposure = countsOf(a) / countsOf(b);
    // 8000 counts of iron in b, above 5000 of background that SNIP finds to a few per cent.
    expect(Math.abs(fe!.ratio! / (0.4 * exposure) - 1)).toBeLessThan(0.06);
    expect(Math.abs(pb!.ratio! / exposure - 1)).toBeLessThan(0.06);
    expect(fe!.correlation).toBeGreaterThan(0.7);
  });

  test("that one cube lacks have no ratio, and are told", async () => {
    const found = await compare(painted(60, 100), painted(60, 0), { lines });
    const [fe, pb] = found.lines;
    expect(fe!.ratio).not.toBe(null);
    expect(pb!.intensity[0]).toBeGreaterThan(0);
    expect([pb!.intensity[1], pb!.ratio]).toEqual([0, null]);
    expect(scoreOf(found, "missingLines")).toMatchObject({ a: 1, b: 0, distance: 0.5 });
  });

  test("that neither axis reaches are left out, or refused where they are asked for", async () => {
    const axis = energyAxisFromRange(1, 9, 200);
    const b = makeCube({ width: 14, height: 12, energyAxis: axis, expected: () => flat(axis, 1) });
    const found = await compare(painted(60, 100), b);
    expect(found.lines.map(({ name }) => name)).toEqual(["K Ka", "Ca Ka", "Fe Ka", "Zn Ka", "Cu Ka"]);
    expect(found.omissions.map(({ what }) => what).slice(0, 3)).toEqual(["Au La", "Hg La", "Pb La"]);
    await expect(compare(painted(60, 100), b, { lines })).rejects.toMatchObject({ code: "INVALID_ARGUMENT" });
  });
});

describe("the scorecard", () => {
  const exposed = (exposure: (pixel: number) => number, seed = 3) =>
    cubeOf({ expected: (x, y) => surface.map((v) => v * exposure(y * WIDTH + x)), seed });
  const scores = async (b: MemoryCube) => {
    const found = await compare(
      exposed(() => 1),
      b,
      { similarity: false },
    );
    return (key: string) => scoreOf(found, key).distance!;
  };

  test("grows with the exposure, by its logarithm", async () => {
    let before = -1;
    for (const factor of [1, 1.2, 2, 4]) {
      const of = await scores(exposed(() => factor));
      // 220 pixels of 162 photons: the mean is good to 0.5 %.
      expect(Math.abs(of("countsPerPixel") - Math.log(factor))).toBeLessThan(0.03);
      expect(Math.abs(of("medianCounts") - Math.log(factor))).toBeLessThan(0.05);
      expect(of("countsPerPixel")).toBeGreaterThan(before);
      before = of("countsPerPixel");
    }
  });

  test("grows with the spread of the exposure", async () => {
    let before = [-1, -1];
    for (const spread of [0, 0.3, 0.6, 0.9]) {
      const of = await scores(exposed((pixel) => 1 + spread * (pixel % 2 === 0 ? 1 : -1)));
      const now = [of("countSpread"), of("countDistribution")];
      expect(now[0]).toBeGreaterThan(before[0]!);
      expect(now[1]).toBeGreaterThanOrEqual(before[1]!);
      // sqrt(spread^2 + 1 / photons) - sqrt(1 / photons)
      const photons = surface.reduce((a, b) => a + b, 0);
      const known = Math.sqrt(spread ** 2 + 1 / photons) - Math.sqrt(1 / photons);
      expect(Math.abs(now[0]! - known)).toBeLessThan(0.03);
      before = now;
    }
    expect(before[1]).toBeGreaterThan(0.4);
  });

  test("knows detail of single pixels from smooth changes", async () => {
    const rough = await scores(exposed((pixel) => (pixel % 2 === 0 ? 1.9 : 0.1)));
    const smooth = await scores(exposed((pixel) => 0.1 + (1.8 * (pixel % WIDTH)) / WIDTH));
    expect(rough("localDispersion")).toBeGreaterThan(0.3);
    expect(smooth("localDispersion")).toBeLessThan(0.1);
  });
});

describe("compareCubes", () => {
  test("leaves out what other sizes do not allow, and says so", async () => {
    const found = await compare(A, cubeOf({ width: 12, height: 13 }));
    expect(found.similarity).toBe(undefined);
    expect(found.poissonReference!.ssim).toBeGreaterThan(0);
    expect(found.lines.every(({ correlation, ssim: one }) => correlation === null && one === null)).toBe(
      true,
    );
    const sizes = {
      what: "similarity and correlation of maps and matrices",
      why: "sizes differ, 20 x 11 and 12 x 13 pixels",
    };
    expect(found.omissions).toContainEqual(sizes);
    expect(found.metrics.cosine).toBeGreaterThan(0);
    expect([found.a, found.b].map(({ thumbnail }) => thumbnail!.height)).toEqual([220, 156]);
  });

  test("leaves out the similarity of matrices smaller than the windows", async () => {
    const small = cubeOf({ width: 5, height: 2 });
    const found = await compare(small, small);
    expect([found.similarity, found.poissonReference]).toEqual([undefined, undefined]);
    expect(found.omissions).toEqual([
      { what: "ssim", why: "expected at least 11 pixels and channels, found 10" },
      { what: "msSsim", why: "expected at least 176 pixels and channels, found 10" },
    ]);
    const larger = cubeOf({ width: 11, height: 1 });
    expect((await compare(larger, larger)).similarity).toEqual({ ssim: 1 });
  });

  test("compares single pixels and single channels", async () => {
    const pixel = cubeOf({ width: 1, height: 1 });
    const one = await compare(pixel, pixel);
    expect(one.a.dispersion.every(Number.isNaN)).toBe(true);
    expect(scoreOf(one, "localDispersion").distance).toBe(null);
    const energyAxis = { offsetKeV: 6, gainKeV: 4, channels: 1 };
    const channel = makeCube({ width: 12, height: 2, energyAxis, expected: () => Float64Array.of(7) });
    const { metrics, lines } = await compare(channel, channel);
    expect(metrics).toMatchObject({ correlation: 0, cosine: 0, hellinger: 0, bhattacharyyaCoefficient: 1 });
    expect(lines.map(({ name }) => name)).toEqual(["Fe Ka"]);
  });

  test("tells how far it is, to the end", async () => {
    const b = cubeOf({ width: 12, height: 13 });
    for (const [other, similarity] of [
      [A, true],
      [A, false],
      [b, true],
    ] as const) {
      const seen: number[] = [];
      await compare(A, other, { similarity, onProgress: (done) => seen.push(done) });
      expect(seen).toEqual([...seen].sort((x, y) => x - y));
      expect(seen.at(-1)).toBeCloseTo(1, 12);
    }
  });

  test("stops on a signal, wherever it is", async () => {
    for (const where of [0.05, 0.2, 0.6]) {
      const controller = new AbortController();
      const { signal } = controller;
      const onProgress = (done: number): void => {
        if (done > where) controller.abort();
      };
      await expect(compare(A, B, { signal, onProgress })).rejects.toMatchObject({ code: "ABORTED" });
    }
  });

  test.each<[string, MemoryCube, CompareOptions, string, RegExp]>([
    [
      "a cube without counts",
      cubeOf({ expected: () => flat(AXIS, 0) }),
      {},
      "INVALID_ARGUMENT",
      /^cube: expected counts in the total spectrum, found none$/,
    ],
    [
      "energies apart",
      { ...B, energyAxis: { ...AXIS, offsetKeV: 50 } },
      {},
      "INVALID_ARGUMENT",
      /expected a channel within both/,
    ],
    [
      "counts below 0",
      { ...B, counts: new Float64Array(B.counts.length).fill(-1) },
      {},
      "INVALID_FILE",
      /expected counts of 0 or more/,
    ],
    ["a seed below 0", B, { seed: -1 }, "INVALID_ARGUMENT", /^seed: /],
    ["an unknown line", B, { lines: ["Fe Kz"] }, "INVALID_ARGUMENT", /Fe/],
  ])("refuses %s", async (_, b, options, code, message) => {
    await expect(compare(A, b, options)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    });
  });
});
