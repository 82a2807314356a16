// `ganx pigments extract CUBE`: a pigment of a library from a scan of one's own.
import { writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { Command, Option } from "commander";
import { type ExtractedPigment, extractPigment } from "../analysis/extract-pigment.js";
import type { Color } from "../color.js";
import { hexOf } from "../color.js";
import { GanxError } from "../errors.js";
import type { RgbImage } from "../image.js";
import { addToLibrary } from "../io/add-to-library.js";
import type { CubeFile } from "../io/cube/cube-file.js";
import { openCube } from "../io/open-cube.js";
import { readCountMap } from "../io/read-count-map.js";
import { readImage } from "../io/read-image.js";
import { replaceable, replaceFile } from "../io/replace-file.js";
import { checkRegion, type Region } from "../region.js";
import { stoppable } from "./failure.js";
import { colorOption, strictNumber } from "./options.js";
import { ProgressBar } from "./progress.js";
import { type CubeOptions, fileArguments, fileOptions } from "./report-files.js";

interface ExtractCommandOptions extends CubeOptions {
  readonly name: string;
  readonly id?: string;
  readonly output: string;
  readonly region?: Region;
  readonly mask?: string;
  readonly rgb: Color | "auto";
  readonly image?: string;
}

/** Above this relative error of its strongest channel a spectrum is called weak. */
const WEAK = 0.05;
const BLACK = [0, 0, 0] as const;

function regionOption(text: string): Region {
  const [x, y, width, height, ...rest] = text.split(",").map(strictNumber);
  if (rest.length === 0 && Number.isInteger(x! + y! + width! + height!)) {
    return { x: x!, y: y!, width: width!, height: height! };
  }
  throw new GanxError(
    "INVALID_ARGUMENT",
    `--region: expected X,Y,WIDTH,HEIGHT in whole pixels, found "${text}"`,
  );
}

/** Chosen pixels: those of an array that are not 0, or those of a picture that are lighter than middle grey. */
async function readMask(path: string, { width, height }: CubeFile): Promise<ArrayLike<number>> {
  const mask = /\.npy$/i.test(path)
    ? await readCountMap(path)
    : await readImage(path, { alphaBackground: BLACK });
  if (mask.width !== width || mask.height !== height) {
    throw new GanxError(
      "INVALID_ARGUMENT",
      `${path}: expected a mask of ${width} x ${height} pixels, those of the scan, found ${mask.width} x ${mask.height}`,
    );
  }
  if (!("rgb" in mask)) return mask.values;
  const { rgb } = mask;
  return Uint8Array.from({ length: width * height }, (_, i) =>
    rgb[3 * i]! + rgb[3 * i + 1]! + rgb[3 * i + 2]! > 3 * 127.5 ? 1 : 0,
  );
}

/** The picture that says the colour. */
async function pictureOf(cube: CubeFile, path: string | undefined): Promise<RgbImage> {
  if (path !== undefined) return readImage(path);
  const truth = await cube.truth?.();
  if (truth) return { width: cube.width, height: cube.height, rgb: truth.image };
  throw new GanxError(
    "INVALID_ARGUMENT",
    `--rgb auto: ${cube.path} holds no registered picture; give --image PICTURE of ${cube.width} x ${cube.height} pixels, or --rgb R,G,B`,
  );
}

async function extract(path: string, options: ExtractCommandOptions, signal: AbortSignal): Promise<void> {
  const { output, rgb, image, mask, region, name, id, json, quiet } = options;
  if (rgb !== "auto" && image !== undefined) {
    throw new GanxError("INVALID_ARGUMENT", "expected --image without --rgb R,G,B: both say the colour");
  }
  if ((mask === undefined) === (region === undefined)) {
    throw new GanxError("INVALID_ARGUMENT", "expected either --mask or --region, which say the pixels");
  }
  await replaceable(output, [path, ...(mask ? [mask] : []), ...(image ? [image] : [])]);
  const progress = new ProgressBar(Boolean(quiet || json));
  const cube = await openCube(path, fileOptions(options));
  try {
    const found = await extractPigment(cube, {
      name,
      ...(id === undefined ? {} : { id }),
      ...(region
        ? { region: checkRegion(region, cube, "--region: ") }
        : { mask: await readMask(mask!, cube) }),
      ...(rgb === "auto" ? { image: await pictureOf(cube, image) } : { srgb: rgb }),
      signal,
      onProgress: (done) => progress.update({ stage: "sums", done: Math.round(1000 * done), of: 1000 }),
    });
    const { pigment } = found;
    const source = pigment.source?.replace(cube.label, `${basename(cube.path)}: ${cube.name}`);
    const complete = { ...found, pigment: { ...pigment, ...(source ? { source } : {}) } };
    const { text, pigments } = await addToLibrary(output, complete.pigment);
    await replaceFile(output, (temporary) => writeFile(temporary, text));
    progress.clear();
    report(complete, pigments, options);
  } finally {
    cube.close();
    progress.clear();
  }
}

function report(
  { pigment, pixels, counts, peakError }: ExtractedPigment,
  pigments: number,
  { output, json, quiet }: ExtractCommandOptions,
): void {
  const { id, name, srgb } = pigment;
  if (json) {
    process.stdout.write(
      `${JSON.stringify({ output, id, name, srgb, pixels, counts, peakError, pigments })}\n`,
    );
  } else if (!quiet) {
    const lines = [
      `${name} (${id}), ${hexOf(srgb)}`,
      `${counts} counts of ${pixels} pixel${pixels === 1 ? "" : "s"}; the strongest channel is known to ${(100 * peakError).toPrecision(2)} %`,
      `${output}: ${pigments} pigment${pigments === 1 ? "" : "s"}`,
    ];
    process.stdout.write(`${lines.join("\n")}\n`);
  }
  if (peakError > WEAK && !quiet) {
    const percent = (100 * peakError).toPrecision(2);
    process.stderr.write(
      `ganx: few counts: the strongest channel is known to ${percent} % only, and generated scans repeat its noise; choose more pixels\n`,
    );
  }
}

export function extractCommand(): Command {
  const command = new Command("extract")
    .description("Takes a pigment, its spectrum and its colour, from a scan and its picture into a library.")
    .argument(
      "<cube>",
      "a cube: HDF5 of any program, Zarr, Lispix, ENVI, NumPy, EDF, .xrf-explorer or a folder of .mca",
    )
    .requiredOption("--name <name>", 'what people call it, such as "azurite (folio 32)"')
    .option("--id <id>", "what programs call it (default: made of the name)")
    .requiredOption("-o, --output <library>", "the library, JSON; one that is there is added to")
    .addOption(new Option("--region <x,y,width,height>", "its pixels: a rectangle").argParser(regionOption))
    .option("--mask <file>", "its pixels: what is light in a picture, or not 0 in a .npy, of the scan's size")
    .addOption(
      new Option("--rgb <color>", "its colour: auto, #rrggbb or r,g,b; auto is the mean of the picture there")
        .argParser((text: string) => (text === "auto" ? "auto" : colorOption("--rgb")(text)))
        .default("auto"),
    )
    .option("--image <picture>", "the registered picture (default: the one in the file)");
  for (const option of fileArguments()) command.addOption(option);
  return command
    .option("--json", "print one JSON object")
    .option("--quiet", "print nothing")
    .action(async (path: string, options: ExtractCommandOptions) => {
      await stoppable((signal) => extract(path, options, signal));
    });
}
