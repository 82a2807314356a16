// Damaged cubes of every format: the counts, or one line; in the end, without much memory, and no file stays open.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { deflateSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { GanxError } from "../../src/errors.js";
import { openFiles } from "../io/cube-files.js";
import { type Change, change, mutate, position } from "../io/mutate.js";
import { npyOf } from "../io/npy-writer.js";
import { memoryFile, withCube, writeAs } from "./cubes.js";

const SETTINGS = { seed: 20_230_428, endOnFailure: true };
/** Inputs of each kind of each format. */
const RUNS = 1100;

const root = mkdtempSync(join(tmpdir(), "ganx-fuzz-"));
afterAll(() => rmSync(root, { recursive: true }));

/** A cube as files by name, and which of them is opened. */
interface Sample {
  readonly open: string;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

function filesIn(folder: string, prefix = ""): [string, Uint8Array][] {
  return readdirSync(join(folder, prefix)).flatMap((name) => {
    const path = prefix === "" ? name : `${prefix}/${name}`;
    const isFolder = statSync(join(folder, path)).isDirectory();
    return isFolder ? filesIn(folder, path) : [[path, new Uint8Array(readFileSync(join(folder, path)))]];
  });
}

async function written(name: string): Promise<Sample> {
  const folder = mkdtempSync(join(root, "sample-"));
  await writeAs(memoryFile("u16", [3, 4, 9]), folder, name);
  return { open: name, files: new Map(filesIn(folder)) };
}

/** What is read of a workspace: all but the maps. */
async function workspace(): Promise<Sample> {
  const { open, files } = await written("cube.xrf-explorer");
  return { open, files: new Map([...files].filter(([name]) => !name.endsWith(".dms"))) };
}

const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const data = (length: number): Uint8Array => Uint8Array.from({ length }, (_, i) => (i * 37) & 255);

function edf(): Sample {
  const header = (image: number): string =>
    `{\nHeaderID = EH:${image} ;\nByteOrder = HighByteFirst ;\nDataType = UnsignedShort ;\nDim_1 = 9 ;\nDim_2 = 4 ;\nSize = 72 ;\nMCA a = 0.1 ;\nMCA b = 0.02 ;\n${" ".repeat(40)}}\n`;
  const parts = [0, 1, 2].flatMap((image) => [...text(header(image)), ...data(72)]);
  return { open: "many.edf", files: new Map([["many.edf", Uint8Array.from(parts)]]) };
}

function mca(): Sample {
  const files = new Map<string, Uint8Array>();
  for (const name of ["a_0_0.mca", "a_0_1.mca"]) {
    const lines = [
      "<<PMCA SPECTRUM>>",
      "<<CALIBRATION>>",
      "LABEL - keV",
      "0 0.5",
      "4 1.5",
      "<<DATA>>",
      1,
      2,
      3,
      4,
      5,
    ];
    files.set(`scan/${name}`, text(`${[...lines, "<<END>>"].join("\n")}\n`));
  }
  return { open: "scan", files };
}

function envi(): Sample {
  const lines = ["ENVI", "samples = 4", "lines = 3", "bands = 9", "header offset = 6", "data type = 12"];
  const more = [
    "interleave = bil",
    "byte order = 1",
    "wavelength units = keV",
    "wavelength = {1,2,3,\n4,5,6,7,8,9}",
  ];
  const header = text([...lines, ...more].join("\n"));
  return {
    open: "cube.hdr",
    files: new Map([
      ["cube.hdr", header],
      ["cube.img", data(222)],
    ]),
  };
}

/** Zarr of version 2, chunks of one codec. */
function zarr2(id: string, pack: (bytes: Uint8Array) => Uint8Array): Sample {
  const info = {
    zarr_format: 2,
    shape: [3, 4, 9],
    chunks: [2, 4, 9],
    dtype: "<u2",
    compressor: { id, level: 1 },
    fill_value: 0,
    order: "C",
    filters: null,
  };
  const files = new Map<string, Uint8Array>([
    ["cube.zarr/.zarray", text(JSON.stringify(info))],
    ["cube.zarr/.zattrs", text('{"offset_kev": 0.1, "gain_kev": 0.2}')],
    ["cube.zarr/0.0.0", pack(data(144))],
    ["cube.zarr/1.0.0", pack(data(144))],
  ]);
  return { open: "cube.zarr", files };
}

const SAMPLES: Readonly<Record<string, () => Sample | Promise<Sample>>> = {
  Lispix: () => written("cube.rpl"),
  "XRF-Explorer": workspace,
  ENVI: envi,
  ".npy": () => ({
    open: "a.npy",
    files: new Map([["a.npy", npyOf("i2", ">", [3, 4, 2], [...data(24)], true)]]),
  }),
  ".npz": () => written("cube.npz"),
  "Zarr 3": () => written("cube.zarr"),
  "Zarr 2, gzip": () => zarr2("gzip", (bytes) => new Uint8Array(gzipSync(bytes))),
  "Zarr 2, zlib": () => zarr2("zlib", (bytes) => new Uint8Array(deflateSync(bytes))),
  EDF: edf,
  ".mca": mca,
};

/** Numbers with which headers lie. */
const lies = fc.constantFrom(
  "0",
  "1",
  "2",
  "7",
  "-1",
  "65535",
  "65536",
  "2147483647",
  "4294967296",
  "1e308",
  "9".repeat(20),
  "NaN",
  "",
);

/** Puts a lie in the place of one of the numbers of a text, or over four bytes of what is none. */
function lie(bytes: Uint8Array, where: number, value: string): Uint8Array {
  const old = Buffer.from(bytes).toString("latin1");
  const numbers = [...old.matchAll(/\d+/g)];
  const found = numbers[Math.floor(where * numbers.length)];
  if (found) {
    const changed = old.slice(0, found.index) + value + old.slice(found.index + found[0].length);
    return new Uint8Array(Buffer.from(changed, "latin1"));
  }
  return bytes;
}

/** A little-endian number of 4 bytes over what was there. */
function overwrite(bytes: Uint8Array, where: number, value: number): Uint8Array {
  const out = bytes.slice();
  for (let i = 0; i < 4; i++) out[Math.floor(where * out.length) + i] = (value >>> (8 * i)) & 255;
  return out.subarray(0, bytes.length);
}

/** Requires one line of ours. */
const refused =
  (codes: readonly string[]) =>
  (error: unknown): void => {
    if (!(error instanceof GanxError)) throw error;
    expect(codes).toContain(error.code);
    expect(error.message).toMatch(/^[^\p{Cc}]{10,700}$/u);
  };

/** Opens and reads everything; what is not read is refused in one line. @returns whether it was read */
async function readOrRefuse(path: string): Promise<boolean> {
  const start = process.cpuUsage();
  const memory = process.memoryUsage();
  try {
    await withCube(path, async (cube) => {
      let numbers = 0;
      for await (const { layout, bytes } of cube.blocks()) {
        numbers += layout.rows * layout.columns * layout.channels;
        expect(bytes.byteLength).toBeLessThan(2 ** 24);
        if (numbers > 2 ** 22) break;
      }
      const all = cube.width * cube.height * cube.energyAxis.channels;
      expect(numbers === all || numbers > 2 ** 22).toBe(true);
      await cube.picture?.().catch(refused(["INVALID_IMAGE", "IO"]));
    });
    return true;
  } catch (error) {
    refused(["INVALID_FILE", "IO"])(error);
    return false;
  } finally {
    // Not the time on the clock: that is also other programs'.
    const { user, system } = process.cpuUsage(start);
    expect(user + system).toBeLessThan(2e6);
    expect(process.memoryUsage().arrayBuffers - memory.arrayBuffers).toBeLessThan(2 ** 28);
  }
}

describe.each(Object.entries(SAMPLES))("a damaged cube, %s", (_, make) => {
  let sample: Sample;
  let folder: string;
  const put = (name: string, bytes: Uint8Array): void => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), bytes);
  };

  beforeAll(async () => {
    sample = await make();
    folder = mkdtempSync(join(root, "damaged-"));
    for (const [name, bytes] of sample.files) put(name, bytes);
  });

  /** Changes one of the files, looks, and puts it back. */
  async function withChange(where: number, damage: (bytes: Uint8Array) => Uint8Array): Promise<boolean> {
    const entries = [...sample.files];
    const [name, bytes] = entries[Math.floor(where * entries.length)]!;
    put(name, damage(bytes));
    try {
      return await readOrRefuse(join(folder, sample.open));
    } finally {
      put(name, bytes);
    }
  }

  test.each([
    [
      "changed",
      fc.tuple(position, fc.array(change, { minLength: 1, maxLength: 4 })).map(([where, changes]) => ({
        where,
        damage: (bytes: Uint8Array) => mutate(bytes, changes as Change[]),
      })),
    ],
    [
      "cut short",
      fc.tuple(position, position).map(([where, part]) => ({
        where,
        damage: (bytes: Uint8Array) => bytes.subarray(0, Math.floor(part * bytes.length)),
      })),
    ],
    [
      "with a lie in its numbers",
      fc.tuple(position, position, lies, fc.integer()).map(([where, part, value, word]) => ({
        where,
        damage: (bytes: Uint8Array) =>
          word % 2 === 0 ? lie(bytes, part, value) : overwrite(bytes, part, word),
      })),
    ],
  ])("%s is read or refused", async (_kind, damages) => {
    expect(await readOrRefuse(join(folder, sample.open))).toBe(true);
    const before = openFiles();
    const seen = { read: 0, refused: 0 };
    const look = async ({
      where,
      damage,
    }: {
      where: number;
      damage: (bytes: Uint8Array) => Uint8Array;
    }): Promise<void> => {
      seen[(await withChange(where, damage)) ? "read" : "refused"]++;
    };
    await fc.assert(fc.asyncProperty(damages, look), { ...SETTINGS, numRuns: RUNS });
    expect(seen.refused).toBeGreaterThan(0);
    expect(openFiles()).toBe(before);
  });
});
