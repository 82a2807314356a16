// X-ray physics: a module of its own, which only expected spectra of compositions need.
import type { Arena } from "./arena.js";
import type { PhysicsExports } from "./physics-exports.js";
import { WasmModule, type WasmSource } from "./wasm-module.js";

const physics = new WasmModule<PhysicsExports>({
  what: "module of X-ray physics",
  file: "physics.wasm",
  option: "physicsWasm",
  loader: "loadPhysics",
  embedded: async () => (await import("./physics-base64.js")).physicsBase64,
});

/** Says where X-ray physics is to come from when it is needed; default: the bytes inside the package. */
export function providePhysics(source: WasmSource | undefined): void {
  physics.provide(source);
}

/**
 * Instantiates X-ray physics once for this realm; later calls return at once.
 *
 * @throws GanxError `NOT_LOADED` when the runtime refuses the source
 */
export function loadPhysics(): Promise<void> {
  return physics.load();
}

/**
 * Runs kernels of X-ray physics over scratch memory that is given back when `use` returns; `use` must not be asynchronous.
 *
 * @throws GanxError `NOT_LOADED` before {@link loadPhysics}
 */
export function withPhysics<T>(use: (kernels: PhysicsExports, arena: Arena) => T): T {
  return physics.use(use);
}
