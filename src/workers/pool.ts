// Work spread over threads: results come in the order of the inputs, and no faster than they are taken.
import { checkInteger } from "../check.js";
import { GanxError, throwIfAborted } from "../errors.js";
import { coreModule } from "../kernels/core.js";
import { Turns } from "../pause.js";
import { fromPlainError, type Reply } from "./messages.js";
import { tasks as ownTasks, type Task, type Tasks } from "./tasks.js";
import { hasThreads, type StartThread, startThread, type Thread, type ThreadEvents } from "./thread.js";

/** Most threads that may be asked for. */
export const MAX_THREADS = 64;
/** Results ahead of the consumer beyond one a thread: work that waits in a thread while the consumer is busy. */
const EXTRA = 2;

type SetupOf<T> = T extends Task<infer Setup, never, unknown> ? Setup : never;
type InputOf<T> = T extends Task<never, infer Input, unknown> ? Input : never;
type OutputOf<T> = T extends Task<never, never, infer Output> ? Output : never;

interface Job {
  resolve(output: unknown): void;
  reject(error: unknown): void;
}

/** A thread and what it has been given. */
interface Member {
  readonly thread: Thread;
  readonly jobs: Map<number, Job>;
  /** Runs whose setup it has. */
  readonly runs: Set<number>;
  heard: boolean;
}

export interface MapOptions<Output> {
  /** Stops the run with `ABORTED`. */
  readonly signal?: AbortSignal;
  /**
   * The buffer of an output, where outputs need not last: it becomes the next output's as soon as the consumer asks
   * for another.
   */
  readonly spare?: (output: Output) => ArrayBuffer;
}

export interface WorkerPoolOptions<T extends Tasks> {
  /** 1 works in the calling thread; so does every number where the runtime has no workers. */
  readonly threads: number;
  /** What can be asked for; default: ganx's own tasks. */
  readonly tasks?: T;
  /** Starts a worker that serves these tasks. */
  readonly start?: StartThread;
}

/**
 * Threads that share work. They start when work comes, and hold the process only while they have some.
 *
 * An error of a task, an abort or a consumer that stops ends the run it belongs to; a worker that ends by itself ends
 * the pool. Whoever makes a pool closes it.
 */
export class WorkerPool<T extends Tasks = typeof ownTasks> {
  private readonly threads: number;
  private readonly tasks: T;
  private readonly start: StartThread;
  private readonly members: Member[] = [];
  private ended: GanxError | undefined;
  private lastId = 0;

  /** @throws GanxError `INVALID_ARGUMENT` */
  constructor({ threads, tasks = ownTasks as unknown as T, start = startThread }: WorkerPoolOptions<T>) {
    checkInteger("threads", threads, 1, MAX_THREADS);
    this.threads = hasThreads() ? threads : 1;
    this.tasks = tasks;
    this.start = start;
  }

  /**
   * Runs a task on every input.
   *
   * @param setup what all inputs share; sent once to each thread
   * @param inputs taken one by one, at most `threads + 2` ahead of the consumer
   * @returns the outputs, in the order of the inputs
   * @throws GanxError `ABORTED`, `WORKER_FAILED`, `OUT_OF_MEMORY`, and what the task throws
   */
  async *mapInOrder<K extends keyof T & string>(
    task: K,
    setup: SetupOf<T[K]>,
    inputs: Iterable<InputOf<T[K]>>,
    options: MapOptions<OutputOf<T[K]>> = {},
  ): AsyncGenerator<OutputOf<T[K]>, void, undefined> {
    throwIfAborted(options.signal);
    const outputs =
      this.threads === 1
        ? this.runHere(task, setup, inputs, options)
        : this.runInThreads(task, setup, inputs, options);
    yield* outputs as AsyncGenerator<OutputOf<T[K]>, void, undefined>;
  }

  /** Stops all threads, whatever they do; work that is under way ends with `ABORTED`. */
  close(): Promise<void> {
    return this.end(new GanxError("ABORTED", "the worker pool was closed before the work was complete"));
  }

  private async *runHere(
    task: string,
    setup: unknown,
    inputs: Iterable<unknown>,
    { signal, spare }: MapOptions<never>,
  ): AsyncGenerator<unknown, void, undefined> {
    const turns = new Turns();
    const free: ArrayBuffer[] = [];
    const run = (this.tasks[task] as unknown as Task<unknown, unknown, unknown>)(setup);
    for (const input of inputs) {
      await turns.next();
      throwIfAborted(signal);
      if (this.ended) throw this.ended;
      const { output } = run(input, free.pop());
      yield output;
      if (spare) free.push(spare(output as never));
    }
  }

