import { placeLabels } from "./place-labels.js";
import type { Area } from "./plot-area.js";
import { textWidth } from "./text-width.js";
import { THEME } from "./theme.js";

/** A point of a drawn curve. */
export type PlotPoint = readonly [x: number, y: number];

/** A name for a place on the energy axis. */
export interface PeakName {
  readonly label: string;
  readonly energyKeV: number;
  /** How much it matters that the name finds a place; 1 unless given. */
  readonly weight?: number;
}

const LABEL_SIZE = 12;
/** What rises less above the foot of a plot cannot be seen, and has no name there. */
const LEAST_HEIGHT = 3;

/**
 * Writes names above peaks, with leaders; where there is no room those that matter least go without.
 *
 * @param lines the names, each with its place across the drawing
 * @param curves what has been drawn, points from left to right
 * @returns shapes for the charting library
 */
export function peakNames(
  lines: readonly { readonly label: string; readonly x: number; readonly weight?: number }[],
  curves: readonly (readonly PlotPoint[])[],
  area: Area,
) {
  const ceiling = skylineOf(curves, area);
  const requests = lines
    .map(({ label, x, weight = 1 }) => {
      return { label, x, weight, y: ceiling(x - 2, x + 2), width: textWidth(label, LABEL_SIZE) };
    })
    .filter(({ y }) => area.bottom - y >= LEAST_HEIGHT);
  const space = { left: area.left + 3, right: area.right, top: area.top, labelHeight: LABEL_SIZE, ceiling };
  const places = placeLabels(requests, space);
  return [
    ...places.flatMap((place) => (place ? [leader(place.leader)] : [])),
    ...places.flatMap((place, i) => {
      if (!place) return [];
      const style = {
        text: requests[i].label,
        x: Math.round(10 * place.leader.x2) / 10,
        y: Math.round(10 * place.bottom) / 10 - LABEL_SIZE / 2,
        fontSize: LABEL_SIZE,
        fill: THEME.ink,
        // A rim keeps the lines of the scale out of the letters.
        stroke: THEME.paper,
        lineWidth: 3,
        align: "center" as const,
        verticalAlign: "middle" as const,
      };
      return [{ type: "text" as const, silent: true, z: 11, style }];
    }),
  ];
}

function leader(shape: { x1: number; y1: number; x2: number; y2: number }) {
  const style = { stroke: THEME.frame, lineWidth: 0.8 };
  return { type: "line" as const, silent: true, z: 10, shape, style };
}

/** Finds the highest point (smallest y) of any curve between two x. */
function skylineOf(
  curves: readonly (readonly PlotPoint[])[],
  { right, bottom }: Area,
): (fromX: number, toX: number) => number {
  const skyline = new Float64Array(Math.ceil(right) + 2).fill(bottom);
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
