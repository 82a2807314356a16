// The example of an edge function: run outside the repository from the packed package; with GANX_REQUIRE_RUNTIMES=1
// workerd has to be there.
import { execFile } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import UPNG from "upng-js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createScan } from "../../src/create-scan.js";
import { channelEnergies } from "../../src/energy-axis.js";
import { decodeImage } from "../../src/io/decode-image.js";
import type { Scan } from "../../src/scan.js";
import { missing, picture, post } from "./edge-client.js";
import { copyExample, startWorker } from "./edge-worker.mjs";
import { installPacked } from "./packed.mjs";
import { bundleForEdge } from "./runtimes/edge-bundle.mjs";

const run = promisify(execFile);
const LONGEST_MS = 300_000;

test("workerd is there where it is required", () => {
  if (process.env.GANX_REQUIRE_RUNTIMES === "1") expect(missing).toBe("");
});

describe.skipIf(missing)(`the edge function${missing}`, () => {
  let folder: string;
  let remove = (): void => {};
  let modules: Awaited<ReturnType<typeof bundleForEdge>>;
  let workers: Awaited<ReturnType<typeof startWorker>>[] = [];
  let scan: Scan;
  const ask = (path: string) => post(`${workers[0].url}${path}`);

  beforeAll(async () => {
    ({ folder, remove } = await installPacked());
    modules = await bundleForEdge(copyExample(folder, "worker"), "src/worker.js");
    for (let i = 0; i < 3; i++) workers.push(await startWorker(modules));
    writeFileSync(join(folder, "worker/painting.png"), picture);
    scan = await createScan(await decodeImage(picture), { seed: 7 });
  }, LONGEST_MS);

  afterAll(async () => {
    for (const worker of workers) await worker.stop();
    workers = [];
    remove();
  });

  test("is far smaller than a platform allows", () => {
    const bytes = modules.reduce((sum, { contents }) => sum + gzipSync(contents).length, 0);
    expect(bytes).toBeLessThan(250_000);
  });

  test("says what can be asked", async () => {
    const response = await fetch(workers[0].url);
    expect(await response.json()).toMatchObject({ limits: { pixels: 1024 * 640 } });
  });

  test("gives the palette and the mixtures", async () => {
    const { status, json } = await ask("/palette?seed=7");
    expect(status).toBe(200);
    expect(json()).toEqual({
      width: 150,
      height: 70,
      palette: JSON.parse(JSON.stringify(scan.palette)),
    });
  });

  test("obeys the query", async () => {
    const options = {
      seed: 3,
      counts: 900,
      clusters: 5,
      delta: 0,
      threshold: 0.85,
      metric: "cosine",
    } as const;
    const query = new URLSearchParams(Object.entries(options).map(([name, value]) => [name, String(value)]));
    const { json } = await ask(`/spectrum?x=9&y=8&${query}`);
    const expected = await createScan(await decodeImage(picture), options);
    expect(json().counts).toEqual(Array.from(expected.spectrum(9, 8)));
  });

  test("gives a line map", async () => {
    const { headers, bytes } = await ask("/map?line=Pb%20La&seed=7");
    const png = UPNG.decode(new Uint8Array(bytes).buffer);
    expect([png.width, png.height, png.depth, png.ctype]).toEqual([150, 70, 16, 0]);
    const view = new DataView(new Uint8Array(png.data).buffer);
    const scale = Number(headers.get("ganx-grey-per-photon"));
    const photons = Array.from({ length: 150 * 70 }, (_, i) => Math.round(view.getUint16(2 * i) / scale));
    expect(photons).toEqual(Array.from(scan.lineMap("Pb La")));
  });

  test("gives a pixel's spectrum", async () => {
    const { json } = await ask("/spectrum?x=149&y=69&seed=7");
    const energiesKeV = Array.from(channelEnergies(scan.energyAxis));
    expect(json()).toEqual({ x: 149, y: 69, energiesKeV, counts: Array.from(scan.spectrum(149, 69)) });
  });

  test("three of them make a store with the bytes that the command line writes", {
    timeout: LONGEST_MS,
  }, async () => {
    const cwd = join(folder, "worker");
    const addresses = workers.map(({ url }) => url);
    await run(process.execPath, ["assemble.mjs", "painting.png", "edge.zarr", "seed=7", ...addresses], {
      cwd,
    });
    const cli = join(folder, "node_modules/ganx/dist/cli/main.js");
    await run(process.execPath, [cli, "generate", "painting.png", "-o", "local.zarr", "--seed", "7"], {
      cwd,
    });
    const files = (store: string) =>
      readdirSync(join(cwd, store), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ parentPath, name }) => join(parentPath, name))
        .sort()
        .map((path) => [path.slice(join(cwd, store).length), readFileSync(path).toString("base64")]);
    const local = files("local.zarr");
    expect(local.filter(([path]) => path.startsWith("/counts/c/"))).toHaveLength(3 * 3 * 4);
    expect(files("edge.zarr")).toEqual(local);
  });

  test("what its README shows works", { timeout: LONGEST_MS }, async ({ skip }) => {
    if (!(await hasCurl())) skip("curl is not installed");
    const cwd = join(folder, "worker");
    const readme = readFileSync(join(cwd, "README.md"), "utf8");
    const blocks = [...readme.matchAll(/^```sh\n(.*?)^```/gms)].map(([, block]) => block);
    const block = blocks.find((text) => text.includes("curl")) ?? "";
    expect(block.match(/^curl /gm)).toHaveLength(5);
    const script = block
      .replaceAll("http://localhost:8787", workers[0].url)
      .replace(/^curl /gm, "curl --silent --show-error --fail ");
    await run("/bin/sh", ["-ec", script], { cwd });
    expect(decodePngSize(readFileSync(join(cwd, "lead.png")))).toEqual([150, 70]);
    expect(readFileSync(join(cwd, "painting.zarr/counts/c/0/0/1"))).toEqual(readFileSync(join(cwd, "chunk")));
  });
});

async function hasCurl(): Promise<boolean> {
  return run("curl", ["--version"]).then(
    () => true,
    () => false,
  );
}

const decodePngSize = (file: Buffer): [number, number] => [file.readUInt32BE(16), file.readUInt32BE(20)];
