// The threads of a pool, and what each has been given.
import { GanxError } from "../errors.js";
import { coreModule } from "../kernels/core.js";
import { fromPlainError, type Reply } from "./messages.js";
import type { StartThread, Thread, ThreadEvents } from "./thread.js";

/** One task with one setup, for many inputs. */
export interface Run {
  readonly id: number;
  readonly task: string;
  readonly setup: unknown;
  /** Threads that may work on it. */
  readonly threads: number;
}

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

/** Threads that start when work comes, if not before, and hold the process only while they have some. */
export class Team {
  private readonly members: Member[] = [];
  private lastId = 0;
  /** Why there are no threads any more. */
  ended: GanxError | undefined;

  constructor(
    private readonly most: number,
    private readonly startThread: StartThread,
  ) {}

  /** Starts all threads, before there is work. That one does not start is told to whoever gives work. */
  start(): void {
    while (!this.ended && this.members.length < this.most) {
      try {
        this.add().thread.hold(false);
      } catch {
        // `ended` says why.
      }
    }
  }

  /** Gives an input to the thread that has least to do; a thread is started where all have some. */
  give(
    { id: run, task, setup, threads }: Run,
    input: unknown,
    spare: ArrayBuffer | undefined,
  ): Promise<unknown> {
    const id = ++this.lastId;
    const output = new Promise<unknown>((resolve, reject) => {
      if (this.ended) throw this.ended;
      const member = this.leastBusy(Math.min(threads, this.most));
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

  private leastBusy(most: number): Member {
    const members = this.members.slice(0, most);
    const [least] = members.sort((a, b) => a.jobs.size - b.jobs.size);
    return least && (least.jobs.size === 0 || members.length === most) ? least : this.add();
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
      return this.startThread(events);
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

  /** The run is over: nobody waits for it any more. */
  drop({ id: run }: Run): void {
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

  /** Stops all threads; what they were to give rejects with the error, now and from now on. */
  async end(error: GanxError): Promise<void> {
    this.ended ??= error;
    const members = this.members.splice(0);
    for (const { jobs } of members) for (const { reject } of jobs.values()) reject(this.ended);
    await Promise.all(members.map(({ thread }) => thread.terminate()));
  }
}
