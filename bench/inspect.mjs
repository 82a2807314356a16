// Question: how long do the sums over a whole cube take, and how much memory, against h5py and numpy? Total and maximum
// spectrum, counts of each pixel, eight maps of windows of channels; medians of 3 runs, each in a process of its own.
//
//   npm run build && node bench/inspect.mjs CUBE.h5 [DATASET]      (default /img)
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const RUNS = 3;
const PYTHON = "/usr/bin/python3";
const [path, dataset = "/img", alone] = process.argv.slice(2);
if (!path) throw new Error("usage: node bench/inspect.mjs CUBE.h5 [DATASET]");

/** Eight windows of 1/64 of the channels. */
const windowsOf = (channels) =>
  Array.from({ length: 8 }, (_, i) => {
    const from = Math.floor((channels * (2 * i + 1)) / 17);
    return [from, Math.min(channels, from + Math.max(1, Math.round(channels / 64)))];
  });

const add = (values) => values.reduce((sum, value) => sum + value, 0);
const most = (values) => values.reduce((highest, value) => Math.max(highest, value), 0);

async function once() {
  const { openCube } = await import("../dist/io/open-cube.js");
  const { CubeSums } = await import("../dist/analysis/cube-sums.js");
  const { forEachBlock } = await import("../dist/analysis/cube-source.js");
  const start = performance.now();
  const cube = await openCube(path, { dataset, energyKeV: [0, 40] });
  const { width, height } = cube;
  const { channels } = cube.energyAxis;
  const sums = new CubeSums(
    width,
    height,
    channels,
    windowsOf(channels).map((window) => [window]),
  );
  await forEachBlock(cube, (block) => sums.add(block));
  cube.close();
  const seconds = (performance.now() - start) / 1000;
  const megabytes = process.resourceUsage().maxRSS / 1024;
  const values = [add(sums.total), add(sums.maximum), most(sums.pixels), ...sums.maps.map(add)];
  console.log(JSON.stringify({ seconds, megabytes, channels, sums: values }));
}

function run(program, ...args) {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

const median = (runs, name) => runs.map((one) => one[name]).sort((a, b) => a - b)[RUNS >> 1];

function show(name, runs) {
  const times = runs.map(({ seconds }) => seconds.toFixed(2)).sort((a, b) => a - b);
  const memory = Math.round(most(runs.map(({ megabytes }) => megabytes)));
  console.log(
    `${name.padEnd(16)} ${median(runs, "seconds").toFixed(2)} s  (${times[0]} to ${times.at(-1)}), at most ${memory} MB`,
  );
}

if (alone === "--once") await once();
else {
  const self = fileURLToPath(import.meta.url);
  const peer = fileURLToPath(new URL("peers/inspect_cube.py", import.meta.url));
  const hasPeer = spawnSync(PYTHON, ["-c", "import h5py"]).status === 0;
  const [ours, theirs] = [[], []];
  for (let i = 0; i < RUNS; i++) {
    // In turns, so that both see the same machine.
    ours.push(run(process.execPath, self, path, dataset, "--once"));
    const windows = windowsOf(ours[0].channels).map((window) => window.join("-"));
    if (hasPeer) theirs.push(run(PYTHON, peer, path, dataset, windows.join(",")));
  }
  show("ganx", ours);
  if (!hasPeer) console.log("h5py and numpy: skipped, python3-h5py is not there");
  else {
    show("h5py and numpy", theirs);
    ours[0].sums.forEach((sum, i) => {
      const other = theirs[0].sums[i];
      if (Math.abs(sum - other) > 1e-9 * other) throw new Error(`sum ${i} is ${sum}, by numpy ${other}`);
    });
    const time = median(theirs, "seconds") / median(ours, "seconds");
    const memory = median(theirs, "megabytes") / median(ours, "megabytes");
    console.log(
      `h5py and numpy take ${time.toFixed(2)} times as long and ${memory.toFixed(2)} times the memory`,
    );
  }
}
