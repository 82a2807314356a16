// What is measured of scans and cubes.
import { drawPainting, scatter } from "../painting.mjs";

const OPTIONS = { clusters: 6, delta: 0, threshold: 0.85 };

const image = (step) =>
  Float64Array.from({ length: 200 * 180 }, (_, i) => (scatter(i) % 200) + ((i * step) % 55));

export async function* similarities(ganx) {
  const [a, b] = [image(1), image(7)];
  const size = { width: 200, height: 180, dynamicRange: 255 };
  yield ["ssim", ["gaussian", "uniform"].map((window) => ganx.ssim(a, b, { ...size, window }))];
  yield ["msSsim", ganx.msSsim(a, b, size)];
  const [one, other] = [a.subarray(0, 1000), b.subarray(0, 1000)];
  yield ["spectrumMetrics", [ganx.spectrumMetrics(one, other), ganx.spectrumMetricVariants(one, other)]];
}

export async function* inspections(ganx) {
  const scan = await ganx.createScan(drawPainting(24, 20), { ...OPTIONS, seed: 1, counts: 5000 });
  const other = await ganx.createScan(drawPainting(24, 20), {
    ...OPTIONS,
    seed: 2,
    counts: { model: "poisson", mean: 4000 },
    metric: "deltaE76",
    background: { mean: 40, spectrum: "flat" },
  });
  for (const background of ["none", "snip"]) {
    yield [`inspect, background ${background}`, await ganx.inspectCube(scan, { background })];
  }
  const comparison = await ganx.compareCubes(scan, other, { seed: 6 });
  const { a, b, realism, similarity, poissonReference, lines, metrics, variants, ...rest } = comparison;
  yield ["compare: spectra", { a, b, metrics, variants, ...rest }];
  yield ["compare: similarity", { similarity, poissonReference }];
  yield ["compare: lines", lines];
  yield ["compare: realism", realism];
}

export async function* cubes(ganx) {
  const scan = await ganx.createScan(drawPainting(24, 16), { ...OPTIONS, seed: 3, counts: 3000 });
  const cube = scan.region({ x: 0, y: 0, width: 24, height: 16 });
  const total = scan.totalSpectrum();
  const { energyAxis: axis } = scan;
  yield ["rebinned cube", ganx.rebinCube(cube, 3.5).counts];
  const coarse = { offsetKeV: 0.6, gainKeV: 0.11, channels: 300 };
  yield ["rebinned spectrum", ganx.rebinToAxis(total, 1, axis, coarse)];
  yield ["convolved cube", ganx.convolveSpatial(cube).counts];
  yield ["line map of a cube", ganx.lineMap(cube, "Pb La")];
  yield ["snip", [true, false].map((lls) => ganx.snipBackground(total, { axis, lls, smoothing: 2 }))];
  const peaks = ganx.findPeaks(total, { axis });
  yield ["peaks", peaks];
  yield ["identified lines", ganx.identifyLines(peaks, { axis })];
}
