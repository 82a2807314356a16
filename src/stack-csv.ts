import { channelEnergies } from "./energy-axis.js";
import type { StackSpectrum } from "./xray/stack-spectrum.js";

/** Columns of the parts of a spectrum, and which parts each sums. */
const COLUMNS: readonly (readonly [column: string, parts: readonly string[]])[] = [
  ["lines", ["lines"]],
  ["scatter", ["rayleigh", "compton"]],
  ["escape", ["escape"]],
  ["pile_up", ["pileUp"]],
  ["air", ["gas"]],
  ["strobe", ["strobe"]],
];

/**
 * A spectrum as comma-separated values, one row a channel: its energy, all counts a second, and the parts that they are
 * the sum of: `lines` of the stack, `scatter`, `escape`, `pile_up`, lines of the `air`, `strobe`.
 *
 * @param dwellSeconds adds a column `expected_counts`, those in that time
 */
export function stackCsv({ axis, counts, parts }: StackSpectrum, dwellSeconds?: number): string {
  const header = ["energy_kev", "counts_per_second", ...COLUMNS.map(([name]) => name)];
  if (dwellSeconds !== undefined) header.push("expected_counts");
  const number = (value: number): string => String(Number(value.toPrecision(9)));
  const rows = Array.from(channelEnergies(axis), (energyKeV, i) => {
    const values = COLUMNS.map(([, names]) => names.reduce((sum, name) => sum + (parts[name]?.[i] ?? 0), 0));
    const row = [energyKeV, counts[i]!, ...values];
    if (dwellSeconds !== undefined) row.push(counts[i]! * dwellSeconds);
    return row.map(number).join(",");
  });
  return `${[header.join(","), ...rows].join("\n")}\n`;
}
