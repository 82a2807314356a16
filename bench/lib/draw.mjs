// Drawing the counts of a scan through the public library, beside peers that draw the same scan.
import { createScan } from "../../build/modules/index.js";
import { interleave } from "./numbers.mjs";

export const SEED = 7;
export const UNIT = "ns a pixel";
/** As many colours as the paper's picture has; its sampling takes so many times the work. */
const COLORS = 10;
/** Short draws are repeated for so long, s. */
const LEAST_SECONDS = 0.2;

/**
 * Draws all counts of a scan and throws them away, again and again if that is quick.
 *
 * @param options those of `scan.slabs`
 * @returns ns a pixel
 */
export async function draw(scan, options) {
  const start = performance.now();
  let [passes, seconds] = [0, 0];
  do {
    for await (const { counts } of scan.slabs({ reuse: true, ...options }))
      if (counts.length === 0) throw new Error("nothing drawn");
    passes++;
    seconds = (performance.now() - start) / 1000;
  } while (seconds < LEAST_SECONDS);
  return (seconds * 1e9) / (passes * scan.width * scan.height);
}

/** A scan that has been drawn once, so that the engine has compiled what it needs. @param counts see `createScan` */
export async function warmScan(image, counts) {
  const scan = await createScan(image, { seed: SEED, counts, clusters: COLORS, delta: 0 });
  await draw(scan);
  return scan;
}

/**
 * Draws a scan in turns with peers.
 *
 * @param peers each with its name `peer`, `command` and `work`, which gives ns a pixel; a peer with a `reason` is
 *   skipped; `runs` of a slow one
 * @returns a row for each peer
 */
export async function drawBeside(question, scan, peers, runs) {
  const able = peers.filter(({ reason }) => reason === undefined);
  const works = able.map(({ peer, work }) => [peer, work]);
  const most = able.filter((one) => one.runs !== undefined).map((one) => [one.peer, one.runs]);
  const results = await interleave(
    runs,
    { ganx: () => draw(scan), ...Object.fromEntries(works) },
    Object.fromEntries(most),
  );
  return peers.map(({ peer, command, goal, reason }) => {
    return {
      question,
      unit: UNIT,
      ours: results.ganx,
      peer,
      theirs: results[peer] ?? null,
      reason,
      command,
      goal,
    };
  });
}
