import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Dataset, File, type Group } from "h5wasm/node";
import { afterAll, describe, expect, test } from "vitest";
import { type CountArray, type CubeSource, sourceOf } from "../../src/analysis/cube-source.js";
import { createScan } from "../../src/create-scan.js";
import { instrumentByName } from "../../src/instrument.js";
import { writeCube } from "../../src/io/hdf5-cube-writer.js";
import { loadHdf5 } from "../../src/io/hdf5-module.js";
import { openHdf5Cube } from "../../src/io/open-cube.js";
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
  const { bytes, layout } = await file.block({ x: 0, y: 0, width: file.width, height: file.height });
  const { energyAxis } = file;
  file.close();
  return { cube: Buffer.from(bytes), axis: energyAxis, type: `${file.type} ${layout.type}` };
}

describe("writeCubeHdf5", () => {
  test.each(TYPES.map((Type) => ({ name: Type.name, Type })))(
    "keeps a $name as it is",
    async ({ name, Type }) => {
      const [height, width, channels] = [19, 70, 130];
      const counts = numbers(Type, height * width * channels);
      const path = join(folder, `${name}.h5`);
      await writeCubeHdf5(sourceOf({ width, height, energyAxis: axisOf(channels), counts }), path);
      const { cube, axis, type } = await stored(path);
      const short = `${name[0]}${8 * Type.BYTES_PER_ELEMENT}`
        .toLowerCase()
        .replace("b", name.includes("U") ? "u" : "i");
      expect(type).toBe(`${short} ${short}`);
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

  test("says what is known of a cube, and nothing else", async () => {
    const source = sourceOf({ width: 3, height: 2, energyAxis: axisOf(4), counts: new Uint16Array(24) });
    const [known, unknown] = [join(folder, "known.h5"), join(folder, "unknown.h5")];
    const live = Float32Array.of(0.5, 0.25, 0.125, 1, 1, 0.125);
    await writeCubeHdf5(source, known, {
      title: "a/b",
      instrument: instrumentByName("xglab"),
      dwellSeconds: 1,
      liveSeconds: live,
      pixelSizeUm: 250,
      image: { width: 3, height: 2, rgb: Uint8Array.from({ length: 18 }, (_, i) => i) },
    });
    await writeCubeHdf5(source, unknown);
    await loadHdf5();
    const file = new File(known, "r");
    const values = (path: string): unknown => (file.get(path) as Dataset).value;
    const attribute = (path: string, name: string): unknown => (file.get(path) as Group).attrs[name]!.value;
    expect(values("entry/title")).toBe("a/b");
    expect(values("entry/instrument/detector/live_time")).toEqual(live);
    expect(values("entry/instrument/detector/count_time")).toBe(1);
    expect(values("entry/instrument/source/target_material")).toBe("Rh");
    expect(values("entry/image/data")).toEqual(Uint8Array.from({ length: 18 }, (_, i) => i));
    expect(attribute("entry/image/data", "IMAGE_SUBCLASS")).toBe("IMAGE_TRUECOLOR");
    expect(values("entry/data/x")).toEqual(Float64Array.of(0, 0.25, 0.5));
    expect(attribute("entry/data/x", "units")).toBe("mm");
    expect(attribute("Experiments/a-b/axis-1", "scale")).toBe(250);
    expect(attribute("Experiments/a-b/axis-1", "units")).toBe("µm");
    expect(attribute("Experiments/a-b/metadata/Acquisition_instrument/SEM/Detector/EDS", "live_time")).toBe(
      0.5,
    );
    expect(values("xrfmap/scalers/val")).toEqual(live);
    expect(values("xrfmap/positions/pos")).toEqual(
      Float32Array.of(0, 0.25, 0.5, 0, 0.25, 0.5, 0, 0, 0, 0.25, 0.25, 0.25),
    );
    file.close();
    const bare = new File(unknown, "r");
    const members = (path: string): string[] => [...(bare.get(path) as Group).keys()].sort();
    expect(members("/")).toEqual(["Experiments", "entry", "img", "xrfmap"]);
    expect(members("Experiments")).toEqual(["XRF scan"]);
    expect(members("entry")).toEqual(["data", "instrument", "title"]);
    expect(members("entry/instrument")).toEqual(["detector"]);
    expect(members("entry/instrument/detector")).toEqual(["calibration", "channels", "data"]);
    expect(members("xrfmap")).toEqual(["detsum", "scan_metadata"]);
    expect(
      Object.keys((bare.get("Experiments/XRF scan/metadata/Acquisition_instrument/SEM") as Group).attrs),
    ).toEqual([]);
    bare.close();
  });

  test.each([
    "/entry/data/data",
    "/entry/instrument/detector/data",
    "/Experiments/XRF scan/data",
    "/xrfmap/detsum/counts",
  ])("is the same cube at %s", async (dataset) => {
    const [width, height, channels] = [70, 11, 70];
    const counts = numbers(Uint16Array, height * width * channels) as Uint16Array;
    const path = join(folder, "links.h5");
    await writeCubeHdf5(sourceOf({ width, height, energyAxis: axisOf(channels), counts }), path);
    const file = await openHdf5Cube(path, { dataset });
    expect(file.energyAxis).toEqual(axisOf(channels));
    const { bytes } = await file.block({ x: 69, y: 10, width: 1, height: 1 });
    const last = new Uint16Array(bytes.slice(0, 2 * channels).buffer);
    expect(last).toEqual(counts.subarray((10 * width + 69) * channels));
    file.close();
  });

  test.each([".", "..", "a ü/漢 title"])("may be called %j", async (title) => {
    const source = sourceOf({ width: 1, height: 1, energyAxis: axisOf(1), counts: new Uint8Array(1) });
    await writeCubeHdf5(source, join(folder, "title.h5"), { title });
    await loadHdf5();
    const file = new File(join(folder, "title.h5"), "r");
    const [name] = (file.get("Experiments") as Group).keys();
    expect((file.get(`Experiments/${name}/data`) as Dataset).shape).toEqual([1, 1, 1]);
    expect((file.get(`Experiments/${name}/metadata/General`) as Group).attrs.title!.value).toBe(title);
    file.close();
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
