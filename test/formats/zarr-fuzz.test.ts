// Damaged stores of Zarr, of every codec and with shards.
//
// Zstandard without its checksum, LZ4, BloscLZ and Snappy have nothing that tells a changed byte from a sound one: where
// one of their chunks is changed, other counts are right, as long as there are as many. Counts that were read must be
// those of the sound store wherever the change can be told: in a file that was cut short, and under a CRC-32C.
import { expect } from "vitest";
import { type Sample, testDamage } from "./damaged.js";
import { ZARR_SAMPLES, zarrSample } from "./zarr-samples.js";

/** Inputs of each kind of each store: 7200 in all. */
const RUNS = 200;

/** Every change to a chunk of these is noticed. */
const HAS_CHECKSUMS: readonly string[] = ["crc32c", "shards-end"];

function sampleOf(name: string): Sample {
  const files = [...zarrSample(name)].map(([path, bytes]) => [`cube.zarr/${path}`, bytes] as const);
  return { open: "cube.zarr", files: new Map(files) };
}

for (const name of ZARR_SAMPLES) {
  testDamage(
    `a damaged store of Zarr, ${name}`,
    () => sampleOf(name),
    RUNS,
    ({ name: file, kind, isEqual }) => {
      const isChunk = !/\.(json|zarray|zattrs)$|\/\.z/.test(file);
      if (isChunk && (kind === "cut short" || HAS_CHECKSUMS.includes(name))) expect(isEqual, file).toBe(true);
    },
  );
}
