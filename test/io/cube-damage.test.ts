// Damaged cubes: one line, or counts; always in the end, and no file stays open.
import { afterAll, describe, expect, test } from "vitest";
import { CubeSums } from "../../src/analysis/cube-sums.js";
import { inMemory } from "../../src/io/hdf5-format/bytes.js";
import { findPlacement } from "../../src/io/hdf5-format/placement.js";
import { openHdf5Cube } from "../../src/io/open-cube.js";
import { bytesOf, expectRefusal, makeFolder, openFiles } from "./cube-files.js";
import { makeRandom } from "./png-writer.js";

const folder = makeFolder();
afterAll(folder.remove);

/** Reads all counts of a file. @returns what came of it */
async function outcome(bytes: Uint8Array): Promise<"read" | "refused"> {
  const path = folder.put("damaged", bytes);
  const before = openFiles();
  const start = performance.now();
  try {
    const cube = await openHdf5Cube(path);
    try {
      const sums = new CubeSums(cube.width, cube.height, cube.energyAxis.channels);
      for (const block of cube.blocks()) sums.add(block);
    } finally {
      cube.close();
    }
    return "read";
  } catch (cause) {
    expectRefusal(cause, path);
    return "refused";
  } finally {
    expect(performance.now() - start).toBeLessThan(10_000);
    expect(openFiles()).toBe(before);
  }
}

/** A copy with some bits changed. */
function flip(bytes: Uint8Array, seed: number, [from, to]: readonly [number, number]): Uint8Array {
  const random = makeRandom(seed);
  const out = bytes.slice();
  for (let n = 1 + (random() % 3); n > 0; n--) out[from + (random() % (to - from))] ^= 1 << (random() % 8);
  return out;
}

/** Where a text begins in a file. */
const find = (bytes: Uint8Array, text: string): number => Buffer.from(bytes).indexOf(text, 0, "latin1");

const FILES = ["gzip, shuffle and fletcher32", "many chunks"];
const TURNS = 50;

describe.each(FILES)("a damaged cube, %s", (name) => {
  const whole = Uint8Array.from(bytesOf(name));
  const tree = find(whole, "TREE\x01");

  test("has a tree of chunks", async () => {
    expect(tree).toBeGreaterThan(0);
    expect(await outcome(whole)).toBe("read");
  });

  test("cut short", async () => {
    const lengths = [0, 1, 8, 95, 96, 800, ...Array.from({ length: 24 }, (_, i) => (i * whole.length) / 24)];
    for (const length of [...lengths, whole.length - 1]) {
      expect(await outcome(whole.subarray(0, Math.floor(length)))).toBe("refused");
    }
  });

  test.each([
    ["anywhere", [0, whole.length]],
    ["in the headers", [0, 1400]],
    ["in the tree of chunks", [tree, tree + 900]],
  ] as const)("changed %s", async (_, range) => {
    const counts = { read: 0, refused: 0 };
    for (let seed = 0; seed < TURNS; seed++) counts[await outcome(flip(whole, seed, range))]++;
    expect(counts.refused).toBeGreaterThan(0);
    expect(counts.read).toBeGreaterThan(0);
  });
});

describe("a checksum", () => {
  test.each(["gzip", "fletcher32", "gzip and fletcher32"])("tells of changed counts: %s", async (name) => {
    const whole = Uint8Array.from(bytesOf(name));
    const known = { shape: [5, 7, 33], chunks: [3, 4, name === "fletcher32" ? 11 : 33], elementBytes: 2 };
    const placement = findPlacement(inMemory(whole), "/img", known, (bytes) => bytes);
    const stored = placement.kind === "chunks" ? placement.chunks : [];
    const random = makeRandom(3);
    for (let turn = 0; turn < 40; turn++) {
      const { address, size } = stored[turn % stored.length]!;
      // The first two bytes of a deflated chunk say how, and may be changed without harm.
      const changed = flip(whole, random(), [address + 2, address + size]);
      expect(await outcome(changed)).toBe("refused");
    }
  });
});
