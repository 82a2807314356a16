// The pool as it is built: Node 20 runs no TypeScript in a worker.
import { afterEach, describe, expect, onTestFinished, test } from "vitest";
import { WorkerPool } from "../../build/modules/workers/pool.js";
import { nodeThread, type StartThread, type Thread } from "../../build/modules/workers/thread.js";
import { tasks } from "./tasks.mjs";

const WORKER = new URL("./worker.mjs", import.meta.url);
const start: StartThread = (events) => nodeThread(WORKER, events);
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** A pool of the tasks that go wrong, closed after the test. */
function poolOf(threads: number, startThread = start): WorkerPool<typeof tasks> {
  const pool = new WorkerPool({ threads, tasks, start: startThread });
  onTestFinished(() => pool.close());
  return pool;
}

async function collect<T>(values: AsyncIterable<T>): Promise<T[]> {
  const out: T[] = [];
  for await (const value of values) out.push(value);
  return out;
}

const unhandled: unknown[] = [];
process.on("unhandledRejection", (reason) => unhandled.push(reason));
afterEach(async () => {
  await pause(0);
  expect(unhandled).toEqual([]);
});

describe.each([1, 2, 5])("a pool of %i", (threads) => {
  test("gives the results in the order of the inputs, whichever is ready first", async () => {
    // The first take longest.
    const inputs = Array.from({ length: 24 }, (_, value) => ({ value, ms: value < 3 ? 60 : value % 5 }));
    const found = await collect(poolOf(threads).mapInOrder("square", {}, inputs));
    expect(found).toEqual(inputs.map(({ value }) => value ** 2));
  });

  test("does many small tasks", async () => {
    const inputs = Array.from({ length: 3000 }, (_, value) => ({ value }));
    const found = await collect(poolOf(threads).mapInOrder("square", {}, inputs));
    expect(found).toEqual(inputs.map(({ value }) => value ** 2));
  });

  test("does nothing with no inputs", async () => {
    expect(await collect(poolOf(threads).mapInOrder("fail", undefined, []))).toEqual([]);
  });

  test("moves what a task gives away", async () => {
    const found = await collect(poolOf(threads).mapInOrder("bytes", undefined, [3, 1e6]));
    expect(found.map(({ length }) => length)).toEqual([3, 1e6]);
    expect(found[1].every((byte) => byte === 7)).toBe(true);
  });

  test("does one run after another, and two at once", async () => {
    const pool = poolOf(threads);
    const inputs = new Array(6).fill(0);
    for (const setup of ["a", "b"]) {
      const found = await collect(pool.mapInOrder("count", setup, inputs));
      expect(new Set(found.map(([name]) => name))).toEqual(new Set([setup]));
      // Set up once in each thread, and anew for each run.
      expect(found.filter(([, before]) => before === 0).length).toBeLessThanOrEqual(threads);
      expect(found[0][1]).toBe(0);
    }
    const both = ["c", "d"].map((setup) => collect(pool.mapInOrder("count", setup, inputs)));
    const names = (await Promise.all(both)).map((found) => found.map(([name]) => name).join(""));
    expect(names).toEqual(["cccccc", "dddddd"]);
  });

  test("works no further ahead than threads + 2", async () => {
    const started = new Int32Array(new SharedArrayBuffer(4));
    let taken = 0;
    const inputs = function* () {
      for (let value = 0; value < 40; value++) {
        taken++;
        yield { value };
      }
    };
    const ahead = threads === 1 ? 0 : threads + 2;
    let done = 0;
    let furthest = 0;
    for await (const found of poolOf(threads).mapInOrder("square", { started }, inputs())) {
      expect(found).toBe(done ** 2);
      done++;
      if (done % 10 === 1) await pause(100);
      expect(taken - done).toBeLessThanOrEqual(ahead);
      furthest = Math.max(furthest, Atomics.load(started, 0) - done);
    }
    expect(done).toBe(40);
    // And that far indeed, while the consumer is busy.
    expect(furthest).toBe(ahead);
  });

  test("works as far ahead as it is told, in as many threads", async () => {
    const pool = poolOf(threads);
    let taken = 0;
    const inputs = function* () {
      for (let value = 0; value < 20; value++) {
        taken++;
        yield value;
      }
    };
    const firsts: unknown[] = [];
    let done = 0;
    for await (const [, before] of pool.mapInOrder("count", "one", inputs(), { threads: 1, ahead: 6 })) {
      if (before === 0) firsts.push(before);
      done++;
      expect(taken - done).toBeLessThanOrEqual(threads === 1 ? 0 : 6);
      if (done === 5) {
        await pause(50);
        expect(taken - done).toBe(threads === 1 ? 0 : 6);
      }
    }
    expect(firsts.length).toBe(1);
  });

  test.each([
    ["ganx", { name: "GanxError", code: "INVALID_FILE", message: "no file" }],
    ["type", { name: "TypeError", message: "no type" }],
  ])("hands on an error of a task: %s", async (input, expected) => {
    const pool = poolOf(threads);
    const results = pool.mapInOrder("fail", undefined, ["a", "b", input, "c"]);
    expect((await results.next()).value).toBe("a");
    expect((await results.next()).value).toBe("b");
    const error = await results.next().then(
      () => undefined,
      (reason: Error) => reason,
    );
    expect(error).toMatchObject(expected);
    expect(error?.stack).toContain("tasks.mjs");
    if (input === "ganx") expect(error?.cause).toMatchObject({ name: "RangeError", message: "deep" });
    expect(await results.next()).toEqual({ done: true, value: undefined });
    // The error was the run's alone.
    expect(await collect(pool.mapInOrder("fail", undefined, ["d"]))).toEqual(["d"]);
  });

  test("hands on an error of the setup", async () => {
    const results = poolOf(threads).mapInOrder("badSetup", undefined, ["a", "b"]);
    await expect(results.next()).rejects.toMatchObject({ code: "INVALID_LIBRARY", message: "no setup" });
  });

  test("hands on an error of the inputs, and tells them when they are not wanted any more", async () => {
    let open = true;
    const inputs = function* (bad: boolean) {
      try {
        for (let value = 0; value < 20; value++) {
          if (bad && value === 9) throw new RangeError("no more");
          yield { value };
        }
      } finally {
        open = false;
      }
    };
    const pool = poolOf(threads);
    await expect(collect(pool.mapInOrder("square", {}, inputs(true)))).rejects.toThrow("no more");
    open = true;
    for await (const _ of pool.mapInOrder("square", {}, inputs(false))) break;
    expect(open).toBe(false);
  });

  test("stops before it starts", async () => {
    const started = new Int32Array(new SharedArrayBuffer(4));
    const signal = AbortSignal.abort();
    const results = poolOf(threads).mapInOrder("square", { started }, [{ value: 1 }], { signal });
    await expect(results.next()).rejects.toMatchObject({ name: "GanxError", code: "ABORTED" });
    expect(started[0]).toBe(0);
  });

  test("stops between two results", async () => {
    const controller = new AbortController();
    const inputs = Array.from({ length: 20 }, (_, value) => ({ value }));
    const results = poolOf(threads).mapInOrder("square", {}, inputs, controller);
    await results.next();
    controller.abort();
    await expect(results.next()).rejects.toMatchObject({ name: "GanxError", code: "ABORTED" });
    expect(await results.next()).toEqual({ done: true, value: undefined });
  });

  test("lets timers and signals have their turn while results are always ready", async () => {
    const inputs = Array.from({ length: 200 }, (_, value) => ({ value }));
    const results = poolOf(threads).mapInOrder("square", {}, inputs, { signal: AbortSignal.timeout(150) });
    let taken = 0;
    const work = (async () => {
      for await (const _ of results) {
        taken++;
        for (const end = performance.now() + 10; performance.now() < end; );
      }
    })();
    await expect(work).rejects.toMatchObject({ code: "ABORTED" });
    expect(taken).toBeLessThan(100);
  });

  test("does not work any more when it is closed", async () => {
    const pool = poolOf(threads);
    const results = pool.mapInOrder("fail", undefined, ["a", "b"]);
    await results.next();
    await pool.close();
    await pool.close();
    await expect(results.next()).rejects.toMatchObject({ code: "ABORTED" });
    await expect(collect(pool.mapInOrder("fail", undefined, ["c"]))).rejects.toMatchObject({
      code: "ABORTED",
    });
  });
});

