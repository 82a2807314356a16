// Every format that is written is read back equal; every pair converts.
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { CubeFile } from "../../src/io/cube/cube-file.js";
import { NUMBER_TYPES, type NumberType } from "../../src/kernels/sums.js";
import {
  axisOf,
  EXTENSIONS,
  hasRoom,
  memoryFile,
  numbersIn,
  numbersOfRegion,
  type Shape,
  withCube,
  writeAs,
} from "./cubes.js";

const root = mkdtempSync(join(tmpdir(), "ganx-formats-"));
afterAll(() => rmSync(root, { recursive: true }));
const freshFolder = (): string => mkdtempSync(join(root, "f-"));

const SHAPES: readonly Shape[] = [
  [1, 1, 1],
  [3, 5, 7],
  [37, 70, 300],
];
/**
 * Formats in which a type is another one: ENVI has no signed bytes, and both descriptions tell of one file; XRF-Explorer
 * knows 16 bits alone.
 */
function storedType(type: NumberType, extension: string): NumberType {
  if (extension === "xrf-explorer") return "u16";
  return type === "i8" && extension === "rpl" ? "i16" : type;
}

/** Writes a cube where the format has room for its numbers; elsewhere that is refused. @returns the path, if it is written */
async function writeOrRefuse(
  cube: CubeFile,
  [folder, name]: readonly [string, string],
  type: NumberType,
  shape: Shape,
): Promise<string | undefined> {
  const writing = writeAs(cube, folder, name);
  if (hasRoom(name.split(".").at(-1)!, type, shape)) return writing;
  await expect(writing).rejects.toMatchObject({
    code: "INVALID_ARGUMENT",
    message: expect.stringMatching(/expected whole counts from 0 to 65535, found/),
  });
  return undefined;
}

async function expectEqual(found: CubeFile, made: CubeFile, type: NumberType): Promise<void> {
  const { height, width } = made;
  const { channels } = made.energyAxis;
  expect([found.height, found.width, found.energyAxis.channels, found.type]).toEqual([
    height,
    width,
    channels,
    type,
  ]);
  const numbers = Array.from((await numbersIn(made, made.type)) as Iterable<number | bigint>, Number);
  const all = Array.from((await numbersIn(found, type)) as Iterable<number | bigint>, Number);
  expect(all.length).toBe(numbers.length);
  expect(all.findIndex((value, i) => value !== numbers[i])).toBe(-1);
  const region = {
    x: width >> 1,
    y: height >> 1,
    width: width - (width >> 1),
    height: height - (height >> 1),
  };
  expect(await numbersOfRegion(found, type, region)).toEqual(await numbersOfRegion(made, made.type, region));
}

/** Digest of a file, or of all files in a folder with their names. */
function digest(path: string): string {
  const hash = createHash("sha256");
  const visit = (at: string): void => {
    if (statSync(at).isDirectory()) {
      for (const name of readdirSync(at).sort()) {
        hash.update(name);
        visit(join(at, name));
      }
    } else hash.update(readFileSync(at));
  };
  visit(path);
  return hash.digest("hex");
}

