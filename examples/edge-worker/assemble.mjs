// Puts a cube together from the work of many Workers:
//   node assemble.mjs painting.jpg painting.zarr "seed=7&counts=400" https://one.example https://two.example ...
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

const TRIES = 30;

const [picture, store, query, ...workers] = process.argv.slice(2);
if (workers.length === 0) {
  console.error('expected: node assemble.mjs picture store.zarr "seed=7" address ...');
  process.exit(2);
}
const body = await readFile(picture);

/** A file of the store, from one Worker; asked for again where that is busy or cannot be reached. */
async function ask(worker, key) {
  const address = new URL(`/zarr/${key}?${query}`, worker);
  for (let tries = 1; ; tries++) {
    const response = await fetch(address, { method: "POST", body }).catch((error) => error);
    if (response.ok) return new Uint8Array(await response.arrayBuffer());
    const isFinal = tries === TRIES || !(response instanceof Error || response.status === 503);
    if (isFinal) throw new Error(`${address}: ${(await response.text?.()) ?? response.message}`);
    await wait(1000);
  }
}

/** All places of a grid, last axis fastest. */
function* places([size, ...others]) {
  for (let i = 0; i < size; i++) {
    if (others.length === 0) yield [i];
    else for (const rest of places(others)) yield [i, ...rest];
  }
}

/** Names of all files but the root's, which lists the others' metadata. */
function* keysOf({ consolidated_metadata: { metadata } }) {
  for (const [name, { node_type, shape, chunk_grid }] of Object.entries(metadata)) {
    yield `${name}/zarr.json`;
    if (node_type !== "array") continue;
    const chunks = chunk_grid.configuration.chunk_shape;
    for (const place of places(shape.map((size, axis) => Math.ceil(size / chunks[axis])))) {
      yield [name, "c", ...place].join("/");
    }
  }
}

async function save(key, bytes) {
  const path = join(store, key);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, bytes);
}

const root = await ask(workers[0], "zarr.json");
const keys = keysOf(JSON.parse(new TextDecoder().decode(root)));
// Each Worker takes the next file as soon as it has done one.
await Promise.all(
  workers.map(async (worker) => {
    for (const key of keys) await save(key, await ask(worker, key));
  }),
);
// Last, so that a store that is not complete cannot be opened.
await save("zarr.json", root);
