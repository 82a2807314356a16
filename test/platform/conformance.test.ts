// The packed package gives the committed hashes in every runtime that is there; with GANX_REQUIRE_RUNTIMES=1 all have
// to be.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { combine, differences, readHashes, runRuntime } from "./check.mjs";
import { installPacked } from "./packed.mjs";
import { RUNTIMES } from "./runtimes/index.mjs";
import { bun, node } from "./runtimes/programs.mjs";

const ALL_ARE_REQUIRED = process.env.GANX_REQUIRE_RUNTIMES === "1";
const LONGEST_MS = 400_000;

const expected: Record<string, string> = readHashes();
let folder: string;
let remove = (): void => {};

beforeAll(async () => {
  ({ folder, remove } = await installPacked());
}, LONGEST_MS);
afterAll(() => remove());

/** Skips a test by a runtime's name where that is not installed. */
async function need(
  runtime: (typeof RUNTIMES)[number],
  skip: (note: string) => never,
): Promise<typeof runtime> {
  const { missing } = await runtime.find();
  if (missing === undefined) return runtime;
  const note = `${runtime.name} is not installed: ${missing}`;
  return ALL_ARE_REQUIRED ? expect.fail(note) : skip(note);
}

describe("the packed package has the committed hashes in", () => {
  for (const runtime of RUNTIMES) {
    test(runtime.name, { timeout: LONGEST_MS }, async ({ skip }) => {
      const { hashes, changed } = await runRuntime(await need(runtime, skip), folder);
      expect([...differences(hashes, expected), ...changed]).toEqual([]);
      expect(combine(hashes)).toBe(combine(expected));
    });
  }
});

describe("the suite", () => {
  test("sees Math.exp in a library's spectra", async ({ skip }) => {
    const options = { perturb: "exp" };
    const [one, other] = [
      await runRuntime(node, folder, options),
      await runRuntime(await need(bun, skip), folder, options),
    ];
    expect(differences(other.hashes, one.hashes)).toEqual(["resampled spectra", "measured library"]);
  });

  test("counts a topic that is missing, new or failed as a difference", () => {
    expect(differences({ a: "1", b: "2" }, { a: "1", b: "2" })).toEqual([]);
    expect(differences({ a: "1" }, { a: "1", b: "2" })).toEqual(["b"]);
    expect(differences({ a: "1", b: "2" }, { a: "1" })).toEqual(["b"]);
    expect(differences({ a: "failed: x" }, { a: "failed: x" })).toEqual(["a (failed: x)"]);
  });
});
