// Pages that import ganx by its name: by an import map, and bundled without configuration from the packed package.
import { createHash } from "node:crypto";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createScan } from "../../src/create-scan.js";
import { newSite, titleOf, WAYS, whyNoBundlers } from "./bundlers.mjs";
import { openBrowser, whyNot } from "./drive-browser.mjs";
import { installPacked } from "./packed.mjs";
import { serveFolder } from "./serve-folder.mjs";

const LONGEST_MS = 300_000;
const missing = whyNoBundlers() ?? whyNot("chromium");

let folder: string;
let removeFolder = (): void => {};
let opened: Awaited<ReturnType<typeof openBrowser>>;
let hash: string;

beforeAll(async () => {
  if (missing !== undefined) return;
  ({ folder, remove: removeFolder } = await installPacked());
  opened = await openBrowser("chromium");
  const rgb = new Uint8Array(30 * 20 * 3).map((_, i) => (i * 7) % 256);
  const scan = await createScan({ width: 30, height: 20, rgb }, { clusters: 3, delta: 0, seed: 5 });
  const { counts } = scan.region({ x: 0, y: 0, width: 30, height: 20 });
  hash = createHash("sha256").update(counts).digest("hex");
}, LONGEST_MS);

afterAll(async () => {
  await opened?.close();
  removeFolder();
});

/** Serves a folder, and visits its page with one thread and with two. */
async function visit(site: string): Promise<string[]> {
  const server = await serveFolder(site);
  try {
    const titles = [];
    for (const threads of [1, 2]) {
      titles.push(await titleOf(opened.browser, `${server.address}index.html?threads=${threads}`));
    }
    return titles;
  } finally {
    await server.close();
  }
}

const isSkipped = missing !== undefined && process.env.GANX_REQUIRE_RUNTIMES !== "1";
describe.skipIf(isSkipped)(
  `${missing === undefined ? "" : `(${missing}) `}a page in Chromium has Node's counts by`,
  () => {
    test.each(Object.keys(WAYS) as (keyof typeof WAYS)[])("%s", { timeout: LONGEST_MS }, async (way) => {
      expect(missing).toBeUndefined();
      const site = await WAYS[way](newSite(folder, way));
      const [one, two] = await visit(site);
      expect(one).toBe(hash);
      if (!way.startsWith("esbuild")) {
        expect(two).toBe(hash);
        return;
      }
      // It does not see that a worker is wanted.
      expect(two).toContain("WORKER_FAILED: a worker did not start");
      expect(two).toContain("its file, ganx/worker, has to be there as worker.js beside the code");
      if (way.endsWith("modules")) {
        cpSync(join(folder, "node_modules/ganx/dist/chunks/worker.js"), join(site, "worker.js"));
        expect(await visit(site)).toEqual([hash, hash]);
      }
    });
  },
);
