// The one place that calls the charting library.
import { LineChart, type LineSeriesOption, ScatterChart, type ScatterSeriesOption } from "echarts/charts";
import {
  GraphicComponent,
  type GraphicComponentOption,
  GridComponent,
  type GridComponentOption,
  MarkLineComponent,
  type MarkLineComponentOption,
} from "echarts/components";
import { type ComposeOption, init, setPlatformAPI, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { FONT, xmlText } from "./svg.js";
import { textWidth } from "./text-width.js";

export type { LineSeriesOption as Curve, ScatterSeriesOption as Dots } from "echarts/charts";

/** What the charting library is told to draw. */
export type ChartOption = ComposeOption<
  | LineSeriesOption
  | ScatterSeriesOption
  | GridComponentOption
  | GraphicComponentOption
  | MarkLineComponentOption
>;

use([LineChart, ScatterChart, GridComponent, GraphicComponent, MarkLineComponent, SVGRenderer]);
// A page can measure its own font; anywhere else the widths of the embedded one are known.
if (typeof document === "undefined") {
  setPlatformAPI({
    measureText: (text, font = "") => {
      const size = Number(/([\d.]+)px/.exec(font)?.[1] ?? 12);
      return { width: textWidth(text, size, font.includes("bold")) };
    },
  });
}

/**
 * Draws a chart, the same text for the same option, without a page.
 *
 * @param name tells the chart's ids from those of other charts in the same drawing
 * @returns the parts of an SVG of that size, to be put into a document
 */
export function chartSvg(option: ChartOption, width: number, height: number, name = "chart"): string {
  const chart = init(null, null, { renderer: "svg", ssr: true, width, height });
  try {
    chart.setOption({ animation: false, textStyle: { fontFamily: FONT, fontSize: 12 }, ...option });
    return plainSvg(chart.renderToSVGString(), name);
  } finally {
    // Its clock would keep the process alive.
    chart.dispose();
  }
}

/** Leaves only what is drawn: no root, no rules for a mouse, no counters that differ from chart to chart. */
function plainSvg(svg: string, name: string): string {
  return xmlText(svg)
    .replace(/^<svg[^>]*>\s*<rect[^>]*><\/rect>|<\/svg>\s*$/g, "")
    .replace(/<style[\s\S]*?<\/style>/g, "")
    .replace(/ (?:class|pointer-events|ecmeta_\w+)="[^"]*"/g, "")
    .replace(/(id="|url\(#)zr\d+-/g, `$1${name}-`)
    .replace(/ style="([^"]*)"/g, (_, style: string) => textAttributes(style))
    .replaceAll("<image ", '<image preserveAspectRatio="none" image-rendering="optimizeSpeed" ')
    .replace(/<defs >\s*<\/defs>/g, "")
    .replace(/>\s*\n\s*</g, "><")
    .trim();
}

/** The size and weight of a text; its font is that of the whole drawing. */
function textAttributes(style: string): string {
  const size = /([\d.]+)px/.exec(style)?.[1] ?? "12";
  return ` font-size="${size}"${style.includes("bold") ? ' font-weight="bold"' : ""}`;
}
