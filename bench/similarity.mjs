// Question: how long does the similarity of two scans take, pushed in blocks of 256 rows of 1024 channels?
import { ImageSimilarity } from "../build/modules/analysis/image-similarity.js";
import { compressCounts } from "../build/modules/kernels/compress.js";
import { interleave } from "./lib/numbers.mjs";

const WIDTH = 1024;
const ROWS = 256;
const BLOCKS = 32;

const rows = (salt, Type) => new Type(WIDTH * ROWS).map((_, i) => ((i * 2_654_435_761 + salt) % 1009) % 7);
const asRows = (values) => (values instanceof Uint16Array ? compressCounts(values) : values);

/** @returns ns a pair of elements */
function compare(a, b, multiScale, blocks) {
  const options = { width: WIDTH, height: ROWS * blocks, dynamicRange: 6 };
  const similarity = new ImageSimilarity(options, multiScale);
  const start = performance.now();
  for (let block = 0; block < blocks; block++) similarity.push(asRows(a), asRows(b));
  similarity.finish();
  return ((performance.now() - start) * 1e6) / (WIDTH * ROWS * blocks);
}

export async function measure({ runs, quick }) {
  const works = {};
  for (const Type of [Float64Array, Float32Array, Uint16Array]) {
    const [a, b] = [rows(0, Type), rows(77, Type)];
    for (const multiScale of [false, true]) {
      const kind = Type === Uint16Array ? "Uint16Array, compressed" : Type.name;
      works[`${multiScale ? "SSIM and MS-SSIM" : "SSIM"}, ${kind}`] = () =>
        compare(a, b, multiScale, quick ? 2 : BLOCKS);
    }
  }
  const results = await interleave(runs, works);
  return Object.entries(results).map(([question, ours]) => ({
    question,
    unit: "ns an element",
    ours,
    peer: "",
    theirs: null,
    command: "new ImageSimilarity(...).push(a, b)",
  }));
}
