import { MAX_BINS } from "../../pigment.js";
import { addNumbers, type FoundSpectrum, optional, problemIn, SpectrumProblem } from "./found-spectrum.js";
import { linesOf } from "./text-lines.js";

/** How such a file begins. */
export const SPE_START = /^\s*\$[A-Z][A-Z0-9_]*:/;

/** A block's lines, and the number of its first one. */
interface Block {
  readonly first: number;
  readonly lines: string[];
}

/**
 * Reads a spectrum of blocks that begin with `$`: `$DATA:` with the first and the last channel before the counts,
 * `$MCA_CAL:` or `$ENER_FIT:` with the coefficients of the calibration, `$MEAS_TIM:` with live and real time.
 *
 * @throws SpectrumProblem
 */
export function readSpeSpectrum(text: string): FoundSpectrum {
  const blocks = blocksOf(text);
  const data = blocks.get("DATA");
  if (!data) throw new SpectrumProblem("expected a block $DATA:, found none");
  const [range = "", ...rows] = data.lines;
  const [first, last] = /^\s*(\d{1,7})\s+(\d{1,7})\s*$/.exec(range)?.slice(1).map(Number) ?? [];
  if (first === undefined || last === undefined || last < first || last - first >= MAX_BINS) {
    throw problemIn(data.first, "the first and the last channel", range);
  }
  const y: number[] = [];
  rows.forEach((row, i) => {
    addNumbers(y, row, data.first + 1 + i);
  });
  if (y.length !== last - first + 1) {
    throw new SpectrumProblem(`expected ${last - first + 1} counts ($DATA), found ${y.length}`);
  }
  const [live, real] = numbersOf(blocks.get("MEAS_TIM")) ?? [];
  const { coefficients, unit } = calibration(blocks);
  return {
    format: "SPE",
    x: coefficients && y.map((_, i) => polynomial(coefficients, first + i)),
    y,
    firstChannel: first,
    unit,
    ...optional("title", blocks.get("SPEC_ID")?.lines[0]?.trim() || undefined),
    ...optional("liveSeconds", live),
    ...optional("realSeconds", real),
  };
}

function blocksOf(text: string): Map<string, Block> {
  const blocks = new Map<string, Block>();
  let block: Block | undefined;
  for (const [number, line] of linesOf(text)) {
    const name = /^\s*\$([A-Z][A-Z0-9_]*):\s*$/.exec(line)?.[1];
    if (name !== undefined) {
      block = { first: number + 1, lines: [] };
      if (!blocks.has(name)) blocks.set(name, block);
    } else if (block && line.trim() !== "") block.lines.push(line);
  }
  return blocks;
}

function numbersOf(block: Block | undefined): number[] | undefined {
  if (!block) return undefined;
  const found: number[] = [];
  block.lines.slice(0, 2).forEach((line, i) => {
    addNumbers(found, line.slice(0, 200).replace(/[A-Za-z]+\s*$/, ""), block.first + i);
  });
  return found;
}

/** `$MCA_CAL:` how many, then the coefficients and a unit; `$ENER_FIT:` two of them. */
function calibration(blocks: ReadonlyMap<string, Block>): {
  coefficients: readonly number[] | undefined;
  unit: string | undefined;
} {
  const block = blocks.get("MCA_CAL");
  const [count, ...coefficients] = numbersOf(block) ?? [];
  const unit = /[A-Za-z]+\s*$/.exec(block?.lines[1]?.slice(0, 200) ?? "")?.[0].trim();
  if (count !== undefined && coefficients.length >= 2 && coefficients[1] !== 0) return { coefficients, unit };
  const line = numbersOf(blocks.get("ENER_FIT"));
  return { coefficients: line?.[1] ? line.slice(0, 2) : undefined, unit: undefined };
}

const polynomial = (coefficients: readonly number[], at: number): number =>
  coefficients.reduceRight((sum, coefficient) => sum * at + coefficient, 0);
