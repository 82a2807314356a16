// Cubes that h5py wrote, against what numpy says of them.
import { writeFileSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import { CubeSums } from "../../src/analysis/cube-sums.js";
import { chunkBlocks } from "../../src/io/hdf5-blocks.js";
import type { Hdf5Cube } from "../../src/io/hdf5-cube.js";
import { openHdf5 } from "../../src/io/hdf5-file.js";
import { openHdf5Cube } from "../../src/io/open-cube.js";
import { widenBlock } from "../../src/kernels/sums.js";
import {
  bytesOf,
  CUBES,
  type CubeFile,
  countsOf,
  expectRefusal,
  type KnownCounts,
  makeFolder,
  openFiles,
  WINDOWS,
} from "./cube-files.js";

const folder = makeFolder();
afterAll(folder.remove);

const open = (path: string, { dataset, energy }: CubeFile): Promise<Hdf5Cube> =>
  openHdf5Cube(path, { dataset, ...(energy ? { energyKeV: energy } : {}) });

/** The way in which the blocks of a cube are read. */
async function wayOf(cube: Hdf5Cube): Promise<CubeFile["way"]> {
  const file = await openHdf5(cube.path);
  const { metadata } = file.dataset(cube.name, 3);
  file.close();
  const blocks = chunkBlocks(cube.path, cube.name, metadata, cube.type);
  if (!blocks) return "library";
  // A generator closes its file only once it has begun.
  blocks.next();
  blocks.return(undefined);
  return metadata.chunks ? "chunks" : "contiguous";
}

/** Where two arrays differ first; quicker than `toEqual`. */
function difference(found: ArrayLike<number>, expected: ArrayLike<number>): string {
  if (found.length !== expected.length) return `${found.length} instead of ${expected.length} values`;
  for (let i = 0; i < found.length; i++) {
    if (!Object.is(found[i], expected[i])) return `${found[i]} instead of ${expected[i]} at ${i}`;
  }
  return "none";
}

function expectBlocks(cube: Hdf5Cube, known: KnownCounts): void {
  const [height, width, channels] = known.shape;
  const windows = WINDOWS.filter(([, to]) => to <= channels);
  const sums = new CubeSums(
    width,
    height,
    channels,
    windows.map((window) => [window]),
  );
  const seen = new Float64Array(known.values.length).fill(-7);
  const times = new Uint8Array(known.values.length);
  let valid = true;
  for (const block of cube.blocks()) {
    valid = sums.add(block) && valid;
    const { columns, channels: some } = block.layout;
    widenBlock(block.bytes, block.layout).forEach((value, i) => {
      const y = block.y + Math.floor(i / (columns * some));
      const x = block.x + (Math.floor(i / some) % columns);
      const at = (y * width + x) * channels + block.firstChannel + (i % some);
      seen[at] = value;
      times[at]++;
    });
  }
  expect(times.every((n) => n === 1)).toBe(true);
  expect(difference(seen, known.values)).toBe("none");
  expect(valid).toBe(known.valid);
  if (!valid) return;
  expect(difference(sums.total, known.total)).toBe("none");
  expect(difference(sums.maximum, known.maximum)).toBe("none");
  expect(difference(sums.pixels, known.pixels)).toBe("none");
  expect(sums.maps.length).toBe(known.windows.length);
  sums.maps.forEach((map, i) => {
    expect(difference(map, Float32Array.from(known.windows[i]!))).toBe("none");
  });
}

function expectRegions(cube: Hdf5Cube, known: KnownCounts): void {
  const [height, width, channels] = known.shape;
  const part = (x: number, y: number, columns: number, rows: number): Float64Array => {
    const out: number[] = [];
    for (let row = y; row < y + rows; row++) {
      out.push(
        ...known.values.subarray((row * width + x) * channels, (row * width + x + columns) * channels),
      );
    }
    return Float64Array.from(out);
  };
  const [x, y] = [Math.floor(width / 3), Math.floor(height / 2)];
  for (const [columns, rows] of [
    [1, 1],
    [width - x, height - y],
  ]) {
    const region = { x, y, width: columns, height: rows };
    const { counts, energyAxis } = cube.region(region);
    expect(counts.constructor).toBe(
      { u16: Uint16Array, u32: Uint32Array }[cube.type as "u16"] ?? Float64Array,
    );
    expect(difference(Float64Array.from(counts), part(x, y, columns, rows))).toBe("none");
    expect(energyAxis.channels).toBe(channels);
    const block = cube.block(region);
    expect(difference(widenBlock(block.bytes, block.layout), part(x, y, columns, rows))).toBe("none");
  }
  expect(
    difference(Float64Array.from(cube.spectrum(width - 1, height - 1)), part(width - 1, height - 1, 1, 1)),
  ).toBe("none");
  const outside = { x: 0, y: 0, width: width + 1, height: 1 };
  expect(() => cube.region(outside)).toThrow(expect.objectContaining({ code: "INVALID_ARGUMENT" }));
}

describe("openHdf5Cube", () => {
  test.each(CUBES.filter(([, { error }]) => error === undefined))("reads %s", async (name, file) => {
    const path = folder.put(name, bytesOf(name));
    const before = openFiles();
    const known = countsOf(file.of);
    const cube = await open(path, file);
    expect([cube.height, cube.width, cube.energyAxis.channels]).toEqual(known.shape);
    expect(cube.type).toBe(file.type);
    expect(cube.energyAxis.offsetKeV).toBeCloseTo(file.axis[0], 6);
    expect(cube.energyAxis.gainKeV).toBeCloseTo(file.axis[1], 6);
    expect(await wayOf(cube)).toBe(file.way);
    expectBlocks(cube, known);
    expectRegions(cube, known);
    for (const _ of cube.blocks()) break;
    cube.close();
    expect(openFiles()).toBe(before);
  });

  test.each(CUBES.filter(([, { error }]) => error !== undefined))("refuses %s", async (name, file) => {
    const path = folder.put(name, bytesOf(name));
    const before = openFiles();
    const refused = await open(path, file).catch((cause: unknown) => cause);
    expect(expectRefusal(refused, path)).toMatch(new RegExp(file.error!));
    expect(openFiles()).toBe(before);
  });

  test("refuses an axis of no energies", async () => {
    const path = folder.put("axis", bytesOf("gzip"));
    for (const energyKeV of [
      [2, 1],
      [Number.NaN, 1],
      [0, Number.POSITIVE_INFINITY],
    ] as const) {
      await expect(openHdf5Cube(path, { energyKeV })).rejects.toMatchObject({ code: "INVALID_ARGUMENT" });
    }
  });

  test.skipIf(process.platform === "win32")("refuses what is no file (not on Windows)", async () => {
    await expect(openHdf5Cube("/dev/null")).rejects.toMatchObject({
      code: "IO",
      message: /not a file on disk/,
    });
  });

  test("tells that a file became shorter while it was read", async () => {
    const bytes = bytesOf("many chunks");
    const path = folder.put("shrinking", bytes);
    const before = openFiles();
    const cube = await openHdf5Cube(path);
    const blocks = cube.blocks();
    blocks.next();
    writeFileSync(path, bytes.subarray(0, 3000));
    let failure: unknown;
    try {
      for (const _ of blocks);
    } catch (cause) {
      failure = cause;
    }
    expect(expectRefusal(failure, path)).toContain("it became shorter while it was read");
    cube.close();
    expect(openFiles()).toBe(before);
  });
});
