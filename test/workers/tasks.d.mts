import type { Task } from "../../build/modules/workers/tasks.js";

export const tasks: {
  square: Task<{ started?: Int32Array }, { value: number; ms?: number }, number>;
  count: Task<string, unknown, [setup: string, before: number]>;
  fail: Task<undefined, string, string>;
  badSetup: Task<undefined, string, string>;
  end: Task<undefined, string, string>;
  bytes: Task<undefined, number, Uint8Array>;
};
