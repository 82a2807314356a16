// Node only: the HDF5 library, loaded when it is first needed.
import { GanxError } from "../errors.js";

type H5wasm = typeof import("h5wasm");

/** The part of the library that writes to files, standard error among them. */
interface Output {
  write(stream: { fd: number }, memory: Int8Array, at: number, size: number, ...rest: unknown[]): number;
}

const STANDARD_ERROR = 2;

let loading: Promise<H5wasm> | undefined;

/** What the library has printed about errors. */
let printed: Uint8Array[] = [];

/**
 * The library, with what it prints about errors gathered: some it tells in no other way.
 *
 * It can also throw its errors, but then leaves the functions that it breaks off unfinished: the file stays open.
 */
export function loadHdf5(): Promise<H5wasm> {
  loading ??= (async () => {
    const h5wasm = (await import("h5wasm/node")) as unknown as H5wasm;
    await h5wasm.ready;
    const output = h5wasm.FS as unknown as Output;
    const { write } = output;
    output.write = (stream, memory, at, size, ...rest) => {
      // Others in this process may write with the library.
      if (stream.fd !== STANDARD_ERROR) return write.call(output, stream, memory, at, size, ...rest);
      printed.push(Uint8Array.from(memory.subarray(at, at + size)));
      return size;
    };
    return h5wasm;
  })();
  return loading;
}

/** One line from an HDF5 error, which is a stack of many. */
function reason(text: string): string {
  const system = /error message = '([^']*)'/.exec(text)?.[1];
  if (system) return system;
  // The innermost entry of the stack says what went wrong.
  const entries = [...text.matchAll(/in \w+\(\): (.+)/g)];
  return entries.at(-1)?.[1] ?? (text.split("\n")[0].slice(0, 200) || "the HDF5 library failed");
}

/** Runs an HDF5 operation; its failures become one line. @throws GanxError `INVALID_FILE` */
export function hdf5<T>(doing: string, operate: () => T): T {
  printed = [];
  let failure: unknown;
  try {
    const result = operate();
    if (printed.length === 0) return result;
  } catch (cause) {
    if (cause instanceof GanxError) throw cause;
    failure = cause;
  }
  const message =
    Buffer.concat(printed).toString() || (failure instanceof Error ? failure.message : `${failure}`);
  throw new GanxError("INVALID_FILE", `${doing}: ${reason(message)}`, {
    cause: failure ?? new Error(message),
  });
}
