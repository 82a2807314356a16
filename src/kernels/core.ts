// The core: all that drawing a scan needs but X-ray physics.
import type { Arena } from "./arena.js";
import { coreHex } from "./core-hex.js";
import type { KernelExports } from "./exports.js";
import { provideModules, type WasmSource } from "./sources.js";
import { WasmModule } from "./wasm-module.js";

const core = new WasmModule<KernelExports>({
  what: "core",
  file: "ganx.wasm",
  option: "wasm",
  loader: "loadGanx",
  embedded: () => coreHex,
});

/**
 * Instantiates the core once for this realm; later calls return at once.
 *
 * @param source default: the bytes inside the package
 * @throws GanxError `NOT_LOADED` when the runtime refuses the source
 */
export function loadCore(source?: WasmSource): Promise<void> {
  provideModules({ wasm: source });
  return core.load();
}

/** The compiled core, for other threads; undefined while none is loaded. */
export function coreModule(): WebAssembly.Module | undefined {
  return core.module;
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
  const { arena } = core.loaded;
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
  return core.use(use);
}
