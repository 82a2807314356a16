// What measures spectra and pictures: a module of its own, which drawing a scan does not need.

import type { AnalysisExports } from "./analysis-exports.js";
import { analysisHex } from "./analysis-hex.js";
import type { Arena } from "./arena.js";
import { WasmModule } from "./wasm-module.js";

const analysis = new WasmModule<AnalysisExports>({
  what: "module of analysis",
  file: "analysis.wasm",
  option: "analysisWasm",
  loader: "loadGanx",
  embedded: () => analysisHex,
});

/**
 * Instantiates the module once for this realm; later calls return at once.
 *
 * @throws GanxError `NOT_LOADED` when the runtime refuses the source
 */
export function loadAnalysis(): Promise<void> {
  return analysis.load();
}

/** Runs kernels of analysis over scratch memory that is given back when `use` returns; `use` must not be asynchronous. */
export function withAnalysis<T>(use: (kernels: AnalysisExports, arena: Arena) => T): T {
  return analysis.use(use);
}
