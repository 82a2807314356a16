import { GanxError } from "../errors.js";
import { checkImage } from "../image.js";
import {
  CAPTION,
  type ContactSheetMap,
  type ContactSheetPicture,
  displaySize,
  mapCell,
  pictureCell,
  SCALE_BAR,
  type Size,
} from "./map-cell.js";
import { svgDocument, textSvg } from "./svg.js";
import { fitText } from "./text-width.js";
import { THEME } from "./theme.js";

export type { ContactSheetMap, ContactSheetPicture } from "./map-cell.js";

/** Options of {@link contactSheetSvg}. */
export interface ContactSheetOptions {
  readonly title?: string;
  readonly subtitle?: string;
  /** Maps side by side; unless given, what makes a sheet of pleasant shape. */
  readonly columns?: number;
  /** The painting itself, shown as the first cell. */
  readonly picture?: ContactSheetPicture;
}

const MARGIN = 36;
const GUTTER = 28;
const ROW_GAP = 14;
const NOTE = "Each map runs from 0 to its own 99.5th percentile; the brighter, the more counts.";

/**
 * Lays out line maps on a sheet, each with its title, its colours from 0 to its 99.5th percentile, and a colour bar.
 *
 * @returns an SVG document that holds the maps as PNG pictures; large ones are shrunk by averaging
 * @throws GanxError `INVALID_ARGUMENT` if there is nothing to show or a map's size and values disagree
 */
export function contactSheetSvg(maps: readonly ContactSheetMap[], options: ContactSheetOptions = {}): string {
  const { title, subtitle, picture } = options;
  checkMaps(maps, options);
  const sizes = [...(picture ? [picture.image] : []), ...maps];
  const room = cellRoom(sizes);
  const cellHeight = CAPTION + room.height + SCALE_BAR;
  const columns = Math.min(
    options.columns ?? pleasantColumns(sizes.length, room.width, cellHeight),
    sizes.length,
  );
  const rows = Math.ceil(sizes.length / columns);
  const width = Math.max(2 * MARGIN + columns * (room.width + GUTTER) - GUTTER, 380);
  const top = MARGIN + (title === undefined ? 0 : 34) + (subtitle === undefined ? 0 : 24);
  const bottom = top + rows * (cellHeight + ROW_GAP);

  const line = (text: string, y: number, size: number, bold: boolean, color: string) =>
    textSvg(fitText(text, width - 2 * MARGIN, size, bold), MARGIN, y, { size, bold, color });
  const cells = [
    ...(picture ? [(x: number, y: number) => pictureCell(picture, room, x, y)] : []),
    ...maps.map((map) => (x: number, y: number) => mapCell(map, room, x, y)),
  ];
  return svgDocument(width, bottom + 26, [
    title === undefined ? "" : line(title, MARGIN + 16, 22, true, THEME.ink),
    subtitle === undefined ? "" : line(subtitle, top - 20, 13, false, THEME.muted),
    ...cells.map((draw, i) => {
      const x = MARGIN + (i % columns) * (room.width + GUTTER);
      return draw(x, top + Math.floor(i / columns) * (cellHeight + ROW_GAP));
    }),
    maps.length > 0 ? line(NOTE, bottom + 4, 11, false, THEME.muted) : "",
  ]);
}

/** Room for the largest map: up to 280 x 360 for upright and square ones, wider and lower for wide ones. */
function cellRoom(sizes: readonly Size[]): Size {
  const widest = Math.max(...sizes.map(({ width, height }) => width / height));
  const most = widest > 2.2 ? { width: 580, height: 300 } : { width: 280, height: 360 };
  const shown = sizes.map((size) => displaySize(size, most));
  return {
    width: Math.max(200, ...shown.map((size) => size.width)),
    height: Math.max(...shown.map((size) => size.height)),
  };
}

/** The number of columns that comes nearest to a sheet of 4 by 3 with few empty places. */
function pleasantColumns(count: number, width: number, height: number): number {
  let [best, leastCost] = [1, Infinity];
  for (let columns = 1; columns <= Math.min(count, 6); columns++) {
    const rows = Math.ceil(count / columns);
    const shape = (columns * (width + GUTTER)) / (rows * height);
    const cost = Math.abs(Math.log(shape / (4 / 3))) + 0.15 * (rows * columns - count);
    if (cost < leastCost) [best, leastCost] = [columns, cost];
  }
  return best;
}

function checkMaps(maps: readonly ContactSheetMap[], { columns, picture }: ContactSheetOptions): void {
  if (picture) checkImage(picture.image);
  else if (maps.length === 0) {
    throw new GanxError("INVALID_ARGUMENT", "contact sheet: expected at least one map, found none");
  }
  if (columns !== undefined && !(Number.isInteger(columns) && columns >= 1)) {
    throw new GanxError("INVALID_ARGUMENT", `contact sheet: expected at least 1 column, found ${columns}`);
  }
  for (const { title, width, height, values } of maps) {
    const whole = Number.isInteger(width) && Number.isInteger(height) && width >= 1 && height >= 1;
    if (!whole || values.length !== width * height) {
      throw new GanxError(
        "INVALID_ARGUMENT",
        `map "${title}": expected width * height values, found ${width} x ${height} and ${values.length} values`,
      );
    }
  }
}
