// Tasks that go wrong on purpose, or take their time; plain JavaScript, because workers run them as they are.
import { GanxError } from "../../build/modules/errors.js";

const plain = (output) => ({ output, transfer: [] });

export const tasks = {
  /** Squares of `{ value, ms }`, after a while. */
  square:
    ({ started } = {}) =>
    ({ value, ms = 0 }) => {
      if (started) Atomics.add(started, 0, 1);
      for (const end = performance.now() + ms; performance.now() < end; );
      return plain(value * value);
    },
  /** Which setup it has, and how many inputs came before in the same thread. */
  count: (setup) => {
    let before = 0;
    return () => plain([setup, before++]);
  },
  /** Gives the input, except where that is what to throw. */
  fail: () => (input) => {
    if (input === "ganx") throw new GanxError("INVALID_FILE", "no file", { cause: new RangeError("deep") });
    if (input === "type") throw new TypeError("no type");
    if (input === "text") throw "no error";
    if (input === "clone") return plain(() => {});
    return plain(input);
  },
  badSetup: () => {
    throw new GanxError("INVALID_LIBRARY", "no setup");
  },
  /** Ends the thread. */
  end: () => (how) => {
    if (how === "exit") process.exit(3);
    if (how === "uncaught") {
      queueMicrotask(() => {
        throw new Error("out of the blue");
      });
      return plain(how);
    }
    if (how === "heap") for (const all = []; ; ) all.push(new Array(1e5).fill({ more: all.length }));
    if (how === "forever") for (;;);
    if (how === "wait") for (const end = performance.now() + 5; performance.now() < end; );
    return plain(how);
  },
  /** Bytes that move. */
  bytes: () => (length) => {
    const output = new Uint8Array(length).fill(7);
    return { output, transfer: [output.buffer] };
  },
};
