import type * as fs from "node:fs";
import type * as os from "node:os";
import type * as workerThreads from "node:worker_threads";
import type * as zlib from "node:zlib";

/** The modules of Node that are asked for. */
interface NodeModules {
  "node:fs": typeof fs;
  "node:os": typeof os;
  "node:worker_threads": typeof workerThreads;
  "node:zlib": typeof zlib;
}

/**
 * A module of Node, where there is one: asked for at run time, so that bundlers for browsers see no import of it.
 *
 * @returns undefined outside Node, and in Node before 20.16
 */
export function nodeModule<K extends keyof NodeModules>(name: K): NodeModules[K] | undefined {
  return globalThis.process?.getBuiltinModule?.(name) as NodeModules[K] | undefined;
}
