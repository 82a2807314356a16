// Pictures of every kind on the command line: read, set upright, spoken of, made again.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Dataset } from "h5wasm";
import { describe, expect, it } from "vitest";
import { PICTURE_FILES } from "../io/picture-files.js";
import { generateIn, lookInto, mistake, runCli, smallLibrary, success, temporaryFolder } from "./run-cli.js";

const folder = temporaryFolder();
const small = ["--library", smallLibrary(join(folder, "small.json"))];

function save(name: string, extension: string): string {
  const file = `${name.replaceAll(/\W/g, "-")}.${extension}`;
  writeFileSync(join(folder, file), PICTURE_FILES.find((entry) => entry.name === name)!.file);
  return file;
}

async function generate(name: string, extension: string) {
  const run = await generateIn(folder, save(name, extension), "--json", ...small);
  return { json: JSON.parse(success(run)), output: run.output };
}

describe.concurrent("ganx generate takes", () => {
  it("a photograph that lies on its side, and sets it upright", async () => {
    const { json, output } = await generate("jpeg orientation 6", "jpg");
    const { pixels, width, height } = PICTURE_FILES.find(({ name }) => name === "jpeg orientation 6")!;
    expect([json.width, json.height]).toEqual([width, height]);
    const note = "turned by 90 degrees to the right, as the file's orientation asks";
    expect(json.picture).toEqual({ bits: 8, colorSpace: "sRGB", notes: [note] });
    const found = await lookInto(output, (file) => (file.get("truth/image") as Dataset).value as Uint8Array);
    expect(Math.max(...found.map((value, i) => Math.abs(value - pixels[i])))).toBeLessThan(13);
  });

  it("a TIFF of 16 bits, whose scan comes again", async () => {
    const { json, output } = await generate("tiff rgb16 planar tiles BigTIFF big-endian", "tif");
    expect(json.picture).toEqual({ bits: 16, colorSpace: "sRGB", notes: [] });
    expect(success(await runCli(["regenerate", output]))).toBe(`${output}: identical\n`);
  });

  it("a WebP in Display P3, and says so", async () => {
    const run = await generateIn(folder, save("webp of Display P3", "webp"), ...small);
    expect(success(run)).toContain(
      '\nnote on the picture: converted to sRGB from its colour profile "Display P3"\n',
    );
    const { json } = await generate("webp of Display P3", "webp");
    expect(json.picture.colorSpace).toBe("Display P3");
  });

  it("CMYK, and says that its profile was ignored", async () => {
    const { json } = await generate("jpeg CMYK with a profile", "jpg");
    expect(json.picture.notes).toEqual([
      "its CMYK was turned into RGB by the plain formula, and its profile was ignored",
    ]);
  });
});

it("ganx generate refuses a TIFF and a WebP cut short, in one line", async () => {
  for (const [name, file] of [
    ["tiff rgb8", "half.tif"],
    ["webp lossy", "half.webp"],
  ]) {
    const bytes = PICTURE_FILES.find((entry) => entry.name === name)!.file;
    writeFileSync(join(folder, file), bytes.subarray(0, bytes.length >> 1));
    const run = await generateIn(folder, file);
    expect(mistake(run)).toMatch(new RegExp(`^ganx: ${file}: (TIFF|WebP): .*cut short`));
    expect(run.files).toEqual([]);
  }
});

it("ganx generate --help names the kinds", async () => {
  const help = success(await runCli(["generate", "--help"]));
  expect(help.replaceAll(/\s+/g, " ")).toContain("a picture (PNG, JPEG, TIFF or WebP)");
});
