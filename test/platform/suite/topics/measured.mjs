// A library of measured spectra, brought to the axis, mixed and drawn from.
import { measuredLibrary } from "../library.mjs";
import { drawPainting } from "../painting.mjs";
import { truthOf } from "./palettes.mjs";

export async function* measured(ganx, { bend }) {
  const library = await ganx.parseLibrary(measuredLibrary(bend));
  const axis = { offsetKeV: 0.3, gainKeV: 0.0313, channels: 1000 };
  yield ["resampled spectra", library.pigments.map(({ spectrum }) => ganx.resampleSpectrum(spectrum, axis))];
  const options = { seed: 4, clusters: 6, delta: 0, threshold: 0.7, library, counts: 100_000 };
  const scan = await ganx.createScan(drawPainting(40, 30), options);
  yield ["measured library", truthOf(scan)];
  yield ["measured library: counts", scan.region({ x: 0, y: 0, width: 40, height: 30 }).counts];
}
