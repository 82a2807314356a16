// Scans drawn by several threads, as a program does that installed the package.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createScan, encodeHdf5, lineWindow, type Scan, startPool } from "../../build/modules/index.js";
import { findDifference, readHdf5, writeHdf5 } from "../../build/modules/node.js";
import { blockPicture, sumOf } from "../scan/picture.js";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "ganx-slabs-"));
afterAll(() => rmSync(folder, { recursive: true }));

let scan: Scan;
beforeAll(async () => {
  scan = await createScan(blockPicture(150, 70, 5), { clusters: 5, delta: 0, seed: 11 });
});

async function hashOf(slabs: AsyncIterable<{ readonly counts: Uint16Array | Uint32Array }>): Promise<string> {
  const hash = createHash("sha256");
  for await (const { counts } of slabs) hash.update(counts);
  return hash.digest("hex");
}

describe("counts", () => {
  test("do not depend on threads or slabs", async () => {
    const whole = scan.region({ x: 0, y: 0, width: 150, height: 70 });
    const expected = createHash("sha256").update(whole.counts).digest("hex");
    for (const threads of [1, 2, 5]) {
      for (const rows of [undefined, 1, 9, 100]) {
        expect(await hashOf(scan.slabs({ rows, threads })), `${threads} threads, ${rows} rows`).toBe(
          expected,
        );
      }
    }
  });

  test("of 32 bits do not either", async () => {
    const bright = await createScan(blockPicture(9, 8, 2), { clusters: 2, delta: 0, counts: 70_000 });
    const slabs = [];
    for await (const slab of bright.slabs({ rows: 3, threads: 2 })) slabs.push(slab);
    expect(slabs.map(({ x, y, width, height }) => [x, y, width, height])).toEqual([
      [0, 0, 9, 3],
      [0, 3, 9, 3],
      [0, 6, 9, 2],
    ]);
    for (const slab of slabs) {
      expect(slab.counts).toBeInstanceOf(Uint32Array);
      expect(
        Buffer.compare(Buffer.from(slab.counts.buffer), Buffer.from(bright.region(slab).counts.buffer)),
      ).toBe(0);
    }
  });

  test.each([1, 2, 5])("make the same file, with %i threads", async (threads) => {
    const [one, other] = ["one", "other"].map((name) => join(folder, `${name}-${threads}.h5`));
    const progress: number[] = [];
    await writeHdf5(scan, one, {});
    await writeHdf5(scan, other, { threads, onProgress: ({ done }) => progress.push(done) });
    expect(readFileSync(one).equals(readFileSync(other))).toBe(true);
    expect(progress.at(-1)).toBe(150 * 70);
    expect(progress).toEqual(progress.toSorted((a, b) => a - b));
    const stored = await readHdf5(other);
    expect(await findDifference(scan, stored, { threads })).toBeUndefined();
    stored.close();
  });
});