  private async *runInThreads(
    task: string,
    setup: unknown,
    inputs: Iterable<unknown>,
    { signal, spare }: MapOptions<never>,
  ): AsyncGenerator<unknown, void, undefined> {
    const run = ++this.lastId;
    const iterator = inputs[Symbol.iterator]();
    const outputs: Promise<unknown>[] = [];
    const turns = new Turns();
    const free: ArrayBuffer[] = [];
    let more = true;
    const giveOut = (): void => {
      while (more && outputs.length < this.threads + EXTRA) {
        const { done, value } = iterator.next();
        if (done) more = false;
        else outputs.push(this.give({ run, task, setup }, value, free.pop()));
      }
    };
    try {
      giveOut();
      while (outputs.length > 0) {
        // Where results are always ready, nothing else would have its turn.
        await turns.next();
        const output = await unlessAborted(outputs.shift()!, signal);
        giveOut();
        yield output;
        if (spare) free.push(spare(output as never));
        throwIfAborted(signal);
        if (this.ended) throw this.ended;
      }
    } finally {
      if (more) iterator.return?.();
      this.drop(run);
    }
  }

  private give(
    { run, task, setup }: { run: number; task: string; setup: unknown },
    input: unknown,
    spare: ArrayBuffer | undefined,
  ): Promise<unknown> {
    const id = ++this.lastId;
    const output = new Promise<unknown>((resolve, reject) => {
      if (this.ended) throw this.ended;
      const member = this.leastBusy();
      if (!member.runs.has(run)) {
        member.thread.post({ kind: "setup", run, task, setup });
        member.runs.add(run);
      }
      member.thread.post({ kind: "input", run, id, input, spare }, spare && [spare]);
      member.jobs.set(id, { resolve, reject });
      member.thread.hold(true);
    });
    // Nobody may come to ask for it: the consumer can stop at an earlier one.
    output.catch(() => {});
    return output;
  }

  private leastBusy(): Member {
    const [least] = this.members.toSorted((a, b) => a.jobs.size - b.jobs.size);
    return least && (least.jobs.size === 0 || this.members.length === this.threads) ? least : this.add();
  }

  private add(): Member {
    const thread = this.tryToStart({
      onReply: (reply) => this.take(member, reply),
      onEnd: (cause) => this.lose(member.heard, cause),
    });
    const member: Member = { thread, jobs: new Map(), runs: new Set(), heard: false };
    this.members.push(member);
    try {
      // Engines share compiled code between threads, and some pages may not compile at all.
      thread.post({ kind: "core", module: coreModule() });
    } catch {
      // It cannot be cloned: the worker compiles its own.
    }
    return member;
  }

  private tryToStart(events: ThreadEvents): Thread {
    try {
      return this.start(events);
    } catch (cause) {
      this.lose(false, cause);
      throw this.ended;
    }
  }

  private take(member: Member, reply: Reply): void {
    member.heard = true;
    const job = member.jobs.get(reply.id);
    member.jobs.delete(reply.id);
    if (member.jobs.size === 0) member.thread.hold(false);
    if ("error" in reply) job?.reject(fromPlainError(reply.error));
    else job?.resolve(reply.output);
  }

  private drop(run: number): void {
    for (const member of this.members) {
      if (member.runs.delete(run)) member.thread.post({ kind: "drop", run });
    }
  }

  private lose(heard: boolean, cause: unknown): void {
    const why = cause instanceof Error ? cause.message : String(cause);
    const code = (cause as { code?: unknown } | undefined)?.code;
    if (code === "ERR_WORKER_OUT_OF_MEMORY") {
      this.end(new GanxError("OUT_OF_MEMORY", `a worker ran out of memory (${why})`, { cause }));
      return;
    }
    const what = heard
      ? `a worker ended before its work was complete (${why})`
      : `a worker did not start (${why}); its file, ganx/worker, has to be there as worker.js beside the code ` +
        "that starts it; 1 thread needs none";
    this.end(new GanxError("WORKER_FAILED", what, { cause }));
  }

  private async end(error: GanxError): Promise<void> {
    this.ended ??= error;
    const members = this.members.splice(0);
    for (const { jobs } of members) for (const { reject } of jobs.values()) reject(this.ended);
    await Promise.all(members.map(({ thread }) => thread.terminate()));
  }
}

/** The promise's value, or `ABORTED` as soon as the signal says so. */
function unlessAborted<Value>(promise: Promise<Value>, signal: AbortSignal | undefined): Promise<Value> {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      try {
        throwIfAborted(signal);
      } catch (error) {
        reject(error);
      }
    };
    stop();
    signal.addEventListener("abort", stop);
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}
