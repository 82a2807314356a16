// The example of an edge function against those who mean it ill.
import { setTimeout as wait } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Body, missing, picture, post } from "./edge-client.js";
import { copyExample, startWorker } from "./edge-worker.mjs";
import * as hostile from "./hostile-pictures.js";
import { installPacked } from "./packed.mjs";
import { bundleForEdge } from "./runtimes/edge-bundle.mjs";
import { startSlowClient } from "./slow-client.js";

const LONGEST_MS = 300_000;

type Worker = Awaited<ReturnType<typeof startWorker>>;

describe.skipIf(missing)(`the edge function${missing}`, () => {
  let folder: string;
  let remove = (): void => {};
  let modules: Awaited<ReturnType<typeof bundleForEdge>>;
  let worker: Worker;
  /** Of a Worker that has done nothing, MiB. */
  let idle: number | undefined;
  const ask = (path: string, body?: Body) => post(`${worker.url}${path}`, body);

  beforeAll(async () => {
    ({ folder, remove } = await installPacked());
    modules = await bundleForEdge(copyExample(folder, "worker"), "src/worker.js");
    worker = await startWorker(modules);
    idle = worker.peakMiB();
  }, LONGEST_MS);
  afterAll(async () => {
    await worker.stop();
    remove();
  });

  const MESSAGE = expect.stringMatching(/^[^\n]{10,300}$/);

  test.each([
    [404, "/nothing"],
    [404, "/__proto__"],
    [404, "/palette/x"],
    [404, "/zarr"],
    [404, "/zarr/counts/c/3/0/0"],
    [404, "/zarr/counts/c/0/0/4"],
    [404, "/zarr/counts/c/999999999/0/0"],
    [404, "/zarr/..%2f..%2fpackage.json"],
    [422, "/palette?seed=-1"],
    [422, "/palette?seed=99999999999999999999"],
    [422, "/palette?seed=1e3"],
    [422, "/palette?seed=1&seed=1"],
    [422, "/palette?counts=0"],
    [422, "/palette?counts=1000000"],
    [422, "/palette?clusters=256"],
    [422, "/palette?delta=5"],
    [422, "/palette?threshold=2"],
    [422, "/palette?metric=rgb"],
    [422, "/palette?instrument=telescope"],
    [422, "/palette?channels=65536"],
    [422, "/palette?constructor=1"],
    [422, "/palette?__proto__=1"],
    [422, "/palette?line=Pb%20La"],
    [422, "/map"],
    [422, "/map?line=Xx%20Ka"],
    [422, "/map?line=U%20Ka"],
    [422, "/map?line=Pb%20La&window=0"],
    [422, "/spectrum?x=1"],
    [422, "/spectrum?x=150&y=0"],
  ])("answers %i to %s", async (status, path) => {
    const found = await ask(path);
    expect(found.status).toBe(status);
    const code = status === 404 ? "NOT_FOUND" : "INVALID_ARGUMENT";
    expect(found.json()).toEqual({ error: { code, message: MESSAGE } });
  });

  test.each([
    ["value", `seed=${"9".repeat(1000)}`],
    ["number of fields", Array.from({ length: 2000 }, (_, i) => `f${i}=1`).join("&")],
  ])("answers 414 to a huge %s", async (_, query) => {
    const { status, json } = await ask(`/palette?${query}`);
    expect([status, json()]).toEqual([414, { error: { code: "TOO_LONG", message: MESSAGE } }]);
  });

  test.each(["GET", "PUT", "DELETE", "OPTIONS"])("answers 405 to %s", async (method) => {
    const response = await fetch(`${worker.url}/palette`, { method });
    expect([response.status, response.headers.get("allow")]).toEqual([405, "POST"]);
  });

  const { announced, announcedJpeg, truncatedJpeg } = hostile;
  test.each<[status: number, what: string, body: () => Body]>([
    [415, "no body", () => ""],
    [415, "text", () => "a picture"],
    [415, "half a signature", () => picture.subarray(0, 6)],
    [415, "a form", () => new FormData()],
    [415, "gzip", () => gzipSync(picture)],
    [415, "a JPEG cut before its size", () => truncatedJpeg().subarray(0, 60)],
    [422, "a damaged picture", () => Buffer.concat([picture.subarray(0, 60), Buffer.alloc(100)])],
    [422, "a JPEG cut in the middle", truncatedJpeg],
    [413, "5 MB", () => Buffer.alloc(5e6)],
    [413, "5 MB of unknown length", () => new Blob([Buffer.alloc(5e6)]).stream()],
    [413, "a PNG of very many pixels", () => announced(60_000, 60_000)],
    [413, "a PNG of more pixels than there can be", () => announced(2 ** 32 - 1, 2 ** 32 - 1)],
    [413, "a JPEG of very many pixels", () => announcedJpeg(65_000, 65_000)],
    [413, "one pixel too many", () => announced(1024 * 640 + 1, 1)],
    [422, "the most pixels, without data", () => announced(1024, 640)],
    [422, "a PNG that unpacks to 256 MiB", hostile.bomb],
    [422, "a PNG of 320 000 chunks", hostile.crowdedPng],
    [422, "a JPEG of 20 000 scans", hostile.manyScans],
    [422, "a JPEG of a million segments", hostile.crowdedJpeg],
  ])("answers %i to %s", async (status, _, body) => {
    const found = await ask("/palette", body());
    expect([found.status, found.json()]).toEqual([
      status,
      { error: { code: expect.any(String), message: MESSAGE } },
    ]);
  });

  test("took little memory for all that was refused", () => {
    const peak = worker.peakMiB();
    if (peak !== undefined && idle !== undefined) expect(peak - idle).toBeLessThan(128);
  });

  test("answers 413 to a map of more counts than there is time for", async () => {
    const body = Buffer.from(hostile.colourful(1024, 512));
    const { status, json } = await ask("/map?line=Pb%20La&instrument=m6-jetstream", body);
    expect([status, json().error.code]).toEqual([413, "TOO_LARGE"]);
  });

  test("does not believe the content type", async () => {
    const { status } = await post(`${worker.url}/palette`, picture, { "content-type": "text/html" });
    expect(status).toBe(200);
  });

  test("stays within 128 MiB with the largest picture", { timeout: LONGEST_MS }, async () => {
    const fresh = await startWorker(modules);
    try {
      const before = fresh.peakMiB();
      const { status } = await post(`${fresh.url}/map?line=Pb%20La`, hostile.colourful(1024, 640));
      expect(status).toBe(200);
      // What waits to be collected counts, too.
      const peak = fresh.peakMiB();
      if (peak !== undefined && before !== undefined) expect(peak - before).toBeLessThan(128);
    } finally {
      await fresh.stop();
    }
  });

  test("serves four of the largest pictures one after the other", { timeout: LONGEST_MS }, async () => {
    const pictures = [1024, 512, 2048, 4096].map((width) => hostile.colourful(width, (1024 * 640) / width));
    const found = await Promise.all(pictures.map((body) => ask("/palette?clusters=16&delta=4", body)));
    expect(found.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  });

  describe("with slow clients", () => {
    let hasty: Worker;
    beforeAll(async () => {
      const copy = copyExample(folder, "hasty", { bodySeconds: 2, requestSeconds: 4 });
      hasty = await startWorker(await bundleForEdge(copy, "src/worker.js"));
    });
    afterAll(() => hasty.stop());

    const palette = () => post(`${hasty.url}/palette`);
    const startFour = () => Array.from({ length: 4 }, () => startSlowClient(`${hasty.url}/palette`));

    test("ends them with 408, and answers 503 to others until then", async () => {
      const clients = startFour();
      await wait(1000);
      const { status, headers } = await palette();
      expect([status, headers.get("retry-after")]).toEqual([503, "1"]);
      expect(await Promise.all(clients.map((client) => client.status))).toEqual([408, 408, 408, 408]);
      expect((await palette()).status).toBe(200);
    });

    test("forgets those that have gone", async () => {
      const clients = startFour();
      await wait(1000);
      for (const client of clients) client.leave();
      await wait(4000);
      expect((await palette()).status).toBe(200);
    });
  });
});
