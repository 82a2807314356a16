// The one place that holds the WebAssembly instance and its memory.
import { instantiate, instantiateSync } from "@assemblyscript/loader";
import { GanxError } from "../errors.js";
import { Arena } from "./arena.js";
import type { KernelExports } from "./exports.js";
import { wasmBase64 } from "./wasm-base64.js";

/** Where the core comes from: bytes, a compiled module (edge runtimes allow nothing else), a response or an address. */
export type WasmSource = BufferSource | WebAssembly.Module | Response | URL | string;

interface Core {
  readonly module: WebAssembly.Module;
  readonly kernels: KernelExports;
  readonly arena: Arena;
}

let core: Core | undefined;
let loading: Promise<void> | undefined;

function accept({ module, exports }: { module: WebAssembly.Module; exports: unknown }): Core {
  const kernels = exports as KernelExports;
  return { module, kernels, arena: new Arena(kernels.memory, kernels.heapBase() >>> 0) };
}

function embeddedBytes(): Uint8Array<ArrayBuffer> {
  const text = atob(wasmBase64);
  const bytes = new Uint8Array(text.length);
  // An iterator would take 8 ms more at the start of every program.
  for (let i = 0; i < bytes.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

/**
 * Instantiates the core once for this realm; later calls return at once.
 *
 * @param source default: the bytes inside the package
 * @throws GanxError `NOT_LOADED` when the runtime refuses the source
 */
export function loadCore(source?: WasmSource): Promise<void> {
  loading ??= load(source).catch((cause) => {
    loading = undefined;
    throw cause;
  });
  return loading;
}

async function load(source: WasmSource | undefined): Promise<void> {
  if (core) return;
  try {
    const from = typeof source === "string" || source instanceof URL ? await fetch(source) : source;
    core = accept(await instantiate<Record<string, unknown>>(from ?? embeddedBytes(), {}));
  } catch (cause) {
    throw new GanxError(
      "NOT_LOADED",
      `the WebAssembly core did not load (${cause instanceof Error ? cause.message : cause}); ` +
        "where compiling bytes is forbidden, import ganx.wasm as a module and pass it: loadGanx({ wasm: module })",
      { cause },
    );
  }
}

function loaded(): Core {
  if (!core) {
    try {
      core = accept(instantiateSync<Record<string, unknown>>(embeddedBytes(), {}));
    } catch (cause) {
      throw new GanxError(
        "NOT_LOADED",
        "this runtime cannot load the core at once; call `await loadGanx()` first",
        { cause },
      );
    }
  }
  return core;
}

/** The compiled core, for other threads; undefined while none is loaded. */
export function coreModule(): WebAssembly.Module | undefined {
  return core?.module;
}

/** Whose data lies in the memory that stays. */
let owner: object | undefined;

/**
 * Puts data into memory that stays until another owner comes: for what many calls share and copying would cost more than
 * the work. Nothing happens inside of {@link withKernels}.
 *
 * @param of whose data it is
 * @param place puts it there; told whether what was put there before for the same owner is gone
 * @returns whether the data is there
 */
export function keepInMemory(of: object, place: (arena: Arena, isGone: boolean) => void): boolean {
  const { arena } = loaded();
  if (!arena.isFree) return false;
  const isGone = owner !== of;
  if (isGone) {
    owner = undefined;
    arena.clear();
  }
  place(arena, isGone);
  arena.keep();
  owner = of;
  return true;
}

/** Runs kernels over scratch memory that is given back when `use` returns; `use` must not be asynchronous. */
export function withKernels<T>(use: (kernels: KernelExports, arena: Arena) => T): T {
  const { kernels, arena } = loaded();
  const mark = arena.mark();
  try {
    return use(kernels, arena);
  } finally {
    arena.release(mark);
  }
}
