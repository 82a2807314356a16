// Node only: the HDF5 library, loaded when it is first needed.
import { GanxError } from "../errors.js";

type H5wasm = typeof import("h5wasm");

let loading: Promise<H5wasm> | undefined;

/** The library with its errors switched on; without that a full disk would go unnoticed. */
export function loadHdf5(): Promise<H5wasm> {
  loading ??= (async () => {
    const h5wasm = (await import("h5wasm/node")) as unknown as H5wasm;
    const module = await h5wasm.ready;
    module.activate_throwing_error_handler();
    return h5wasm;
  })();
  return loading;
}

const ERRNO: Record<string, string> = {
  "No space left on device": "the disk is full",
  "File too large": "the file would exceed the allowed size",
  "Disc quota exceeded": "the disk quota is used up",
};

/** One line from an HDF5 error, which is a stack of many. */
function reason(cause: unknown): string {
  const text = cause instanceof Error ? cause.message : String(cause);
  const system = /error message = '([^']*)'/.exec(text)?.[1];
  if (system) return ERRNO[system] ?? system;
  // The innermost entry of the stack says what went wrong.
  const entries = [...text.matchAll(/in \w+\(\): (.+)/g)];
  return entries.at(-1)?.[1] ?? (text.split("\n")[0].slice(0, 200) || "the HDF5 library failed");
}

/** Runs an HDF5 operation; its failures become one line. */
export function hdf5<T>(code: "IO" | "INVALID_FILE", doing: string, operate: () => T): T {
  try {
    return operate();
  } catch (cause) {
    if (cause instanceof GanxError) throw cause;
    throw new GanxError(code, `${doing}: ${reason(cause)}`, { cause });
  }
}

/**
 * Runs an HDF5 operation with the clock standing still, because the library stamps every object with the time and has
 * no switch for that: a file made again is then equal byte for byte.
 */
export function withoutTime<T>(operate: () => T): T {
  const now = Date.now;
  Date.now = () => 0;
  try {
    return operate();
  } finally {
    Date.now = now;
  }
}
