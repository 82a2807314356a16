// What the commands that write reports have in common.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Option } from "commander";
import { throwIfAborted } from "../errors.js";
import type { CubeFileOptions } from "../io/cube/cube-file.js";
import { pause } from "../pause.js";
import type { ReportContent } from "../report/content.js";
import { collectGarbage, compileQuickly, peakMemoryMiB } from "./memory.js";
import { energyOption, numberArgument } from "./options.js";

export interface CubeOptions {
  readonly dataset?: string;
  readonly energy?: readonly [number, number];
  readonly shape?: readonly [number, number];
  readonly lines?: readonly string[];
  readonly window?: number;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** How a cube is opened. @param suffix of the options' names */
export function fileArguments(
  suffix = "",
  otherwise = { dataset: "the one that is found", energy: "what the file says" },
): Option[] {
  return [
    new Option(
      `--dataset${suffix} <path>`,
      `dataset, array [height, width, channels] or cube in the file (default: ${otherwise.dataset})`,
    ),
    new Option(
      `--energy${suffix} <low,high>`,
      `outer edges of the energy axis, keV (default: ${otherwise.energy})`,
    ).argParser(energyOption(`--energy${suffix}`)),
  ];
}

/** Which lines are looked at. */
export function lineArguments(): Option[] {
  return [
    new Option(
      "--lines <names>",
      'lines, such as "Pb La,Hg La,Cu Ka" (default: eight of the paper)',
    ).argParser((names: string) => names.split(",").map((name) => name.trim())),
    numberArgument("--window <keV>", "full width of the energy windows (default: the detector's resolution)"),
  ];
}

export function fileOptions({ dataset, energy, shape }: CubeOptions): CubeFileOptions {
  return {
    ...(shape === undefined ? {} : { shape }),
    ...(dataset === undefined ? {} : { dataset }),
    ...(energy === undefined ? {} : { energyKeV: energy }),
  };
}

export function lineOptions({ lines, window }: CubeOptions): {
  lines?: readonly string[];
  windowKeV?: number;
} {
  return { ...(lines ? { lines } : {}), ...(window === undefined ? {} : { windowKeV: window }) };
}

/** Writes a report, and each figure as SVG and PNG. */
export async function saveFigures(
  folder: string,
  { html, figures }: ReportContent,
  signal: AbortSignal,
): Promise<void> {
  collectGarbage();
  compileQuickly();
  const { svgToPng } = await import("../io/render-svg.js");
  for (const { name, svg } of figures) {
    await writeFile(join(folder, `${name}.svg`), svg);
    await writeFile(join(folder, `${name}.png`), await svgToPng(svg, { scale: 1.5 }));
    await pause();
    throwIfAborted(signal);
  }
  await writeFile(join(folder, "index.html"), html);
}

/** JSON of plain objects and typed arrays; infinite numbers become null, as JSON has none. */
export function toJson(value: unknown, indent?: number): string {
  return JSON.stringify(
    value,
    (_, one) => (ArrayBuffer.isView(one) ? Array.from(one as Float64Array) : one),
    indent,
  );
}

/** What a command says of the report it has written. */
export function reportText(folder: string, seconds: Readonly<Record<string, number>>): string {
  const stages = Object.entries(seconds).map(([stage, s]) => `${stage} ${s.toFixed(2)}`);
  const all = Object.values(seconds).reduce((a, b) => a + b, 0);
  const memory = Math.round(peakMemoryMiB());
  return `${join(folder, "index.html")}\n${all.toFixed(2)} s (${stages.join(", ")}), ${memory} MiB at most\n`;
}
