// What readers make of files that are written here by hand: orders, bytes, names, and lies that are told.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { swapBytes } from "../../src/io/cube/swap-bytes.js";
import { FileBytes } from "../../src/io/file-bytes.js";
import { npyHead } from "../../src/io/npy.js";
import { deflateFast } from "../../src/io/write/deflate-fast.js";
import { InflatingBytes, unpack } from "../../src/io/zip/inflating.js";
import { readZip } from "../../src/io/zip/read.js";
import { zipStream } from "../../src/io/zip/write.js";
import { makeRandom } from "../io/png-writer.js";
import { numbersIn, numbersOfRegion, withCube } from "./cubes.js";

const root = mkdtempSync(join(tmpdir(), "ganx-readers-"));
afterAll(() => rmSync(root, { recursive: true }));
const [HEIGHT, WIDTH, CHANNELS] = [3, 4, 5];
const value = (y: number, x: number, c: number): number => 1000 * y + 100 * x + c;

/** Numbers with the axes in this order, the slowest first. */
function ordered(order: string, bigEndian: boolean): Uint8Array {
  const sizes: Record<string, number> = { y: HEIGHT, x: WIDTH, c: CHANNELS };
  const [a, b, c] = [...order] as [string, string, string];
  const out: number[] = [];
  for (let i = 0; i < sizes[a]!; i++) {
    for (let j = 0; j < sizes[b]!; j++) {
      for (let k = 0; k < sizes[c]!; k++) {
        const at: Record<string, number> = { [a]: i, [b]: j, [c]: k };
        out.push(value(at.y!, at.x!, at.c!));
      }
    }
  }
  const bytes = new Uint8Array(Uint16Array.from(out).buffer);
  return bigEndian ? swapBytes(bytes, 2) : bytes;
}

const expected = (rows: readonly number[], columns: readonly number[]): number[] =>
  rows.flatMap((y) => columns.flatMap((x) => Array.from({ length: CHANNELS }, (_, c) => value(y, x, c))));
const ALL = expected([0, 1, 2], [0, 1, 2, 3]);

/** Writes files into a new folder. @returns the folder */
function put(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(root, "f-"));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(folder, name, ".."), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

async function expectCube(path: string, options?: Parameters<typeof withCube>[2]): Promise<void> {
  await withCube(
    path,
    async (cube) => {
      expect([cube.height, cube.width, cube.energyAxis.channels, cube.type]).toEqual([
        HEIGHT,
        WIDTH,
        CHANNELS,
        "u16",
      ]);
      expect(Array.from((await numbersIn(cube, "u16")) as Uint16Array)).toEqual(ALL);
      const region = { x: 1, y: 1, width: 2, height: 2 };
      expect(await numbersOfRegion(cube, "u16", region)).toEqual(expected([1, 2], [1, 2]));
    },
    options,
  );
}

const envi = (lines: readonly string[] = []): string =>
  ["ENVI", `samples = ${WIDTH}`, `lines = ${HEIGHT}`, `bands = ${CHANNELS}`, "data type = 12", ...lines].join(
    "\r\n",
  );
const lispix = (lines: readonly string[] = []): string =>
  [
    "key\tvalue",
    `width\t${WIDTH}`,
    `height\t${HEIGHT}`,
    `depth\t${CHANNELS}`,
    "data-length\t2",
    ...lines,
  ].join("\n");

