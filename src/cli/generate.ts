import { stat } from "node:fs/promises";
import { Command, Option } from "commander";
import { checkInteger } from "../check.js";
import { COLOR_METRICS, type Color, type ColorMetric } from "../color.js";
import { createScan } from "../create-scan.js";
import { handOver } from "../image.js";
import { loadHdf5 } from "../io/hdf5-module.js";
import { readImage } from "../io/read-image.js";
import { replaceable } from "../io/replace-file.js";
import { writeHdf5 } from "../io/write-hdf5.js";
import { K_MEANS_METHODS, type KMeansMethod } from "../k-means.js";
import { CLUSTER_SPACES, type ClusterSpace } from "../palette.js";
import { MAX_THREADS } from "../workers/pool.js";
import { backgroundModel, type CountOptions, countModel, dwellOption, inputsOf } from "./count-options.js";
import { stoppable } from "./failure.js";
import {
  chooseInstrument,
  currentArgument,
  type InstrumentOptions,
  instrumentArguments,
} from "./instrument-options.js";
import { chooseLibrary, type LibraryOptions, selectionArguments } from "./library-options.js";
import { collectGarbage } from "./memory.js";
import { colorOption, numberArgument, threadsOption } from "./options.js";
import { type PaintCommandOptions, paintArguments, paintInputs, paintOptions } from "./paint-options.js";
import { ProgressBar, type StageProgress, Stopwatch } from "./progress.js";
import { type Outcome, outcomeToJson, outcomeToText, showsColor } from "./summary.js";

export interface GenerateOptions
  extends CountOptions,
    InstrumentOptions,
    LibraryOptions,
    PaintCommandOptions {
  readonly output: string;
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
  readonly threads: number;
  readonly json?: boolean;
  readonly quiet?: boolean;
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
  try {
    checkInteger("threads", threads, 1, MAX_THREADS);
    const instrument = await chooseInstrument(options);
    await replaceable(output, [
      painting,
      options.library ?? painting,
      options.instrument ?? painting,
      ...inputsOf(options),
      ...paintInputs(options),
    ]);
    // Compiled beside the work that comes before it; should that fail, writing tells.
    loadHdf5().catch(() => {});
    watch.start("picture");
    const counts = await countModel(options);
    const background = await backgroundModel(options.background);
    const library = await chooseLibrary(options);
    const paint = await paintOptions(options, { signal });
    const image = handOver(await readImage(painting, { alphaBackground, signal }));
    watch.start("spectra");
    const scan = await createScan(image, {
      ...options,
      ...paint,
      stratigraphy: paint.stratigraphy,
      hidden: paint.hidden,
      counts,
      background,
      instrument,
      library,
      signal,
      onProgress,
    });
    // What the picture was decoded with is large and stays until it is collected.
    collectGarbage();
    watch.start("counts");
    await writeHdf5(scan, output, { threads, signal, onProgress });
    watch.stop();
    return { scan, output, bytes: (await stat(output)).size, seconds: watch.seconds };
  } finally {
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
    .description("Makes a synthetic MA-XRF scan of a picture (PNG or JPEG) and writes it as HDF5.")
    .argument("<painting>", "the picture")
    .requiredOption("-o, --output <file>", "the HDF5 file to write")
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
    .addOption(threadsOption())
    .option("--json", "print one JSON object instead of the summary")
    .option("--quiet", "print nothing")
    .action(async (painting: string, options: GenerateOptions) => {
      printOutcome(await stoppable((signal) => generate(painting, options, signal)), options);
    });
  for (const option of [...selectionArguments(), ...instrumentArguments(), ...paintArguments()])
    command.addOption(option);
  return command;
}
