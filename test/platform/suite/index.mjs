// The suite: what ganx makes of fixed input, as one hash a topic. It imports nothing but ganx.
import { loadGanx } from "ganx";
import { digest } from "./digest.mjs";
import { cubes, inspections, similarities } from "./topics/analysis.mjs";
import { counts } from "./topics/counts.mjs";
import { errors } from "./topics/errors.mjs";
import { files } from "./topics/files.mjs";
import { colours, libraries } from "./topics/libraries.mjs";
import { measured } from "./topics/measured.mjs";
import { paint } from "./topics/paint.mjs";
import { clusters, palettes } from "./topics/palettes.mjs";
import { physics } from "./topics/physics.mjs";
import { pictures } from "./topics/pictures.mjs";
import { hdf5, slabs } from "./topics/threads.mjs";

const ALL = {
  pictures,
  libraries,
  colours,
  clusters,
  palettes,
  measured,
  counts,
  paint,
  similarities,
  inspections,
  cubes,
  physics,
  errors,
  files,
  slabs,
  hdf5,
};
/** The topics to which the number of threads could matter. */
const THREADED = { slabs, hdf5 };

async function hashesOf(topics, ganx, options) {
  const hashes = {};
  for (const [name, topic] of Object.entries(topics)) {
    try {
      for await (const [part, value] of topic(ganx, options)) hashes[part] = await digest(value);
    } catch (error) {
      hashes[name] = `failed: ${error instanceof Error ? error.message : error}`;
    }
  }
  return hashes;
}

/**
 * @param options `threads`: 1 for all topics, more for those where they could matter; `perturb`: to see whether the suite
 *   notices, the name of a function of Math that bends one library's spectra; only the topics of that library are
 *   computed
 * @returns hash of each topic; where one fails, why
 */
export async function runSuite({ threads = 1, perturb } = {}) {
  const ganx = await loadGanx();
  const bend = perturb && ((energyKeV) => 6 + Math[perturb](energyKeV / 8, 1.5));
  const topics = perturb ? { measured } : threads === 1 ? ALL : THREADED;
  return hashesOf(topics, ganx, { threads, bend });
}
