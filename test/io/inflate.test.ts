// What the runtime inflates at once is what is inflated piece by piece, and what is wrong with a stream is said alike.
import { deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { afterEach, describe, expect, test, vi } from "vitest";
import { inflateInPieces } from "../../src/io/inflate.js";

afterEach(() => {
  vi.restoreAllMocks();
});

function inflate(parts: readonly Uint8Array[], expected?: number) {
  const pieces: Buffer[] = [];
  const take = (piece: Uint8Array): boolean => pieces.push(Buffer.from(piece)) > 0;
  const status = inflateInPieces(parts, take, expected);
  return { status, bytes: Buffer.concat(pieces), pieces: pieces.length };
}

/** The same without the runtime's own. */
function inflateByItself(parts: readonly Uint8Array[]) {
  const spy = vi.spyOn(process, "getBuiltinModule").mockReturnValue(undefined as never);
  const found = inflate(parts);
  spy.mockRestore();
  return found;
}

const sample = Uint8Array.from({ length: 300_000 }, (_, i) => (i * i) >> (i % 7));

describe("a zlib stream", () => {
  test("is inflated at once where it is small, and else in pieces", () => {
    for (const data of [new Uint8Array(0), sample, new Uint8Array(9 * 2 ** 20).fill(3)]) {
      const stream = deflateSync(data);
      const parts = [stream.subarray(0, 5), new Uint8Array(0), stream.subarray(5)];
      const [own, slow] = [inflate(parts), inflateByItself(parts)];
      expect(own.bytes.equals(Buffer.from(data))).toBe(true);
      expect(own.bytes.equals(slow.bytes)).toBe(true);
      expect([own.status, slow.status]).toEqual([0, 0]);
      expect(own.pieces === 1).toBe(data.length < 8 * 2 ** 20);
      if (data.length > 65_536) expect(inflate(parts, 2 ** 30).pieces).toBeGreaterThan(1);
    }
  });

  test("ends where it ends, whatever follows", () => {
    const parts = [deflateSync(sample), Uint8Array.of(1, 2, 3), deflateSync(sample)];
    expect(inflate(parts)).toMatchObject({ status: 0 });
    expect(inflate(parts).bytes.equals(inflateByItself(parts).bytes)).toBe(true);
  });

  test("is refused alike when it is damaged, cut short or of another kind", () => {
    const whole = deflateSync(sample.subarray(0, 3000));
    const wrong: Uint8Array[] = [
      gzipSync(sample),
      deflateRawSync(sample),
      deflateSync(sample, { dictionary: Buffer.from("abc") }),
      new Uint8Array(0),
      Uint8Array.of(0x78),
    ];
    for (let i = 0; i < whole.length; i += 7) {
      wrong.push(whole.subarray(0, i));
      const changed = Uint8Array.from(whole);
      changed[i]! ^= 1 << (i % 8);
      wrong.push(changed);
    }
    let refused = 0;
    for (const stream of wrong) {
      const [own, slow] = [inflate([stream]), inflateByItself([stream])];
      expect(own.status).toBe(slow.status);
      if (own.status === 0) expect(own.bytes.equals(slow.bytes)).toBe(true);
      else refused++;
    }
    expect(refused).toBeGreaterThan(wrong.length / 2);
  });

  test("is stopped by whoever takes it", () => {
    expect(inflateInPieces([deflateSync(sample)], () => false)).toBeUndefined();
  });
});
