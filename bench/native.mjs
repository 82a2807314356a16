// Question: how fast are the counts drawn beside native code that draws photon by photon? One thread each; C and C++
// draw the same labels and expected spectra, compiled for this very processor.
import { readImage } from "../build/modules/node.js";
import { drawBeside, SEED, warmScan } from "./lib/draw.mjs";
import { saveScan } from "./lib/inputs.mjs";
import { median } from "./lib/numbers.mjs";
import { pictureOf } from "./lib/picture.mjs";
import { compilePeer, runCompiled } from "./lib/process.mjs";

const CHANNELS = 1024;

const ALIAS = [
  { method: "plain", peer: "alias sampler in C, u < p ? slot : alias" },
  { method: "select", peer: "alias sampler in C, without a branch" },
  { method: "pair", peer: "the same, two photons a word" },
];

/** A compiled program that draws the scan. */
function nativePeer(scan, photons, source, peer, { method = [], flags = [] } = {}) {
  const { rawLabels, rawExpected } = saveScan(scan, `native-${photons}`);
  const pixels = scan.width * scan.height;
  const { program, reason } = compilePeer(source, flags);
  const [after, compiler] = [[pixels, CHANNELS, photons, SEED], source.endsWith(".c") ? "gcc" : "g++"];
  const shown = [source.replace(/\.\w+$/, ""), ...method, "LABELS", "EXPECTED", ...after].join(" ");
  return {
    peer,
    reason,
    command: `${shown} (peers/${source}, ${[compiler, "-O3 -march=native", ...flags].join(" ")})`,
    work: async () => {
      const { seconds } = await runCompiled(program, [...method, rawLabels, rawExpected, ...after]);
      return (seconds * 1e9) / pixels;
    },
  };
}

/** Ours beside every form in C; the goal is held against the fastest. */
async function besideAlias(image, photons, goal, runs) {
  const scan = await warmScan(image, photons);
  const flags = photons > 65_535 ? ["-DCOUNT=uint32_t"] : [];
  const peers = ALIAS.map(({ method, peer }) =>
    nativePeer(scan, photons, "alias.c", peer, { method: [method], flags }),
  );
  if (photons === 400) {
    peers.push(nativePeer(scan, photons, "discrete.cpp", "std::discrete_distribution, mt19937_64"));
  }
  const question = `${image.width} x ${image.height} pixels of ${photons} photons`;
  const rows = await drawBeside(question, scan, peers, runs);
  const time = ({ theirs }) => (theirs === null ? Infinity : median(theirs));
  const fastest = rows.reduce((best, row) => (time(row) < time(best) ? row : best));
  return rows.map((row) =>
    row === fastest ? { ...row, goal, note: "the goal is held against the fastest in C" } : row,
  );
}

export async function measure({ runs, quick }) {
  const large = await readImage(await pictureOf(quick ? 150 : 600));
  const small = await readImage(await pictureOf(quick ? 30 : 90));
  return [
    ...(await besideAlias(large, 400, 1.3, runs)),
    ...(await besideAlias(small, 10_000, 8, runs)),
    ...(await besideAlias(small, 100_000, 60, runs)),
  ];
}