describe("ENVI", () => {
  test.each([
    ["bip", "yxc"],
    ["bil", "ycx"],
    ["BSQ", "cyx"],
  ])("interleave %s in both orders of bytes, behind an offset", async (interleave, order) => {
    for (const byteOrder of [0, 1]) {
      const header = envi([`interleave = ${interleave}`, `byte order = ${byteOrder}`, "header offset = 7"]);
      const numbers = Uint8Array.from([...new Uint8Array(7), ...ordered(order, byteOrder === 1)]);
      const folder = put({ "scan.HDR": header, "scan.img": numbers });
      await expectCube(join(folder, "scan.HDR"));
      // By the file of numbers as well.
      await expectCube(join(folder, "scan.img"));
    }
  });

  test("a header beside the whole name of its file", async () => {
    const folder = put({ "scan.bil.hdr": envi(["interleave = bil"]), "scan.bil": ordered("ycx", false) });
    await expectCube(join(folder, "scan.bil.hdr"));
    await expectCube(join(folder, "scan.bil"));
  });

  test.each([
    [["interleave = bix"], /expected interleave bip, bil or bsq, found bix/],
    [["data type = 6"], /expected data type 1, 2, .* found 6/],
    [["byte order = 2"], /expected byte order 0 or 1, found 2/],
    [["bands = 6"], /expected 144 bytes of 3 x 4 x 6 numbers .* found 120: it is cut short, or/],
    [["bands = 4"], /expected 96 bytes .* found 120: it holds something else as well, or/],
    [["bands = 0"], /expected pixels and channels, found 3 x 4 x 0/],
    [["bands = 70000"], /expected 1 to 65536 channels, found 70000/],
    [["samples = 999999999"], /expected at most \d+ pixels, found 3 x 999999999/],
    [["lines = -3"], /expected lines = a whole number, found -3/],
    [["file compression = 1"], /compressed/],
    [
      ["wavelength units = keV", "wavelength = {1, 2, 4, 8, 16}"],
      /not evenly spaced and increasing; .*--energy/,
    ],
    [["wavelength units = keV", "wavelength = {1, 2}"], /wavelengths are not 5 numbers; .*--energy/],
  ])("refuses %j", async (lines, reason) => {
    const folder = put({ "scan.hdr": envi(lines), "scan.raw": ordered("yxc", false) });
    await expect(withCube(join(folder, "scan.hdr"), () => {})).rejects.toMatchObject({
      code: "INVALID_FILE",
      message: expect.stringMatching(reason),
    });
  });

  test("says that the file of numbers is missing", async () => {
    const folder = put({ "scan.hdr": envi() });
    await expect(withCube(join(folder, "scan.hdr"), () => {})).rejects.toMatchObject({ code: "IO" });
  });

  test.each<[unit: string, list: string, offset: number, gain: number, quantity: string]>([
    ["Nanometers", "400, 410, 420, 430, 440", 400, 10, "wavelength"],
    ["nm", "400, 410, 420, 430, 440", 400, 10, "wavelength"],
    ["Micrometers", "0.5, 0.75, 1, 1.25, 1.5", 500, 250, "wavelength"],
    ["Angstroms", "4000, 4100, 4200, 4300, 4400", 400, 10, "wavelength"],
    ["Wavenumber", "900, 904, 908, 912, 916", 900, 4, "wavenumber"],
  ])("bands of light in %s", async (unit, list, offsetKeV, gainKeV, quantity) => {
    const header = envi(["interleave = bip", `wavelength units = ${unit}`, `wavelength = { ${list} }`]);
    const folder = put({ "scan.hdr": header, "scan.raw": ordered("yxc", false) });
    await withCube(
      join(folder, "scan.hdr"),
      ({ energyAxis }) => expect(energyAxis).toEqual({ offsetKeV, gainKeV, channels: CHANNELS, quantity }),
      {},
    );
  });

  test("bands of light that are uneven are refused where an axis is needed, else left out", async () => {
    const header = envi([
      "interleave = bip",
      "wavelength units = Nanometers",
      "wavelength = {4, 5, 7, 8, 9}",
    ]);
    const folder = put({ "scan.hdr": header, "scan.raw": ordered("yxc", false) });
    await expect(withCube(join(folder, "scan.hdr"), () => {}, {})).rejects.toMatchObject({
      code: "INVALID_FILE",
      message: expect.stringMatching(
        /its wavelengths are not evenly spaced and increasing; as an axis of ganx is$/,
      ),
    });
    await expectCube(join(folder, "scan.hdr"));
    await withCube(join(folder, "scan.hdr"), ({ isCalibrated }) => expect(isCalibrated).toBe(false));
  });

  test.each(["Index", "Unknown", "GHz", "Meters per second"])("a list in %s says no axis", async (unit) => {
    const header = envi([`wavelength units = ${unit}`, "wavelength = {1, 2, 3, 4, 5}"]);
    const folder = put({ "scan.hdr": header, "scan.raw": ordered("cyx", false) });
    await withCube(join(folder, "scan.hdr"), ({ isCalibrated }) => expect(isCalibrated).toBe(false));
  });

  test("energies in eV", async () => {
    const more = ["wavelength units = eV", "wavelength = {1000, 1500,", "2000, 2500, 3000}"];
    const folder = put({
      "scan.hdr": envi(["interleave = bip", ...more]),
      "scan.raw": ordered("yxc", false),
    });
    await withCube(join(folder, "scan.hdr"), ({ energyAxis }) => {
      expect(energyAxis).toEqual({ offsetKeV: 1, gainKeV: 0.5, channels: CHANNELS });
    });
  });
});