describe.each(EXTENSIONS)("a cube in .%s", (extension) => {
  test.each(NUMBER_TYPES)("is read back equal, region by region as well: %s", async (type) => {
    for (const shape of SHAPES) {
      const made = memoryFile(type, shape);
      const path = await writeOrRefuse(made, [freshFolder(), `cube.${extension}`], type, shape);
      if (path === undefined) continue;
      await withCube(path, async (found) => {
        await expectEqual(found, made, storedType(type, extension));
        expect(found.isCalibrated).toBe(extension !== "npy");
        if (found.isCalibrated) expect(found.energyAxis).toEqual(axisOf(shape[2]));
      });
    }
  });

  test("has the same bytes in every run, and nothing else is left", async () => {
    const [first, second] = [freshFolder(), freshFolder()];
    for (const folder of [first, second])
      await writeAs(memoryFile("u16", [37, 70, 300]), folder, `cube.${extension}`);
    expect(digest(first)).toBe(digest(second));
    expect(readdirSync(first).sort()).toEqual(
      extension === "rpl" ? ["cube.hdr", "cube.raw", "cube.rpl"] : [`cube.${extension}`],
    );
  });

  test("replaces another of that name as a whole", async () => {
    const folder = freshFolder();
    await writeAs(memoryFile("u16", [37, 70, 300]), folder, `cube.${extension}`);
    const path = await writeAs(memoryFile("u8", [2, 1, 3]), folder, `cube.${extension}`);
    const other = await writeAs(memoryFile("u8", [2, 1, 3]), freshFolder(), `cube.${extension}`);
    expect(digest(path)).toBe(digest(other));
  });

  test.each(EXTENSIONS)("converts to .%s with counts and energies equal", async (other) => {
    for (const type of ["u8", "u16", "u32", "f32"] as const) {
      for (const shape of [
        [1, 1, 1],
        [3, 5, 7],
      ] as const) {
        const folder = freshFolder();
        const made = memoryFile(type, shape);
        const from = await writeOrRefuse(made, [folder, `from.${extension}`], type, shape);
        if (from === undefined) continue;
        const options = extension === "npy" ? { energyKeV: [1, 9] as const } : {};
        await withCube(
          from,
          async (cube) => {
            const to = await writeOrRefuse(cube, [folder, `to.${other}`], type, shape);
            if (to === undefined) return;
            await withCube(to, async (found) => {
              await expectEqual(found, made, storedType(storedType(type, extension), other));
              if (other !== "npy") expect(found.energyAxis).toEqual(cube.energyAxis);
            });
          },
          options,
        );
      }
    }
  });
});

describe("a cube without energies", () => {
  test.each(["zarr", "rpl", "npy", "npz"])(
    "stays one in .%s, and is refused where energies are needed",
    async (extension) => {
      const path = await writeAs(memoryFile("u16", [3, 5, 7], false), freshFolder(), `cube.${extension}`);
      await withCube(path, ({ isCalibrated, energyAxis }) => {
        expect({ isCalibrated, energyAxis }).toEqual({
          isCalibrated: false,
          energyAxis: { offsetKeV: 0, gainKeV: 1, channels: 7 },
        });
      });
      await expect(withCube(path, () => {}, {})).rejects.toMatchObject({
        code: "INVALID_FILE",
        message: expect.stringMatching(/found no energy axis; .*--energy/),
      });
      await withCube(path, ({ energyAxis }) => expect(energyAxis.gainKeV).toBeCloseTo(1), {
        energyKeV: [1, 8],
      });
    },
  );
});

const OF_LIGHT = ["wavelength", "wavenumber"] as const;
/** What is opened of each format that says what its axis is of. */
const HOLDING = ["h5", "hspy", "zarr", "npz", "rpl", "hdr"] as const;

describe.each(OF_LIGHT)("a cube over %s", (quantity) => {
  test.each(HOLDING)("is the same in .%s, and in whatever that is converted to", async (extension) => {
    for (const type of ["u16", "f32"] as const) {
      for (const shape of SHAPES.slice(0, 2)) {
        const made = memoryFile(type, shape, true, quantity);
        const folder = freshFolder();
        const from = await writeAs(made, folder, `from.${extension}`);
        await withCube(
          from,
          async (cube) => {
            await expectEqual(cube, made, type);
            expect(cube.isCalibrated).toBe(true);
            expect(cube.energyAxis).toEqual(axisOf(shape[2], quantity));
            for (const other of HOLDING) {
              const to = await writeAs(cube, folder, `to.${other}`);
              await withCube(
                to,
                async (found) => {
                  await expectEqual(found, made, type);
                  expect(found.energyAxis).toEqual(made.energyAxis);
                },
                {},
              );
            }
            const plain = await writeAs(cube, folder, "to.npy");
            await withCube(plain, ({ isCalibrated }) => expect(isCalibrated).toBe(false));
          },
          {},
        );
      }
    }
  });

  test("is refused by XRF-Explorer, in one line", async () => {
    const folder = freshFolder();
    const writing = writeAs(memoryFile("u16", [3, 5, 7], true, quantity), folder, "cube.xrf-explorer");
    await expect(writing).rejects.toMatchObject({
      code: "INVALID_ARGUMENT",
      message: expect.stringMatching(
        new RegExp(`^xrf-explorer: expected channels of energy, found ${quantity}; [^\\n]*$`),
      ),
    });
    expect(readdirSync(folder)).toEqual([]);
  });
});
