import { Command, Option } from "commander";
import { COLOR_METRICS, type Color, type ColorMetric } from "../color.js";
import { createScan } from "../create-scan.js";
import { handOver, type RgbImage } from "../image.js";
import { readImage } from "../io/read-image.js";
import { writeScanAs } from "../io/write/write-any.js";
import { checkWritable, cubeFormatOf, holdsPixelSize, holdsTruth } from "../io/write/write-cube.js";
import { bytesWritten } from "../io/write/written.js";
import { K_MEANS_METHODS, type KMeansMethod } from "../k-means.js";
import { loadCore } from "../kernels/core.js";
import { CLUSTER_SPACES, type ClusterSpace } from "../palette.js";
import { WorkerPool } from "../workers/pool.js";
import { backgroundModel, type CountOptions, countModel, dwellOption, inputsOf } from "./count-options.js";
import { stoppable } from "./failure.js";
import {
  chooseInstrument,
  currentArgument,
  type InstrumentOptions,
  instrumentArguments,
  otherAxisArguments,
} from "./instrument-options.js";
import { chooseLibrary, type LibraryOptions, selectionArguments } from "./library-options.js";
import { collectGarbage } from "./memory.js";
import { colorOption, formatOption, numberArgument, threadsOption } from "./options.js";
import { type PaintCommandOptions, paintArguments, paintInputs, paintOptions } from "./paint-options.js";
import { pixelSizeArgument } from "./pixel-size.js";
import { ProgressBar, type StageProgress, Stopwatch } from "./progress.js";
import { type Outcome, outcomeToJson, outcomeToText, showsColor } from "./summary.js";

/** Pictures from so many bytes on have their garbage collected by hand. */
const LARGE_BYTES = 2 ** 22;