describe.each([1, 2])("slabs with %i threads", (threads) => {
  test("last, unless they may be reused", async () => {
    const kept: Uint16Array[] = [];
    for await (const { counts } of scan.slabs({ rows: 7, threads })) kept.push(counts as Uint16Array);
    const whole = scan.region({ x: 0, y: 0, width: 150, height: 70 }).counts;
    expect(
      Buffer.concat(kept.map((counts) => Buffer.from(counts.buffer))).equals(Buffer.from(whole.buffer)),
    ).toBe(true);
    const buffers = new Set<ArrayBufferLike>();
    for await (const { counts } of scan.slabs({ rows: 7, threads, reuse: true })) {
      expect(counts.byteLength).toBe(7 * 150 * 1024 * 2);
      buffers.add(counts.buffer);
    }
    // One thread draws into the same buffer again; to another thread it moves, and is gone from here.
    const left = [...buffers].filter(({ byteLength }) => byteLength > 0).length;
    if (threads === 1) expect(buffers.size).toBe(1);
    expect(left).toBeLessThanOrEqual(threads === 1 ? 1 : threads + 3);
  });

  test("may be given away by the consumer, reused or not", async () => {
    for (const reuse of [false, true]) {
      const moved: Uint16Array[] = [];
      for await (const { counts } of scan.slabs({ rows: 7, threads, reuse })) {
        moved.push(structuredClone(counts as Uint16Array, { transfer: [counts.buffer as ArrayBuffer] }));
      }
      const whole = scan.region({ x: 0, y: 0, width: 150, height: 70 }).counts;
      expect(
        Buffer.concat(moved.map(({ buffer }) => Buffer.from(buffer))).equals(Buffer.from(whole.buffer)),
      ).toBe(true);
    }
  });

  test("tell how far they are", async () => {
    const seen: object[] = [];
    const taken: number[] = [];
    for await (const slab of scan.slabs({ rows: 30, threads, onProgress: (step) => seen.push(step) })) {
      taken.push(slab.y);
      // A slab counts as done when the next one is asked for.
      expect(seen).toHaveLength(taken.length - 1);
    }
    const step = (rows: number) => ({ stage: "counts", done: 150 * rows, of: 150 * 70 });
    expect(seen).toEqual([step(30), step(60), step(70)]);
  });

  test("stop on request", async () => {
    const controller = new AbortController();
    let taken = 0;
    const work = (async () => {
      for await (const _ of scan.slabs({ rows: 1, threads, signal: controller.signal })) {
        if (++taken === 5) controller.abort();
      }
    })();
    await expect(work).rejects.toMatchObject({ name: "GanxError", code: "ABORTED" });
    expect(taken).toBe(5);
    const none = scan.slabs({ threads, signal: AbortSignal.abort() }).next();
    await expect(none).rejects.toMatchObject({ code: "ABORTED" });
  });
});

describe.each([1, 2])("line maps drawn by %i threads", (threads) => {
  const lines = ["Pb La", "Hg La", "Ca Ka"];

  test("are those of lineMaps, which sum the counts of a window", async () => {
    const maps = await scan.drawLineMaps(lines, { threads });
    expect(maps).toEqual(scan.lineMaps(lines));
    const wide = await scan.drawLineMaps(["Pb La"], { threads, windowKeV: 1 });
    expect(wide).toEqual([scan.lineMap("Pb La", { windowKeV: 1 })]);
    expect(wide[0]).not.toEqual(maps[0]);
    const { instrument } = scan.truth.recipe;
    const [from, to] = lineWindow(scan.energyAxis, "Hg La", { instrument });
    expect(maps[1]!.at(-1)).toBe(sumOf(scan.spectrum(149, 69).subarray(from, to)));
  });

  test("tell how far they are, and stop on request", async () => {
    const controller = new AbortController();
    const steps: number[] = [];
    const work = scan.drawLineMaps(lines, {
      threads,
      signal: controller.signal,
      onProgress: ({ done, of }) => {
        expect(of).toBe(150 * 70);
        steps.push(done);
        if (steps.length === 2) controller.abort();
      },
    });
    await expect(work).rejects.toMatchObject({ name: "GanxError", code: "ABORTED" });
    const all: number[] = [];
    await scan.drawLineMaps(lines, { threads, onProgress: ({ done }) => all.push(done) });
    expect(all.slice(0, 2)).toEqual(steps);
    expect(all.at(-1)).toBe(150 * 70);
  });

  test("of a line that is not known are refused", async () => {
    await expect(scan.drawLineMaps(["Xx La"], { threads })).rejects.toMatchObject({
      code: "INVALID_ARGUMENT",
    });
  });
});

test.each([1, 2])("a pool of %i serves one scan after the other, whatever is asked for", async (threads) => {
  const other = await createScan(blockPicture(40, 30, 3), { clusters: 3, delta: 0, seed: 2 });
  const pool = await startPool(threads);
  try {
    for (const one of [scan, other, scan]) {
      expect(await one.drawLineMaps(["Pb La"], { pool })).toEqual([one.lineMap("Pb La")]);
    }
    expect(await hashOf(other.slabs({ pool, rows: 4 }))).toBe(await hashOf(other.slabs()));
    const files = await Promise.all([encodeHdf5(other, { pool }), encodeHdf5(other)]);
    const [pooled, alone] = await Promise.all(files.map((file) => file.arrayBuffer()));
    expect(Buffer.from(pooled!).equals(Buffer.from(alone!))).toBe(true);
  } finally {
    await pool.close();
  }
  if (threads > 1) {
    await expect(scan.drawLineMaps(["Pb La"], { pool })).rejects.toMatchObject({ code: "ABORTED" });
  }
});

