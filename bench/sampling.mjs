// Question: how long does drawing the counts take, beside the paper's sampling and numpy's own? Through the public
// library, in one thread; numpy draws the same labels and expected spectra.
import { readImage } from "../build/modules/node.js";
import { draw, drawBeside, SEED, UNIT, warmScan } from "./lib/draw.mjs";
import { saveScan } from "./lib/inputs.mjs";
import { interleave } from "./lib/numbers.mjs";
import { pictureOf } from "./lib/picture.mjs";
import { missingPython, runPython } from "./lib/process.mjs";

/** The paper's sampling takes minutes. */
const PAPER_RUNS = 1;

/** A way of numpy's to draw a scan; its most memory goes into `memory`. */
function numpyPeer(scan, method, peer, memory) {
  const { labels, expected } = saveScan(scan, method);
  return {
    method,
    peer,
    reason: missingPython("numpy"),
    command: `peers/algorithm5.py ${method} LABELS EXPECTED 400 ${SEED}`,
    work: async () => {
      const { seconds, mebibytes } = await runPython("algorithm5.py", [method, labels, expected, 400, SEED]);
      memory.set(peer, Math.max(memory.get(peer) ?? 0, Math.round(mebibytes)));
      return (seconds * 1e9) / (scan.width * scan.height);
    },
  };
}

const withMemory = (rows, memory) =>
  rows.map((row) =>
    memory.has(row.peer) ? { ...row, note: `the peer takes ${memory.get(row.peer)} MiB` } : row,
  );

async function fixedCounts(image, runs) {
  const scan = await warmScan(image, 400);
  const memory = new Map();
  const peers = [
    {
      ...numpyPeer(scan, "paper", "the paper's Algorithm 5 in numpy", memory),
      runs: PAPER_RUNS,
      goal: 500,
    },
    { ...numpyPeer(scan, "masked", "the same on each colour's own pixels", memory), runs: PAPER_RUNS },
    numpyPeer(scan, "multinomial", "numpy Generator.multinomial", memory),
  ];
  const question = `${image.width} x ${image.height} pixels of 400 photons`;
  return withMemory(await drawBeside(question, scan, peers, runs), memory);
}

async function poissonCounts(image, runs) {
  const scan = await warmScan(image, { model: "poisson", mean: 400 });
  const memory = new Map();
  const peers = [numpyPeer(scan, "poisson", "numpy Generator.poisson", memory)];
  const question = `${image.width} x ${image.height} pixels of 400 photons on average`;
  return withMemory(await drawBeside(question, scan, peers, runs), memory);
}

/** Whether many photons cost more than some. */
async function manyPhotons(image, runs) {
  const [some, many] = [await warmScan(image, 10_000), await warmScan(image, 1_000_000)];
  const results = await interleave(runs, { some: () => draw(some), many: () => draw(many) });
  return {
    question: `${image.width} x ${image.height} pixels of 10^6 photons`,
    unit: UNIT,
    ours: results.many,
    peer: "ganx, 10^4 photons a pixel",
    theirs: results.some,
    command: "scan.slabs()",
    goal: 1 / 1.5,
    note: "at most 1.5 times as long",
  };
}

/** Two threads beside one, on so many pixels that starting the second does not show. */
async function twoThreads(image, runs) {
  const row = {
    question: `${image.width} x ${image.height} pixels of 400 photons, two threads`,
    unit: UNIT,
    peer: "ganx, one thread",
    command: "scan.slabs({ threads: 2 })",
    goal: 1.85,
  };
  const scan = await warmScan(image, 400);
  const [ours, theirs] = [2, 1].map((threads) => () => draw(scan, { threads }));
  return { ...row, ...(await interleave(runs, { ours, theirs })) };
}

export async function measure({ runs, quick }) {
  const picture = async (width) => readImage(await pictureOf(width));
  const large = await picture(quick ? 150 : 600);
  return [
    ...(await fixedCounts(large, runs)),
    ...(await poissonCounts(large, runs)),
    await manyPhotons(await picture(quick ? 30 : 90), runs),
    await twoThreads(await picture(quick ? 300 : 2448), runs),
  ];
}