export interface GenerateOptions
  extends CountOptions,
    InstrumentOptions,
    LibraryOptions,
    PaintCommandOptions {
  readonly output: string;
  readonly format?: string;
  readonly seed: number;
  readonly clusters: number;
  readonly delta: number;
  readonly patience?: number;
  readonly kmeans: KMeansMethod;
  readonly clusterSpace: ClusterSpace;
  readonly silhouetteSample: number;
  readonly metric: ColorMetric;
  readonly threshold: number;
  readonly alphaBackground: Color;
  /** um. */
  readonly pixelSize?: number;
  readonly threads: number;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** What there is to say of a picture, without its pixels. */
function factsOf({ colorSpace, notes }: RgbImage): Outcome["picture"] {
  return { colorSpace, notes };
}

/** Generates one scan; the command without its printing. */
export async function generate(
  painting: string,
  options: GenerateOptions,
  signal: AbortSignal,
): Promise<Outcome> {
  const { output, threads, alphaBackground } = options;
  const progress = new ProgressBar(Boolean(options.quiet || options.json));
  const watch = new Stopwatch();
  const onProgress = (step: StageProgress): void => {
    watch.start(step.stage);
    progress.update(step);
  };
  const pool = new WorkerPool({ threads });
  try {
    const instrument = await chooseInstrument(options);
    const format = cubeFormatOf(output, options.format);
    await checkWritable(output, format, [
      painting,
      options.library ?? painting,
      options.instrument ?? painting,
      ...inputsOf(options),
      ...paintInputs(options),
    ]);
    watch.start("picture");
    const counts = await countModel(options);
    const background = await backgroundModel(options.background);
    const library = await chooseLibrary(options);
    const paint = await paintOptions(options, { signal });
    // The threads, which share the core that is compiled here, get ready beside what comes next.
    await loadCore();
    pool.start();
    const reading = readImage(painting, { alphaBackground, signal }).then(handOver);
    const scan = await createScan(reading, {
      ...options,
      ...paint,
      stratigraphy: paint.stratigraphy,
      hidden: paint.hidden,
      counts,
      background,
      instrument,
      library,
      pixelSizeUm: options.pixelSize,
      pool,
      signal,
      onProgress,
    });
    const image = await reading;
    // What the palette of a large picture was found with stays until it is collected, which takes 10 ms.
    if (image.rgb.length > LARGE_BYTES) collectGarbage();
    watch.start("counts");
    const notes = await writeScanAs(format, scan, pool, output, { signal, onProgress });
    if (!holdsTruth(format)) notes.push("without the truth and the recipe, which .h5, .zarr and .npz hold");
    if (scan.pixelSizeUm !== undefined && !holdsPixelSize(format))
      notes.push(`without the size of its pixels, which all formats but .${format} hold`);
    watch.stop();
    return {
      ...{
        scan,
        picture: factsOf(image),
        hiddenPicture: paint.hidden && factsOf(paint.hidden),
        output,
        notes,
      },
      ...{ bytes: await bytesWritten(output, format), seconds: watch.seconds },
    };
  } finally {
    await pool.close();
    progress.clear();
  }
}

/** Prints an outcome as the options ask. */
export function printOutcome(outcome: Outcome, { json, quiet }: { json?: boolean; quiet?: boolean }): void {
  if (json) process.stdout.write(`${JSON.stringify(outcomeToJson(outcome))}\n`);
  else if (!quiet) process.stdout.write(outcomeToText(outcome, showsColor()));
}

const choice = (flags: string, description: string, choices: readonly string[], value: string): Option =>
  new Option(flags, description).choices([...choices]).default(value);

export function generateCommand(): Command {
  const command = new Command("generate")
    .description(
      "Makes a synthetic MA-XRF scan of a picture (PNG, JPEG, TIFF or WebP) and writes it, as HDF5 unless the name says " +
        "otherwise.",
    )
    .argument("<painting>", "the picture")
    .requiredOption(
      "-o, --output <file>",
      "the file to write: .h5, .hspy, .nxs, .zarr, .rpl (with .raw and .hdr), .npy, .npz or .xrf-explorer",
    )
    .addOption(formatOption())
    .addOption(numberArgument("--seed <n>", "decides every random choice, 0 to 2^53 - 1", 0))
    .option(
      "--counts <model>",
      "photons of a pixel: N (exactly), luminosity:DARK..LIGHT, map:FILE (.npy or grey PNG), or each after poisson: (default: 400)",
    )
    .addOption(
      new Option(
        "--dwell <time>",
        "time at a pixel, such as 100ms, with --count-rate, or with --instrument or --current",
      ).argParser(dwellOption),
    )
    .addOption(
      currentArgument("with --dwell: current of the tube, such as 200uA (default: the instrument's)"),
    )
    .addOption(numberArgument("--count-rate <n>", "with --dwell: mean photons a second"))
    .option("--background <spectrum:mean>", "add Poisson photons: flat:MEAN, or FILE:MEAN of a spectrum")
    .addOption(numberArgument("--clusters <n>", "middle of the range of k that is tried", 10))
    .addOption(numberArgument("--delta <n>", "half the width of that range, both ends included", 3))
    .addOption(
      numberArgument("--patience <n>", "stop after n values of k in a row without a better silhouette"),
    )
    .addOption(choice("--kmeans <method>", "K-Means algorithm", K_MEANS_METHODS, "mini-batch"))
    .addOption(choice("--cluster-space <space>", "colour space of the clustering", CLUSTER_SPACES, "rgb"))
    .addOption(numberArgument("--silhouette-sample <n>", "pixels drawn for the silhouette", 1024))
    .addOption(
      choice("--metric <name>", "how colours are compared with pigments", COLOR_METRICS, "deltaE2000"),
    )
    .addOption(
      numberArgument("--threshold <t>", "least similarity of a pigment that takes part, 0 to 1", 0.6),
    )
    .option("--library <file>", "pigment library, JSON (default: fourteen materials of a manuscript)")
    .addOption(
      new Option("--alpha-background <color>", "what transparency is composited on, #rrggbb or r,g,b")
        .argParser(colorOption("--alpha-background"))
        .default([255, 255, 255], "white"),
    )
    .addOption(
      pixelSizeArgument(
        "width and height of a pixel on the object, such as 250um or 0.5mm (default: not known)",
      ),
    )
    .addOption(threadsOption())
    .option("--json", "print one JSON object instead of the summary")
    .option("--quiet", "print nothing")
    .action(async (painting: string, options: GenerateOptions) => {
      printOutcome(await stoppable((signal) => generate(painting, options, signal)), options);
    });
  for (const option of [
    ...selectionArguments(),
    ...instrumentArguments(),
    ...otherAxisArguments(),
    ...paintArguments(),
  ])
    command.addOption(option);
  return command;
}
