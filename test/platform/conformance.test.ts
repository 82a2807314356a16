// The packed package gives the committed hashes in every runtime that is there; with GANX_REQUIRE_RUNTIMES=1 all have
// to be.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { combine, differences, readHashes, runRuntime } from "./check.mjs";
import { installPacked } from "./packed.mjs";
import { chromium, firefox } from "./runtimes/browsers.mjs";
import { RUNTIMES } from "./runtimes/index.mjs";
import { bun, node } from "./runtimes/programs.mjs";

const ALL_ARE_REQUIRED = process.env.GANX_REQUIRE_RUNTIMES === "1";
const LONGEST_MS = 610_000;

/** A file that a page asked for, or a mark that it set between two. */
interface LoadedFile {
  readonly path?: string;
  readonly gzip?: number;
  readonly mark?: string;
}

interface Runtime {
  readonly name: string;
  find(): Promise<{ readonly missing?: string }>;
}

const expected: Record<string, string> = readHashes();
let folder: string;
let remove = (): void => {};
const skipped = new Set<string>();

beforeAll(async () => {
  ({ folder, remove } = await installPacked());
}, LONGEST_MS);
afterAll(() => {
  remove();
  // By name: the reporter only counts them.
  for (const note of skipped) console.info(`skipped: ${note}`);
});

/** Skips a test by a runtime's name where that is not installed. */
async function need({ name, find }: Runtime, skip: (note: string) => never): Promise<void> {
  const { missing } = await find();
  if (missing === undefined) return;
  const note = `${name} is not installed: ${missing}`;
  if (ALL_ARE_REQUIRED) expect.fail(note);
  skipped.add(note);
  skip(note);
}

describe("the packed package has the committed hashes in", () => {
  for (const runtime of RUNTIMES) {
    test(runtime.name, { timeout: LONGEST_MS }, async ({ skip }) => {
      await need(runtime, skip);
      const { hashes, changed } = await runRuntime(runtime, folder);
      expect([...differences(hashes, expected), ...changed]).toEqual([]);
      expect(combine(hashes)).toBe(combine(expected));
    });
  }
});

describe("a page that imports ganx and makes a scan of pixels loads no more than that needs, in", () => {
  for (const browser of [chromium, firefox]) {
    test(browser.name, { timeout: LONGEST_MS }, async ({ skip }) => {
      await need(browser, skip);
      const files: readonly LoadedFile[] = await browser.filesOfCore(folder);
      const atImport = files.slice(
        0,
        files.findIndex(({ mark }) => mark === "imported"),
      );
      expect(atImport.reduce((sum, { gzip = 0 }) => sum + gzip, 0)).toBeLessThan(60_000);
      const names = files.map(({ path = "" }) => path).join("\n");
      expect(names).toContain("core");
      expect(names).not.toMatch(/hdf5|analysis|decode|pako|png|jpeg|chart|demo|materials/);
    });
  }
});

describe("the suite", () => {
  test("sees Math.exp in a library's spectra", async ({ skip }) => {
    await need(bun, skip);
    const options = { perturb: "exp" };
    const [one, other] = [await runRuntime(node, folder, options), await runRuntime(bun, folder, options)];
    expect(differences(other.hashes, one.hashes)).toEqual(["resampled spectra", "measured library"]);
  });

  test("counts a topic that is missing, new or failed as a difference", () => {
    expect(differences({ a: "1", b: "2" }, { a: "1", b: "2" })).toEqual([]);
    expect(differences({ a: "1" }, { a: "1", b: "2" })).toEqual(["b"]);
    expect(differences({ a: "1", b: "2" }, { a: "1" })).toEqual(["b"]);
    expect(differences({ a: "failed: x" }, { a: "failed: x" })).toEqual(["a (failed: x)"]);
  });
});
