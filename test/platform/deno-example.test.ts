// examples/deno.ts with the packed package, and no more permissions than it needs.
import { createHash } from "node:crypto";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createScan } from "../../src/create-scan.js";
import { encodeHdf5 } from "../../src/io/encode-hdf5.js";
import { encodePng } from "../../src/io/png/encode.js";
import { installPacked } from "./packed.mjs";
import { runDeno } from "./run-deno.mjs";
import { deno } from "./runtimes/programs.mjs";
import { drawPainting } from "./suite/painting.mjs";

const EXAMPLE = fileURLToPath(new URL("../../examples/deno.ts", import.meta.url));
const painting = drawPainting(150, 100);
const { missing } = await deno.find();

let folder: string;
let removeFolder = (): void => {};

beforeAll(async () => {
  if (missing !== undefined) return;
  ({ folder, remove: removeFolder } = await installPacked());
  cpSync(EXAMPLE, join(folder, "deno.ts"));
  writeFileSync(join(folder, "painting.png"), encodePng({ ...painting, data: painting.rgb }));
}, 300_000);
afterAll(() => removeFolder());

/** Runs the example with permissions. */
const runExample = (permissions: readonly string[], args = ["painting.png", "painting.h5"]) =>
  runDeno(folder, permissions, "deno.ts", args);

const READ = "--allow-read=painting.png";
const WRITE = "--allow-write=painting.h5";

test.skipIf(missing !== undefined && process.env.GANX_REQUIRE_RUNTIMES !== "1")(
  `examples/deno.ts reads one file, writes one, and may do nothing else${missing === undefined ? "" : ` (Deno: ${missing})`}`,
  { timeout: 300_000 },
  async () => {
    expect(missing).toBeUndefined();
    const printed = await runExample([READ, WRITE]);
    const scan = await createScan(painting, { seed: 7, counts: 400 });
    expect(printed).toContain(scan.palette[0]!.hex);
    expect(printed).toContain("painting.h5: 150 x 100 pixels");
    const bytes = new Uint8Array(await (await encodeHdf5(scan)).arrayBuffer());
    const hashOf = (file: Uint8Array) => createHash("sha256").update(file).digest("hex");
    expect(hashOf(readFileSync(join(folder, "painting.h5")))).toBe(hashOf(bytes));

    await expect(runExample([READ])).rejects.toThrow("Requires write access");
    await expect(runExample([WRITE])).rejects.toThrow("Requires read access");
    await expect(runExample([READ, WRITE], [])).rejects.toThrow("ended with 2: expected a picture");
  },
);
