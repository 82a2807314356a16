// The inside of a worker: answers requests one after the other.
import { loadCore } from "../kernels/core.js";
import { nodeModule } from "../node-module.js";
import { type Reply, type Request, toPlainError } from "./messages.js";
import type { TaskResult, Tasks } from "./tasks.js";

type Work = (
  input: unknown,
  spare: ArrayBuffer | undefined,
) => TaskResult<unknown> | Promise<TaskResult<unknown>>;
type Prepare = (setup: unknown) => Work;

interface Port {
  postMessage(message: Reply, transfer: ArrayBuffer[]): void;
  listen(receive: (request: Request) => void): void;
}

function openPort(): Port {
  if (typeof globalThis.postMessage === "function") {
    return {
      postMessage: (message, transfer) => globalThis.postMessage(message, { transfer }),
      listen: (receive) => globalThis.addEventListener("message", ({ data }) => receive(data)),
    };
  }
  const port = nodeModule("node:worker_threads")?.parentPort;
  if (!port) throw new Error("this file is the inside of a worker");
  return {
    postMessage: (message, transfer) => port.postMessage(message, transfer),
    listen: (receive) => port.on("message", receive),
  };
}

/** Serves `tasks` to the thread that started this one. */
export function serve(tasks: Tasks): void {
  const port = openPort();
  const runs = new Map<number, { task: string; setup: unknown; work?: Work }>();
  let ready: Promise<void> = Promise.resolve();

  const answer = async ({ run, id, input, spare }: Extract<Request, { kind: "input" }>): Promise<void> => {
    try {
      await ready;
      const own = runs.get(run);
      if (!own) throw new Error(`run ${run} was not set up`);
      own.work ??= (tasks[own.task] as unknown as Prepare)(own.setup);
      const { output, transfer } = await own.work(input, spare);
      port.postMessage({ id, output }, [...transfer]);
    } catch (error) {
      port.postMessage({ id, error: toPlainError(error) }, []);
    }
  };

  port.listen((request) => {
    if (request.kind === "input") answer(request);
    else if (request.kind === "setup") runs.set(request.run, { task: request.task, setup: request.setup });
    else if (request.kind === "drop") runs.delete(request.run);
    else if (request.module instanceof WebAssembly.Module) {
      ready = loadCore(request.module);
      // Each answer tells of a failure.
      ready.catch(() => {});
    }
  });
}
