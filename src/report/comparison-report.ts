// What `ganx compare` shows of two cubes.

import { lowAndHigh } from "../analysis/axes.js";
import type { Comparison } from "../analysis/compare.js";
import type { Similarity } from "../analysis/image-similarity.js";
import type { SpectrumMetrics, SpectrumMetricVariants } from "../analysis/spectrum-metrics.js";
import { quantityOf, unitOf } from "../energy-axis.js";
import { dispersionSvg } from "../figures/dispersion-plot.js";
import { flattenedSvg } from "../figures/flattened-plot.js";
import { histogramSvg } from "../figures/histogram-plot.js";
import { ratioSvg } from "../figures/ratio-plot.js";
import { type ReportSection, reportHtml } from "../figures/report.js";
import { spectrumSvg } from "../figures/spectrum-plot.js";
import {
  channelsInWords,
  figureBlock,
  figures,
  type NamedFigure,
  number,
  type ReportContent,
  text,
} from "./content.js";
import { shownRange } from "./shown-range.js";

const METRICS: readonly (readonly [keyof SpectrumMetrics, string, "lower" | "higher"])[] = [
  ["correlation", "correlation distance, 1 − r", "lower"],
  ["cosine", "cosine distance", "lower"],
  ["jensenShannon", "Jensen-Shannon distance, natural logarithm", "lower"],
  ["chebyshev", "Chebyshev distance", "lower"],
  ["brayCurtis", "Bray-Curtis distance", "lower"],
  ["chiSquare", "chi-square distance, ½ Σ (p − q)² / (p + q)", "lower"],
  ["bhattacharyyaCoefficient", "Bhattacharyya coefficient, Σ √(p q)", "higher"],
  ["bhattacharyyaDistance", "Bhattacharyya distance, −ln of the coefficient", "lower"],
  ["hellinger", "Hellinger distance, √(1 − coefficient)", "lower"],
];

const VARIANTS: readonly (readonly [keyof SpectrumMetricVariants, string, "lower" | "higher"])[] = [
  ["pearson", "Pearson's r, called correlation", "higher"],
  ["chiSquareUnhalved", "chi-square without the half, Σ (p − q)² / (p + q)", "lower"],
  ["chiSquarePearson", "chi-square over the second alone, Σ (p − q)² / q", "lower"],
  ["bhattacharyyaRoot", "√(1 − coefficient), called Bhattacharyya distance", "lower"],
  ["hellingerSquared", "1 − coefficient, called Hellinger distance", "lower"],
];

const LONGEST_NAME = 28;

/** Names of the two cubes, short and different. */
export type Names = readonly [a: string, b: string];

/** Names cut in their middle to what a column's head can hold, still different. */
function shortNames([a, b]: Names): Names {
  const cut = (name: string) => {
    const chars = [...name];
    return chars.length <= LONGEST_NAME
      ? name
      : `${chars.slice(0, 12).join("")}…${chars.slice(-15).join("")}`;
  };
  const [first, second] = [cut(a), cut(b)];
  return first === second && a !== b ? [`1: ${first}`, `2: ${second}`] : [first, second];
}

function spectraSection({ spectra, energyAxis, metrics, variants, rebinned }: Comparison, names: Names) {
  const figure: NamedFigure = {
    name: "spectra",
    svg: spectrumSvg({
      axis: energyAxis,
      series: spectra.map((values, i) => ({ label: names[i], values })),
      scale: "both",
      yLabel: "share of all counts",
      rangeKeV: shownRange(energyAxis, spectra),
    }),
    caption: "Total spectra, each divided by its sum; logarithmic above, linear below.",
  };
  const axes = channelsInWords(energyAxis).replace(" of ", " channels of ");
  const note = rebinned
    ? `The cubes have different energy axes: both were brought to ${axes}, counts shared out by energy.`
    : `Both cubes have this energy axis: ${axes}.`;
  const table = {
    kind: "table",
    caption: "Distances between the total spectra p and q, each divided by its sum",
    columns: [text("metric"), number("value")],
    rows: METRICS.map(([key, label]) => [label, figures(metrics[key])]),
    better: METRICS.map(([, , better]) => better),
    notes: [note, "Definitions are SciPy's where it has them."],
  } as const;
  const others = {
    kind: "table",
    caption: "Other formulas published under the same names",
    columns: [text("metric"), number("value")],
    rows: VARIANTS.map(([key, label]) => [label, figures(variants[key])]),
    better: VARIANTS.map(([, , better]) => better),
  } as const;
  return {
    figures: [figure],
    section: { heading: "Total spectra", blocks: [figureBlock(figure), table, others] },
  };
}

function similarityRow(label: string, similarity: Similarity | undefined): (string | number)[] {
  return [label, figures(similarity?.ssim), figures(similarity?.msSsim)];
}

