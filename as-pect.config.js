// as-pect runs the kernels' own tests inside WebAssembly: assembly/__tests__/*.spec.ts.
export default {
  entries: ["assembly/__tests__/**/*.spec.ts"],
  include: ["assembly/__tests__/**/*.include.ts"],
  disclude: [/node_modules/],
  async instantiate(memory, createImports, instantiate, binary) {
    const imports = createImports({ env: { memory } });
    return instantiate(binary, imports);
  },
  outputBinary: false,
};
