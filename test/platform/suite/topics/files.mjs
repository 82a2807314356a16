// Whole HDF5 files: of a scan with all that its truth can hold, and of a cube alone.
import { fewPigments } from "../library.mjs";
import { drawHidden, drawPainting } from "../painting.mjs";

export async function* files(ganx) {
  const scan = await ganx.createScan(drawPainting(45, 33), {
    library: await fewPigments(ganx),
    clusters: 3,
    delta: 0,
    mixing: "paint",
    hidden: drawHidden(9, 11),
    counts: { model: "luminosity", dark: 100_000, light: 10 },
    background: { mean: 3, spectrum: "flat" },
  });
  yield ["HDF5 file of paint", await ganx.encodeHdf5(scan)];
  const cube = ganx.sourceOf(scan.region({ x: 3, y: 1, width: 20, height: 17 }), "part");
  yield ["HDF5 file of a cube", await ganx.encodeCubeHdf5(cube)];
}
