// Signatures of the functions in assembly/index.ts; pointers are byte addresses, counts are elements.

/** A byte address in linear memory. */
type Pointer = number;

export interface KernelExports {
  readonly memory: WebAssembly.Memory;
  heapBase(): Pointer;
}
