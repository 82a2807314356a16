// What `ganx inspect` shows of a cube.

import type { Inspection } from "../analysis/inspect.js";
import { describeQuantity, quantityOf } from "../energy-axis.js";
import { contactSheetSvg } from "../figures/contact-sheet.js";
import { type PaletteRow, paletteSvg } from "../figures/palette-plot.js";
import type { PeakName } from "../figures/peak-names.js";
import { type ReportSection, reportHtml } from "../figures/report.js";
import { spectrumSvg } from "../figures/spectrum-plot.js";
import { SERIES } from "../figures/theme.js";
import type { RgbImage } from "../image.js";
import {
  alignedFigures,
  channelsInWords,
  figureBlock,
  figures,
  type NamedFigure,
  number,
  type ReportContent,
  text,
  whole,
} from "./content.js";
import { shownRange } from "./shown-range.js";

/** What is known of a cube beside its counts. */
export interface InspectionContext {
  /** Such as the file's name. */
  readonly title: string;
  /** Facts for the overview: what, value. */
  readonly facts?: readonly (readonly [string, string])[];
  /** The registered colour picture. */
  readonly picture?: RgbImage;
  /** The colours that a synthetic scan was made of. */
  readonly palette?: readonly PaletteRow[];
  /** Whether and how a background was taken away, for captions. */
  readonly background?: string;
  /** Path of a map's files without extension. */
  readonly mapPath?: (line: string) => string;
}

/** Peaks that a table lists. */
const MOST_PEAKS = 60;
/** Peaks that a figure names; the table has the others. */
const MOST_NAMES = 20;
/** Share of the largest peak's counts from which on a peak is named that is not its element's strongest. */
const LARGE = 0.03;

/** An average with the decimals that matter beside it. */
function averageText(mean: number): string {
  const size = Math.abs(mean);
  return size >= 100 ? whole(mean) : mean.toFixed(size < 1 ? 2 : 1);
}

/** Line maps on one sheet, as in figures 2 to 4 of the paper. */
export function lineMapsSvg(
  { width, height, maps }: Inspection,
  options: { readonly title?: string; readonly subtitle?: string; readonly picture?: RgbImage } = {},
): string {
  const { picture, ...headings } = options;
  return contactSheetSvg(
    maps.map(({ name, energyKeV, mean, values }) => ({
      title: `${name}  ${energyKeV.toFixed(2)} keV`,
      subtitle: `average ${averageText(mean)} counts a pixel`,
      width,
      height,
      values,
    })),
    { ...headings, ...(picture ? { picture: { image: picture } } : {}) },
  );
}

/**
 * Names for the figures: each element's strongest peak, then what else is large beside the largest of all.
 *
 * @returns the most important first; each matters more than all after it together
 */
export function peakLabels(peaks: Inspection["peaks"]): PeakName[] {
  const named = peaks
    .flatMap(({ lines: [line], energyKeV, area }) => (line ? [{ ...line, energyKeV, area }] : []))
    .sort((a, b) => b.area - a.area);
  const isMain = ({ element, kind }: (typeof named)[number], i: number) =>
    kind === "line" && named.findIndex((other) => other.element === element) === i;
  const main = named.filter(isMain);
  const others = named.filter((peak, i) => !isMain(peak, i) && peak.area >= LARGE * named[0].area);
  return [...main, ...others].slice(0, MOST_NAMES).map(({ name, energyKeV }, i) => {
    return { label: name, energyKeV, weight: 2 ** -i };
  });
}

/** A spectrum, logarithmic above linear, with the lines named. */
export function spectrumFigureSvg(
  inspection: Inspection,
  which: "total" | "maximum",
  headings: { readonly title?: string; readonly subtitle?: string } = {},
): string {
  const { energyAxis, peaks, background, total, maximum } = inspection;
  const lines = peakLabels(peaks);
  const series =
    which === "total"
      ? [
          // The first is drawn broad and below, so that both show where the spectrum is all background.
          { label: "SNIP background", values: background, color: SERIES[1] },
          { label: "total", values: total, color: SERIES[0] },
        ]
      : [{ label: "maximum of all pixels", values: maximum }];
  const rangeKeV = shownRange(energyAxis, [total]);
  return spectrumSvg({ axis: energyAxis, series, lines, scale: "both", rangeKeV, ...headings });
}

function overview(inspection: Inspection, facts: InspectionContext["facts"] = []): ReportSection {
  const { width, height, energyAxis, pixels } = inspection;
  const all = pixels.reduce((sum, counts) => sum + counts, 0);
  let [least, most] = [Infinity, 0];
  for (const counts of pixels) {
    least = Math.min(least, counts);
    most = Math.max(most, counts);
  }
  const average = figures(all / pixels.length);
  const each =
    least === most
      ? `${average} in every pixel`
      : `a pixel ${figures(least)} to ${figures(most)}, ${average} on average`;
  const rows: [string, string][] = [
    ["pixels", `${width} × ${height}`],
    ["channels", channelsInWords(energyAxis)],
    ["counts", `${whole(all)} in all; ${each}`],
    ...facts.map(([what, value]): [string, string] => [what, value]),
  ];
  return { heading: "The cube", blocks: [{ kind: "table", columns: [text("what"), text("value")], rows }] };
}

