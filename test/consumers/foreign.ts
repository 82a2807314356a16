// Cubes that other programs have written, and what those programs say is in them.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { type Quantity, quantityOf } from "../../src/energy-axis.js";
import { decodeNpy } from "../../src/io/decode-npy.js";
import type { NumberType } from "../../src/kernels/sums.js";
import { numbersIn, numbersOfRegion, withCube } from "../formats/cubes.js";

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
  /** Default: energy. */
  readonly quantity?: Quantity;
}

/** Whether an interpreter has modules. */
export const hasModules = (python: string, modules: string): boolean =>
  spawnSync(python, ["-c", `import ${modules}`]).status === 0;

const title = ({ program, path }: Foreign): [string, string] => [program, path];

/** What a script of this folder writes into a folder is read as it is, or refused in the words that it lists. */
export function testForeignCubes(name: string, python: string, script: string, isThere: boolean): void {
  const folder = mkdtempSync(join(tmpdir(), "ganx-foreign-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  function makeAll(): Foreign[] {
    if (!isThere) return [];
    const file = fileURLToPath(new URL(script, import.meta.url));
    const { status, stdout, stderr } = spawnSync(python, ["-W", "ignore", file, folder], {
      encoding: "utf8",
    });
    if (status !== 0) throw new Error(stderr);
    if (stdout !== "") console.warn(`left out: ${stdout}`);
    return JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")) as Foreign[];
  }
  const all = makeAll();

  describe.skipIf(all.length === 0)(name, () => {
    test.each(all.filter(({ error }) => error === undefined).map((one) => [...title(one), one] as const))(
      "%s: %s is read as it is",
      async (_, path, { type, axis, values, format, pixel, quantity }) => {
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
          expect(quantityOf(cube.energyAxis)).toBe(quantity ?? "energy");
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

    test.each(
      all.filter(({ error }) => error !== undefined).map((one) => [...title(one), one.error] as const),
    )("%s: %s is refused, in one line", async (_, path, words) => {
      await expect(withCube(join(folder, path), () => {})).rejects.toMatchObject({
        code: "INVALID_FILE",
        message: expect.stringMatching(new RegExp(`^[^\\n]*${path}[^\\n]*${words}`)),
      });
    });
  });
}
