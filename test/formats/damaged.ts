// Damage to the files of a cube: what is left is the counts, or one line; in the end, without much memory, and no file
// stays open.
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { GanxError } from "../../src/errors.js";
import { openFiles } from "../io/cube-files.js";
import { type Change, change, mutate, position } from "../io/mutate.js";
import { withCube } from "./cubes.js";

const SETTINGS = { seed: 20_230_428, endOnFailure: true };

/** A cube as files by name, and which of them is opened. */
export interface Sample {
  readonly open: string;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** Numbers with which headers lie. */
const lies = fc.constantFrom(
  "0",
  "1",
  "2",
  "7",
  "-1",
  "65535",
  "65536",
  "2147483647",
  "4294967296",
  "1e308",
  "9".repeat(20),
  "NaN",
  "",
);

/** Puts a lie in the place of one of the numbers of a text, or over four bytes of what is none. */
function lie(bytes: Uint8Array, where: number, value: string): Uint8Array {
  const old = Buffer.from(bytes).toString("latin1");
  const numbers = [...old.matchAll(/\d+/g)];
  const found = numbers[Math.floor(where * numbers.length)];
  if (found) {
    const changed = old.slice(0, found.index) + value + old.slice(found.index + found[0].length);
    return new Uint8Array(Buffer.from(changed, "latin1"));
  }
  return bytes;
}

/** A little-endian number of 4 bytes over what was there. */
function overwrite(bytes: Uint8Array, where: number, value: number): Uint8Array {
  const out = bytes.slice();
  for (let i = 0; i < 4; i++) out[Math.floor(where * out.length) + i] = (value >>> (8 * i)) & 255;
  return out.subarray(0, bytes.length);
}

/** Requires one line of ours. */
const refused =
  (codes: readonly string[]) =>
  (error: unknown): void => {
    if (!(error instanceof GanxError)) throw error;
    expect(codes).toContain(error.code);
    expect(error.message).toMatch(/^[^\p{Cc}]{10,700}$/u);
  };

/** Opens and reads everything; what is not read is refused in one line. @returns a digest of what was read */
async function readOrRefuse(path: string): Promise<string | undefined> {
  const start = process.cpuUsage();
  const memory = process.memoryUsage();
  const hash = createHash("sha256");
  try {
    await withCube(path, async (cube) => {
      let numbers = 0;
      for await (const { layout, bytes } of cube.blocks()) {
        numbers += layout.rows * layout.columns * layout.channels;
        expect(bytes.byteLength).toBeLessThan(2 ** 24);
        hash.update(bytes);
        if (numbers > 2 ** 22) break;
      }
      const all = cube.width * cube.height * cube.energyAxis.channels;
      expect(numbers === all || numbers > 2 ** 22).toBe(true);
      await cube.picture?.().catch(refused(["INVALID_IMAGE", "IO"]));
    });
    return hash.digest("hex");
  } catch (error) {
    refused(["INVALID_FILE", "IO"])(error);
    return undefined;
  } finally {
    // Not the time on the clock: that is also other programs'.
    const { user, system } = process.cpuUsage(start);
    expect(user + system).toBeLessThan(2e6);
    expect(process.memoryUsage().arrayBuffers - memory.arrayBuffers).toBeLessThan(2 ** 28);
  }
}

/** What must be so of a damaged file that was read. */
export interface Damaged {
  /** Of the file. */
  readonly name: string;
  readonly kind: "changed" | "cut short" | "with a lie in its numbers";
  /** Whether the counts are those of the sound file. */
  readonly isEqual: boolean;
}

/** @param runs inputs of each of three kinds @param check throws where what was read is not right */
export function testDamage(
  title: string,
  make: () => Sample | Promise<Sample>,
  runs: number,
  check?: (read: Damaged) => void,
): void {
  describe(title, () => {
    const folder = mkdtempSync(join(tmpdir(), "ganx-damaged-"));
    afterAll(() => rmSync(folder, { recursive: true }));
    let sample: Sample;
    const put = (name: string, bytes: Uint8Array): void => {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), bytes);
    };

    beforeAll(async () => {
      sample = await make();
      for (const [name, bytes] of sample.files) put(name, bytes);
    });

    test.each<[Damaged["kind"], fc.Arbitrary<{ where: number; damage(bytes: Uint8Array): Uint8Array }>]>([
      [
        "changed",
        fc.tuple(position, fc.array(change, { minLength: 1, maxLength: 4 })).map(([where, changes]) => ({
          where,
          damage: (bytes) => mutate(bytes, changes as Change[]),
        })),
      ],
      [
        "cut short",
        fc.tuple(position, position).map(([where, part]) => ({
          where,
          damage: (bytes) => bytes.subarray(0, Math.floor(part * bytes.length)),
        })),
      ],
      [
        "with a lie in its numbers",
        fc.tuple(position, position, lies, fc.integer()).map(([where, part, value, word]) => ({
          where,
          damage: (bytes) => (word % 2 === 0 ? lie(bytes, part, value) : overwrite(bytes, part, word)),
        })),
      ],
    ])("%s is read or refused", async (kind, damages) => {
      const sound = await readOrRefuse(join(folder, sample.open));
      expect(sound).toBeDefined();
      const before = openFiles();
      const seen = { read: 0, refused: 0 };
      /** Changes one of the files, looks, and puts it back. */
      const look = async ({ where, damage }: { where: number; damage(bytes: Uint8Array): Uint8Array }) => {
        const entries = [...sample.files];
        const [name, bytes] = entries[Math.floor(where * entries.length)]!;
        put(name, damage(bytes));
        try {
          const found = await readOrRefuse(join(folder, sample.open));
          seen[found === undefined ? "refused" : "read"]++;
          if (found !== undefined) check?.({ name, kind, isEqual: found === sound });
        } finally {
          put(name, bytes);
        }
      };
      await fc.assert(fc.asyncProperty(damages, look), { ...SETTINGS, numRuns: runs });
      expect(seen.refused).toBeGreaterThan(0);
      expect(openFiles()).toBe(before);
    });
  });
}
