// Question: how do time and memory of the whole job grow with pixels, photons and channels? Each point is a process of
// its own, `ganx generate` from picture file to HDF5 file.
import { rmSync } from "node:fs";
import { growthSvg } from "./lib/growth-plot.mjs";
import { median } from "./lib/numbers.mjs";
import { pictureOf } from "./lib/picture.mjs";
import { runGanx, scratch } from "./lib/process.mjs";

/** Widths of pictures of 0.06, 0.24, 1, 4 and 16 million pixels. */
const WIDTHS = [300, 600, 1224, 2448, 4896];
const [MILLION, SIXTEEN_MILLION] = [1224, 4896];
const PHOTONS = [100, 1000, 10_000, 100_000, 1_000_000];
const CHANNELS = [512, 1024, 2048, 4096, 8192];
/** What the job takes when there is next to nothing to draw. */
const START_WIDTH = 30;
/** A point that takes longer than this is measured once, s. */
const LONG = 20;
const MEMORY_LIMIT = 400e6 / 2 ** 20;
const LINEAR = 1.15;

const pixelsOf = (width) => (width * width * 2) / 3;

async function measurePoint({ width, photons = 400, channels = 1024 }, runs) {
  const picture = await pictureOf(width);
  const out = scratch("growth.h5");
  const threads = ["--threads", "2"];
  const options = ["--seed", 7, "--counts", photons, "--channels", channels, ...threads].map(String);
  const point = { pixels: pixelsOf(width), photons, channels, seconds: [], mebibytes: [], bytes: 0 };
  do {
    const { seconds, mebibytes, stdout } = await runGanx([
      "generate",
      picture,
      "-o",
      out,
      "--json",
      ...options,
    ]);
    point.seconds.push(seconds);
    point.mebibytes.push(mebibytes);
    point.bytes = JSON.parse(stdout).bytes;
    rmSync(out);
  } while (point.seconds.length < runs && point.seconds[0] < LONG);
  // The whole group takes long.
  console.error(
    `  ${point.pixels} pixels, ${photons} photons, ${channels} channels: ${point.seconds[0].toFixed(2)} s`,
  );
  point.command = `ganx generate PICTURE -o OUT.h5 ${options.join(" ")}`;
  return point;
}

async function measureSeries(points, runs) {
  const measured = [];
  for (const point of points) measured.push(await measurePoint(point, runs));
  return measured;
}

/** Seconds a million pixels, the fixed cost of starting taken off. */
const rate = ({ pixels, seconds }, start) => seconds.map((s) => ((s - start) * 1e6) / pixels);

export async function measure({ runs, quick }) {
  const keep = (values) => (quick ? values.slice(0, 3) : values);
  const fixed = await measurePoint({ width: START_WIDTH }, runs);
  const series = {
    pixels: await measureSeries(
      keep(WIDTHS).map((width) => ({ width })),
      runs,
    ),
    photons: await measureSeries(
      keep(PHOTONS).map((photons) => ({ width: WIDTHS[0], photons })),
      runs,
    ),
    channels: await measureSeries(
      keep(CHANNELS).map((channels) => ({ width: WIDTHS[0], channels })),
      runs,
    ),
  };
  const [some, most] = quick ? WIDTHS.slice(1, 3) : [MILLION, SIXTEEN_MILLION];
  const at = (width) => series.pixels.find(({ pixels }) => pixels === pixelsOf(width));
  const start = median(fixed.seconds);
  const million = (width) => `${(pixelsOf(width) / 1e6).toPrecision(2)} million pixels`;
  const rows = [
    {
      question: `peak memory of ${million(most)} to HDF5`,
      unit: "MiB",
      ours: at(most).mebibytes,
      peer: "limit of 400 MB",
      theirs: [MEMORY_LIMIT],
      command: at(most).command,
      goal: 1,
    },
    {
      question: `time a million pixels of ${million(most)}`,
      unit: "s",
      ours: rate(at(most), start),
      peer: `ganx, ${million(some)}`,
      theirs: rate(at(some), start),
      command: at(most).command,
      goal: 1 / LINEAR,
      note: `linear within 15 %; ${start.toFixed(2)} s taken off, which ${fixed.pixels} pixels take`,
    },
  ];
  const figure = { name: "growth.svg", text: growthSvg(series) };
  return { rows, data: { fixed, series }, figure };
}