describe("threads", () => {
  test("an abort does not wait for what is under way", async () => {
    const controller = new AbortController();
    const pool = poolOf(2);
    const results = pool.mapInOrder("end", undefined, ["forever", "forever", "forever"], controller);
    const next = results.next();
    await pause(100);
    controller.abort();
    await expect(next).rejects.toMatchObject({ code: "ABORTED" });
    // Nor does closing.
    await pool.close();
  });

  test("closing ends a result that is waited for", async () => {
    const pool = poolOf(2);
    const next = pool.mapInOrder("end", undefined, ["forever"]).next();
    await pause(50);
    await Promise.all([expect(next).rejects.toMatchObject({ code: "ABORTED" }), pool.close()]);
  });

  test("a consumer that stops leaves the pool ready for more", async () => {
    const pool = poolOf(2);
    const inputs = Array.from({ length: 30 }, (_, value) => ({ value, ms: 5 }));
    for await (const found of pool.mapInOrder("square", {}, inputs)) if (found === 9) break;
    expect(await collect(pool.mapInOrder("fail", undefined, ["a"]))).toEqual(["a"]);
  });

  test.each([
    ["exit", "WORKER_FAILED", /ended before .* exit code 3/],
    ["heap", "OUT_OF_MEMORY", /ran out of memory/],
  ])("a worker that dies ends the pool: %s", async (how, code, message) => {
    // A first answer shows that the worker was well.
    const pool = poolOf(2, (events) =>
      nodeThread(WORKER, events, { resourceLimits: { maxOldGenerationSizeMb: 16 } }),
    );
    const results = pool.mapInOrder("end", undefined, ["a", "b", how, "c", "d", "e", "f"]);
    const seen: string[] = [];
    const error = await (async () => {
      for await (const result of results) seen.push(result);
    })().catch((reason: Error) => reason);
    expect(error).toMatchObject({ name: "GanxError", code, message: expect.stringMatching(message) });
    expect(seen).toEqual(["a", "b"].slice(0, seen.length));
    await expect(collect(pool.mapInOrder("end", undefined, ["a"]))).rejects.toBe(error);
  });

  test("an error outside a task ends the pool", async () => {
    const pool = poolOf(2);
    const results = pool.mapInOrder("end", undefined, ["a", "uncaught", ...new Array(200).fill("wait")]);
    await expect(collect(results)).rejects.toMatchObject({
      code: "WORKER_FAILED",
      message: expect.stringContaining("out of the blue"),
    });
  });

  test("a worker that is killed from outside ends the pool", async () => {
    const started: Thread[] = [];
    const ends: ((cause: unknown) => void)[] = [];
    const pool = poolOf(2, (events) => {
      ends.push(events.onEnd);
      started.push(start(events));
      return started.at(-1)!;
    });
    const next = pool.mapInOrder("end", undefined, ["forever", "forever"]).next();
    await pause(50);
    await started[0].terminate();
    ends[0](new Error("killed"));
    await expect(next).rejects.toMatchObject({ code: "WORKER_FAILED", cause: { message: "killed" } });
  });

  test("a worker that does not start is an error", async () => {
    const missing = poolOf(2, (events) => nodeThread(new URL("./none.mjs", import.meta.url), events));
    await expect(collect(missing.mapInOrder("fail", undefined, ["a", "b"]))).rejects.toMatchObject({
      code: "WORKER_FAILED",
      message: expect.stringMatching(/did not start .*none\.mjs.*ganx\/worker.*1 thread/),
    });
    const refused = poolOf(2, () => {
      throw new Error("not on this page");
    });
    await expect(collect(refused.mapInOrder("fail", undefined, ["a", "b"]))).rejects.toMatchObject({
      code: "WORKER_FAILED",
      message: expect.stringContaining("not on this page"),
    });
  });

  test.each(["text", "clone"])("what is no error, or cannot be sent, becomes one: %s", async (input) => {
    const results = poolOf(2).mapInOrder("fail", undefined, ["a", input]);
    await results.next();
    await expect(results.next()).rejects.toThrow(input === "text" ? "no error" : /clone/);
  });

  test("start only when there is work for them", async () => {
    let count = 0;
    const pool = poolOf(5, (events) => {
      count++;
      return start(events);
    });
    expect(count).toBe(0);
    await collect(pool.mapInOrder("fail", undefined, ["a", "b"]));
    expect(count).toBe(2);
    await collect(pool.mapInOrder("fail", undefined, ["a", "b", "c"]));
    expect(count).toBe(3);
  });

  test.each([0, 65, 1.5, Number.NaN, "2" as never])("%s is no number of threads", (threads) => {
    expect(() => new WorkerPool({ threads })).toThrow(expect.objectContaining({ code: "INVALID_ARGUMENT" }));
  });
});