describe("Lispix", () => {
  test.each([
    ["vector", "yxc"],
    ["image", "cyx"],
  ])("record-by %s in both orders of bytes", async (recordBy, order) => {
    for (const name of ["little-endian", "big-endian"]) {
      const text = lispix([`record-by ${recordBy}`, `byte-order\t${name}`]);
      const folder = put({ "scan.rpl": text, "scan.RAW": ordered(order, name === "big-endian") });
      await expectCube(join(folder, "scan.rpl"));
      await expectCube(join(folder, "scan.RAW"));
    }
  });

  test("energies of programs that say only the width of a channel, or the keys of XRF-Explorer", async () => {
    for (const [lines, axis] of [
      [["ev-per-chan\t20"], [0, 0.02]],
      [
        ["depthscaleorigin\t0.5", "depthscaleincrement\t0.25", "depthscaleunits\tkeV"],
        [0.5, 0.25],
      ],
      [
        ["depth-origin\t500", "depth-scale\t10", "depth-units\teV"],
        [0.5, 0.01],
      ],
    ] as const) {
      const folder = put({ "scan.rpl": lispix(lines), "scan.raw": ordered("yxc", false) });
      await withCube(join(folder, "scan.rpl"), ({ energyAxis: { offsetKeV, gainKeV } }) => {
        expect([offsetKeV, gainKeV]).toEqual(axis);
      });
    }
  });

  test.each<[lines: readonly string[], axis: object]>([
    [
      ["depth-origin\t400", "depth-scale\t2.5", "depth-units\tnm"],
      { offsetKeV: 400, gainKeV: 2.5, quantity: "wavelength" },
    ],
    [
      ["depth-origin\t0.4", "depth-scale\t0.01", "depth-units\tum"],
      { offsetKeV: 400, gainKeV: 10, quantity: "wavelength" },
    ],
    [
      ["depth-origin\t900", "depth-scale\t4", "depth-units\tcm-1"],
      { offsetKeV: 900, gainKeV: 4, quantity: "wavenumber" },
    ],
    [
      ["depth-origin\t900", "depth-scale\t4", "depth-units\tnm", "ev-per-chan\t10"],
      { offsetKeV: 900, gainKeV: 4, quantity: "wavelength" },
    ],
    [["depth-origin\t900", "depth-units\tnm", "ev-per-chan\t10"], { offsetKeV: 0, gainKeV: 0.01 }],
    [
      ["depth-origin\t900", "depth-scale\t4", "depth-units\tMeV", "ev-per-chan\t10"],
      { offsetKeV: 0, gainKeV: 0.01 },
    ],
  ])("an axis of %j", async (lines, axis) => {
    const folder = put({ "scan.rpl": lispix(lines), "scan.raw": ordered("yxc", false) });
    await withCube(join(folder, "scan.rpl"), ({ energyAxis }) => {
      expect(energyAxis).toEqual({ ...axis, channels: CHANNELS });
    });
  });

  test.each([
    [["record-by\tdont-care"], /expected record-by vector or image, found dont-care/],
    [["data-type\tcomplex"], /expected data-type unsigned or signed .* found complex of 2/],
    [["byte-order\tmiddle"], /expected byte-order little-endian or big-endian, found middle/],
    [["width\t5"], /expected the key width once, found it again with another value/],
    [["depth-scale\tten", "depth-units\tkeV"], /expected depth-scale and a number, found ten/],
    [["depth-scale\t-1", "depth-units\tkeV"], /gain above 0 keV, found offset 0 and gain -1/],
  ])("refuses %j", async (lines, reason) => {
    const folder = put({ "scan.rpl": lispix(lines), "scan.raw": ordered("yxc", false) });
    await expect(withCube(join(folder, "scan.rpl"), () => {})).rejects.toMatchObject({
      code: "INVALID_FILE",
      message: expect.stringMatching(reason),
    });
  });
});

/** An EDF image of some rows of pixels. */
function edfImage(dimensions: readonly number[], numbers: Uint8Array, more = ""): Uint8Array {
  const sizes = dimensions.map((size, i) => `Dim_${i + 1} = ${size} ;\n`).join("");
  const head = `{\nByteOrder = LowByteFirst ;\nDataType = UnsignedShort ; a comment\n${sizes}Size = ${numbers.length} ;\n${more}}\n`;
  return Uint8Array.from([...new TextEncoder().encode(head), ...numbers]);
}
const joined = (parts: readonly Uint8Array[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => [...part]));
const PIXEL = 2 * CHANNELS;
const parts = (size: number): Uint8Array[] => {
  const all = ordered("yxc", false);
  return Array.from({ length: all.length / size }, (_, i) => all.subarray(i * size, (i + 1) * size));
};

