import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { encodeNpy } from "../../src/io/npy.js";
import { writeCube } from "./cube-fixtures.js";
import { mistake, randomPicture, runCli, smallLibrary, success, temporaryFolder } from "./run-cli.js";

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
const convert = (...args: string[]) => runCli(["convert", ...args], { cwd: folder });

beforeAll(async () => {
  const picture = randomPicture(at("painting.png"), 21, 13);
  const args = [
    "generate",
    picture,
    "-o",
    at("scan.h5"),
    "--library",
    smallLibrary(at("small.json")),
    "--quiet",
  ];
  success(await runCli(args));
  writeFileSync(
    at("bare.npy"),
    encodeNpy(
      Uint16Array.from({ length: 24 }, (_, i) => i),
      [2, 3, 4],
    ),
  );
  writeFileSync(
    at("parts.npy"),
    encodeNpy(
      Float32Array.from({ length: 24 }, (_, i) => i / 2),
      [2, 3, 4],
    ),
  );
  await writeCube(at("other.h5"));
});

describe.concurrent("ganx convert", () => {
  it("keeps counts, energies and the truth by way of Zarr and .npz: the scan can still be made again", async () => {
    success(await convert("scan.h5", "way.zarr", "--quiet"));
    success(await convert("way.zarr", "way.npz", "--quiet"));
    const { input, output, ...found } = JSON.parse(success(await convert("way.npz", "way.h5", "--json")));
    expect(found).toMatchObject({ format: "hdf5", width: 21, height: 13, channels: 1024, type: "u16" });
    expect(found).toMatchObject({
      leftOut: [],
      gainKeV: 38 / 1024,
      from: "NumPy archive, C order, deflated: counts",
    });
    expect([input, output]).toEqual(["way.npz", "way.h5"]);
    expect(success(await runCli(["regenerate", "way.h5"], { cwd: folder }))).toBe("way.h5: identical\n");
    // The others are as good as the file of HDF5: for measuring, and for a report with the palette.
    const measure = ["compare", "way.zarr", "way.npz", "--json"];
    const measured = JSON.parse(success(await runCli(measure, { cwd: folder })));
    expect(measured).toMatchObject({ chebyshev: 0, ssim: expect.closeTo(1, 12) });
    success(await runCli(["inspect", "way.zarr", "-o", "report", "--quiet"], { cwd: folder }));
    const report = readFileSync(at("report/index.html"), "utf8");
    expect(report).toContain("Zarr 3, chunks 13 x 21 x 256: /counts, u16");
    expect(report).toContain("Azurite");
  });

  it("says what was read, what was written, and what was left out", async () => {
    const lines = success(await convert("scan.h5", "out.npy")).split("\n");
    expect(lines[0]).toBe("scan.h5: HDF5, ganx: /img");
    expect(lines[1]).toBe("21 x 13 pixels, 1024 channels of u16, 0.50000 to 38.500 keV");
    expect(lines[2]).toMatch(/^out\.npy: \d+\.\d KiB$/);
    expect(lines[3]).toBe(
      "left out, because the format has no place for it: the truth and the recipe, the energy axis",
    );
    expect(lines[4]).toMatch(/^\d+\.\d\d s, \d+ MiB at most$/);
  });

  it("takes energies from --energy where the file has none", async () => {
    const found = JSON.parse(success(await convert("bare.npy", "energies.h5", "--energy", "1,9", "--json")));
    expect(found).toMatchObject({ offsetKeV: 2, gainKeV: 2, leftOut: [] });
    expect(JSON.parse(success(await convert("bare.npy", "without.rpl", "--json")))).toMatchObject({
      gainKeV: null,
    });
    expect(readFileSync(at("without.rpl"), "utf8")).not.toMatch(/kev|ev-per-chan/i);
  });

  it("takes the format from --format before the name", async () => {
    success(await convert("scan.h5", "named.dat", "--format", "npy", "--quiet"));
    expect(readFileSync(at("named.dat")).subarray(1, 6).toString()).toBe("NUMPY");
  });

  it("writes a workspace of XRF-Explorer, and says what that program takes for granted", async () => {
    const text = success(await convert("other.h5", "other.xrf-explorer"));
    expect(text).toMatch(
      /^XRF-Explorer takes 4096 channels of 0 to 40 keV for granted; this cube has 300 of .* keV, .*; ganx generate --instrument xrf-explorer fits$/m,
    );
    expect(readdirSync(at("other.xrf-explorer")).sort()).toEqual([
      "cube.raw",
      "cube.rpl",
      "image.png",
      "maps.dms",
      "workspace.json",
    ]);
  });

  it("has an instrument that XRF-Explorer needs nothing said of", async () => {
    const args = ["generate", "painting.png", "-o", "fits.xrf-explorer", "--instrument", "xrf-explorer"];
    const text = success(await runCli([...args, "--palette", "azurite,lead_white"], { cwd: folder }));
    expect(text).toMatch(/in 4096 channels/);
    expect(text).not.toContain("XRF-Explorer");
    const found = JSON.parse(success(await convert("fits.xrf-explorer", "fits.npy", "--json")));
    expect(found).toMatchObject({
      from: "XRF-Explorer workspace, Lispix, record-by vector: cube",
      channels: 4096,
      offsetKeV: 0,
      gainKeV: 40 / 4096,
      leftOut: ["the picture", "the energy axis"],
    });
    const inspect = (output: string) =>
      runCli(["inspect", "fits.xrf-explorer", "-o", output, "--quiet"], { cwd: folder });
    success(await inspect("with-picture"));
    rmSync(at("fits.xrf-explorer/image.png"));
    success(await inspect("without-picture"));
    const images = (report: string): number =>
      readFileSync(at(`${report}/line-maps.svg`), "utf8").split("<image").length;
    expect(images("with-picture")).toBe(images("without-picture") + 1);
    expect(readFileSync(at("without-picture/index.html"), "utf8")).toMatch(
      /cannot read fits\.xrf-explorer.image\.png: no such file/,
    );
  });

  it("does not replace a folder that is no Zarr store", async () => {
    mkdirSync(at("full.zarr"));
    writeFileSync(at("full.zarr/letter.txt"), "kept");
    expect(mistake(await convert("scan.h5", "full.zarr"))).toMatch(
      /^ganx: cannot write the folder full\.zarr: a folder with other files stands there; choose another name$/m,
    );
    expect(readdirSync(at("full.zarr"))).toEqual(["letter.txt"]);
  });
});

