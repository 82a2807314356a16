// Work spread over threads: results come in the order of the inputs, and no faster than they are taken.
import { checkInteger } from "../check.js";
import { GanxError, throwIfAborted } from "../errors.js";
import { Turns } from "../pause.js";
import type { nodeTasks } from "./node-tasks.js";
import { tasks as ownTasks, type Task, type Tasks } from "./tasks.js";
import { type Run, Team } from "./team.js";
import { hasThreads, type StartThread, startThread } from "./thread.js";
import { unlessAborted } from "./unless-aborted.js";

/** Most threads that may be asked for. */
export const MAX_THREADS = 64;
/** Inputs taken ahead of the consumer beyond one a thread: work that waits in a thread while the consumer is busy. */
const EXTRA = 2;

type SetupOf<T> = T extends Task<infer Setup, never, unknown> ? Setup : never;
type InputOf<T> = T extends Task<never, infer Input, unknown> ? Input : never;
type OutputOf<T> = T extends Task<never, never, infer Output> ? Output : never;

export interface MapOptions<Output> {
  /** Threads of the pool that may work on it; default: all. */
  readonly threads?: number;
  /** Inputs that are taken ahead of the consumer; default: two more than threads. */
  readonly ahead?: number;
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
 * Threads that share work. They start when work comes, if not before, and hold the process only while they have some.
 *
 * An error of a task, an abort or a consumer that stops ends the run it belongs to; a worker that ends by itself ends
 * the pool. Whoever makes a pool closes it.
 */
export class WorkerPool<T extends Tasks = typeof nodeTasks> {
  /** Threads that work: 1 is the calling one. */
  readonly threads: number;
  private readonly tasks: T;
  private readonly team: Team;
  private runs = 0;

  /** @throws GanxError `INVALID_ARGUMENT` */
  constructor({ threads, tasks = ownTasks as unknown as T, start = startThread }: WorkerPoolOptions<T>) {
    checkInteger("threads", threads, 1, MAX_THREADS);
    this.threads = hasThreads() ? threads : 1;
    this.tasks = tasks;
    this.team = new Team(this.threads, start);
  }

  /** Starts the threads now, so that they are ready when work comes. */
  start(): void {
    if (this.threads > 1) this.team.start();
  }

  /**
   * Runs a task on every input.
   *
   * @param setup what all inputs share; sent once to each thread
   * @param inputs taken one by one, at most `ahead` of the consumer
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
    const run = { id: ++this.runs, task, setup, threads: options.threads ?? this.threads };
    const outputs =
      this.threads === 1 ? this.runHere(run, inputs, options) : this.runInThreads(run, inputs, options);
    yield* outputs as AsyncGenerator<OutputOf<T[K]>, void, undefined>;
  }

  /** Stops all threads, whatever they do; work that is under way ends with `ABORTED`. */
  close(): Promise<void> {
    return this.team.end(new GanxError("ABORTED", "the worker pool was closed before the work was complete"));
  }

  private async *runHere(
    run: Run,
    inputs: Iterable<unknown>,
    { signal, spare }: MapOptions<never>,
  ): AsyncGenerator<unknown, void, undefined> {
    const turns = new Turns();
    const free: ArrayBuffer[] = [];
    const work = (this.tasks[run.task] as unknown as Task<unknown, unknown, unknown>)(run.setup);
    for (const input of inputs) {
      await turns.next();
      throwIfAborted(signal);
      if (this.team.ended) throw this.team.ended;
      const { output } = await work(input, free.pop());
      yield output;
      keep(free, spare?.(output as never));
    }
  }

  private async *runInThreads(
    run: Run,
    inputs: Iterable<unknown>,
    { signal, spare, ahead = run.threads + EXTRA }: MapOptions<never>,
  ): AsyncGenerator<unknown, void, undefined> {
    const iterator = inputs[Symbol.iterator]();
    const outputs: Promise<unknown>[] = [];
    const turns = new Turns();
    const free: ArrayBuffer[] = [];
    let more = true;
    const giveOut = (): void => {
      while (more && outputs.length < ahead) {
        const { done, value } = iterator.next();
        if (done) more = false;
        else outputs.push(this.team.give(run, value, free.pop()));
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
        keep(free, spare?.(output as never));
        throwIfAborted(signal);
        if (this.team.ended) throw this.team.ended;
      }
    } finally {
      if (more) iterator.return?.();
      this.team.drop(run);
    }
  }
}

/**
 * Starts threads that stay, for work that comes later and more than once: `scan.drawLineMaps(lines, { pool })`.
 *
 * @param threads 1 to 64; 1 works in the calling thread, and so does every number where the runtime has no workers
 * @returns whoever asks closes it: `await pool.close()`
 * @throws GanxError `INVALID_ARGUMENT`
 */
export async function startPool(threads: number): Promise<WorkerPool> {
  const pool = new WorkerPool({ threads });
  pool.start();
  return pool;
}

/** Keeps a buffer for later, unless the consumer has given it away. */
function keep(free: ArrayBuffer[], buffer: ArrayBuffer | undefined): void {
  if (buffer && buffer.byteLength > 0) free.push(buffer);
}
