// The palette of a picture of 16 bits.
import { DeepColors } from "./deep-colors.js";
import { deepPoints, labelDeepPixels } from "./deep-points.js";
import type { KMeansSearch } from "./k-means.js";
import {
  type findPalette,
  isLab,
  MAX_POINTS,
  type Palette,
  type PaletteOptions,
  rankClusters,
  search,
} from "./palette.js";

/** {@link findPalette} among colours of 16 bits. @param rgb 0..65535, `[n, 3]` */
export function* findDeepPalette(
  rgb: Uint16Array,
  options: PaletteOptions,
): Generator<KMeansSearch, Palette> {
  const lab = isLab(options);
  const table = new DeepColors(rgb, MAX_POINTS);
  const points = deepPoints(table, lab);
  const found = yield* search(points, options);
  const labels = labelDeepPixels(rgb, table, found, lab);
  const shares = new Uint32Array(found.clusters);
  for (const label of labels) shares[label]++;
  const { rank, ...palette } = rankClusters(found, shares, lab);
  for (let i = 0; i < labels.length; i++) labels[i] = rank[labels[i]];
  return { ...palette, labels, distinctColors: table.count };
}
