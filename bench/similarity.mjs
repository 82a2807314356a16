// Question: how long does the similarity of two scans take? Medians of 5 runs over blocks of 256 rows of 1024 channels.
//
//   npm run build && node bench/similarity.mjs
import { ImageSimilarity } from "../dist/analysis/image-similarity.js";
import { compressCounts } from "../dist/kernels/compress.js";

const RUNS = 5;
const WIDTH = 1024;
const ROWS = 256;
const BLOCKS = 32;
const PIXELS = WIDTH * ROWS * BLOCKS;

const rows = (salt, Type) => new Type(WIDTH * ROWS).map((_, i) => ((i * 2_654_435_761 + salt) % 1009) % 7);
const asRows = (values) => (values instanceof Uint16Array ? compressCounts(values) : values);

for (const Type of [Float64Array, Float32Array, Uint16Array]) {
  const [a, b] = [rows(0, Type), rows(77, Type)];
  for (const multiScale of [false, true]) {
    const rates = [];
    for (let run = 0; run < RUNS; run++) {
      const options = { width: WIDTH, height: ROWS * BLOCKS, dynamicRange: 6 };
      const similarity = new ImageSimilarity(options, multiScale);
      const start = performance.now();
      for (let block = 0; block < BLOCKS; block++) similarity.push(asRows(a), asRows(b));
      similarity.finish();
      rates.push(PIXELS / ((performance.now() - start) / 1000));
    }
    rates.sort((x, y) => x - y);
    const [low, middle, high] = [rates[0], rates[RUNS >> 1], rates[RUNS - 1]].map((r) =>
      (r / 1e6).toFixed(1),
    );
    const name = `${Type.name}${Type === Uint16Array ? ", compressed" : ""}, ${multiScale ? "ssim and msSsim" : "ssim"}`;
    console.log(`${name.padEnd(42)} ${middle} million elements a second  (${low} to ${high})`);
  }
}
