import { Command, Option } from "commander";
import { GanxError } from "../errors.js";
import { readBytes } from "../io/read-bytes.js";
import { readStackFile } from "../io/stack-file.js";
import type { Geometry } from "../xray/sherman.js";
import { parseStackText } from "../xray/stack-text.js";
import { dwellOption } from "./count-options.js";
import { anglesOption, printEmittedLines } from "./emitted-lines.js";
import { currentArgument, instrumentArguments } from "./instrument-options.js";
import { printStackSpectrum, type StackSpectrumOptions } from "./stack-spectrum.js";

interface SpectrumCommandOptions extends StackSpectrumOptions {
  readonly stack?: string;
  readonly beam?: string;
  readonly angles?: Geometry;
  readonly lines?: true;
}

/** Options that only one of the two forms has. */
const OF_LINES = ["beam", "angles"] as const;
const OF_SPECTRA = [
  "output",
  "instrument",
  "current",
  "energy",
  "channels",
  "dwell",
  "log",
  "quiet",
] as const;

function refuse(message: string): never {
  throw new GanxError("INVALID_ARGUMENT", message);
}

/** The stack's text, or that of its file, as layers. */
async function layersOf(text: string | undefined, path: string | undefined) {
  if (text !== undefined && path !== undefined) refuse("expected a stack or --stack FILE, found both");
  if (text !== undefined) return parseStackText(text);
  if (path !== undefined) return readStackFile(await readBytes(path), path);
  return refuse(
    'expected a stack such as "azurite:30um / lead_white:100um / linen_canvas", or --stack FILE, found neither',
  );
}

/** As commander says it of options that every form needs. */
function missing(flags: string, why: string): never {
  return refuse(`required option '${flags}' not specified; ${why}`);
}

async function spectrum(text: string | undefined, options: SpectrumCommandOptions): Promise<void> {
  const { stack: path, beam, angles = anglesOption("45,45"), lines, json } = options;
  if (lines) {
    if (text !== undefined) refuse("--lines: expected --stack FILE, found a stack in words");
    if (path === undefined) return missing("--stack <file>", "--lines needs it");
    if (beam === undefined) return missing("--beam <keV|file>", "--lines needs it");
    const other = OF_SPECTRA.find((name) => options[name] !== undefined);
    if (other !== undefined) refuse(`--lines: expected no --${other} beside it: no detector takes part`);
    return printEmittedLines({ stack: path, beam, angles, ...(json ? { json } : {}) });
  }
  const other = OF_LINES.find((name) => options[name] !== undefined);
  if (other !== undefined) {
    missing(
      "--lines",
      `--${other} is of no use without it, as an instrument has a beam and angles of its own`,
    );
  }
  const layers = await layersOf(text, path);
  const label = text === undefined ? String(path) : text.trim().replace(/\s+/g, " ");
  return printStackSpectrum(label, layers, options);
}

export function spectrumCommand(): Command {
  const command = new Command("spectrum")
    .description(
      "The spectrum an instrument records of a stack of layers; or, with --lines, the lines it emits, in photons into 4 pi " +
        "for each photon that falls on it.",
    )
    .argument(
      "[stack]",
      'layers, top first, such as "azurite 0.7 + lead_white 0.3 : 30um / lead_white:100um / linen_canvas"',
    )
    .option("-o, --output <file>", "write .csv, .png or .svg (default: print CSV)")
    .option("--log", "draw counts on a logarithmic scale")
    .addOption(
      new Option(
        "--dwell <time>",
        "also the counts in this time, such as 1s (default: a second's)",
      ).argParser(dwellOption),
    )
    .addOption(currentArgument("current of the tube, such as 200uA (default: the instrument's)"));
  for (const option of instrumentArguments()) command.addOption(option);
  return command
    .option(
      "--stack <file>",
      "JSON array of layers, top first: massFractions, formula or material, densityGCm3, thicknessUm",
    )
    .option("--lines", "print the lines of --stack under --beam, without any detector")
    .option("--beam <keV|file>", "with --lines: an energy, or a file of energy_kev,weight")
    .option(
      "--angles <in,out>",
      "with --lines: between surface and beam, and surface and detector, degrees (default: 45,45)",
      anglesOption,
    )
    .option("--json", "print JSON")
    .option("--quiet", "print nothing beside the file that is written")
    .action(spectrum);
}
