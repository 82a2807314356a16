import type { RgbImage } from "../image.js";
import { colorBar } from "./color-bar.js";
import { formatNumber, px, textSvg } from "./svg.js";
import { fitText, textWidth } from "./text-width.js";
import { THEME } from "./theme.js";
import { gridTile, pictureTile, robustMaximum, shrinkGrid } from "./tile.js";

/** Width and height, in the units of the drawing or in pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A line map with its caption. */
export interface ContactSheetMap extends Size {
  /** Such as `Pb La  10.55 keV`. */
  readonly title: string;
  /** Such as `average 12.3 counts a pixel`. */
  readonly subtitle: string;
  /** Counts, `[height, width]`, row by row; what is negative or not finite is drawn as 0. */
  readonly values: Float32Array;
}

/** The painting itself with its caption. */
export interface ContactSheetPicture {
  readonly image: RgbImage;
  /** `Painting` unless given. */
  readonly title?: string;
  /** The size in pixels unless given. */
  readonly subtitle?: string;
}

/** Height of a caption above a map. */
export const CAPTION = 46;
/** Height of the colour bar and its numbers below a map. */
export const SCALE_BAR = 44;

/** Size on the sheet: shape kept, small maps enlarged by whole numbers so that their pixels stay square. */
export function displaySize({ width, height }: Size, room: Size): Size {
  const fit = Math.min(room.width / width, room.height / height);
  const scale = fit >= 1 ? Math.floor(fit) : fit;
  return { width: Math.max(2, Math.round(width * scale)), height: Math.max(2, Math.round(height * scale)) };
}

/** Draws a line map with caption, frame and colour bar in a cell whose top left corner is (x, y). */
export function mapCell(map: ContactSheetMap, room: Size, x: number, y: number): string {
  const shown = displaySize(map, room);
  const grid = shrinkGrid(map, shown.width, shown.height);
  const maximum = robustMaximum(grid.values);
  const barTop = y + CAPTION + shown.height + 10;
  const barEnd = x + Math.max(shown.width, 120);
  const label = { size: 11, color: THEME.muted } as const;
  const end = maximum > 0 ? `${formatNumber(maximum)} counts` : "no counts";
  const centre = (x + barEnd) / 2;
  const half = formatNumber(maximum / 2);
  // Only where the number at the end leaves room.
  const roomy = maximum > 0 && barEnd - textWidth(end, 11) > centre + textWidth(half, 11) / 2 + 8;
  const middle = roomy ? textSvg(half, centre, barTop + 22, { ...label, anchor: "middle" }) : "";
  return (
    caption(map.title, map.subtitle, room.width, x, y) +
    framed(gridTile(grid, maximum), map, shown, x, y + CAPTION) +
    colorBar({ x, y: barTop, width: barEnd - x, height: 8 }, "right") +
    textSvg("0", x, barTop + 22, label) +
    middle +
    textSvg(end, barEnd, barTop + 22, { ...label, anchor: "end" })
  );
}

/** Draws the painting with caption and frame in a cell whose top left corner is (x, y). */
export function pictureCell(picture: ContactSheetPicture, room: Size, x: number, y: number): string {
  const { image, title = "Painting", subtitle = `${image.width} × ${image.height} pixels` } = picture;
  const shown = displaySize(image, room);
  const tile = pictureTile(image, shown.width, shown.height);
  return caption(title, subtitle, room.width, x, y) + framed(tile, image, shown, x, y + CAPTION);
}

function caption(title: string, subtitle: string, width: number, x: number, y: number): string {
  return (
    textSvg(fitText(title, width, 15, true), x, y + 16, { size: 15, bold: true }) +
    textSvg(fitText(subtitle, width, 12), x, y + 35, { size: 12, color: THEME.muted })
  );
}

function framed(tile: string, own: Size, { width, height }: Size, x: number, y: number): string {
  // Pixels that are enlarged stay squares; smaller ones may run together.
  const rendering = own.width < width ? ' image-rendering="optimizeSpeed"' : "";
  return (
    `<image x="${px(x)}" y="${px(y)}" width="${width}" height="${height}" preserveAspectRatio="none"${rendering} ` +
    `xlink:href="${tile}"/>` +
    `<rect x="${px(x - 0.5)}" y="${px(y - 0.5)}" width="${width + 1}" height="${height + 1}" fill="none" stroke="${THEME.frame}"/>`
  );
}
