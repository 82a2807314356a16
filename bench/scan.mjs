// Question: how long do the parts of a scan take? Medians of 5 runs on one picture, default options.
//
//   npm run demo && node bench/scan.mjs [PICTURE]      (default demo/painting.png)
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createScan } from "../dist/index.js";
import { readImage, writeHdf5 } from "../dist/node.js";

const RUNS = 5;
const picture = process.argv[2] ?? "demo/painting.png";
const folder = mkdtempSync(join(tmpdir(), "ganx-bench-"));

async function seconds(name, work, unit = "s", scale = 1) {
  const times = [];
  for (let run = 0; run < RUNS; run++) {
    const start = performance.now();
    await work();
    times.push(((performance.now() - start) / 1000) * scale);
  }
  times.sort((a, b) => a - b);
  const [low, middle, high] = [times[0], times[RUNS >> 1], times[RUNS - 1]].map((t) => t.toPrecision(3));
  console.log(`${name.padEnd(46)} ${middle} ${unit}  (${low} to ${high})`);
}

try {
  const image = await readImage(picture);
  const scan = await createScan(image, { seed: 7 });
  const { width, height } = image;
  const pixels = width * height;
  let drawn = 0;
  console.log(`${picture}: ${width} x ${height} pixels, 400 photons, 1024 channels`);
  await seconds("decode the picture", () => readImage(picture));
  await seconds("createScan: spectra, palette, mixtures", () => createScan(image, { seed: 7 }));
  await seconds(
    "one pixel's spectrum",
    () => {
      for (let i = 0; i < 1000; i++) scan.spectrum((i * 7919) % width, (i * 104_729) % height);
    },
    "us",
    1000,
  );
  await seconds("one line map", () => scan.lineMap("Pb La"));
  await seconds("drawing all counts", async () => {
    for await (const slab of scan.slabs()) drawn += slab.counts.length;
  });
  await seconds(
    "drawing all counts, a photon",
    async () => {
      for await (const slab of scan.slabs()) drawn += slab.counts.length;
    },
    "ns",
    1e9 / (pixels * 400),
  );
  await seconds("drawing and writing HDF5, gzip 1", () => writeHdf5(scan, join(folder, "scan.h5")));
  if (drawn !== 2 * RUNS * pixels * 1024) throw new Error("not all counts were drawn");
} finally {
  rmSync(folder, { recursive: true });
}
