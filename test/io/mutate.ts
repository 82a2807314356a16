// Damage to files, for the tests that change them at random.
import fc from "fast-check";

/** A place in a file, as a fraction of its length. */
export const position = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
/** One change to a file. */
export const change = fc.record({
  where: position,
  kind: fc.constantFrom("set", "flip", "insert", "remove", "repeat"),
  value: fc.integer({ min: 0, max: 255 }),
});

export type Change = { where: number; kind: string; value: number };

/** A copy of the file with the changes made one after the other. */
export function mutate(bytes: Uint8Array, changes: readonly Change[]): Uint8Array {
  const out = [...bytes];
  for (const { where, kind, value } of changes) {
    const at = Math.floor(where * out.length);
    if (kind === "set") out[at] = value;
    else if (kind === "flip") out[at] ^= 1 << (value & 7);
    else if (kind === "insert") out.splice(at, 0, value);
    else if (kind === "remove") out.splice(at, value);
    else out.splice(at, 0, ...out.slice(at, at + value));
  }
  return Uint8Array.from(out);
}
