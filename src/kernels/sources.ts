/** Where a module comes from: bytes, a compiled module (edge runtimes allow nothing else), a response or an address. */
export type WasmSource = BufferSource | WebAssembly.Module | Response | URL | string;

/** Where the WebAssembly modules come from; default: the bytes inside the package. */
export interface WasmSources {
  /** The core. */
  readonly wasm?: WasmSource;
  /** What `ganx/analysis` computes with. */
  readonly analysisWasm?: WasmSource;
  /** X-ray physics, which is loaded when a composition's spectrum is needed. */
  readonly physicsWasm?: WasmSource;
}

const sources: { -readonly [Name in keyof WasmSources]: WasmSources[Name] } = {};

/** Says where modules are to come from when they are needed; what is left out stays as it was. */
export function provideModules({ wasm, analysisWasm, physicsWasm }: WasmSources): void {
  sources.wasm = wasm ?? sources.wasm;
  sources.analysisWasm = analysisWasm ?? sources.analysisWasm;
  sources.physicsWasm = physicsWasm ?? sources.physicsWasm;
}

/** Where a module is to come from, if that was said. */
export function sourceOfModule(name: keyof WasmSources): WasmSource | undefined {
  return sources[name];
}
