import { SpectrumProblem } from "./found-spectrum.js";
import { linesOf } from "./text-lines.js";

/** How such a file begins. */
export const JCAMP_START = /^\s*##\s*TITLE\s*=/i;
const RECORD = /^\s*##\s*([^=]{0,80})=(.*)$/;
const MOST_BLOCKS = 1000;

/** A labelled record: what is behind `=`, and the lines that follow it. */
export interface JcampRecord {
  readonly line: number;
  readonly value: string;
  readonly lines: (readonly [number: number, text: string])[];
}

/** The records of a block by their labels, without spaces and punctuation: the first of each. */
export type JcampBlock = ReadonlyMap<string, JcampRecord>;

/** The blocks of a file in their order, those inside of a link block too. @throws SpectrumProblem */
export function jcampBlocks(text: string): JcampBlock[] {
  const blocks: Map<string, JcampRecord>[] = [];
  const open: Map<string, JcampRecord>[] = [];
  let record: JcampRecord | undefined;
  for (const [number, raw] of linesOf(text)) {
    const comment = raw.indexOf("$$");
    const line = comment < 0 ? raw : raw.slice(0, comment);
    const found = RECORD.exec(line);
    if (!found) {
      if (record && line.trim() !== "") record.lines.push([number, line]);
      continue;
    }
    const label = found[1]!.toUpperCase().replace(/[\s_/-]/g, "");
    record = { line: number, value: found[2]!.trim(), lines: [] };
    if (label === "TITLE") {
      if (blocks.length >= MOST_BLOCKS) throw new SpectrumProblem(`more than ${MOST_BLOCKS} blocks`);
      const block = new Map<string, JcampRecord>();
      blocks.push(block);
      open.push(block);
    }
    const block = open.at(-1);
    if (label === "END") open.pop();
    else if (block && !block.has(label)) block.set(label, record);
  }
  return blocks;
}