describe("EDF", () => {
  test("a row an image, a pixel an image, a row a file, all in one image", async () => {
    const rows = parts(WIDTH * PIXEL).map((row) =>
      edfImage([CHANNELS, WIDTH], row, "MCA a = 1 ;\nMCA b = 2 ;\n"),
    );
    const pixels = parts(PIXEL).map((pixel) => edfImage([CHANNELS, 1], pixel));
    const folder = put({
      "images.edf": joined(rows),
      "whole.edf": edfImage([CHANNELS, WIDTH, HEIGHT], ordered("yxc", false)),
      ...Object.fromEntries(rows.map((row, y) => [`a/scan_${y + 9}.edf`, row])),
      ...Object.fromEntries([0, 1, 2].map((y) => [`b/row${y}.edf`, joined(pixels.slice(4 * y, 4 * y + 4))])),
    });
    for (const name of ["images.edf", "whole.edf", "a/scan_10.edf", "b/row0.edf"])
      await expectCube(join(folder, name));
    await withCube(join(folder, "images.edf"), ({ energyAxis }) => {
      expect(energyAxis).toEqual({ offsetKeV: 1, gainKeV: 2, channels: CHANNELS });
    });
  });

  test("refuses files that do not fit together", async () => {
    const [first, second] = parts(WIDTH * PIXEL).map((row) => edfImage([CHANNELS, WIDTH], row)) as [
      Uint8Array,
      Uint8Array,
    ];
    const folder = put({ "s_1.edf": first, "s_2.edf": edfImage([WIDTH, CHANNELS], second.subarray(-40)) });
    await expect(withCube(join(folder, "s_1.edf"), () => {})).rejects.toMatchObject({
      code: "INVALID_FILE",
      message: expect.stringMatching(/s_2\.edf: expected images like those of .*s_1\.edf, found others/),
    });
  });
});

describe("a folder of .mca files", () => {
  const mca = (y: number, x: number): string => {
    const counts = Array.from({ length: CHANNELS }, (_, c) => value(y, x, c));
    return [
      "<<PMCA SPECTRUM>>",
      "<<CALIBRATION>>",
      "LABEL - keV",
      "0 1",
      "2 2",
      "<<DATA>>",
      ...counts,
      "<<END>>",
    ].join("\n");
  };
  const all = (name: (y: number, x: number) => string): Record<string, string> =>
    Object.fromEntries(
      [0, 1, 2].flatMap((y) => [0, 1, 2, 3].map((x) => [`scan/${name(y, x)}.mca`, mca(y, x)] as const)),
    );

  test.each<[string, (y: number, x: number) => string]>([
    ["row and column", (y, x) => `painting2_${y + 8}_${x + 1}`],
    ["x and y", (y, x) => `x${x}_y${y}`],
    ["col and row", (y, x) => `col-${x} row-${y}`],
    ["y and x", (y, x) => `Y${y}X${x}`],
  ])("by %s in their names", async (_, name) => {
    const folder = put({ ...all(name), "scan/notes.txt": "no spectrum" });
    await withCube(join(folder, "scan"), async (cube) => {
      expect([cube.height, cube.width, cube.type]).toEqual([HEIGHT, WIDTH, "u32"]);
      expect(cube.energyAxis).toEqual({ offsetKeV: 1, gainKeV: 0.5, channels: CHANNELS });
      expect(Array.from((await numbersIn(cube, "u32")) as Uint32Array)).toEqual(ALL);
    });
  });

  test("by --shape, row by row in the order of their numbers", async () => {
    const folder = put(all((y, x) => `s${4 * y + x}`));
    await withCube(
      join(folder, "scan"),
      async (cube) => expect(Array.from((await numbersIn(cube, "u32")) as Uint32Array)).toEqual(ALL),
      { shape: [WIDTH, HEIGHT] },
    );
    await expect(withCube(join(folder, "scan"), () => {})).rejects.toMatchObject({
      message: expect.stringMatching(/two numbers in its name, row and column; say --shape/),
    });
    await expect(withCube(join(folder, "scan"), () => {}, { shape: [5, 5] })).rejects.toMatchObject({
      message: expect.stringMatching(/expected 5 x 5 spectra, found 12/),
    });
  });

  test("refuses a grid with a hole, and a pixel of another length when it is read", async () => {
    const { "scan/a1_1.mca": _, ...rest } = all((y, x) => `a${y}_${x}`);
    await expect(withCube(join(put(rest), "scan"), () => {})).rejects.toMatchObject({
      message: expect.stringMatching(/expected one spectrum a pixel of 4 x 3, .* found 11; say --shape/),
    });
    const short = {
      ...all((y, x) => `a${y}_${x}`),
      "scan/a1_1.mca": mca(1, 1).replace(/\d+\n<<END>>/, "<<END>>"),
    };
    const reading = withCube(join(put(short), "scan"), (cube) => numbersIn(cube, "u32"));
    await expect(reading).rejects.toMatchObject({
      message: expect.stringMatching(/a1_1\.mca: expected 5 channels, found 4/),
    });
  });
});

