import type { ByteWriter } from "./byte-writer.js";
import type { TextHeap } from "./text-heap.js";
import type { Hdf5Array, NumberArray } from "./tree.js";

/** The bytes of numbers; not a copy. */
export function bytesOfNumbers(values: NumberArray): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

/** Text of a fixed number of bytes. @throws RangeError where one is longer */
function fixedText(texts: readonly string[], size: number): Uint8Array {
  const out = new Uint8Array(texts.length * size);
  for (const [i, text] of texts.entries()) {
    const bytes = new TextEncoder().encode(text);
    if (bytes.length > size) throw new RangeError(`expected text of ${size} bytes, found ${bytes.length}`);
    out.set(bytes, i * size);
  }
  return out;
}

/** The bytes of values that need no heap; of numbers not a copy. */
export function plainBytes({ type, values }: Pick<Hdf5Array, "type" | "values">): Uint8Array {
  if (ArrayBuffer.isView(values)) return bytesOfNumbers(values as NumberArray);
  return fixedText(values as readonly string[], typeof type === "object" ? type.textBytes : 0);
}

/** Writes values, text of variable length as references to a heap. */
export function encodeValues(
  out: ByteWriter,
  array: Pick<Hdf5Array, "type" | "values">,
  heap: TextHeap,
): void {
  if (array.type !== "text") out.put(plainBytes(array));
  else for (const text of array.values as readonly string[]) heap.refer(out, text);
}
