// One runtime against the committed hashes.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";

const file = new URL("hashes.json", import.meta.url);

/** The committed hashes, by topic. */
export function readHashes() {
  return JSON.parse(readFileSync(file, "utf8"));
}

export function writeHashes(hashes) {
  const failed = Object.entries(hashes).find(([, hash]) => hasFailed(hash));
  if (failed) throw new Error(`these hashes are not to be kept: ${failed.join(": ")}`);
  writeFileSync(file, `${JSON.stringify(hashes, null, 2)}\n`);
}

/** One hash of all. */
export function combine(hashes) {
  const text = Object.keys(hashes)
    .sort()
    .map((topic) => `${topic}=${hashes[topic]}\n`)
    .join("");
  return createHash("sha256").update(text).digest("hex");
}

const hasFailed = (hash) => hash?.startsWith("failed") === true;

/** Topics that one of two has alone, or whose hashes differ, or that failed. */
export function differences(found, expected) {
  const topics = [...new Set([...Object.keys(expected), ...Object.keys(found)])];
  return topics
    .filter((topic) => found[topic] !== expected[topic] || hasFailed(found[topic]))
    .map((topic) => (hasFailed(found[topic]) ? `${topic} (${found[topic]})` : topic));
}

/**
 * Runs the suite in a runtime, with one thread and, where there are workers, with two.
 *
 * @param folder where the package is installed
 * @param options `perturb`: see suite/index.mjs; with one thread alone
 * @returns `hashes` of one thread, and the topics that two threads change, of which there must be none
 */
export async function runRuntime(runtime, folder, options = {}) {
  const begin = performance.now();
  const hashes = await runtime.run(folder, { ...options, threads: 1 });
  const parallel =
    runtime.hasThreads && !options.perturb ? await runtime.run(folder, { ...options, threads: 2 }) : {};
  const seconds = (performance.now() - begin) / 1000;
  const changed = differences({ ...hashes, ...parallel }, hashes).map((topic) => `${topic} (two threads)`);
  return { hashes, changed, seconds };
}
