// One small interface over Web Workers (browsers, Deno, Bun) and worker threads (Node).
import type { WorkerOptions } from "node:worker_threads";
import { nodeModule } from "../node-module.js";
import type { Reply, Request } from "./messages.js";

/** A worker as the pool sees it. */
export interface Thread {
  /** Sends a message, and moves buffers with it; throws where it cannot be cloned. */
  post(request: Request, transfer?: ArrayBuffer[]): void;
  /** Whether the process has to stay for this worker; where the runtime cannot be told, nothing happens. */
  hold(wanted: boolean): void;
  /** Stops it in the middle of whatever it does; no event comes after. */
  terminate(): Promise<void>;
}

export interface ThreadEvents {
  onReply(reply: Reply): void;
  /** It has ended by itself, or cannot be understood. */
  onEnd(cause: unknown): void;
}

/** Starts a worker. */
export type StartThread = (events: ThreadEvents) => Thread;

/** Most threads that are used unasked. */
const USUAL_THREADS = 8;

/** Whether this runtime has workers; edge functions have none. */
export function hasThreads(): boolean {
  return typeof globalThis.Worker === "function" || nodeModule("node:worker_threads") !== undefined;
}

/** As many threads as there are processors, at most 8; 1 where the runtime has no workers. */
export function usualThreads(): number {
  if (!hasThreads()) return 1;
  const cores = nodeModule("node:os")?.availableParallelism() ?? globalThis.navigator?.hardwareConcurrency;
  return Math.min(USUAL_THREADS, Math.max(1, cores ?? 1));
}

/** Starts a worker that serves ganx's own tasks. */
export const startThread: StartThread = (events) =>
  typeof globalThis.Worker === "function"
    ? // Bundlers look for this very expression.
      webThread(new Worker(new URL("./worker.js", import.meta.url), { type: "module" }), events)
    : // And would copy the file a second time for this one.
      nodeThread(nodeWorker(), events);

/** The file that a worker of Node runs: that for any worker where a bundle has not the other one beside it. */
function nodeWorker(): URL {
  const own = beside("node-worker.js");
  return nodeModule("node:fs")?.existsSync(own) ? own : beside("worker.js");
}

/** A file beside this one, or beside the bundle that it is in. */
function beside(name: string): URL {
  return new URL(import.meta.url.replace(/[^/]*$/, name));
}

function webThread(worker: Worker, { onReply, onEnd }: ThreadEvents): Thread {
  // Bun's workers hold the process, and can be told not to.
  const { ref, unref } = worker as { ref?: () => void; unref?: () => void };
  worker.onmessage = ({ data }) => onReply(data);
  worker.onmessageerror = () => onEnd(new Error("a message could not be read"));
  worker.onerror = (event) => {
    // Else Deno ends the process, and browsers report the error a second time.
    event.preventDefault();
    onEnd(event.error ?? new Error(event.message || "no reason given"));
  };
  // Bun tells of a worker that has ended, as Node does.
  worker.addEventListener("close", () => onEnd(new Error("it has ended")));
  return {
    post: (request, transfer = []) => worker.postMessage(request, transfer),
    hold: (wanted) => (wanted ? ref : unref)?.call(worker),
    terminate: async () => {
      worker.onmessage = null;
      worker.terminate();
    },
  };
}

/** Starts a worker of Node; `options` are those of its Worker. */
export function nodeThread(file: URL, { onReply, onEnd }: ThreadEvents, options?: WorkerOptions): Thread {
  const { Worker } = nodeModule("node:worker_threads")!;
  // The flags of the program, `--input-type` for one, are none of the worker's business.
  const worker = new Worker(file, {
    execArgv: [],
    resourceLimits: { maxYoungGenerationSizeMb: 4 },
    ...options,
  });
  worker.on("message", onReply);
  worker.on("messageerror", onEnd);
  worker.on("error", onEnd);
  worker.on("exit", (code) => onEnd(new Error(`it ended with exit code ${code}`)));
  return {
    post: (request, transfer = []) => worker.postMessage(request, transfer),
    hold: (wanted) => (wanted ? worker.ref() : worker.unref()),
    terminate: async () => {
      worker.removeAllListeners();
      worker.on("error", () => {});
      await worker.terminate();
    },
  };
}
