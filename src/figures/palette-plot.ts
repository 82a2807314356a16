import { checkEnergyAxis, type EnergyAxis, unitOf } from "../energy-axis.js";
import { GanxError } from "../errors.js";
import { mixtureSvg, type PigmentShare, pigmentColors } from "./pigment-bar.js";
import { sparkline } from "./sparkline.js";
import { escapeXml, formatNumber, headingSvg, px, svgDocument, textSvg } from "./svg.js";
import { fitText } from "./text-width.js";
import { seriesColor, THEME } from "./theme.js";

/** A colour of a picture and what explains it. */
export interface PaletteRow {
  /** sRGB 0..255. */
  readonly rgb: readonly [number, number, number];
  /** `#rrggbb` */
  readonly hex: string;
  /** Fraction of the picture, 0..1. */
  readonly share: number;
  /** The pigments, the most abundant first. */
  readonly mixture: readonly PigmentShare[];
  /** Expected spectrum, one value a channel. */
  readonly expected?: ArrayLike<number>;
}

/** What {@link paletteSvg} draws. */
export interface PalettePlot {
  /** The first 24 are shown. */
  readonly colors: readonly PaletteRow[];
  /** The channels of the expected spectra; needed if there are any. */
  readonly axis?: EnergyAxis;
  readonly title?: string;
  readonly subtitle?: string;
}

const WIDTH = 960;
const ROW = 60;
const MOST_ROWS = 24;
/** Where each column begins, and how wide its drawing is. */
const SWATCH = { x: 30, width: 46, height: 34 };
const HEX = { x: 86, width: 70 };
const SHARE = { x: 160, width: 84 };
const PIGMENTS = { x: 308, width: 396 };
const SPECTRUM = { x: 726, width: 204, height: 40 };

/**
 * Draws the colours of a picture in rows: swatch, share of the picture, pigments, and the expected spectrum.
 *
 * @returns an SVG document, 960 wide, 60 a row; what it leaves out is said at its foot
 * @throws GanxError `INVALID_ARGUMENT` if there is no colour or a spectrum does not fit the axis
 */
export function paletteSvg(plot: PalettePlot): string {
  const { colors, axis } = plot;
  checkPalette(plot);
  const shown = colors.slice(0, MOST_ROWS);
  const rest = colors.slice(MOST_ROWS);
  const withSpectra = axis !== undefined && shown.some(({ expected }) => expected !== undefined);
  const heading = headingSvg(plot, WIDTH);
  const top = heading.bottom + 26;
  const bottom = top + shown.length * ROW;
  const most = shown.reduce((a, { share }) => Math.max(a, share), 1e-9);
  const pigments = pigmentColors(shown.map(({ mixture }) => mixture));
  const head = (text: string, x: number) => textSvg(text, x, top - 12, { size: 12, color: THEME.muted });
  return svgDocument(WIDTH, bottom + (rest.length > 0 ? 40 : 16), [
    heading.svg,
    head("colour", SWATCH.x),
    head("share of the picture", SHARE.x),
    head("pigments, by abundance", PIGMENTS.x),
    withSpectra ? head(spectrumHead(axis), SPECTRUM.x) : "",
    ...shown.map((row, i) => {
      const y = top + i * ROW;
      const spectrum = withSpectra && row.expected ? sparkline(row.expected, { ...SPECTRUM, y: y + 10 }) : "";
      return (
        `<path d="M30 ${px(y)}H${WIDTH - 30}" stroke="${THEME.grid}" stroke-width="0.8"/>` +
        swatch(row, y) +
        shareBar(row.share, most, y) +
        mixtureSvg(row.mixture, pigments, { ...PIGMENTS, y: y + 8 }) +
        spectrum
      );
    }),
    rest.length > 0 ? textSvg(restNote(rest), 30, bottom + 22, { size: 12, color: THEME.muted }) : "",
  ]);
}

function swatch({ rgb, hex }: PaletteRow, y: number): string {
  const color = rgb.map((level) => Math.round(Math.min(255, Math.max(0, level)))).join(",");
  return (
    `<rect x="${SWATCH.x}" y="${px(y + 13)}" width="${SWATCH.width}" height="${SWATCH.height}" ` +
    `fill="rgb(${escapeXml(color)})" stroke="${THEME.frame}"/>` +
    textSvg(fitText(hex, HEX.width, 12), HEX.x, y + 34, { size: 12 })
  );
}

/** Bars are relative to the longest, whose percentage says how long that is. */
function shareBar(share: number, most: number, y: number): string {
  const width = Math.max(1, (SHARE.width * share) / most);
  return (
    `<rect x="${SHARE.x}" y="${px(y + 23)}" width="${px(width)}" height="14" fill="${seriesColor(0)}"/>` +
    textSvg(percent(share), SHARE.x + width + 6, y + 34, { size: 12 })
  );
}

function percent(share: number): string {
  const value = 100 * share;
  if (value > 0 && value < 0.01) return "< 0.01 %";
  return `${value.toFixed(value >= 10 ? 0 : value >= 1 ? 1 : 2)} %`;
}

function spectrumHead(axis: EnergyAxis): string {
  const { offsetKeV, gainKeV, channels } = axis;
  const [low, high] = [offsetKeV - gainKeV / 2, offsetKeV + (channels - 0.5) * gainKeV];
  return fitText(
    `spectrum, ${formatNumber(low)} to ${formatNumber(high)} ${unitOf(axis)}, log`,
    SPECTRUM.width,
    12,
  );
}

function restNote(rest: readonly PaletteRow[]): string {
  const share = percent(rest.reduce((sum, row) => sum + row.share, 0));
  const total = MOST_ROWS + rest.length;
  const others = rest.length === 1 ? "the other one covers" : `the other ${rest.length} cover`;
  return `The first ${MOST_ROWS} of ${total} colours; ${others} ${share} of the picture.`;
}

function checkPalette({ colors, axis }: PalettePlot): void {
  if (colors.length === 0) {
    throw new GanxError("INVALID_ARGUMENT", "palette: expected at least one colour, found none");
  }
  if (!axis) return;
  const { channels } = checkEnergyAxis(axis);
  for (const { hex, expected } of colors) {
    if (expected && expected.length !== channels) {
      throw new GanxError(
        "INVALID_ARGUMENT",
        `palette: expected ${channels} values in the spectrum of ${hex}, found ${expected.length}`,
      );
    }
  }
}
