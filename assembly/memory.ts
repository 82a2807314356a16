// TypeScript owns linear memory: it allocates above this address and the kernels never allocate.

/** First byte of linear memory that the module's own static data does not use. */
export function heapBase(): usize {
  return __heap_base;
}
