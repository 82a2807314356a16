// Workspaces as nobody should leave them.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { GanxError } from "../../src/errors.js";
import { openCube } from "../../src/io/open-cube.js";
import { openFiles } from "../io/cube-files.js";
import { cubeOf, put, raw, refusal, root, workspace } from "./workspaces.js";

const HOSTILE: [what: string, json: unknown, reason: RegExp][] = [
  ["no JSON", "{", /workspace\.json: expected JSON, found other text: /],
  ["nothing", "", /expected JSON/],
  ["a number", 5, /expected a workspace of XRF-Explorer with a list spectralCubes, found none/],
  ["a list", [], /with a list spectralCubes, found none/],
  ["null", null, /with a list spectralCubes, found none/],
  ["no cubes", workspace({ spectralCubes: undefined }), /with a list spectralCubes, found none/],
  ["an empty list of cubes", workspace({ spectralCubes: [] }), /expected one spectral cube, found none$/],
  [
    "a cube that is none",
    workspace({ spectralCubes: [7] }),
    /expected spectralCubes\[0\] to be an object, found 7/,
  ],
  [
    "a place of another type",
    workspace({ spectralCubes: [cubeOf("scan", { rawLocation: ["scan.raw"] })] }),
    /expected spectralCubes\[0\]\.rawLocation and a text, found \["scan\.raw"\]/,
  ],
  [
    "a cube without a description",
    workspace({ spectralCubes: [cubeOf("scan", { rplLocation: undefined })] }),
    /expected spectralCubes\[0\]\.rplLocation and a text, found nothing/,
  ],
  [
    "an image of another type",
    workspace({ baseImage: { imageLocation: 3 } }),
    /expected baseImage\.imageLocation and a text, found 3/,
  ],
  ["too much", `[${" ".repeat(2 ** 20)}]`, /expected a text of at most 1048576 bytes, found more/],
  ["folders in folders", "[".repeat(200_000), /expected JSON/],
];
const OUTSIDE = [
  "../scan.raw",
  "/etc/passwd",
  "a/../../scan.raw",
  "..",
  ".",
  "a/..",
  "scan\0.raw",
  "scan\n.raw",
];

describe("a workspace is refused in one line:", () => {
  const expectRefusal = async (folder: string, reason: RegExp, code = "INVALID_FILE"): Promise<void> => {
    const before = openFiles();
    const error = await refusal(folder);
    expect(error).toBeInstanceOf(GanxError);
    expect(error).toMatchObject({ code, message: expect.stringMatching(reason) });
    expect(error.message).toMatch(/^[^\p{Cc}]{10,480}$/u);
    expect(openFiles()).toBe(before);
  };

  test.each(HOSTILE)("%s", (_, json, reason) => expectRefusal(put(json), reason));

  test.each(OUTSIDE)("a file that lies elsewhere: %j", async (location) => {
    const reason = /workspace\.json: expected the name of a file in the folder, found "/;
    for (const key of ["rawLocation", "rplLocation"]) {
      await expectRefusal(put(workspace({ spectralCubes: [cubeOf("scan", { [key]: location })] })), reason);
    }
    await expectRefusal(put(workspace({ baseImage: { imageLocation: location } })), reason);
  });

  test.each(["scan.raw", "scan.rpl"])("no %s, or a folder of that name", async (name) => {
    await expectRefusal(
      put(workspace(), { [name]: undefined }),
      /cannot read .*scan\.r.*: no such file/,
      "IO",
    );
    const folder = put(workspace(), { [name]: undefined, [`${name}/inside`]: "" });
    await expectRefusal(folder, /cannot read .*scan\.r.*: it is not a file/, "IO");
  });

  test.skipIf(process.platform === "win32")("pipes, which nobody fills (not on Windows)", async () => {
    for (const name of ["scan.raw", "scan.rpl", "workspace.json"]) {
      const folder = put(workspace());
      rmSync(join(folder, name));
      execFileSync("mkfifo", [join(folder, name)]);
      await expectRefusal(folder, /it is not a file/, "IO");
    }
  });

  test("numbers that are neither the description's nor the program's", async () => {
    const reason = /scan\.raw: expected 288 bytes of 3 x 4 x 12 numbers .* found 144: it is cut short/;
    const files = { "scan.raw": raw(0, 6) };
    for (const [low, high, binSize] of [
      [0, 5, 1],
      [0, 4096, 1],
      [0, 6.5, 1],
      [-1, 5, 1],
      [10, 16, 1],
      [0, 6, 0],
      [0, 1e308, 1e307],
      ["0", "6", "1"],
    ]) {
      await expectRefusal(
        put(workspace({ spectralParams: { low, high, binSize, binned: true } }), files),
        reason,
      );
    }
  });

  test("a folder that is none", async () => {
    const folder = mkdtempSync(join(root, "empty-"));
    await expectRefusal(folder, /without a Zarr store, workspace\.json or \.mca files/, "IO");
  });
});

/** Every way of putting another value in the place of one within a value. */
function* changed(json: unknown, other: unknown): Generator<unknown> {
  yield other;
  if (typeof json !== "object" || json === null) return;
  for (const [key, inner] of Object.entries(json)) {
    for (const one of changed(inner, other)) {
      yield Array.isArray(json)
        ? json.map((old, i) => (`${i}` === key ? one : old))
        : { ...json, [key]: one };
    }
  }
}

test("any value of another type is read or refused", async () => {
  const folder = put(workspace());
  const outcomes = { read: 0, refused: 0 };
  for (const other of [null, true, -1, 1e308, 3.5, "", "x", "../x", "__proto__", [], [[]], {}, { a: 1 }]) {
    for (const json of changed(workspace(), other)) {
      writeFileSync(join(folder, "workspace.json"), JSON.stringify(json));
      try {
        (await openCube(folder)).close();
        outcomes.read++;
      } catch (cause) {
        if (!(cause instanceof GanxError)) throw cause;
        expect(["INVALID_FILE", "IO"]).toContain(cause.code);
        expect(cause.message).toMatch(/^[^\p{Cc}]{10,480}$/u);
        outcomes.refused++;
      }
    }
  }
  expect(outcomes.read).toBeGreaterThan(50);
  expect(outcomes.refused).toBeGreaterThan(50);
});
