// Damaged cubes of every format: the counts, or one line; in the end, without much memory, and no file stays open.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateSync, gzipSync } from "node:zlib";
import { afterAll } from "vitest";
import { npyOf } from "../io/npy-writer.js";
import { memoryFile, writeAs } from "./cubes.js";
import { type Sample, testDamage } from "./damaged.js";

/** Inputs of each kind of each format. */
const RUNS = 1100;

const root = mkdtempSync(join(tmpdir(), "ganx-fuzz-"));
afterAll(() => rmSync(root, { recursive: true }));

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

for (const [name, make] of Object.entries(SAMPLES)) testDamage(`a damaged cube, ${name}`, make, RUNS);
