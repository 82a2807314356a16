// The palette of a synthetic scan, from the truth in its file.
import { hexOf } from "../color.js";
import { GanxError } from "../errors.js";
import type { PaletteRow } from "../figures/palette-plot.js";
import type { CubeFile } from "../io/cube/cube-file.js";
import { type Library, parseInlineLibrary } from "../library.js";
import type { Truth } from "../truth.js";

/** @throws GanxError `INVALID_FILE` unless the parts of the truth fit each other and the cube */
function checkTruth(truth: Truth, { path, width, height }: CubeFile): Truth {
  const { labels, palette, abundances, expected, image, pigments, energyAxis, hidden } = truth;
  const [pixels, colors] = [width * height, palette.length / 3];
  const rows = hidden ? Math.max(1, hidden.stacks.length / 2) : colors;
  const check = (name: string, values: ArrayLike<number>, length: number, below: number): void => {
    const fits = (value: number): boolean => value >= 0 && value < below;
    if (values.length === length && Array.prototype.every.call(values, fits)) return;
    throw new GanxError(
      "INVALID_FILE",
      `${path}: /truth/${name}: expected ${length} numbers from 0 to below ${below}, found others`,
    );
  };
  check("palette", palette, Math.max(3, 3 * Math.floor(colors)), 256);
  check("labels", labels, pixels, colors);
  check("image", image, 3 * pixels, 256);
  check("abundances", abundances, colors * pigments.length, 2);
  check("expected", expected, rows * energyAxis.channels, 2);
  if (hidden) {
    check("hidden/stacks", hidden.stacks, 2 * rows, 256);
    check("hidden/stack_labels", hidden.stackLabels, pixels, rows);
    check(
      "hidden/stacks' colours",
      hidden.stacks.filter((_, i) => i % 2 === 0),
      rows,
      colors,
    );
  }
  return truth;
}

/** Expected spectra of the colours, `[colors, channels]`: over a hidden picture the mean of what lies under each. */
function expectedOfColors({ expected, hidden, palette, energyAxis: { channels } }: Truth): Float64Array {
  if (!hidden) return expected;
  const { stacks, stackLabels } = hidden;
  const pixels = new Float64Array(stacks.length / 2);
  for (const stack of stackLabels) pixels[stack]++;
  const shares = new Float64Array(palette.length / 3);
  pixels.forEach((count, stack) => {
    shares[stacks[2 * stack]] += count;
  });
  const sums = new Float64Array(shares.length * channels);
  pixels.forEach((count, stack) => {
    const color = stacks[2 * stack];
    if (count === 0) return;
    for (let i = 0; i < channels; i++) {
      sums[color * channels + i] += (count / shares[color]) * expected[stack * channels + i];
    }
  });
  return sums;
}

async function libraryOf({ library }: Truth, { path }: CubeFile): Promise<Library> {
  try {
    return await parseInlineLibrary(library);
  } catch (cause) {
    throw new GanxError("INVALID_FILE", `${path}: /truth/library: ${(cause as Error).message}`, { cause });
  }
}

/**
 * The colours a scan was made of, with their pigments, and the picture.
 *
 * @throws GanxError `INVALID_FILE` where the truth in the file is not as ganx writes it
 */
export async function readPalette(scan: CubeFile): Promise<{ palette: PaletteRow[]; image: Uint8Array }> {
  const stored = await scan.truth?.();
  if (!stored)
    throw new GanxError("INVALID_FILE", `${scan.path}: expected the truth that ganx writes, found none`);
  const truth = checkTruth(stored, scan);
  const { palette, abundances, pigments, labels, energyAxis, image } = truth;
  const expected = expectedOfColors(truth);
  const known = new Map((await libraryOf(truth, scan)).pigments.map((one) => [one.id, one]));
  const pixels = new Float64Array(palette.length / 3);
  for (const label of labels) pixels[label]++;
  const rows = Array.from(pixels, (count, k) => {
    const rgb = [palette[3 * k], palette[3 * k + 1], palette[3 * k + 2]] as const;
    const mixture = pigments
      .map((id, p) => {
        const { name = id, srgb } = known.get(id) ?? {};
        return { name, abundance: abundances[k * pigments.length + p], ...(srgb ? { rgb: srgb } : {}) };
      })
      .filter(({ abundance }) => abundance > 0)
      .sort((a, b) => b.abundance - a.abundance);
    const spectrum = expected.subarray(k * energyAxis.channels, (k + 1) * energyAxis.channels);
    return { rgb, hex: hexOf(rgb), share: count / labels.length, mixture, expected: spectrum };
  });
  return { palette: rows, image };
}