// One after the other: temporary files of others would be seen.
describe("a mistake with ganx convert", () => {
  it.each<[args: string[], reason: RegExp]>([
    [["gone.h5", "x.npy"], /^ganx: cannot read gone\.h5: no such file$/m],
    [
      ["painting.png", "x.npy"],
      /painting\.png: expected a cube: HDF5, .* found none of them by content or name$/m,
    ],
    [
      ["scan.h5", "scan.h5"],
      /^ganx: cannot write scan\.h5: it is the file to be read; choose another name$/m,
    ],
    [
      ["other.xrf-explorer", "other.xrf-explorer"],
      /^ganx: cannot write other\.xrf-explorer: it is what is to be read; choose another name$/m,
    ],
    [["scan.h5", "gone/x.npz"], /^ganx: cannot write gone\/x\.npz: the folder does not exist$/m],
    [["scan.h5", "gone/x.zarr"], /^ganx: cannot write the folder gone\/x\.zarr: the folder does not exist$/m],
    [["scan.h5", "x.npy", "--format", "tape"], /'tape' is invalid\. Allowed choices are hdf5, zarr, raw/],
    [["bare.npy", "x.h5"], /bare\.npy: found no energy axis, which hdf5 needs; .*--energy/],
    [["bare.npy", "x.h5", "--energy", "9,1"], /--energy: expected LOW,HIGH in keV/],
    [["bare.npy", "x.npz", "--shape", "3"], /--shape: expected WIDTH,HEIGHT in pixels, found "3"$/m],
    [
      ["parts.npy", "x.xrf-explorer", "--energy", "1,9"],
      /XRF-Explorer: expected whole counts .* found 0\.5;/,
    ],
    [["scan.h5", "x.npy", "--dataset", "/nothing"], /it has \/img/],
    [["scan.h5"], /missing required argument 'out'/],
  ])("is told in one line, and nothing is left: %j", async (args, reason) => {
    const before = existsSync(at("scan.h5"));
    expect(mistake(await convert(...args))).toMatch(reason);
    expect(existsSync(at("scan.h5"))).toBe(before);
    expect(readdirSync(folder).filter((name) => /^x\.|part$/.test(name))).toEqual([]);
  });
});

describe.concurrent("what generate writes does not depend on threads:", () => {
  it.each(["zarr", "rpl", "npy", "npz", "xrf-explorer"])(".%s", async (extension) => {
    const bytes = async (threads: string): Promise<string> => {
      const own = mkdtempSync(at("threads-"));
      const output = join(own, `scan.${extension}`);
      const args = ["generate", at("painting.png"), "-o", output, "--library", at("small.json"), "--quiet"];
      success(await runCli([...args, "--threads", threads]));
      const names = readdirSync(own, { recursive: true, withFileTypes: true }).filter((entry) =>
        entry.isFile(),
      );
      const files = names.map((entry) => join(entry.parentPath ?? entry.path, entry.name)).sort();
      return files
        .map((file) => `${file.slice(own.length)} ${readFileSync(file).toString("base64")}`)
        .join("\n");
    };
    expect((await bytes("1")) === (await bytes("3"))).toBe(true);
  });
});
