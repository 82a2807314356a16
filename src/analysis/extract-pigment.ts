// A pigment from a scan: what its pixels count, and their colour.
import { show } from "../check.js";
import type { Color } from "../color.js";
import { channelEnergies, quantityField } from "../energy-axis.js";
import { GanxError, throwIfAborted } from "../errors.js";
import { checkImage, type RgbImage } from "../image.js";
import { widenBlock } from "../kernels/sums.js";
import { idFromName } from "../library-format.js";
import { meanColor } from "../mean-color.js";
import { Turns } from "../pause.js";
import type { MeasuredSpectrum, Pigment } from "../pigment.js";
import { checkRegion, type Region } from "../region.js";
import type { CubeSource, PassOptions } from "./cube-source.js";

export interface ExtractOptions extends PassOptions {
  /** For people, 1 to 200 characters. */
  readonly name: string;
  /** Default: made of the name. */
  readonly id?: string;
  /** The pixels: a rectangle, or those that are not 0 in a mask `[height, width]`. */
  readonly region?: Region;
  readonly mask?: ArrayLike<number>;
  /** The colour: of the picture at these pixels, which is of the scan's size, or sRGB 0..255. */
  readonly image?: RgbImage;
  readonly srgb?: Color;
}

/** A pigment and how well it is known. */
export interface ExtractedPigment {
  readonly pigment: Pigment & { readonly spectrum: MeasuredSpectrum };
  readonly pixels: number;
  /** Of all pixels and channels. */
  readonly counts: number;
  /** Relative standard deviation of the strongest channel, which its counts alone leave: 1 / sqrt(counts). */
  readonly peakError: number;
}

/** Values that are read at once. */
const BAND_VALUES = 2 ** 22;
const MOST_NAME = 200;

/** Selected pixels in the rectangle around them. */
interface Selection extends Region {
  readonly isSelected: (x: number, y: number) => boolean;
  readonly pixels: number;
  /** For the pigment's source. */
  readonly words: string;
}

/**
 * Takes a pigment from a scan: the sum of its pixels' spectra, and the mean colour of the picture there.
 *
 * The spectrum is that of all that lies at these pixels, ground and support included. Colours are averaged in linear
 * light, which adds up as the counts do.
 *
 * @param source a scan, a file of `openCube`, or an array through `sourceOf`
 * @throws GanxError `INVALID_ARGUMENT` for options that do not fit each other or the scan, or pixels without counts;
 *   `INVALID_FILE` for counts that are none, `ABORTED`
 */
export async function extractPigment(source: CubeSource, options: ExtractOptions): Promise<ExtractedPigment> {
  const { name } = options;
  if (typeof name !== "string" || !/\S/.test(name) || name.length > MOST_NAME) {
    throw new GanxError(
      "INVALID_ARGUMENT",
      `name: expected 1 to ${MOST_NAME} characters, found ${show(name)}`,
    );
  }
  const id = options.id ?? idFromName(name);
  if (!/^[a-z0-9]+(_[a-z0-9]+)*$/.test(id)) {
    const found = options.id === undefined ? `${show(name)}, of which none can be made` : show(id);
    throw new GanxError("INVALID_ARGUMENT", `id: expected one such as "azurite_folio_32", found ${found}`);
  }
  const selection = selectionOf(source, options);
  const { srgb, words } = colorOf(source, selection, options);
  const counts = await sumSelected(source, selection, options);
  const all = counts.reduce((sum, value) => sum + value, 0);
  const most = counts.reduce((a, b) => Math.max(a, b), 0);
  if (!(all > 0)) {
    throw new GanxError(
      "INVALID_ARGUMENT",
      `${source.label}: expected counts at the chosen pixels, found none`,
    );
  }
  const { pixels } = selection;
  const about = `${pixels} pixel${pixels === 1 ? "" : "s"}, ${all} counts in all; colour: ${words}`;
  return {
    pigment: {
      id,
      name,
      srgb,
      source: `extracted from ${source.label.slice(-300)}, ${selection.words}: ${about}`,
      spectrum: {
        energiesKeV: channelEnergies(source.energyAxis),
        counts,
        ...quantityField(source.energyAxis),
      },
    },
    pixels,
    counts: all,
    peakError: 1 / Math.sqrt(most),
  };
}

