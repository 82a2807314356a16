import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { type CountArray, type CubeSource, sourceOf } from "../../src/analysis/cube-source.js";
import { createScan } from "../../src/create-scan.js";
import { writeCube } from "../../src/io/hdf5-cube-writer.js";
import { openCube, writeCubeHdf5 } from "../../src/node.js";
import { blockPicture } from "../scan/picture.js";
import { MemorySink } from "./memory-sink.js";

const folder = mkdtempSync(join(tmpdir(), "ganx-cube-writer-"));
afterAll(() => rmSync(folder, { recursive: true }));

const axisOf = (channels: number) => ({ offsetKeV: -0.25, gainKeV: 0.125, channels });

const TYPES = [
  Uint8Array,
  Uint16Array,
  Uint32Array,
  Int8Array,
  Int16Array,
  Int32Array,
  BigUint64Array,
  BigInt64Array,
  Float32Array,
  Float64Array,
];

/** Numbers of every byte. */
function numbers(Type: (typeof TYPES)[number], length: number): CountArray {
  const bytes = new Uint8Array(length * Type.BYTES_PER_ELEMENT);
  for (let i = 0; i < bytes.length; i += 1 + (i % 5)) bytes[i] = (i * 31) & 0x7f;
  return new Type(bytes.buffer);
}

/** What a file gives back. */
async function stored(path: string): Promise<{ cube: Buffer; axis: CubeSource["energyAxis"]; type: string }> {
  const file = await openCube(path);
  const { bytes, layout } = file.block({ x: 0, y: 0, width: file.width, height: file.height });
  const { energyAxis } = file;
  file.close();
  return { cube: Buffer.from(bytes), axis: energyAxis, type: layout.type };
}

describe("writeCubeHdf5", () => {
  test.each(TYPES.map((Type) => ({ name: Type.name, Type })))(
    "keeps a $name as it is",
    async ({ name, Type }) => {
      const [height, width, channels] = [19, 70, 130];
      const counts = numbers(Type, height * width * channels);
      const path = join(folder, `${name}.h5`);
      await writeCubeHdf5(sourceOf({ width, height, energyAxis: axisOf(channels), counts }), path);
      const { cube, axis } = await stored(path);
      expect(cube.equals(Buffer.from(counts.buffer))).toBe(true);
      expect(axis).toEqual(axisOf(channels));
    },
  );

  test.each([
    [1, 1, 1],
    [1, 1, 4096],
    [9, 1, 3],
    [1, 65, 64],
    [17, 129, 65],
  ])("writes %i x %i pixels of %i channels", async (height, width, channels) => {
    const counts = numbers(Uint32Array, height * width * channels);
    const path = join(folder, `${height}x${width}x${channels}.h5`);
    await writeCubeHdf5(sourceOf({ width, height, energyAxis: axisOf(channels), counts }), path);
    expect((await stored(path)).cube.equals(Buffer.from(counts.buffer))).toBe(true);
  });

  test("reads as many rows together as the source likes", async () => {
    const energyAxis = axisOf(20);
    const counts = numbers(Uint16Array, 40 * 30 * 20);
    const source = sourceOf({ width: 30, height: 40, energyAxis, counts });
    const asked: number[] = [];
    const slow: CubeSource = {
      ...source,
      rowsTogether: 20,
      block: (region) => {
        asked.push(region.height);
        return source.block(region);
      },
    };
    const [sink, plain] = [new MemorySink(), new MemorySink()];
    await writeCube(slow, sink);
    await writeCube(source, plain);
    expect(asked).toEqual([1, 24, 16]);
    expect(sink.file().equals(plain.file())).toBe(true);
  });

  test("writes a scan's counts, and an opened file again", async () => {
    const scan = await createScan(blockPicture(33, 9, 3), { seed: 1, counts: 50 });
    await writeCubeHdf5(scan, join(folder, "scan.h5"), { title: "a scan" });
    const file = await openCube(join(folder, "scan.h5"));
    await writeCubeHdf5(file, join(folder, "again.h5"), { title: "a scan" });
    file.close();
    const again = readFileSync(join(folder, "again.h5"));
    expect(again.equals(readFileSync(join(folder, "scan.h5")))).toBe(true);
    const { cube } = await stored(join(folder, "again.h5"));
    const { counts } = scan.region({ x: 0, y: 0, width: 33, height: 9 });
    expect(cube.equals(Buffer.from(counts.buffer))).toBe(true);
  });

  const cube = sourceOf({ width: 2, height: 2, energyAxis: axisOf(3), counts: new Uint8Array(12) });
  test.each([
    ["a title of nothing", { title: " " }, /^title: expected 1 to 100 characters, found " "/],
    ["a title of two lines", { title: "a\nb" }, /^title/],
    [
      "live times of other pixels",
      { liveSeconds: new Float32Array(3) },
      /Float32Array of 4, found an object/,
    ],
    ["a live time below 0", { liveSeconds: -1 }, /^liveSeconds/],
    ["pixels of no size", { pixelSizeUm: 0 }, /^pixelSizeUm/],
    ["another picture", { image: { width: 1, height: 1, rgb: new Uint8Array(3) } }, /2 x 2, found 1 x 1/],
  ])("refuses %s", async (_name, options, message) => {
    const written = writeCubeHdf5(cube, join(folder, "never.h5"), options);
    await expect(written).rejects.toMatchObject({ code: "INVALID_ARGUMENT", message });
  });

  test("stops on request", async () => {
    const controller = new AbortController();
    controller.abort();
    const written = writeCubeHdf5(cube, join(folder, "never.h5"), { signal: controller.signal });
    await expect(written).rejects.toMatchObject({ code: "ABORTED" });
  });
});
