// A store over HTTP, as a browser sees it: zarrita with its own decoders, which asks for what it needs.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { FetchStore, get, open, root, withConsolidatedMetadata } from "zarrita";
import { createScan } from "../../src/create-scan.js";
import { writeCube } from "../../src/node.js";
import type { Scan } from "../../src/scan.js";
import { blockPicture } from "../scan/picture.js";

const folder = mkdtempSync(join(tmpdir(), "ganx-http-"));
const asked: string[] = [];
let server: Server;
let scan: Scan;

beforeAll(async () => {
  scan = await createScan(blockPicture(70, 40, 3), { seed: 4, clusters: 3, delta: 1 });
  await writeCube(scan, join(folder, "scan.zarr"));
  server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname);
    asked.push(path);
    try {
      response.end(readFileSync(join(folder, path)));
    } catch {
      response.statusCode = 404;
      response.end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
  rmSync(folder, { recursive: true });
});

test("a store opens over HTTP: one request for all metadata, and the chunks of one spectrum", async () => {
  const { port } = server.address() as AddressInfo;
  const store = await withConsolidatedMetadata(new FetchStore(`http://127.0.0.1:${port}/scan.zarr`), {
    format: "v3",
  });
  const counts = await open.v3(root(store).resolve("counts"), { kind: "array" });
  expect(counts.dimensionNames).toEqual(["y", "x", "energy"]);
  expect(counts.attrs).toMatchObject({
    gain_kev: scan.energyAxis.gainKeV,
    offset_kev: scan.energyAxis.offsetKeV,
  });
  expect(asked).toEqual(["/scan.zarr/zarr.json"]);
  const { data } = await get(counts, [33, 66, null]);
  expect(data).toEqual(scan.spectrum(66, 33));
  expect(asked.slice(1).sort()).toEqual([0, 1, 2, 3].map((part) => `/scan.zarr/counts/c/1/1/${part}`));
  const labels = await open.v3(root(store).resolve("truth/labels"), { kind: "array" });
  expect((await get(labels)).data).toEqual(scan.truth.labels);
});

test("the whole cube is what the scan draws", async () => {
  const { port } = server.address() as AddressInfo;
  const store = new FetchStore(`http://127.0.0.1:${port}/scan.zarr`);
  const counts = await open.v3(root(store).resolve("counts"), { kind: "array" });
  const { data, shape } = await get(counts);
  expect(shape).toEqual([40, 70, 1024]);
  const { counts: drawn } = scan.region({ x: 0, y: 0, width: 70, height: 40 });
  expect(drawn.findIndex((count, i) => count !== (data as Uint16Array)[i])).toBe(-1);
});
