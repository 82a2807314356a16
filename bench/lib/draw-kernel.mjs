// Draws a picture's counts for a while by the kernel alone, in a process of its own, and prints the ns a pixel.
//
//   node bench/lib/draw-kernel.mjs PICTURE PHOTONS left|copied|cycled START
//     left    counts stay where they are drawn
//     copied  they are copied into one buffer, again and again
//     cycled  they are copied into buffers of 40 MiB together, in turn, as those on their way between threads are
//   START     when to begin, ms since 1970: several processes begin together
import { createScan } from "../../build/modules/index.js";
import { withKernels } from "../../build/modules/kernels/core.js";
import { drawCounts, drawInto, keepRecords, newCounts } from "../../build/modules/kernels/sample.js";
import { readImage } from "../../build/modules/node.js";

const [picture, photons, where, start] = process.argv.slice(2);
const CHANNELS = 1024;
/** Pixels that are drawn at once: their counts stay in the cache that a core has of its own. */
const PIXELS = 240;
const CYCLED_BYTES = 40 * 2 ** 20;
const SECONDS = 1;

const scan = await createScan(await readImage(picture), {
  seed: 7,
  counts: Number(photons),
  clusters: 10,
  delta: 0,
});
// Neither is public: what is measured here lies below the library.
const sampler = scan.completeSampler();
const block = (y) => scan.pixels({ x: 0, y, width: PIXELS, height: 1 });
const length = PIXELS * CHANNELS;
const pieces = where === "cycled" ? Math.floor(CYCLED_BYTES / (length * scan.countBytes)) : 1;
const buffers = newCounts(pieces * length, scan.countBytes);
let drawn = 0;
function draw() {
  const pixels = block(drawn % scan.height);
  const at = (drawn % pieces) * length;
  if (where === "left") {
    keepRecords(sampler, pixels);
    withKernels((kernels, arena) => drawInto(kernels, arena, sampler, pixels));
  } else drawCounts(buffers.subarray(at, at + length), sampler, pixels);
  drawn++;
}
while (Date.now() < Number(start) || drawn < 2 * pieces) draw();
drawn = 0;
const begin = performance.now();
while (performance.now() - begin < SECONDS * 1000) draw();
console.log(JSON.stringify({ ns: ((performance.now() - begin) * 1e6) / (drawn * PIXELS) }));
