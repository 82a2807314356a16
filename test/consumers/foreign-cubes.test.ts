// Cubes as other programs write them, against what those programs say is in them.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { decodeNpy } from "../../src/io/decode-npy.js";
import type { NumberType } from "../../src/kernels/sums.js";
import { numbersIn, numbersOfRegion, withCube } from "../formats/cubes.js";

const PYTHON = "/usr/bin/python3";
const has = (modules: string): boolean => spawnSync(PYTHON, ["-c", `import ${modules}`]).status === 0;
const NEEDED = "h5py, hyperspy, PyMca5, fabio, spectral, zarr";
if (process.env.CI && !has(NEEDED)) throw new Error(`${NEEDED} of Debian are required here`);

interface Foreign {
  readonly program: string;
  readonly path: string;
  readonly error?: string;
  readonly type: NumberType;
  readonly axis: readonly [offset: number, gain: number] | null;
  readonly values: string;
  readonly format?: string;
  /** um, or why it is of no use. */
  readonly pixel?: number | string | null;
}

const folder = mkdtempSync(join(tmpdir(), "ganx-foreign-"));
afterAll(() => rmSync(folder, { recursive: true }));
const script = fileURLToPath(new URL("make_foreign.py", import.meta.url));

/** What the programs that are there have written. */
function makeAll(): Foreign[] {
  if (!has("h5py")) return [];
  const { status, stdout, stderr } = spawnSync(PYTHON, ["-W", "ignore", script, folder], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(stderr);
  if (stdout !== "") console.warn(`left out: ${stdout}`);
  return JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")) as Foreign[];
}
const all = makeAll();
const title = ({ program, path }: Foreign): [string, string] => [program, path];

describe.skipIf(all.length === 0)("cubes of other programs (skipped without python3-h5py)", () => {
  test.each(all.filter(({ error }) => error === undefined).map((one) => [...title(one), one] as const))(
    "%s: %s is read as it is",
    async (_, path, { type, axis, values, format, pixel }) => {
      const known = decodeNpy(readFileSync(join(folder, values)));
      const [height, width, channels] = known.shape as [number, number, number];
      await withCube(join(folder, path), async (cube) => {
        expect([cube.height, cube.width, cube.energyAxis.channels, cube.type]).toEqual([
          height,
          width,
          channels,
          type,
        ]);
        expect(cube.isCalibrated).toBe(axis !== null);
        if (axis) {
          expect(cube.energyAxis.offsetKeV).toBeCloseTo(axis[0], 9);
          expect(cube.energyAxis.gainKeV).toBeCloseTo(axis[1], 9);
        }
        if (format !== undefined) expect(cube.format).toContain(format);
        expect(cube.pixelSizeUm).toBe(typeof pixel === "number" ? pixel : undefined);
        if (typeof pixel === "string") expect(cube.pixelProblem).toContain(pixel);
        else expect(cube.pixelProblem).toBeUndefined();
        const found = Array.from((await numbersIn(cube, type)) as Iterable<number | bigint>, Number);
        expect(found).toEqual(Array.from(known.values));
        const region = { x: 2, y: 1, width: width - 3, height: height - 2 };
        const part: number[] = [];
        for (let y = 1; y < height - 1; y++) {
          for (let x = 2; x < width - 1; x++) {
            const from = (y * width + x) * channels;
            part.push(...known.values.subarray(from, from + channels));
          }
        }
        expect(await numbersOfRegion(cube, type, region)).toEqual(part);
      });
    },
  );

  test.each(all.filter(({ error }) => error !== undefined).map((one) => [...title(one), one.error] as const))(
    "%s: %s is refused, in one line",
    async (_, path, words) => {
      await expect(withCube(join(folder, path), () => {})).rejects.toMatchObject({
        code: "INVALID_FILE",
        message: expect.stringMatching(new RegExp(`^[^\\n]*${path}[^\\n]*${words}`)),
      });
    },
  );
});
