// Where bytes cannot be compiled, the package brings its modules compiled.
import analysisWasm from "./analysis.wasm";
import wasm from "./ganx.wasm";
import type { WasmSources } from "./kernels/sources.js";
import physicsWasm from "./physics.wasm";

export const compiledModules: WasmSources = { wasm, analysisWasm, physicsWasm };
