// A stack's spectrum into a file whose ending says how.
import { writeFile } from "node:fs/promises";
import { extname } from "node:path";
import { GanxError } from "../errors.js";
import type { Instrument } from "../instrument.js";
import { replaceFile } from "../io/replace-file.js";
import type { StackFigureOptions } from "../report/stack-figure.js";
import type { SpectrumPeak } from "../spectrum-peaks.js";
import { stackCsv } from "../stack-csv.js";
import type { StackSpectrum } from "../xray/stack-spectrum.js";

const ENDINGS = [".csv", ".png", ".svg"];

/** @throws GanxError `INVALID_ARGUMENT` unless the ending is known */
export function checkEnding(path: string): void {
  if (ENDINGS.includes(extname(path).toLowerCase())) return;
  throw new GanxError(
    "INVALID_ARGUMENT",
    `--output: expected a name that ends in ${ENDINGS.join(", ")}, found "${path}"`,
  );
}

/** Writes a spectrum as table or figure. @throws GanxError `IO` */
export async function writeStackSpectrum(
  path: string,
  spectrum: StackSpectrum,
  peaks: readonly SpectrumPeak[],
  instrument: Instrument,
  options: StackFigureOptions,
): Promise<void> {
  const ending = extname(path).toLowerCase();
  const content = async (): Promise<string | Uint8Array> => {
    if (ending === ".csv") return stackCsv(spectrum, options.dwellSeconds);
    const { stackFigureSvg } = await import("../report/stack-figure.js");
    const svg = stackFigureSvg(spectrum, peaks, instrument, options);
    if (ending === ".svg") return svg;
    return (await import("../io/render-svg.js")).svgToPng(svg, { scale: 1.5 });
  };
  const bytes = await content();
  await replaceFile(path, (temporary) => writeFile(temporary, bytes));
}
