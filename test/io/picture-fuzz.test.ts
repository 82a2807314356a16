// Damaged TIFFs, WebPs and JPEGs of other programs: a picture or a refusal.
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { decodeOrRefuse } from "./expect-error.js";
import { change, mutate, position } from "./mutate.js";
import { PICTURE_FILES } from "./picture-files.js";

/** The same cases in every run. */
const SETTINGS = { seed: 20230428, endOnFailure: true };

const files = (kind: string): Uint8Array[] =>
  PICTURE_FILES.filter(({ name, file }) => name.startsWith(kind) && file.length < 9000).map(
    ({ file }) => file,
  );

const TIFFS = files("tiff ");
const WEBPS = files("webp ");
const JPEGS = files("jpeg ");

const changes = fc.array(change, { minLength: 1, maxLength: 4 });

/** Numbers that headers lie with. */
const lie = fc.oneof(
  fc.nat(40),
  fc.nat(70_000),
  fc.constantFrom(0, 1, 255, 256, 32_767, 32_768, 65_535, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1),
);

/** Where the first directory of a TIFF is, and how large its entries are. */
function directoryOf(view: DataView): {
  at: number;
  count: number;
  size: number;
  isLittle: boolean;
  isBig: boolean;
} {
  const isLittle = view.getUint8(0) === 0x49;
  const isBig = view.getUint16(2, isLittle) === 43;
  const start = isBig ? Number(view.getBigUint64(8, isLittle)) : view.getUint32(4, isLittle);
  const count = isBig ? Number(view.getBigUint64(start, isLittle)) : view.getUint16(start, isLittle);
  return { at: start + (isBig ? 8 : 2), count, size: isBig ? 20 : 12, isLittle, isBig };
}

// Loading a decoder is no part of decoding.
beforeAll(async () => {
  for (const [file] of [TIFFS, WEBPS, JPEGS]) await decodeOrRefuse(file);
});

describe("decodeImage gives a picture or a GanxError", () => {
  it.each([
    ["TIFFs", TIFFS, 6000],
    ["WebPs", WEBPS, 6000],
    ["JPEGs", JPEGS, 1500],
  ])("for %s changed anywhere", async (_, list, numRuns) => {
    const outcomes = { decoded: 0, refused: 0 };
    const property = fc.asyncProperty(fc.constantFrom(...list), changes, async (bytes, edits) => {
      outcomes[await decodeOrRefuse(mutate(bytes, edits))]++;
    });
    await fc.assert(property, { ...SETTINGS, numRuns });
    expect(Math.min(outcomes.decoded, outcomes.refused)).toBeGreaterThan(0);
  });

  it.each([
    ["TIFFs", TIFFS],
    ["WebPs", WEBPS],
  ])("for %s cut short", async (_, list) => {
    const property = fc.asyncProperty(fc.constantFrom(...list), position, async (bytes, length) => {
      await decodeOrRefuse(bytes.subarray(0, Math.floor(length * bytes.length)));
    });
    await fc.assert(property, { ...SETTINGS, numRuns: 1500 });
  });

  it("for TIFFs whose fields lie", async () => {
    const edit = fc.tuple(position, fc.constantFrom("type", "count", "value"), lie);
    const edits = fc.array(edit, { minLength: 1, maxLength: 3 });
    const property = fc.asyncProperty(fc.constantFrom(...TIFFS), edits, async (bytes, list) => {
      const copy = bytes.slice();
      const view = new DataView(copy.buffer);
      const { at, count, size, isLittle, isBig } = directoryOf(view);
      for (const [which, part, value] of list) {
        const entry = at + size * Math.floor(which * count);
        if (part === "type") view.setUint16(entry + 2, value, isLittle);
        else if (part === "count") view.setUint32(entry + 4 + (isBig && !isLittle ? 4 : 0), value, isLittle);
        // A short value is in the first half of its room.
        else if (value < 65_536) view.setUint16(entry + (isBig ? 12 : 8), value, isLittle);
        else view.setUint32(entry + (isBig ? 12 : 8), value, isLittle);
      }
      await decodeOrRefuse(copy);
    });
    await fc.assert(property, { ...SETTINGS, numRuns: 5000 });
  });

  it("for WebPs whose lengths and sizes lie", async () => {
    const edit = fc.tuple(fc.constantFrom(4, 16, 20, 21, 23, 24, 26, 27, 28), lie, fc.constantFrom(1, 2, 4));
    const edits = fc.array(edit, { minLength: 1, maxLength: 2 });
    const property = fc.asyncProperty(fc.constantFrom(...WEBPS), edits, async (bytes, list) => {
      const copy = bytes.slice();
      const view = new DataView(copy.buffer);
      for (const [at, value, width] of list) {
        if (width === 4) view.setUint32(at, value, true);
        else if (width === 2) view.setUint16(at, value, true);
        else view.setUint8(at, value);
      }
      await decodeOrRefuse(copy);
    });
    await fc.assert(property, { ...SETTINGS, numRuns: 3000 });
  });
});
