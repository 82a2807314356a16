// What an instrument records of a stack of layers: `ganx spectrum "azurite:30um / linen_canvas"`.
import { checkNumber } from "../check.js";
import { detectedLines } from "../detected-lines.js";
import type { Instrument } from "../instrument.js";
import { replaceable } from "../io/replace-file.js";
import { spectrumPeaks } from "../spectrum-peaks.js";
import { stackCsv } from "../stack-csv.js";
import type { StackLayer } from "../xray/stack.js";
import { type StackSpectrum, stackSpectrum } from "../xray/stack-spectrum.js";
import { loadXrayData } from "../xray/xray-data.js";
import { chooseInstrument, type InstrumentOptions } from "./instrument-options.js";
import { toJson } from "./report-files.js";
import { checkEnding, writeStackSpectrum } from "./stack-output.js";

export interface StackSpectrumOptions extends InstrumentOptions {
  readonly output?: string;
  /** Seconds. */
  readonly dwell?: number;
  readonly log?: true;
  readonly json?: true;
  readonly quiet?: true;
}

/** Most lines that the summary names. */
const NAMED = 8;

function summary(
  spectrum: StackSpectrum,
  lines: ReturnType<typeof detectedLines>,
  { name }: Instrument,
  { output, dwell }: StackSpectrumOptions,
): string {
  const rate = spectrum.counts.reduce((a, b) => a + b, 0);
  const strongest = lines
    .slice(0, NAMED)
    .map(({ name: line, countsPerSecond }) => `${line} ${countsPerSecond.toPrecision(3)}`);
  return [
    `${name}: ${rate.toPrecision(4)} counts a second, ${(100 * spectrum.liveFraction).toFixed(1)} % of the time live` +
      (dwell === undefined ? "" : `; ${(rate * dwell).toPrecision(4)} counts in ${dwell} s`),
    ...(strongest.length > 0 ? [`lines, counts a second: ${strongest.join(", ")}`] : []),
    `${output}`,
    "",
  ].join("\n");
}

/**
 * Computes the spectrum of a stack, writes or prints it.
 *
 * @param label of the stack, for the figure's title
 */
export async function printStackSpectrum(
  label: string,
  stack: readonly StackLayer[],
  options: StackSpectrumOptions,
): Promise<void> {
  const { output, dwell, log } = options;
  if (dwell !== undefined) checkNumber("--dwell", dwell, 0, 1e6);
  if (output !== undefined) checkEnding(output);
  const instrument = await chooseInstrument(options);
  if (output !== undefined) await replaceable(output, options.instrument ? [options.instrument] : []);
  const [spectrum, data] = await Promise.all([stackSpectrum(stack, instrument), loadXrayData()]);
  const peaks = spectrumPeaks(spectrum, instrument, data);
  const lines = detectedLines(spectrum, instrument, data);
  if (output !== undefined) {
    await writeStackSpectrum(output, spectrum, peaks, instrument, {
      title: label,
      subtitle: `expected spectrum, ${instrument.name}`,
      ...(log ? { log } : {}),
      ...(dwell === undefined ? {} : { dwellSeconds: dwell }),
    });
  }
  if (options.json) {
    const { axis, counts, parts, inputRate, liveFraction } = spectrum;
    const all = counts.reduce((a, b) => a + b, 0);
    // JSON has no infinity; a stack's file may say it in a word.
    const result = {
      stack: stack.map((layer) =>
        layer.thicknessUm === Infinity ? { ...layer, thicknessUm: "Infinity" } : layer,
      ),
      instrument,
      axis,
      countsPerSecond: all,
      inputRate,
      liveFraction,
      lines,
      peaks,
      counts,
      parts,
    };
    process.stdout.write(`${toJson({ ...result, ...(output === undefined ? {} : { output }) })}\n`);
  } else if (output === undefined) process.stdout.write(stackCsv(spectrum, dwell));
  else if (!options.quiet) process.stdout.write(summary(spectrum, lines, instrument, options));
}