describe("archives", () => {
  const member = joined([npyHead("<u2", [HEIGHT, WIDTH, CHANNELS]), ordered("yxc", false)]);

  test("with sizes of 64 bits", async () => {
    const stream = zipStream([{ name: "counts.npy", bytes: [member], large: true }], deflateFast);
    const pieces: Uint8Array[] = [];
    for await (const piece of stream) pieces.push(piece);
    await expectCube(join(put({ "scan.npz": joined(pieces) }), "scan.npz"));
  });

  test("a large file of one is unpacked as it is read, forwards and again from its beginning", () => {
    const random = makeRandom(5);
    const whole = Uint8Array.from({ length: 3_000_000 }, () => random() & 15);
    const packed = new Uint8Array(deflateRawSync(whole));
    const folder = put({ packed: joined([new Uint8Array(11), packed]) });
    const file = new FileBytes(join(folder, "packed"));
    const entry = {
      name: "a",
      isDeflated: true,
      start: 11,
      packed: packed.length,
      size: whole.length,
      crc: 1,
    };
    const bytes = new InflatingBytes("packed", file, entry);
    for (const at of [0, 5, 700_000, 699_990, 1, 2_000_000]) {
      expect(Buffer.compare(bytes.read(at, 1000), whole.subarray(at, at + 1000))).toBe(0);
    }
    // At its end the checksum tells that this is another file.
    expect(() => bytes.read(0, whole.length)).toThrow(/cut short or damaged/);
    expect(() => unpack("packed", file, entry)).toThrow(/its checksum is another/);
    bytes.close();
  });

  test("a changed byte of one is noticed", async () => {
    const pieces: Uint8Array[] = [];
    for await (const piece of zipStream([{ name: "counts.npy", bytes: [member] }], deflateFast))
      pieces.push(piece);
    const archive = joined(pieces);
    const file = {
      length: archive.length,
      load: (at: number, size: number) => archive.subarray(at, at + size),
    };
    const [entry] = readZip("a.npz", file);
    for (let at = entry!.start; at < entry!.start + entry!.packed; at += 3) {
      archive[at]! ^= 16;
      expect(() => unpack("a.npz", file, entry!)).toThrow(/damaged/);
      archive[at]! ^= 16;
    }
  });
});

describe("Zarr with Zstandard", () => {
  const metadata = JSON.stringify({
    zarr_format: 3,
    node_type: "array",
    shape: [HEIGHT, WIDTH, CHANNELS],
    data_type: "uint16",
    chunk_grid: { name: "regular", configuration: { chunk_shape: [HEIGHT, WIDTH, CHANNELS] } },
    chunk_key_encoding: { name: "default", configuration: { separator: "/" } },
    fill_value: 0,
    codecs: [
      { name: "bytes", configuration: { endian: "little" } },
      { name: "zstd", configuration: { level: 1, checksum: false } },
    ],
    attributes: {},
  });
  /** A frame that does not say its size, of one block: raw (0), or one byte many times (1). */
  const frame = (kind: 0 | 1, size: number, content: Uint8Array, blocks = 1): Uint8Array => {
    const head = (last: number): number[] =>
      [0, 8, 16].map((shift) => (((size << 3) | (kind << 1) | last) >> shift) & 255);
    const all = Array.from({ length: blocks }, (_, i) => [...head(i === blocks - 1 ? 1 : 0), ...content]);
    return Uint8Array.from([0x28, 0xb5, 0x2f, 0xfd, 0, 0x58, ...all.flat()]);
  };

  test("a frame that does not say its size", async () => {
    const numbers = ordered("yxc", false);
    const folder = put({ "a.zarr/zarr.json": metadata, "a.zarr/c/0/0/0": frame(0, numbers.length, numbers) });
    await expectCube(join(folder, "a.zarr"));
  });

  test("one that would fill the memory is refused", async () => {
    const bomb = frame(1, 2 ** 17, Uint8Array.of(7), 20_000);
    const folder = put({ "a.zarr/zarr.json": metadata, "a.zarr/c/0/0/0": bomb });
    await expect(withCube(join(folder, "a.zarr"), (cube) => numbersIn(cube, "u16"))).rejects.toMatchObject({
      code: "INVALID_FILE",
      message: expect.stringMatching(/expected at most 1504 bytes in a chunk, found 2621440000/),
    });
  });
});
