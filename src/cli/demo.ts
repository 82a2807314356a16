import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Command } from "commander";
import { inspectCube } from "../analysis/inspect.js";
import { checkInteger, checkNumber } from "../check.js";
import { describeCounts } from "../count-model.js";
import { choirBook } from "../demo/choir-book.js";
import { GanxError, throwIfAborted } from "../errors.js";
import { writeReason } from "../io/file-error.js";
import { encodePng } from "../io/png/encode.js";
import { svgToPng } from "../io/render-svg.js";
import { replaceFile } from "../io/replace-file.js";
import { MAX_SEED } from "../k-means.js";
import { pause } from "../pause.js";
import type { Scan } from "../scan.js";
import { MAX_THREADS } from "../workers/pool.js";
import { stoppable } from "./failure.js";
import { type GenerateOptions, generate, generateCommand, printOutcome } from "./generate.js";
import { numberArgument, threadsOption } from "./options.js";

/** Stricter than the default of the job: the page is painted in the library's colours, so few pigments explain each. */
const THRESHOLD = 0.85;

interface DemoOptions {
  readonly output: string;
  readonly seed: number;
  readonly threshold: number;
  readonly threads: number;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

const save = (path: string, bytes: Uint8Array): Promise<void> =>
  replaceFile(path, (temporary) => writeFile(temporary, bytes));

/** The figures of a scan. */
async function draw(scan: Scan, signal: AbortSignal): Promise<Record<string, string>> {
  const { width, height, truth } = scan;
  // The charting library takes its time to load, which no other command should wait for.
  const { lineMapsSvg, spectrumFigureSvg } = await import("../report/inspection-report.js");
  const inspection = await inspectCube(scan, { instrument: truth.recipe.instrument, signal });
  return {
    "line-maps.png": lineMapsSvg(inspection, {
      title: "Line maps of a synthetic MA-XRF scan",
      subtitle: `choir-book page, ${describeCounts(truth.recipe.counts)}, seed ${truth.seed}`,
      picture: { width, height, rgb: truth.image },
    }),
    "spectrum.png": spectrumFigureSvg(inspection, "total", {
      title: "Total spectrum",
      subtitle: `${width * height} pixels, ${describeCounts(truth.recipe.counts)}`,
    }),
  };
}

async function demo(options: DemoOptions, signal: AbortSignal): Promise<void> {
  const folder = options.output;
  checkInteger("seed", options.seed, 0, MAX_SEED);
  checkNumber("threshold", options.threshold, 0, 1);
  checkInteger("threads", options.threads, 1, MAX_THREADS);
  const inFolder = (name: string): string => join(folder, name);
  try {
    await mkdir(folder);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "EEXIST") {
      throw new GanxError("IO", `cannot make the folder ${folder}: ${writeReason(cause)}`, { cause });
    }
  }
  const image = await choirBook();
  await save(inFolder("painting.png"), encodePng({ ...image, data: image.rgb }));
  // The same defaults as `ganx generate` has.
  const defaults = generateCommand().opts<GenerateOptions>();
  const job = { ...defaults, ...options, output: inFolder("painting.h5") };
  const outcome = await generate(inFolder("painting.png"), job, signal);
  for (const [name, svg] of Object.entries(await draw(outcome.scan, signal))) {
    await save(inFolder(name), await svgToPng(svg, { scale: 1.5 }));
    await pause();
    throwIfAborted(signal);
  }
  printOutcome(outcome, options);
  if (!options.json && !options.quiet) {
    process.stdout.write(`also in ${folder}: painting.png, line-maps.png, spectrum.png\n`);
  }
}

export function demoCommand(): Command {
  return new Command("demo")
    .description("Runs the whole job on an embedded example: a painted choir-book page.")
    .option("-o, --output <folder>", "folder for the files", "demo")
    .addOption(numberArgument("--seed <n>", "decides every random choice, 0 to 2^53 - 1", 0))
    .addOption(numberArgument("--threshold <t>", "least similarity of a pigment, 0 to 1", THRESHOLD))
    .addOption(threadsOption())
    .option("--json", "print one JSON object instead of the summary")
    .option("--quiet", "print nothing")
    .action(async (options: DemoOptions) => {
      await stoppable((signal) => demo(options, signal));
    });
}