test.each([0, 65, 2.5, "2" as never])("no pool has %s threads", async (threads) => {
  await expect(startPool(threads)).rejects.toMatchObject({ code: "INVALID_ARGUMENT" });
});

test("a file that is stopped leaves nothing", async () => {
  const controller = new AbortController();
  const path = join(folder, "stopped.h5");
  const work = writeHdf5(scan, path, {
    threads: 2,
    signal: controller.signal,
    onProgress: () => controller.abort(),
  });
  await expect(work).rejects.toMatchObject({ code: "ABORTED" });
  expect(() => readFileSync(path)).toThrow("ENOENT");
});

test.each([0, 65, 2.5, "2" as never])("%s is no number of threads", async (threads) => {
  const error = expect.objectContaining({
    code: "INVALID_ARGUMENT",
    message: expect.stringContaining("threads"),
  });
  await expect(scan.slabs({ threads }).next()).rejects.toEqual(error);
  await expect(writeHdf5(scan, join(folder, "none.h5"), { threads })).rejects.toEqual(error);
});

/** Runs a program on a scan of 256 x `height` pixels; it must end by itself. @returns what it prints */
function program(height: number, code: string): Promise<string> {
  const source = `
    import { createScan } from "./build/modules/index.js";
    const rgb = Uint8Array.from({ length: 256 * ${height} * 3 }, (_, i) => (i * 7) % 5 + (i % 768 > 300 ? 200 : 20));
    const image = { width: 256, height: ${height}, rgb };
    const scan = await createScan(image, { clusters: 2, delta: 0, counts: 40 });
    ${code}`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", source], {
    cwd: ROOT,
    timeout: 60_000,
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (part: string) => {
      text += part;
    });
  }
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve(`${text}${signal ?? code}`));
  });
}

test.concurrent.each([
  [
    "after the last slab",
    "for await (const slab of scan.slabs({ threads: 2 })) {} console.log('end');",
    "end\n0",
  ],
  [
    "after a break",
    "for await (const slab of scan.slabs({ threads: 2 })) break; console.log('end');",
    "end\n0",
  ],
  [
    "with slabs that nobody asks for any more",
    "await scan.slabs({ threads: 2 }).next(); console.log('end');",
    "end\n0",
  ],
  [
    "after an abort",
    `const work = scan.slabs({ threads: 2, signal: AbortSignal.timeout(20) });
     try { for await (const slab of work) await new Promise((next) => setTimeout(next, 30)); }
     catch (error) { console.log(error.code); }`,
    "ABORTED\n0",
  ],
  [
    "after an error in a thread",
    `const { WorkerPool } = await import("./build/modules/workers/pool.js");
     const huge = { first: 0, stride: 1, width: 1e9, rows: 1e3, labels: new Uint8Array(1), photons: new Float64Array(1) };
     const setup = { sampler: scan.completeSampler() };
     const pool = new WorkerPool({ threads: 2 });
     try { for await (const counts of pool.mapInOrder("draw", setup, [huge])) {} }
     catch (error) { console.log(error.name, error.code); }`,
    "GanxError OUT_OF_MEMORY\n0",
  ],
])("a program ends by itself %s", async (_, code, printed) => {
  expect(await program(256, code)).toBe(printed);
});

test.each([1, 2])("memory does not grow with the picture, with %i threads", async (threads) => {
  // Slabs of 4 MiB, and a consumer that is slower than the threads.
  const code = `
    for await (const { y } of scan.slabs({ rows: 8, threads: ${threads} })) {
      if (y % 64 === 0) await new Promise((next) => setTimeout(next, 20));
    }
    console.log(Math.round(process.resourceUsage().maxRSS / 1024));`;
  const [short, long] = await Promise.all([256, 2048].map((height) => program(height, code)));
  const [small, large] = [short, long].map((text) => Number(/^(\d+)\n0$/.exec(text)?.[1]));
  // 128 MiB and 1024 MiB of counts.
  expect(large - small, `${short}, ${long}`).toBeLessThan(100);
  expect(large, long).toBeLessThan(330);
});
