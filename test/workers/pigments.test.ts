// Pigments that threads work out while a palette is found, as a program does that installed the package.
import { describe, expect, onTestFinished, test } from "vitest";
import {
  createScan,
  embeddedLibrary,
  type Library,
  type RgbImage,
  startPool,
} from "../../build/modules/index.js";
import { WorkerPool } from "../../build/modules/workers/pool.js";
import { nodeThread } from "../../build/modules/workers/thread.js";
import { flatPicture } from "../scan/picture.js";

/** Two of the library's colours: few of its pigments take part. */
const PICTURE: RgbImage = {
  width: 60,
  height: 40,
  rgb: Uint8Array.from({ length: 60 * 40 * 3 }, (_, i) =>
    i < 3600 ? [199, 55, 38][i % 3]! : [51, 85, 132][i % 3]!,
  ),
};
const OPTIONS = { clusters: 2, delta: 0, seed: 5 };

async function poolOf(threads: number) {
  const pool = await startPool(threads);
  onTestFinished(() => pool.close());
  return pool;
}

/** The library, one of whose pigments cannot be computed: its spectrum has nothing on the axis. */
async function broken(id: string): Promise<Library> {
  const library = await embeddedLibrary();
  const beyond = { energiesKeV: Float64Array.of(100, 101), counts: Float64Array.of(1, 1) };
  expect(library.pigments.some((pigment) => pigment.id === id)).toBe(true);
  return {
    ...library,
    pigments: library.pigments.map((pigment) =>
      pigment.id === id ? { ...pigment, spectrum: beyond } : pigment,
    ),
  };
}

describe("a scan made with a pool", () => {
  test("is the one that is made without", async () => {
    const alone = await createScan(PICTURE, OPTIONS);
    for (const threads of [1, 2, 3]) {
      const pool = await poolOf(threads);
      const stages: string[] = [];
      for (const image of [PICTURE, Promise.resolve(PICTURE)]) {
        const onProgress = ({ stage }: { stage: string }) => stages.push(stage);
        const together = await createScan(image, { ...OPTIONS, pool, onProgress });
        expect(together.truth).toEqual(alone.truth);
      }
      // No stage begins before the other has ended.
      expect(stages.join(" ")).toMatch(/^((palette ?)+(spectra ?)+){2}$/);
    }
  });

  /** How many pigments the threads of a pool gave for a scan, which is the one made without. */
  async function given(pool: WorkerPool): Promise<number> {
    onTestFinished(() => pool.close());
    const ask = pool.mapInOrder.bind(pool);
    let count = 0;
    pool.mapInOrder = async function* (...asked: Parameters<typeof ask>) {
      for await (const output of ask(...asked)) {
        count++;
        yield output;
      }
    } as typeof pool.mapInOrder;
    const scan = await createScan(PICTURE, { ...OPTIONS, pool });
    expect(scan.truth).toEqual((await createScan(PICTURE, OPTIONS)).truth);
    expect(scan.palette.flatMap(({ mixture }) => mixture).length).toBeGreaterThan(1);
    return count;
  }

  test("has its pigments from the threads of Node, and its own from any other worker", async () => {
    expect(await given(new WorkerPool({ threads: 2 }))).toBeGreaterThan(1);
    const worker = new URL("../../build/modules/workers/worker.js", import.meta.url);
    const others = new WorkerPool({ threads: 2, start: (events) => nodeThread(worker, events) });
    expect(await given(others)).toBe(0);
  });

  test("draws with the same pool", async () => {
    const pool = await poolOf(2);
    const scan = await createScan(PICTURE, { ...OPTIONS, pool });
    const [map] = await scan.drawLineMaps(["Hg La"], { pool });
    expect(map).toEqual(scan.lineMap("Hg La"));
  });

  test("asks for no pigment that takes no part, and says what is wrong with one that does", async () => {
    const pool = await poolOf(2);
    const scan = await createScan(PICTURE, { ...OPTIONS, pool, library: await broken("gold_leaf") });
    expect(scan.palette.length).toBe(2);
    const wrong = { ...OPTIONS, library: await broken("vermilion") };
    const failure = { code: "INVALID_LIBRARY", message: expect.stringContaining("Vermilion") };
    await expect(createScan(PICTURE, wrong)).rejects.toMatchObject(failure);
    await expect(createScan(PICTURE, { ...wrong, pool })).rejects.toMatchObject(failure);
    // The pool goes on.
    expect((await createScan(PICTURE, { ...OPTIONS, pool })).palette.length).toBe(2);
  });

  test("works the pigments out itself where the pool has been closed", async () => {
    const pool = await startPool(2);
    await pool.close();
    const scan = await createScan(PICTURE, { ...OPTIONS, pool });
    expect(scan.truth.expected).toEqual((await createScan(PICTURE, OPTIONS)).truth.expected);
  });

  test("fails as the promise of its picture does, or where that is no picture", async () => {
    const pool = await poolOf(2);
    const lost = Promise.reject(new RangeError("no picture today"));
    await expect(createScan(lost, { ...OPTIONS, pool })).rejects.toThrow("no picture today");
    const flat = { ...flatPicture(3, 2, [1, 2, 3]), width: 4 };
    await expect(createScan(Promise.resolve(flat), { pool })).rejects.toMatchObject({
      code: "INVALID_IMAGE",
    });
    await expect(createScan(flat, { pool })).rejects.toMatchObject({ code: "INVALID_IMAGE" });
  });

  test("tells of a wrong option, library or picture once, whichever comes first", async () => {
    const unhandled: unknown[] = [];
    const listen = (reason: unknown) => unhandled.push(reason);
    process.on("unhandledRejection", listen);
    onTestFinished(() => void process.off("unhandledRejection", listen));
    const pool = await poolOf(2);
    const late = () => new Promise<RgbImage>((_, reject) => setTimeout(() => reject(new Error("late")), 50));
    const library = { name: "none", pigments: [] };
    await expect(createScan(late(), { pool, library })).rejects.toThrow("late");
    await expect(createScan(PICTURE, { pool, library })).rejects.toMatchObject({ code: "INVALID_LIBRARY" });
    for (const image of [PICTURE, late()])
      await expect(createScan(image, { pool, seed: -1 })).rejects.toMatchObject({ code: "INVALID_ARGUMENT" });
    await new Promise((resolve) => setTimeout(resolve, 80));
    expect(unhandled).toEqual([]);
  });

  test("stops", async () => {
    const pool = await poolOf(2);
    const stop = new AbortController();
    const onProgress = () => stop.abort();
    const made = createScan(PICTURE, { ...OPTIONS, pool, signal: stop.signal, onProgress });
    await expect(made).rejects.toMatchObject({ code: "ABORTED" });
    expect((await createScan(PICTURE, { ...OPTIONS, pool })).palette.length).toBe(2);
  });
});
