import { writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { Command } from "commander";
import { type Comparison, compareCubes } from "../analysis/compare.js";
import { checkInteger } from "../check.js";
import { openCube } from "../io/open-cube.js";
import { replaceFolder } from "../io/replace-folder.js";
import { MAX_SEED } from "../k-means.js";
import type { Names } from "../report/comparison-report.js";
import type { ReportContent } from "../report/content.js";
import { VERSION } from "../version.js";
import { stoppable } from "./failure.js";
import { collectGarbage } from "./memory.js";
import { numberArgument } from "./options.js";
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

interface CompareCommandOptions extends CubeOptions {
  readonly output?: string;
  readonly datasetB?: string;
  readonly energyB?: readonly [number, number];
  readonly similarity: boolean;
  readonly seed: number;
}

/** Names that tell two files apart. */
function namesOf(a: string, b: string): Names {
  const [first, second] = [basename(a), basename(b)];
  return first === second ? [`${first} (a)`, `${second} (b)`] : [first, second];
}

/** The numbers of a comparison as one object. */
function comparisonToJson(comparison: Comparison, paths: readonly [string, string]): object {
  const { metrics, variants, similarity, poissonReference, lines, realism, omissions, rebinned, energyAxis } =
    comparison;
  const cubes = [comparison.a, comparison.b].map(
    ({ width, height, energyAxis: axis, total, dispersion, localDispersion }, i) => ({
      file: paths[i],
      width,
      height,
      ...axis,
      counts: total.reduce((sum, counts) => sum + counts, 0),
      dispersion,
      localDispersion,
    }),
  );
  return {
    ...metrics,
    ssim: similarity?.ssim ?? null,
    msSsim: similarity?.msSsim ?? null,
    poissonReference: { ssim: poissonReference?.ssim ?? null, msSsim: poissonReference?.msSsim ?? null },
    variants,
    lines,
    realism: Object.fromEntries(
      realism.map(({ key, a, b, distance, better }) => [key, { a, b, distance, better }]),
    ),
    notCompared: omissions,
    rebinned,
    energyAxis,
    a: cubes[0],
    b: cubes[1],
  };
}

/** The numbers of a comparison in lines of text. */
function comparisonToText(comparison: Comparison): string {
  const { metrics, similarity, poissonReference, realism, omissions, rebinned } = comparison;
  const row = (name: string, value: number | null | undefined): string =>
    `  ${name.padEnd(56)} ${value === null || value === undefined ? "-" : value.toPrecision(6)}`;
  return [
    `total spectra${rebinned ? ", brought to a common energy axis" : ""}:`,
    ...Object.entries(metrics).map(([name, value]) => row(name, value)),
    "flattened matrices:",
    row("ssim", similarity?.ssim),
    row("msSsim", similarity?.msSsim),
    row("ssim with Poisson noise alone", poissonReference?.ssim),
    row("msSsim with Poisson noise alone", poissonReference?.msSsim),
    "how far the counts are apart:",
    ...realism.map(({ name, distance }) => row(name, distance)),
    ...omissions.map(({ what, why }) => `not compared: ${what}; ${why}`),
    "",
  ].join("\n");
}

async function study(
  paths: readonly [string, string],
  options: CompareCommandOptions,
  work: { readonly watch: Stopwatch; readonly progress: ProgressBar; readonly signal: AbortSignal },
): Promise<Comparison> {
  const { watch, progress, signal } = work;
  const { dataset, datasetB, energy, energyB, similarity, seed } = options;
  checkInteger("seed", seed, 0, MAX_SEED);
  const [named, range] = [datasetB ?? dataset, energyB ?? energy];
  const second = { ...(named === undefined ? {} : { dataset: named }), ...(range ? { energy: range } : {}) };
  watch.start("open");
  const a = await openCube(paths[0], fileOptions(options));
  try {
    const b = await openCube(paths[1], fileOptions(second));
    try {
      watch.start("counts");
      const scan = [a, b].find(({ recipe }) => recipe !== undefined);
      return await compareCubes(a, b, {
        ...lineOptions(options),
        ...(scan?.recipe ? { instrument: scan.recipe.instrument } : {}),
        similarity,
        seed,
        signal,
        onProgress: (done) => progress.update({ stage: "compare", done: Math.round(1000 * done), of: 1000 }),
      });
    } finally {
      b.close();
    }
  } finally {
    a.close();
  }
}

async function compare(
  paths: readonly [string, string],
  options: CompareCommandOptions,
  signal: AbortSignal,
): Promise<void> {
  const { output, json, quiet } = options;
  const progress = new ProgressBar(Boolean(quiet || json));
  const watch = new Stopwatch();
  const work = { watch, progress, signal };
  try {
    const judge = async (folder?: string): Promise<string> => {
      const comparison = await study(paths, options, work);
      const result = comparisonToJson(comparison, paths);
      const text = json ? `${toJson(result)}\n` : comparisonToText(comparison);
      if (folder === undefined) return text;
      watch.start("figures");
      const { comparisonReport } = await import("../report/comparison-report.js");
      const report: ReportContent = comparisonReport(
        comparison,
        namesOf(...paths),
        `ganx ${VERSION} compare`,
      );
      collectGarbage();
      await saveFigures(folder, report, signal);
      await writeFile(join(folder, "comparison.json"), `${toJson(result, 2)}\n`);
      return text;
    };
    const text = output === undefined ? await judge() : await replaceFolder(output, judge);
    watch.stop();
    progress.clear();
    if (quiet && !json) return;
    process.stdout.write(text);
    if (output !== undefined && !json) process.stdout.write(reportText(output, watch.seconds));
  } finally {
    progress.clear();
  }
}

export function compareCommand(): Command {
  const command = new Command("compare")
    .description(
      "Compares two scans: spectra, matrices, line maps, and how real the counts look; as an HTML report.",
    )
    .argument(
      "<a>",
      "the reference: HDF5 of any program, .rpl, .raw, .hdr, .zarr, .npy, .npz, .edf, .xrf-explorer",
    )
    .argument("<b>", "the scan that is judged")
    .option("-o, --output <folder>", "folder for the report and its figures (default: numbers only)");
  const second = fileArguments("-b", { dataset: "as --dataset", energy: "as --energy" });
  for (const option of [...fileArguments(), ...second, ...lineArguments()]) command.addOption(option);
  return command
    .option("--no-similarity", "leave out SSIM and MS-SSIM of the matrices, which take most of the time")
    .addOption(numberArgument("--seed <n>", "decides the Poisson noise of the reference, 0 to 2^53 - 1", 0))
    .option("--json", "print one JSON object")
    .option("--quiet", "print nothing")
    .action(async (a: string, b: string, options: CompareCommandOptions) => {
      await stoppable((signal) => compare([a, b], options, signal));
    });
}