function matricesSection(
  comparison: Comparison,
  names: Names,
): { figures: NamedFigure[]; section: ReportSection } {
  const { a, b, energyAxis: axis, similarity, poissonReference } = comparison;
  const matrices = [a, b].flatMap(({ thumbnail, width, height }, i) => {
    return thumbnail ? [{ ...thumbnail, title: names[i], axis, pixels: width * height }] : [];
  });
  const ticks = [0, 1, 2, 5, 20].map((counts) => {
    const value = ((1 + counts) ** 2 - 1) / ((1 + counts) ** 2 + 1);
    return { value, label: `${counts}` };
  });
  const made: NamedFigure[] =
    matrices.length > 0
      ? [
          {
            name: "matrices",
            svg: flattenedSvg({
              matrices,
              barLabel: "counts",
              barTicks: ticks,
            }),
            caption:
              "The cubes as matrices of pixels by channels, after x → tanh(ln(1 + x)); neighbouring pixels and channels are averaged for the figure.",
          },
        ]
      : [];
  const table = {
    kind: "table",
    caption: "Structural similarity of the matrices after x → tanh(ln(1 + x))",
    columns: [text("of"), number("SSIM"), number("MS-SSIM")],
    rows: [
      similarityRow(`${names[0]} and ${names[1]}`, similarity),
      similarityRow(`${names[0]} and the same with Poisson noise`, poissonReference),
    ],
    better: ["higher", undefined],
    notes: [
      "SSIM: Wang et al. 2004; MS-SSIM: Wang, Simoncelli and Bovik 2003; Gaussian window of 11 × 11, dynamic range 1. The second row is what noise alone costs: a cube as like the first as it is to itself measured again would reach it.",
    ],
  } as const;
  const heading = "Flattened matrices";
  return { figures: made, section: { heading, blocks: [...made.map(figureBlock), table] } };
}

function linesSection(
  { lines }: Comparison,
  names: Names,
): { figures: NamedFigure[]; section: ReportSection } {
  const seen = lines.filter(({ intensity: [a, b] }) => a > 0 || b > 0);
  const made: NamedFigure[] =
    seen.length > 0
      ? [
          {
            name: "lines",
            svg: ratioSvg({
              labels: names,
              rows: seen.map(({ name, intensity }) => ({ label: name, values: intensity })),
              xLabel: "share of all counts, above background",
            }),
            caption: "Intensity of each line above the SNIP background, as a share of all counts.",
          },
        ]
      : [];
  const table = {
    kind: "table",
    caption: "Line by line",
    columns: [
      text("line"),
      number("energy / keV"),
      number(`${names[0]} / %`),
      number(`${names[1]} / %`),
      number("ratio"),
      number("map correlation"),
      number("map SSIM"),
    ],
    rows: lines.map(({ name, energyKeV, intensity: [a, b], ratio, correlation, ssim }) => [
      name,
      energyKeV.toFixed(3),
      (100 * a).toFixed(3),
      (100 * b).toFixed(3),
      figures(ratio),
      correlation?.toFixed(3) ?? "–",
      ssim?.toFixed(3) ?? "–",
    ]),
    notes: [
      "Intensities above the SNIP background are in % of all counts; 0 where a line does not stand three standard deviations above it. Ratio, second over first: closer to 1 is better. Correlation and SSIM of the maps: higher is better; noise keeps both below 1 for faint lines.",
    ],
  } as const;
  return { figures: made, section: { heading: "Line maps", blocks: [...made.map(figureBlock), table] } };
}

function realismSection(comparison: Comparison, names: Names) {
  const { a, b, realism } = comparison;
  const cubes = [a, b];
  const counts: NamedFigure = {
    name: "counts",
    svg: histogramSvg({ series: cubes.map(({ pixels }, i) => ({ label: names[i], values: pixels })) }),
    caption: "Distribution of the counts in a pixel.",
  };
  const dispersion: NamedFigure = {
    name: "dispersion",
    svg: dispersionSvg({
      series: cubes.map(({ localDispersion, energyAxis: axis }, i) => ({
        label: names[i],
        values: localDispersion,
        axis,
      })),
    }),
    caption:
      "Dispersion index of each channel between neighbouring pixels: half the mean squared difference over the mean. Photons alone give 1; more is detail of single pixels or further noise.",
  };
  const table = {
    kind: "table",
    caption: "Realism scorecard",
    columns: [text("what"), number(names[0]), number(names[1]), number("distance"), text("distance is")],
    rows: realism.map(({ name, a: first, b: second, distance, meaning }) => [
      name,
      figures(first),
      figures(second),
      figures(distance),
      meaning,
    ]),
    better: realism.map(({ better }) => better),
  } as const;
  const made = [counts, dispersion];
  return {
    figures: made,
    section: { heading: "Realism of the counts", blocks: [table, ...made.map(figureBlock)] },
  };
}

function overview({ a, b, omissions }: Comparison, names: Names): ReportSection {
  const rows = [a, b].map(({ label, width, height, energyAxis, total }, i) => {
    const [low, high] = lowAndHigh(energyAxis);
    const counts = total.reduce((sum, value) => sum + value, 0);
    return [
      names[i],
      `${width} × ${height}`,
      `${energyAxis.channels}`,
      `${low.toFixed(2)} to ${high.toFixed(2)}`,
      figures(counts / (width * height)),
      label,
    ];
  });
  const columns = [
    text("cube"),
    number("pixels"),
    number("channels"),
    number(`${quantityOf(a.energyAxis)} / ${unitOf(a.energyAxis)}`),
    number("counts a pixel"),
    text("file"),
  ];
  const notes = omissions.map(({ what, why }) => `Not compared: ${what}; ${why}.`);
  return { heading: "The cubes", blocks: [{ kind: "table", columns, rows, notes }] };
}

/** Everything about two cubes in one document; the first is the reference. */
export function comparisonReport(comparison: Comparison, names: Names, footer: string): ReportContent {
  const short = shortNames(names);
  const parts = [
    spectraSection(comparison, short),
    matricesSection(comparison, short),
    linesSection(comparison, short),
    realismSection(comparison, short),
  ];
  const sections: ReportSection[] = [overview(comparison, short), ...parts.map(({ section }) => section)];
  const title = `${names[1]} compared with ${names[0]}`;
  return {
    html: reportHtml({ title, sections, footer }),
    figures: parts.flatMap((part) => part.figures),
  };
}
