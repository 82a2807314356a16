import { lowAndHigh } from "../analysis/axes.js";
import { type EnergyAxis, quantityOf, unitOf } from "../energy-axis.js";
import type { ReportColumn } from "../figures/report.js";

/** A figure, to be saved under its name as SVG and PNG. */
export interface NamedFigure {
  /** Without extension, such as `line-maps`. */
  readonly name: string;
  readonly svg: string;
  readonly caption: string;
}

/** A report and its figures. */
export interface ReportContent {
  readonly html: string;
  readonly figures: readonly NamedFigure[];
}

/** A figure's block in a report, with links to its files. */
export function figureBlock({ name, svg, caption }: NamedFigure) {
  const files = ["PNG", "SVG"].map((label) => ({ label, path: `${name}.${label.toLowerCase()}` }));
  return { kind: "figure", svg, caption, files } as const;
}

export const text = (label: string): ReportColumn => ({ label });
export const number = (label: string): ReportColumn => ({ label, align: "number" });

/** A whole number with thin spaces between thousands. */
export function whole(value: number): string {
  return Math.round(value).toLocaleString("en").replaceAll(",", "\u2009");
}

/** Numbers of one column with the same decimals, four figures for the largest. */
export function alignedFigures(values: readonly number[]): string[] {
  const most = values.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
  const decimals = Math.min(3, Math.max(1, 3 - Math.floor(Math.log10(most || 1))));
  const wholes = values.every(Number.isInteger);
  if (wholes) return values.map(whole);
  // The sum with 0 leaves no minus before zeros.
  return values.map((value) => (Number(value.toFixed(decimals)) + 0).toFixed(decimals));
}

/** A number with four figures; a dash for what is not there. */
export function figures(value: number | null | undefined): string {
  if (value === null || value === undefined || Number.isNaN(value)) return "–";
  if (!Number.isFinite(value)) return "∞";
  if (value !== 0 && (Math.abs(value) < 1e-3 || Math.abs(value) >= 1e6)) return value.toExponential(2);
  return Math.abs(value) >= 1e4 ? whole(value) : Number(value.toPrecision(4)).toString();
}

/** The channels of an axis in words: how many, how wide, from where to where. */
export function channelsInWords(axis: EnergyAxis): string {
  const [low, high] = lowAndHigh(axis);
  const isEnergy = quantityOf(axis) === "energy";
  const width = isEnergy
    ? `${(1000 * axis.gainKeV).toFixed(2)} eV`
    : `${axis.gainKeV.toFixed(2)} ${unitOf(axis)}`;
  return `${axis.channels} of ${width}, ${low.toFixed(3)} to ${high.toFixed(3)} ${unitOf(axis)}`;
}
