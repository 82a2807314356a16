// Buffers between canaries, for the specs.

const CANARY: u8 = 0xa5;
const GUARD: usize = 16;

/** Room for `length` values, filled and surrounded with canaries; 16-byte aligned. */
export function room<T>(length: i32): usize {
  const bytes = <usize>length * sizeof<T>();
  const start = heap.alloc(bytes + 2 * GUARD);
  memory.fill(start, CANARY, bytes + 2 * GUARD);
  return start + GUARD;
}

export function put<T>(values: T[]): usize {
  const pointer = room<T>(values.length);
  for (let i = 0; i < values.length; i++) set<T>(pointer, i, values[i]);
  return pointer;
}

export function zeros<T>(length: i32): usize {
  const pointer = room<T>(length);
  memory.fill(pointer, 0, <usize>length * sizeof<T>());
  return pointer;
}

export function at<T>(pointer: usize, i: i32): T {
  return load<T>(pointer + <usize>i * sizeof<T>());
}

export function set<T>(pointer: usize, i: i32, value: T): void {
  store<T>(pointer + <usize>i * sizeof<T>(), value);
}

/** Whether the canaries around a buffer of `length` values are alive. */
export function intact<T>(pointer: usize, length: i32): bool {
  const end = pointer + <usize>length * sizeof<T>();
  for (let i: usize = 0; i < GUARD; i++) {
    if (load<u8>(pointer - GUARD + i) !== CANARY || load<u8>(end + i) !== CANARY) return false;
  }
  return true;
}

export function same<T>(a: usize, b: usize, length: i32): bool {
  return memory.compare(a, b, <usize>length * sizeof<T>()) === 0;
}

export function expectNear(found: f64, expected: f64, tolerance: f64): void {
  expect(Math.abs(found - expected)).toBeLessThan(tolerance);
}

/** The lengths to try: 0 to 17, then a large one. */
export function nextLength(n: i32): i32 {
  return n < 17 ? n + 1 : n + 983;
}

/** Differs from number to number without a pattern that four lanes could follow; below `limit`. */
export function scatter(i: i32, limit: i32): i32 {
  return <i32>((((<u32>i + 1) * 2654435761) >>> 7) % <u32>limit);
}
