import { Command } from "commander";
import { GanxError } from "../errors.js";
import { readBytes } from "../io/read-bytes.js";
import { readStackFile } from "../io/stack-file.js";
import { readTextSpectrum } from "../io/text-spectrum.js";
import { type FluorescenceLine, type Geometry, type ShermanBeam, sherman } from "../xray/sherman.js";
import type { StackLayer } from "../xray/stack.js";
import { strictNumber } from "./options.js";

interface SpectrumCommandOptions {
  readonly stack: string;
  readonly beam: string;
  readonly angles: Geometry;
  readonly lines: true;
  readonly json?: true;
}

/** `IN,OUT` in degrees. */
function anglesOption(text: string): Geometry {
  const [incidenceDeg, takeOffDeg, ...rest] = text.split(",").map(strictNumber);
  if (rest.length > 0 || !(incidenceDeg > 0) || !(takeOffDeg > 0)) {
    throw new GanxError("INVALID_ARGUMENT", `--angles: expected IN,OUT in degrees, found "${text}"`);
  }
  return { incidenceDeg, takeOffDeg };
}

/** An energy in keV, or the path of a file of energies and weights. */
async function readBeam(text: string): Promise<ShermanBeam> {
  const energyKeV = strictNumber(text);
  if (!Number.isNaN(energyKeV)) return energyKeV;
  const [energiesKeV, weights] = readTextSpectrum(await readBytes(text), text);
  return { energiesKeV, weights };
}

async function emitted(
  path: string,
  stack: readonly StackLayer[],
  beam: ShermanBeam,
  angles: Geometry,
): Promise<FluorescenceLine[]> {
  try {
    return await sherman(stack, beam, angles);
  } catch (cause) {
    if (!(cause instanceof GanxError) || !/^(layer|expected a stack)/.test(cause.message)) throw cause;
    throw new GanxError(cause.code, `${path}: ${cause.message}`, { cause });
  }
}

/** The lines as comma-separated values, those that nothing excites left out. */
function toCsv(lines: readonly FluorescenceLine[]): string {
  const rows = lines
    .filter(({ primary, secondary }) => primary + secondary > 0)
    .map(({ layer, element, shell, line, energyKeV, primary, secondary }) =>
      [layer, element, shell, line, energyKeV, primary, secondary].join(","),
    );
  return ["layer,element,shell,line,energy_kev,primary,secondary", ...rows].join("\n");
}

async function spectrum({ stack: path, beam, angles, json }: SpectrumCommandOptions): Promise<void> {
  const stack = readStackFile(await readBytes(path), path);
  const lines = await emitted(path, stack, await readBeam(beam), angles);
  process.stdout.write(`${json ? JSON.stringify(lines) : toCsv(lines)}\n`);
}

export function spectrumCommand(): Command {
  return new Command("spectrum")
    .description(
      "The lines that a stack of layers emits, in photons into 4 pi for each photon that falls on it.",
    )
    .requiredOption(
      "--stack <file>",
      "JSON array of layers, top first: massFractions, formula or material, densityGCm3, thicknessUm",
    )
    .requiredOption("--beam <keV|file>", "an energy, or a file of energy_kev,weight")
    .option(
      "--angles <in,out>",
      "between surface and beam, and surface and detector, degrees",
      anglesOption,
      anglesOption("45,45"),
    )
    .requiredOption("--lines", "print the lines, without any detector")
    .option("--json", "print one JSON array")
    .action(spectrum);
}
