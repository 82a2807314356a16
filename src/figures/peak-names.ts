import { placeLabels } from "./place-labels.js";
import { type Frame, PLOT, WIDTH, xOf } from "./plot-frame.js";
import { px, textSvg } from "./svg.js";
import { textWidth } from "./text-width.js";

/** A point of a drawn curve. */
export type PlotPoint = readonly [x: number, y: number];

/** A name for a place on the energy axis. */
export interface PeakName {
  readonly label: string;
  readonly energyKeV: number;
}

const LABEL_SIZE = 12;

/** Writes names above peaks, with leaders; where there is no room the lowest peaks go without. */
export function peakNamesSvg(
  lines: readonly PeakName[],
  curves: readonly (readonly PlotPoint[])[],
  frame: Frame,
): string {
  const ceiling = skylineOf(curves, frame.bottom);
  const requests = lines
    .filter(({ energyKeV }) => energyKeV >= frame.lowKeV && energyKeV <= frame.highKeV)
    .map(({ label, energyKeV }) => {
      const x = xOf(energyKeV, frame);
      return { label, x, y: ceiling(x - 2, x + 2), width: textWidth(label, LABEL_SIZE) };
    });
  const space = { left: PLOT.left + 3, right: PLOT.right, top: frame.top, labelHeight: LABEL_SIZE, ceiling };
  return placeLabels(requests, space)
    .map((place, i) => {
      if (place === undefined) return "";
      const { x1, y1, x2, y2 } = place.leader;
      return (
        `<path d="M${px(x1)} ${px(y1)}L${px(x2)} ${px(y2)}" stroke="#8a8a8a" stroke-width="0.8"/>` +
        textSvg(requests[i].label, x2, place.bottom - 2, { size: LABEL_SIZE, anchor: "middle" })
      );
    })
    .join("");
}

/** Finds the highest point (smallest y) of any curve between two x. */
function skylineOf(
  curves: readonly (readonly PlotPoint[])[],
  bottom: number,
): (fromX: number, toX: number) => number {
  const skyline = new Float64Array(WIDTH + 2).fill(bottom);
  for (const points of curves) {
    for (let i = 0; i < points.length; i++) {
      const [[x0, y0], [x1, y1]] = [points[Math.max(0, i - 1)], points[i]];
      for (let column = Math.floor(x0); column <= Math.ceil(x1); column++) {
        skyline[column] = Math.min(skyline[column], y0, y1);
      }
    }
  }
  return (fromX, toX) =>
    skyline
      .subarray(Math.max(0, Math.floor(fromX)), Math.ceil(toX) + 1)
      .reduce((a, b) => Math.min(a, b), bottom);
}
