// The lines that a stack emits, without any detector: `ganx spectrum --stack FILE --beam FILE --lines`.
import { requireEnergy } from "../energy-axis.js";
import { GanxError } from "../errors.js";
import { readBytes } from "../io/read-bytes.js";
import { decodePoints } from "../io/spectrum-file.js";
import { readStackFile } from "../io/stack-file.js";
import { type FluorescenceLine, type Geometry, type ShermanBeam, sherman } from "../xray/sherman.js";
import type { StackLayer } from "../xray/stack.js";
import { strictNumber } from "./options.js";

/** `IN,OUT` in degrees. */
export function anglesOption(text: string): Geometry {
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
  const points = await decodePoints(await readBytes(text), text);
  requireEnergy(`--beam ${text}`, points);
  return { energiesKeV: points.positions, weights: points.values };
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

export interface EmittedLinesOptions {
  readonly stack: string;
  readonly beam: string;
  readonly angles: Geometry;
  readonly json?: true;
}

/** Prints the lines of a stack in a file under a beam. */
export async function printEmittedLines({
  stack: path,
  beam,
  angles,
  json,
}: EmittedLinesOptions): Promise<void> {
  const stack = readStackFile(await readBytes(path), path);
  const lines = await emitted(path, stack, await readBeam(beam), angles);
  process.stdout.write(`${json ? JSON.stringify(lines) : toCsv(lines)}\n`);
}
