// Question: how long does each format take, and how large is it? One painting, from drawing the counts to the last byte.
import { dirname } from "node:path";
import { createScan } from "../build/modules/index.js";
import { bytesWritten } from "../build/modules/io/write/written.js";
import { readImage, writeCube } from "../build/modules/node.js";
import { interleave } from "./lib/numbers.mjs";
import { pictureOf } from "./lib/picture.mjs";
import { missingPython, runPython, scratch } from "./lib/process.mjs";

const THREADS = 2;
const MEBI = 2 ** 20;

/** Extension, format and, where another program is timed on the same counts, its name. */
const FORMATS = [
  [".h5", "hdf5", "h5py gzip 4, shuffle; the counts already drawn"],
  [".zarr", "zarr", ""],
  [".npz", "npz", "numpy.savez_compressed; the counts already drawn"],
  [".npy", "npy", "numpy.save; the counts already drawn"],
  [".rpl", "raw", ""],
  [".xrf-explorer", "xrf-explorer", ""],
];

export async function measure({ runs, quick }) {
  const image = await readImage(await pictureOf(quick ? 150 : 600));
  const scan = await createScan(image, { seed: 7, counts: 400 });
  const { width, height } = image;
  const sizes = {};
  const peers = [];
  const write = (extension, format) => async () => {
    const path = scratch(`scan${extension}`);
    const start = performance.now();
    await writeCube(scan, path, { format, threads: THREADS });
    const seconds = (performance.now() - start) / 1000;
    sizes[format] = (await bytesWritten(path, format)) / MEBI;
    return seconds;
  };
  const works = FORMATS.map(([extension, format]) => [format, write(extension, format)]);
  const reason = missingPython("h5py", "numpy");
  if (reason === undefined) {
    works.push([
      "python",
      async () => {
        const counts = scratch("scan.npy");
        peers.push(await runPython("write_formats.py", [counts, dirname(counts)]));
      },
    ]);
  }
  const results = await interleave(runs, Object.fromEntries(works));
  return FORMATS.flatMap(([extension, format, peer]) => {
    const theirs = (of) =>
      peer === "" || peers.length === 0 ? null : peers.map((found) => of(found[format]));
    const command = `writeCube(scan, "scan${extension}", { threads: ${THREADS} })`;
    const common = { peer, command, ...(reason === undefined || peer === "" ? {} : { reason }) };
    const of = `${extension}, ${width} x ${height}`;
    return [
      {
        question: `drawing and writing ${of}`,
        unit: "s",
        ours: results[format],
        theirs: theirs((one) => one.seconds),
        ...common,
      },
      {
        question: `size of ${of}`,
        unit: "MiB",
        ours: [sizes[format]],
        theirs: theirs((one) => one.bytes / MEBI),
        ...common,
      },
    ];
  });
}
