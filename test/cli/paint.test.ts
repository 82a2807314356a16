import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { encodePng } from "../../src/io/png/encode.js";
import {
  generateIn,
  lookInto,
  mistake,
  randomPicture,
  runCli,
  smallLibrary,
  success,
  temporaryFolder,
} from "./run-cli.js";

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
randomPicture(at("painting.png"), 24, 16);
smallLibrary(at("measured.json"));
writeFileSync(at("broken.json"), '{"format": "ganx-stratigraphy",');
writeFileSync(at("list.json"), "[]");

const FILM = { binder: "linseed_oil", pigmentVolumeConcentration: 0.4, thicknessUm: 20 };
const CANVAS = { material: "linen_canvas", thicknessUm: 500 };
function layersFile(name: string, ...layers: object[]): void {
  writeFileSync(at(name), JSON.stringify({ format: "ganx-stratigraphy", version: 1, name, layers }));
}
layersFile("linnen.json", { picture: "visible", ...FILM }, { material: "linnen", thicknessUm: 1 });
layersFile("nothing-under.json", { picture: "visible", ...FILM }, { picture: "hidden", ...FILM });
layersFile("lost.json", { picture: "visible", ...FILM }, { picture: "hidden", file: "lost.png", ...FILM });
layersFile(
  "under.json",
  { picture: "visible", ...FILM },
  { picture: "hidden", file: "under.png", ...FILM },
  CANVAS,
);

/** A picture of two halves. */
function halves(name: string, left: readonly number[], right: readonly number[]): void {
  const [width, height] = [12, 8];
  const data = Uint8Array.from({ length: width * height * 3 }, (_, i) =>
    Math.floor(i / 3) % width < width / 2 ? left[i % 3] : right[i % 3],
  );
  writeFileSync(at(name), encodePng({ width, height, data }));
}
halves("blue.png", [44, 88, 148], [44, 88, 148]);
halves("under.png", [204, 54, 38], [30, 30, 32]);

const MISTAKES: [options: string, reason: RegExp][] = [
  ["--mixing oil", /--mixing.*'oil'.*spectra, paint/],
  ["--object panel", /--object: expected only with --mixing paint/],
  ["--hidden under.png", /--hidden: expected only with --mixing paint/],
  ["--stratigraphy under.json", /--stratigraphy: expected only with --mixing paint/],
  ["--mixing paint --object vase", /--object.*'vase'.*fresco/],
  ["--mixing paint --thickness -3", /thickness.*from 0 to 1000000, found -3/],
  ["--mixing paint --thickness thick", /--thickness: expected a number, found "thick"/],
  ["--mixing paint --ground lead_wite", /ground: expected a material.*found "lead_wite"/],
  [
    "--mixing paint --ground lead_white:3km",
    /--ground: expected MATERIAL or MATERIAL:THICKNESS.*"lead_white:3km"/,
  ],
  ["--mixing paint --ground lead_white:", /--ground: expected MATERIAL/],
  ["--mixing paint --support air", /support: expected a material.*found "air"/],
  ["--mixing paint --support wood_panel:-2mm", /support thickness.*found -2000/],
  ["--mixing paint --stratigraphy none.json", /none\.json/],
  ["--mixing paint --stratigraphy broken.json", /broken\.json: expected JSON/],
  ["--mixing paint --stratigraphy list.json", /list\.json: stratigraphy: expected an object/],
  ["--mixing paint --stratigraphy linnen.json", /linnen\.json: stratigraphy: layer 2: no material "linnen"/],
  ["--mixing paint --stratigraphy under.json --object panel", /--object: expected without --stratigraphy/],
  ["--mixing paint --stratigraphy under.json --hidden under.png", /--hidden: expected without a file/],
  ["--mixing paint --stratigraphy lost.json", /lost\.png/],
  ["--mixing paint --stratigraphy nothing-under.json", /no hidden picture is given/],
  ["--mixing paint --hidden none.png", /none\.png/],
  ["--mixing paint --hidden list.json", /list\.json/],
  ["--mixing paint --library measured.json", /pigment "\w+": it has a spectrum but no composition/],
];

describe.concurrent("ganx generate --mixing paint", () => {
  it.each(MISTAKES)("%s is refused in one line", async (options, reason) => {
    const run = await generateIn(folder, "painting.png", ...options.split(" "));
    expect(mistake(run)).toMatch(reason);
    expect(run.files).toEqual([]);
  });

  it("lays a picture over a hidden one as a file says, and regenerates it", async () => {
    const args =
      "--mixing paint --stratigraphy under.json --palette azurite,vermilion,carbon_black --clusters 2 --delta 1";
    const run = await generateIn(folder, "blue.png", ...args.split(" "));
    const printed = success(run);
    expect(printed).toMatch(
      /paint, under\.json: 20 um of the visible picture in linseed_oil over 20 um of the hidden/,
    );
    expect(printed).toMatch(/hidden picture, 2 colours, 2 pairs:/);
    const shapes = await lookInto(run.output, (file) =>
      ["labels", "stack_labels", "stacks", "palette", "image", "abundances"].map(
        (name) => (file.get(`truth/hidden/${name}`) as { shape: number[] }).shape,
      ),
    );
    expect(shapes).toEqual([
      [8, 12],
      [8, 12],
      [2, 2],
      [2, 3],
      [8, 12, 3],
      [2, 3],
    ]);
    expect(success(await runCli(["regenerate", run.output]))).toMatch(/identical/);
    success(await runCli(["inspect", run.output, "-o", join(folder, "report"), "--quiet"]));
  });

  it("never writes over the pictures and layers that it reads", async () => {
    for (const [option, file] of [
      ["--hidden", "under.png"],
      ["--stratigraphy", "under.json"],
    ]) {
      const run = await runCli(["generate", "blue.png", "-o", file, "--mixing", "paint", option, file], {
        cwd: folder,
      });
      expect(mistake(run)).toContain(file);
    }
  });
});
