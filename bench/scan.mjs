// Question: how long do the parts of a scan take? The embedded example, default options.
import { createScan } from "../build/modules/index.js";
import { readImage, writeHdf5 } from "../build/modules/node.js";
import { interleave } from "./lib/numbers.mjs";
import { pictureOf } from "./lib/picture.mjs";
import { scratch } from "./lib/process.mjs";

/** Pixels of which one spectrum each is drawn. */
const ALONE = 1000;

/** @returns how long some work takes, s */
async function seconds(work) {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

export async function measure({ runs, quick }) {
  const picture = await pictureOf(quick ? 150 : 600);
  const image = await readImage(picture);
  const scan = await createScan(image, { seed: 7 });
  const { width, height } = image;
  const parts = [
    ["decode the picture", "readImage(picture)", () => readImage(picture)],
    ["spectra, palette and mixtures", "createScan(image)", () => createScan(image, { seed: 7 })],
    [
      "one pixel's spectrum, alone",
      "scan.spectrum(x, y)",
      () => {
        for (let i = 0; i < ALONE; i++) scan.spectrum((i * 7919) % width, (i * 104_729) % height);
      },
      { unit: "us", scale: 1e6 / ALONE },
    ],
    ["one line map", 'scan.lineMap("Pb La")', () => scan.lineMap("Pb La")],
    [
      "drawing all counts",
      "scan.slabs()",
      async () => {
        let drawn = 0;
        for await (const { counts } of scan.slabs()) drawn += counts.length;
        if (drawn !== width * height * 1024) throw new Error("not all counts were drawn");
      },
    ],
    ["drawing and writing HDF5", "writeHdf5(scan, path)", () => writeHdf5(scan, scratch("scan.h5"))],
  ];
  const works = parts.map(([question, , work]) => [question, () => seconds(work)]);
  const results = await interleave(runs, Object.fromEntries(works));
  return parts.map(([question, command, , { unit, scale } = { unit: "s", scale: 1 }]) => ({
    question: `${question} (${width} x ${height})`,
    unit,
    ours: results[question].map((s) => s * scale),
    peer: "",
    theirs: null,
    command,
  }));
}
