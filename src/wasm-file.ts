// The type of `ganx/ganx.wasm` and the others.
declare const module: WebAssembly.Module;
export default module;
