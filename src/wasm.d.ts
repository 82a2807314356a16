// Where a runtime or a bundler takes WebAssembly as modules: `ganx/ganx.wasm` and the others.
declare module "*.wasm" {
  const module: WebAssembly.Module;
  export default module;
}
