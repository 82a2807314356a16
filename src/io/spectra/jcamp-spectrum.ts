import { MAX_BINS } from "../../pigment.js";
import { type FoundSpectrum, optional, plainNumber, problemIn, SpectrumProblem } from "./found-spectrum.js";
import { type JcampBlock, type JcampRecord, jcampBlocks } from "./jcamp-blocks.js";
import { decodeOrdinates } from "./jcamp-numbers.js";

/** How far an abscissa may be from where it is expected, steps: writers round them. */
const ABSCISSA_STEPS = 1.5;

interface Points {
  readonly x: number[];
  readonly y: number[];
}

/**
 * Reads the first spectrum of a JCAMP-DX file: `XYDATA` as `(X++(Y..Y))` in any form of numbers, or `XYPOINTS` and `XYDATA`
 * as `(XY..XY)`, of one block or of several linked.
 *
 * Abscissas are equally spaced from `FIRSTX` to `LASTX`; those in the lines are checked against that, and so are the
 * ordinates that lines of differences repeat.
 *
 * @throws SpectrumProblem
 *
 * Source: R. S. McDonald, P. A. Wilks, Appl. Spectrosc. 42 (1988) 151, doi:10.1366/0003702884428734.
 */
export function readJcampSpectrum(text: string): FoundSpectrum {
  const blocks = jcampBlocks(text);
  for (const block of blocks) {
    const data = block.get("XYDATA") ?? block.get("XYPOINTS");
    if (!data) continue;
    const form = data.value.replace(/\s/g, "").toUpperCase();
    const isTable = form.startsWith("(X++(Y..Y))");
    if (!isTable && !form.startsWith("(XY..XY)")) {
      throw problemIn(data.line, "the form (X++(Y..Y)) or (XY..XY)", data.value);
    }
    const points = isTable ? table(block, data) : pairs(block, data);
    const count = numberOf(block, "NPOINTS");
    if (count !== undefined && count !== points.y.length) {
      throw new SpectrumProblem(`expected ${count} points (##NPOINTS), found ${points.y.length}`);
    }
    return {
      format: "JCAMP-DX",
      ...points,
      unit: block.get("XUNITS")?.value || undefined,
      ...optional("title", block.get("TITLE")?.value || undefined),
    };
  }
  const other = blocks.some((block) => block.has("NTUPLES")) ? ", only NTUPLES, which are not read" : "";
  throw new SpectrumProblem(`expected ##XYDATA= or ##XYPOINTS=, found none${other}`);
}

function table(block: JcampBlock, { lines, line }: JcampRecord): Points {
  const xFactor = numberOf(block, "XFACTOR") ?? 1;
  const yFactor = numberOf(block, "YFACTOR") ?? 1;
  const first = numberOf(block, "FIRSTX");
  const last = numberOf(block, "LASTX");
  const points = numberOf(block, "NPOINTS");
  if (first === undefined || last === undefined || points === undefined) {
    throw problemIn(line, "##FIRSTX=, ##LASTX= and ##NPOINTS= before the table", "");
  }
  if (!(Number.isInteger(points) && points >= 2 && points <= MAX_BINS)) {
    throw new SpectrumProblem(`expected ##NPOINTS= of 2 to ${MAX_BINS}, found ${points}`);
  }
  const step = (last - first) / (points - 1);
  const y: number[] = [];
  let isChecked = false;
  for (const [number, text] of lines) {
    const { x, ordinates, endsInDifference } = decodeOrdinates(text, number, points + 1);
    const repeated = isChecked ? 1 : 0;
    if (isChecked && ordinates[0] !== undefined && ordinates[0] !== y.at(-1)) {
      throw problemIn(number, `the ordinate ${y.at(-1)} of the line before`, String(ordinates[0]));
    }
    const at = first + (y.length - repeated) * step;
    if (Math.abs(x * xFactor - at) > ABSCISSA_STEPS * Math.abs(step)) {
      throw problemIn(number, `an abscissa near ${at}`, String(x * xFactor));
    }
    for (const ordinate of ordinates.slice(repeated)) y.push(ordinate);
    if (y.length > points) throw new SpectrumProblem(`expected ${points} points (##NPOINTS), found more`);
    isChecked = endsInDifference;
  }
  return { x: y.map((_, i) => first + i * step), y: y.map((value) => value * yFactor) };
}

function pairs(block: JcampBlock, { lines }: JcampRecord): Points {
  const xFactor = numberOf(block, "XFACTOR") ?? 1;
  const yFactor = numberOf(block, "YFACTOR") ?? 1;
  const x: number[] = [];
  const y: number[] = [];
  for (const [number, text] of lines) {
    const values = [...text.matchAll(/[^\s,;]+/g)].map(([field]) => plainNumber(field));
    if (values.length % 2 !== 0 || values.some(Number.isNaN))
      throw problemIn(number, "pairs of numbers", text);
    if (y.length + values.length / 2 > MAX_BINS) throw new SpectrumProblem(`more than ${MAX_BINS} points`);
    values.forEach((value, i) => {
      if (i % 2 === 0) x.push(value * xFactor);
      else y.push(value * yFactor);
    });
  }
  return { x, y };
}

function numberOf(block: JcampBlock, label: string): number | undefined {
  const record = block.get(label);
  if (!record || record.value === "") return undefined;
  const value = plainNumber(record.value);
  if (Number.isNaN(value)) throw problemIn(record.line, `a number for ##${label}=`, record.value);
  return value;
}