function mapsSection(inspection: Inspection, figure: NamedFigure, context: InspectionContext): ReportSection {
  const { maps, energyAxis, omitted } = inspection;
  const { mapPath, background } = context;
  const means = alignedFigures(maps.map(({ mean }) => mean));
  const most = alignedFigures(maps.map(({ values }) => values.reduce((a, b) => Math.max(a, b), -Infinity)));
  const rows = maps.map(({ name, energyKeV, window: [from, to] }, i) => [
    name,
    energyKeV.toFixed(3),
    (energyAxis.offsetKeV + (from - 0.5) * energyAxis.gainKeV).toFixed(3),
    (energyAxis.offsetKeV + (to - 0.5) * energyAxis.gainKeV).toFixed(3),
    means[i],
    most[i],
    ...(mapPath ? [`${mapPath(name)}.png, .npy`] : []),
  ]);
  const columns = [
    text("line"),
    number("energy / keV"),
    number("from / keV"),
    number("to / keV"),
    number("mean counts a pixel"),
    number("most in a pixel"),
    ...(mapPath ? [text("files")] : []),
  ];
  const notes = [
    ...(background ? [background] : ["Counts as they are, background included."]),
    ...(omitted.length > 0 ? [`Not on the energy axis: ${omitted.join(", ")}.`] : []),
  ];
  return { heading: "Line maps", blocks: [figureBlock(figure), { kind: "table", columns, rows, notes }] };
}

function peaksTable({ peaks, energyAxis }: Inspection) {
  const listed = [...peaks]
    .sort((a, b) => b.area - a.area)
    .slice(0, MOST_PEAKS)
    .sort((a, b) => a.energyKeV - b.energyKeV);
  const left = peaks.length - listed.length;
  if (quantityOf(energyAxis) !== "energy") {
    const text = `Lines are looked for over energy; this cube is over ${describeQuantity(energyAxis)}.`;
    return { kind: "paragraph", text } as const;
  }
  if (peaks.length === 0) return { kind: "paragraph", text: "No peak stands out from the noise." } as const;
  return {
    kind: "table",
    caption: "Peaks of the total spectrum",
    columns: [
      number("energy / keV"),
      text("line"),
      number("counts"),
      number("significance"),
      text("may also be"),
    ],
    rows: listed.map(({ energyKeV, lines, alternatives, area, significance }) => [
      energyKeV.toFixed(3),
      lines.map(({ name }) => name).join(" + ") || "not identified",
      whole(area),
      whole(significance),
      alternatives.map(({ name }) => name).join(", ") || "–",
    ]),
    notes: [
      "Found by a smoothed second difference (Mariscotti 1967). Counts above the background; significance in standard deviations. A name is the most plausible one, not a proof; where lines run together the one with the largest part comes first.",
      ...(left > 0 ? [`${left} smaller peaks are left out.`] : []),
    ],
  } as const;
}

/** Everything about a cube in one document. */
export function inspectionReport(
  inspection: Inspection,
  context: InspectionContext,
  footer: string,
): ReportContent {
  const { energyAxis } = inspection;
  const { picture, palette = [], title, facts } = context;
  const made: NamedFigure[] = [];
  const sections: ReportSection[] = [overview(inspection, facts)];
  const add = (name: string, svg: string, caption: string): NamedFigure => {
    const figure = { name, svg, caption };
    made.push(figure);
    return figure;
  };
  if (inspection.maps.length > 0) {
    const svg = lineMapsSvg(inspection, picture ? { picture } : {});
    const caption = "Counts in a window around each line. Every map has its own scale.";
    sections.push(mapsSection(inspection, add("line-maps", svg, caption), context));
  }
  const total = add(
    "total-spectrum",
    spectrumFigureSvg(inspection, "total"),
    "Counts of all pixels together, logarithmic above and linear below; SNIP background (Ryan et al. 1988). The strongest peak of each element and the other large ones are named where there is room.",
  );
  sections.push({ heading: "Total spectrum", blocks: [figureBlock(total), peaksTable(inspection)] });
  const maximum = add(
    "maximum-spectrum",
    spectrumFigureSvg(inspection, "maximum"),
    "The highest count of any single pixel in each channel (Bright and Newbury 2004): an element that few pixels have may show here and not in the total. Names are those of the total spectrum.",
  );
  sections.push({ heading: "Maximum-pixel spectrum", blocks: [figureBlock(maximum)] });
  if (palette.length > 0) {
    const svg = paletteSvg({ colors: palette, axis: energyAxis });
    const figure = add(
      "palette",
      svg,
      "The colours the scan was made of, with their pigments and expected spectra (logarithmic).",
    );
    const rows = palette.map(({ hex, share, mixture }) => [
      hex,
      (100 * share).toFixed(1),
      mixture.map(({ name, abundance }) => `${name} ${(100 * abundance).toFixed(0)} %`).join(", "),
    ]);
    const columns = [text("colour"), number("share / %"), text("pigments, by abundance")];
    sections.push({ heading: "Palette", blocks: [figureBlock(figure), { kind: "table", columns, rows }] });
  }
  return { html: reportHtml({ title, subtitle: inspection.label, sections, footer }), figures: made };
}
