import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { hashImage, sha256 } from "../../src/hash.js";
import { sha256Bytes } from "../../src/kernels/sha256.js";

const digest = (...parts: Uint8Array[]): string => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("hex");
};

const bytes = (length: number): Uint8Array =>
  Uint8Array.from({ length }, (_, i) => (i * 2_654_435_761) >>> 13);

test("agrees with Node at every length around a block and around what is worked on at once", () => {
  const lengths = [...Array(140).keys(), ...Array.from({ length: 140 }, (_, i) => 2 ** 18 - 70 + i), 700_001];
  for (const length of lengths) {
    const data = bytes(length);
    expect(Buffer.from(sha256Bytes([data])).toString("hex"), `${length} bytes`).toBe(digest(data));
  }
});

test("parts are hashed in a row, however they are cut", () => {
  const whole = bytes(600_000);
  const parts = [0, 1, 64, 100, 262_143, 262_145, 500_000].map((start, i, all) =>
    whole.subarray(start, all[i + 1] ?? whole.length),
  );
  expect(sha256(...parts)).toBe(digest(whole));
  expect(sha256("é", new Uint8Array(0), "x")).toBe(digest(Buffer.from("éx")));
});

test("a picture is hashed with its size", () => {
  const rgb = bytes(30);
  expect(hashImage({ width: 5, height: 2, rgb })).toBe(digest(Buffer.from("5x2:"), rgb));
  expect(hashImage({ width: 2, height: 5, rgb })).not.toBe(hashImage({ width: 5, height: 2, rgb }));
});