function selectionOf({ width, height }: CubeSource, { region, mask }: ExtractOptions): Selection {
  if ((region === undefined) === (mask === undefined)) {
    throw new GanxError("INVALID_ARGUMENT", "expected either a region or a mask, which say the pixels");
  }
  if (region !== undefined) {
    const { x, y, width: columns, height: rows } = checkRegion(region, { width, height });
    const words = `region ${[x, y, columns, rows].join(",")}`;
    return { x, y, width: columns, height: rows, isSelected: () => true, pixels: columns * rows, words };
  }
  const chosen = mask!;
  if (chosen.length !== width * height) {
    throw new GanxError(
      "INVALID_ARGUMENT",
      `mask: expected ${width} x ${height} values, found ${chosen.length}`,
    );
  }
  const isSelected = (x: number, y: number): boolean => chosen[y * width + x] !== 0;
  const box = { left: width, top: height, right: -1, bottom: -1, pixels: 0 };
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (!isSelected(x, y)) continue;
      box.pixels++;
      box.left = Math.min(box.left, x);
      box.right = Math.max(box.right, x);
      box.top = Math.min(box.top, y);
      box.bottom = y;
    }
  }
  if (box.pixels === 0)
    throw new GanxError("INVALID_ARGUMENT", "mask: expected pixels that are chosen, found none");
  const { left: x, top: y, right, bottom, pixels } = box;
  return { x, y, width: right - x + 1, height: bottom - y + 1, isSelected, pixels, words: "mask" };
}

function colorOf(
  { width, height }: CubeSource,
  selection: Selection,
  { image, srgb }: ExtractOptions,
): { srgb: Color; words: string } {
  if ((image === undefined) === (srgb === undefined)) {
    throw new GanxError("INVALID_ARGUMENT", "expected either an image or srgb, which say the colour");
  }
  if (srgb !== undefined) {
    const isColor = srgb.length === 3 && srgb.every((value) => value >= 0 && value <= 255);
    if (isColor) return { srgb: [srgb[0], srgb[1], srgb[2]], words: "given" };
    throw new GanxError("INVALID_ARGUMENT", `srgb: expected three numbers of 0 to 255, found ${show(srgb)}`);
  }
  const { width: columns, height: rows, rgb } = checkImage(image!);
  if (columns !== width || rows !== height) {
    throw new GanxError(
      "INVALID_ARGUMENT",
      `image: expected ${width} x ${height} pixels, those of the scan, found ${columns} x ${rows}; register the picture to the scan first`,
    );
  }
  const color = meanColor(rgb, pixelsOf(selection, width));
  return { srgb: color, words: "mean in linear light of the registered picture" };
}

/** Indices of the selected pixels. */
function* pixelsOf({ x, y, width, height, isSelected }: Selection, rowLength: number): Generator<number> {
  for (let row = y; row < y + height; row++) {
    for (let column = x; column < x + width; column++) {
      if (isSelected(column, row)) yield row * rowLength + column;
    }
  }
}

async function sumSelected(
  source: CubeSource,
  { x, y, width, height, isSelected }: Selection,
  { signal, onProgress }: PassOptions,
): Promise<Float64Array> {
  const { channels } = source.energyAxis;
  const total = new Float64Array(channels);
  const turns = new Turns();
  const columns = Math.max(1, Math.min(width, Math.floor(BAND_VALUES / channels)));
  const rows = Math.max(1, Math.floor(BAND_VALUES / (columns * channels)));
  throwIfAborted(signal);
  for (let top = y; top < y + height; top += rows) {
    for (let left = x; left < x + width; left += columns) {
      const region = {
        x: left,
        y: top,
        width: Math.min(columns, x + width - left),
        height: Math.min(rows, y + height - top),
      };
      const { bytes, layout } = await source.block(region);
      const counts = widenBlock(bytes, layout);
      for (let i = 0; i < counts.length; i += channels) {
        const pixel = i / channels;
        if (!isSelected(left + (pixel % region.width), top + Math.floor(pixel / region.width))) continue;
        for (let channel = 0; channel < channels; channel++) total[channel]! += counts[i + channel]!;
      }
      await turns.next();
      throwIfAborted(signal);
    }
    onProgress?.(Math.min(1, (top + rows - y) / height));
  }
  if (total.every((value) => value >= 0 && value <= Number.MAX_SAFE_INTEGER)) return total;
  throw new GanxError(
    "INVALID_FILE",
    `${source.label}: expected counts of 0 or more with sums below 2^53, found others`,
  );
}
