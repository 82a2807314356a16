// Question: how long does the search for the number of colours take, and how good are its clusters, beside scikit-learn?
// k = 7..13 with a silhouette over 1024 pixels each, from the decoded pixels; the peer clusters all pixels, as the paper
// does, with its default 3 starts and batches of 1024.
//
//   npm run bench -- k-means [--picture FILE]      (default: the demo's painting)
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { choirBook } from "../build/modules/demo/choir-book.js";
import { decodeImage } from "../build/modules/io/decode-image.js";
import { findPalette } from "../build/modules/palette.js";

const PEER = fileURLToPath(new URL("peers/k_means_sweep.py", import.meta.url));
const PYTHON = "/usr/bin/python3";
const COMMAND = "npm run bench -- k-means --picture FILE";

async function load(picture) {
  if (picture === undefined || !existsSync(picture))
    return { name: "the demo's painting", ...(await choirBook()) };
  return { name: basename(picture), ...(await decodeImage(readFileSync(picture))) };
}

function sweep(image, seed) {
  const start = performance.now();
  const search = findPalette(image, { seed });
  for (;;) {
    const step = search.next();
    if (step.done) return { seconds: (performance.now() - start) / 1000, trials: step.value.trials };
  }
}

function peerSweep(raw, seed) {
  const { status, stdout, stderr } = spawnSync(PYTHON, [PEER, raw, String(seed)], {
    encoding: "utf8",
  });
  if (status === 0) return JSON.parse(stdout);
  return { reason: `${PYTHON} with sklearn did not run: ${stderr?.trim().split("\n").at(-1)}` };
}

/** Runs of both sides in turn, after one of ours that warms up. */
async function sweeps(picture, runs) {
  const image = await load(picture);
  const folder = mkdtempSync(join(tmpdir(), "ganx-bench-"));
  try {
    const raw = join(folder, "pixels.rgb");
    writeFileSync(raw, image.rgb);
    const ours = [];
    const theirs = [];
    let reason;
    sweep(image, 0);
    for (let seed = 1; seed <= runs; seed++) {
      ours.push(sweep(image, seed));
      if (reason !== undefined) continue;
      const peer = peerSweep(raw, seed);
      reason = peer.reason;
      if (reason === undefined) theirs.push(peer);
    }
    return { image, ours, theirs: reason === undefined ? theirs : null, reason };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function timeRow({ image, ours, theirs, reason }) {
  return {
    unit: "s",
    goal: 10,
    question: `clusters of ${image.name}, ${image.width} x ${image.height}: k = 7..13 and their silhouettes`,
    ours: ours.map(({ seconds }) => seconds),
    peer: "scikit-learn MiniBatchKMeans and silhouette_score",
    theirs: theirs?.map(({ seconds }) => seconds) ?? null,
    ...(reason === undefined ? {} : { reason }),
    command: COMMAND,
    note: "from decoded pixels; ours includes the label of every pixel",
  };
}

function inertiaRows({ image, ours, theirs, reason }) {
  return ours[0].trials.map(({ clusters }, i) => ({
    unit: "squared distance",
    // Not above theirs by a hundredth.
    goal: 1 / 1.01,
    question: `inertia of ${image.name}, k = ${clusters}`,
    ours: ours.map(({ trials }) => trials[i].inertia),
    peer: "scikit-learn MiniBatchKMeans",
    theirs: theirs?.map(({ inertias }) => inertias[i]) ?? null,
    ...(reason === undefined ? {} : { reason }),
    command: COMMAND,
  }));
}

/** @param picture a PNG or JPEG; default the demo's painting */
export async function measure({ runs, picture }) {
  const found = await sweeps(picture, runs);
  return [timeRow(found), ...inertiaRows(found)];
}
