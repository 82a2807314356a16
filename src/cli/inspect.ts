import { mkdir, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { deflateSync } from "node:zlib";
import { Command, Option } from "commander";
import {
  BACKGROUNDS,
  type Background,
  type Inspection,
  inspectCube,
  type LineMap,
} from "../analysis/inspect.js";
import { describeCounts } from "../count-model.js";
import { quantityOf } from "../energy-axis.js";
import { GanxError, throwIfAborted } from "../errors.js";
import type { CubeFile } from "../io/cube/cube-file.js";
import { dmsStream } from "../io/dms.js";
import { encodeNpy } from "../io/npy.js";
import { openCube } from "../io/open-cube.js";
import { encodeGrey16 } from "../io/png/encode.js";
import { replaceFolder } from "../io/replace-folder.js";
import { encodeTiffMap } from "../io/tiff-map.js";
import { writeStream } from "../io/write/write-stream.js";
import type { ReportContent } from "../report/content.js";
import type { InspectionContext } from "../report/inspection-report.js";
import { VERSION } from "../version.js";
import { stoppable } from "./failure.js";
import { collectGarbage } from "./memory.js";
import { shapeOption } from "./options.js";
import { readPalette } from "./palette-rows.js";
import { coverInWords, widthInWords } from "./pixel-size.js";
import { ProgressBar, Stopwatch } from "./progress.js";
import {
  type CubeOptions,
  fileArguments,
  fileOptions,
  lineArguments,
  lineOptions,
  reportText,
  saveFigures,
  toJson,
} from "./report-files.js";

interface InspectCommandOptions extends CubeOptions {
  readonly output: string;
  readonly background: Background;
}

/** File name of a line: `Pb La` is `pb-la`. */
const slug = (line: string): string => line.toLowerCase().replaceAll(" ", "-");

const SUBTRACTED =
  "The SNIP background (Ryan et al. 1988) of the total spectrum, scaled to each pixel, is taken away; maps may fall below 0 by chance, which the figure and the PNG show as 0.";

/** The picture that belongs to a cube of another program; where it cannot be read, why. */
async function pictureOf(cube: CubeFile): Promise<{
  picture?: Pick<InspectionContext, "picture">;
  facts: [string, string][];
}> {
  try {
    const image = await cube.picture?.();
    return { ...(image && { picture: { picture: image } }), facts: [] };
  } catch (cause) {
    if (!(cause instanceof GanxError)) throw cause;
    return { facts: [["picture", cause.message]] };
  }
}

/** How large a pixel is; nothing where the file does not say it. */
function pixelInWords(cube: CubeFile): string | undefined {
  const { pixelSizeUm, pixelProblem } = cube;
  if (pixelSizeUm === undefined) return pixelProblem;
  return `${widthInWords(pixelSizeUm)}; all together ${coverInWords(pixelSizeUm, cube)}`;
}

async function contextOf(cube: CubeFile, background: Background): Promise<InspectionContext> {
  const common = {
    title: `${quantityOf(cube.energyAxis) === "energy" ? "MA-XRF scan" : "Scan"} ${basename(cube.path)}`,
    mapPath: (line: string) => `maps/${slug(line)}`,
    ...(background === "snip" ? { background: SUBTRACTED } : {}),
  };
  const { recipe, width, height } = cube;
  const pixel = pixelInWords(cube);
  const stored: [string, string][] = [
    ...(pixel === undefined ? [] : [["size of a pixel", pixel] satisfies [string, string]]),
    ["stored as", `${cube.format}: ${cube.name}, ${cube.type}`],
  ];
  if (!recipe) {
    const { picture, facts } = await pictureOf(cube);
    return { ...common, ...picture, facts: [...stored, ...facts] };
  }
  const { palette, image } = await readPalette(cube);
  const facts: [string, string][] = [
    ["made by", `ganx ${recipe.ganx}, seed ${recipe.seed}, ${describeCounts(recipe.counts)}`],
    ["pigment library", recipe.library.name],
    ...stored,
  ];
  return {
    ...common,
    facts,
    picture: { width, height, rgb: image },
    palette,
  };
}

/** Whole numbers as they are where 16 bits hold them; anything else scaled to them. */
function pngScale(values: Float32Array): number {
  const most = values.reduce((a, b) => Math.max(a, b), 0);
  const fits = most <= 65_535 && values.every((value) => Number.isInteger(value) && value >= 0);
  return fits || most === 0 ? 1 : 65_535 / most;
}

/** Counts are noise, on which higher levels spend time in vain. */
const deflate = (bytes: Uint8Array): Uint8Array => deflateSync(bytes, { level: 2 });

async function saveMap(
  folder: string,
  { name, values }: LineMap,
  width: number,
  height: number,
): Promise<number> {
  const scale = pngScale(values);
  const grey = new Uint16Array(values.length);
  for (let i = 0; i < grey.length; i++) grey[i] = Math.max(0, Math.round(values[i] * scale));
  const path = join(folder, slug(name));
  await writeFile(`${path}.png`, encodeGrey16(grey, width, height, deflate));
  await writeFile(`${path}.npy`, encodeNpy(values, [height, width]));
  await writeFile(`${path}.tif`, encodeTiffMap(values, width, height, `${name}, counts`));
  return scale;
}

function inspectionToJson(inspection: Inspection, scales: readonly number[]): object {
  const { width, height, energyAxis, total, pixels, peaks, maps, omitted } = inspection;
  const counts = total.reduce((sum, value) => sum + value, 0);
  return {
    width,
    height,
    ...energyAxis,
    counts,
    countsPerPixel: counts / pixels.length,
    maps: maps.map(({ name, energyKeV, window: [from, to], mean }, i) => ({
      name,
      energyKeV,
      firstChannel: from,
      lastChannel: to - 1,
      mean,
      file: `maps/${slug(name)}`,
      pngValuesPerCount: scales[i],
    })),
    omittedLines: omitted,
    peaks: peaks.map(({ energyKeV, area, significance, lines, alternatives }) => ({
      energyKeV,
      counts: area,
      significance,
      lines: lines.map(({ name }) => name),
      alternatives: alternatives.map(({ name }) => name),
    })),
  };
}

/** Sums, saves the maps, and draws; what it returns no longer holds the maps. */
async function study(
  cube: CubeFile,
  folder: string,
  options: InspectCommandOptions,
  work: { readonly watch: Stopwatch; readonly progress: ProgressBar; readonly signal: AbortSignal },
): Promise<{ report: ReportContent; result: object }> {
  const { watch, progress, signal } = work;
  const { background } = options;
  watch.start("counts");
  const inspection = await inspectCube(cube, {
    ...lineOptions(options),
    ...(cube.recipe ? { instrument: cube.recipe.instrument } : {}),
    background,
    signal,
    onProgress: (done) => progress.update({ stage: "sums", done: Math.round(1000 * done), of: 1000 }),
  });
  collectGarbage();
  watch.start("maps");
  const scales: number[] = [];
  await mkdir(join(folder, "maps"));
  for (const map of inspection.maps) {
    scales.push(await saveMap(join(folder, "maps"), map, cube.width, cube.height));
    throwIfAborted(signal);
  }
  await writeStream(
    join(folder, "maps", "elements.dms"),
    dmsStream(inspection.maps, cube.width, cube.height),
  );
  watch.start("figures");
  // The charting library takes its time to load, which no other command should wait for.
  const { inspectionReport } = await import("../report/inspection-report.js");
  const context = await contextOf(cube, background);
  collectGarbage();
  const report = inspectionReport(inspection, context, `ganx ${VERSION} inspect`);
  const found = inspectionToJson(inspection, scales);
  return {
    report,
    result: {
      ...{ file: cube.path, format: cube.format, dataset: cube.name, background },
      ...(cube.pixelSizeUm !== undefined && { pixelSizeUm: cube.pixelSizeUm }),
      ...found,
    },
  };
}

async function inspect(path: string, options: InspectCommandOptions, signal: AbortSignal): Promise<void> {
  const { output, json, quiet } = options;
  const progress = new ProgressBar(Boolean(quiet || json));
  const watch = new Stopwatch();
  watch.start("open");
  const cube = await openCube(path, fileOptions(options));
  try {
    const result = await replaceFolder(output, async (folder) => {
      const found = await study(cube, folder, options, { watch, progress, signal });
      await saveFigures(folder, found.report, signal);
      await writeFile(join(folder, "inspection.json"), `${toJson(found.result, 2)}\n`);
      return found.result;
    });
    watch.stop();
    progress.clear();
    if (json) process.stdout.write(`${toJson(result)}\n`);
    else if (!quiet) {
      const pixel = pixelInWords(cube);
      process.stdout.write(pixel === undefined ? "" : `size of a pixel: ${pixel}\n`);
      process.stdout.write(reportText(output, watch.seconds));
    }
  } finally {
    cube.close();
    progress.clear();
  }
}

export function inspectCommand(): Command {
  const command = new Command("inspect")
    .description(
      "Shows a scan: line maps, total and maximum spectrum with their lines, palette; as an HTML report.",
    )
    .argument(
      "<cube>",
      "HDF5 of any program, .rpl or .raw, ENVI .hdr, .zarr, .npy, .npz, .edf, .xrf-explorer, a folder of .mca",
    )
    .requiredOption("-o, --output <folder>", "folder for the report, its figures and the maps");
  for (const option of [...fileArguments(), shapeOption(), ...lineArguments()]) command.addOption(option);
  return command
    .addOption(
      new Option("--background <method>", "what is taken away from the maps")
        .choices([...BACKGROUNDS])
        .default("none"),
    )
    .option("--json", "print one JSON object")
    .option("--quiet", "print nothing")
    .action(async (path: string, options: InspectCommandOptions) => {
      await stoppable((signal) => inspect(path, options, signal));
    });
}
