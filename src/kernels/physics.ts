// X-ray physics: a module of its own, which only expected spectra of compositions need.
import type { Arena } from "./arena.js";
import type { PhysicsExports } from "./physics-exports.js";
import { WasmModule } from "./wasm-module.js";

const physics = new WasmModule<PhysicsExports>({
  what: "module of X-ray physics",
  file: "physics.wasm",
  option: "physicsWasm",
  loader: "loadPhysics",
  embedded: async () => (await import("./physics-hex.js")).physicsHex,
});

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
