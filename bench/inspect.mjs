// Question: how long do the sums over a whole cube take, and how much memory, against h5py and numpy? Total and maximum
// spectrum, counts of each pixel, eight maps of windows of channels, of 2 GB of counts.
//
//   node bench/inspect.mjs CUBE.h5 CHANNELS      our side alone
import { fileURLToPath } from "node:url";
import { interleave } from "./lib/numbers.mjs";
import { pictureOf } from "./lib/picture.mjs";
import { missingPython, runGanx, runNode, runPython, scratch } from "./lib/process.mjs";

const DATASET = "/img";
const SELF = fileURLToPath(import.meta.url);

/** Eight windows of 1/64 of the channels. */
const windowsOf = (channels) =>
  Array.from({ length: 8 }, (_, i) => {
    const from = Math.floor((channels * (2 * i + 1)) / 17);
    return [from, Math.min(channels, from + Math.max(1, Math.round(channels / 64)))];
  });

const add = (values) => values.reduce((sum, value) => sum + value, 0);
const most = (values) => values.reduce((highest, value) => Math.max(highest, value), 0);

async function sumCube(path, channels) {
  const { openCube } = await import("../build/modules/io/open-cube.js");
  const { CubeSums } = await import("../build/modules/analysis/cube-sums.js");
  const { forEachBlock } = await import("../build/modules/analysis/cube-source.js");
  const start = performance.now();
  const cube = await openCube(path, { dataset: DATASET, energyKeV: [0, 40] });
  const windows = windowsOf(channels).map((window) => [window]);
  const sums = new CubeSums(cube.width, cube.height, channels, windows);
  await forEachBlock(cube, (block) => sums.add(block));
  cube.close();
  const seconds = (performance.now() - start) / 1000;
  const values = [add(sums.total), add(sums.maximum), most(sums.pixels), ...sums.maps.map(add)];
  console.log(JSON.stringify({ seconds, sums: values }));
}

export async function measure({ runs, quick }) {
  const channels = quick ? 1024 : 8192;
  const cube = scratch("inspect.h5");
  await runGanx([
    "generate",
    await pictureOf(450),
    "-o",
    cube,
    "--seed",
    "7",
    "--channels",
    String(channels),
    "--quiet",
  ]);
  const windows = windowsOf(channels).map((window) => window.join("-"));
  const reason = missingPython("h5py");
  const works = {
    ganx: async () => {
      const { stdout, mebibytes } = await runNode(SELF, [cube, String(channels)]);
      return { ...JSON.parse(stdout), mebibytes };
    },
  };
  if (reason === undefined)
    works.h5py = () => runPython("inspect_cube.py", [cube, DATASET, windows.join(",")]);
  const { ganx, h5py } = await interleave(runs, works);
  h5py?.[0].sums.forEach((sum, i) => {
    if (Math.abs(sum - ganx[0].sums[i]) > 1e-9 * sum)
      throw new Error(`sum ${i} is ${ganx[0].sums[i]}, by numpy ${sum}`);
  });
  return [
    ["time", "seconds", "s"],
    ["peak memory", "mebibytes", "MiB"],
  ].map(([quantity, key, unit]) => ({
    question: `${quantity} of sums over 450 x 300 x ${channels} counts`,
    unit,
    ours: ganx.map((one) => one[key]),
    peer: "h5py and numpy",
    theirs: h5py?.map((one) => one[key]) ?? null,
    reason,
    command: `bench/inspect.mjs CUBE.h5 ${channels}; peers/inspect_cube.py CUBE.h5 ${DATASET} WINDOWS`,
  }));
}

if (process.argv[1] === SELF) await sumCube(process.argv[2], Number(process.argv[3]));
