import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Command } from "commander";
import { checkInteger, checkNumber } from "../check.js";
import { choirBook } from "../demo/choir-book.js";
import { GanxError, throwIfAborted } from "../errors.js";
import { writeReason } from "../io/file-error.js";
import { encodePng } from "../io/png/encode.js";
import { svgToPng } from "../io/render-svg.js";
import { replaceFile } from "../io/replace-file.js";
import { MAX_SEED } from "../k-means.js";
import { parseLine } from "../lines.js";
import { pause } from "../pause.js";
import type { Scan } from "../scan.js";
import { stoppable } from "./failure.js";
import { type GenerateOptions, generate, generateCommand, printOutcome } from "./generate.js";
import { numberArgument } from "./options.js";

/** The eight lines of the paper's figures. */
const PAPER_LINES = ["K Ka", "Ca Ka", "Fe Ka", "Zn Ka", "Cu Ka", "Au La", "Hg La", "Pb La"];
/** More that are worth a name in the spectrum. */
const OTHER_LINES = ["Ca Kb", "Fe Kb", "Cu Kb", "Au Lb", "Hg Lb", "Pb M", "Pb Lb", "Pb Lg", "Sn Ka"];

/** Stricter than the default of the job: the page is painted in the library's colours, so few pigments explain each. */
const THRESHOLD = 0.85;

interface DemoOptions {
  readonly output: string;
  readonly seed: number;
  readonly threshold: number;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

const save = (path: string, bytes: Uint8Array): Promise<void> =>
  replaceFile(path, (temporary) => writeFile(temporary, bytes));

async function lineMapSheet(scan: Scan): Promise<string> {
  const { contactSheetSvg } = await import("../figures/contact-sheet.js");
  const maps = scan.lineMaps(PAPER_LINES);
  return contactSheetSvg(
    PAPER_LINES.map((line, i) => {
      const values = maps[i];
      const average = values.reduce((sum, counts) => sum + counts, 0) / values.length;
      const { name, energyKeV } = parseLine(line);
      const { width, height } = scan;
      const subtitle = `average ${average.toFixed(average < 1 ? 2 : 1)} counts a pixel`;
      return { title: `${name}  ${energyKeV.toFixed(2)} keV`, subtitle, width, height, values };
    }),
    {
      title: "Line maps of a synthetic MA-XRF scan",
      subtitle: `choir-book page, ${scan.photons} photons a pixel, seed ${scan.truth.seed}`,
      picture: { image: { width: scan.width, height: scan.height, rgb: scan.truth.image } },
    },
  );
}

async function totalSpectrumPlot(scan: Scan): Promise<string> {
  // The charting library takes its time to load, which no other command should wait for.
  const { spectrumSvg } = await import("../figures/spectrum-plot.js");
  const counts = scan.totalSpectrum();
  return spectrumSvg({
    axis: scan.energyAxis,
    series: [{ label: "total", values: counts }],
    lines: [...PAPER_LINES, ...OTHER_LINES].map((line) => {
      const { name, energyKeV } = parseLine(line);
      return { label: name, energyKeV };
    }),
    title: "Total spectrum",
    subtitle: `${scan.width * scan.height} pixels of ${scan.photons} photons`,
    scale: "log",
    rangeKeV: [0.5, 30],
  });
}

async function demo(options: DemoOptions, signal: AbortSignal): Promise<void> {
  const folder = options.output;
  checkInteger("seed", options.seed, 0, MAX_SEED);
  checkNumber("threshold", options.threshold, 0, 1);
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
  const figures = { "line-maps.png": lineMapSheet, "spectrum.png": totalSpectrumPlot };
  for (const [name, draw] of Object.entries(figures)) {
    await save(inFolder(name), await svgToPng(await draw(outcome.scan), { scale: 1.5 }));
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
    .option("--json", "print one JSON object instead of the summary")
    .option("--quiet", "print nothing")
    .action(async (options: DemoOptions) => {
      await stoppable((signal) => demo(options, signal));
    });
}
