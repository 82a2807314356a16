// The palette of a picture: its cluster colours and the label of every pixel.
import { checkChoice } from "./check.js";
import { labToSrgb } from "./color.js";
import type { RgbImage } from "./image.js";
import {
  type IterativeKMeansOptions,
  type KMeansSearch,
  type KMeansTrial,
  searchClusters,
} from "./k-means.js";
import {
  type ColorTable,
  countPixels,
  distinctPoints,
  indexColors,
  labelColors,
  labelPixels,
} from "./kernels/distinct.js";
import type { Points } from "./kernels/points.js";

export type ClusterSpace = "rgb" | "lab";
export const CLUSTER_SPACES: readonly ClusterSpace[] = ["rgb", "lab"];

export interface PaletteOptions extends Omit<IterativeKMeansOptions, "weights"> {
  /** Colour space the distances are taken in, default `rgb`. */
  readonly clusterSpace?: ClusterSpace;
}

export interface Palette {
  /** Cluster centres, sRGB 0..255, `[colors, 3]`, the most frequent first. */
  readonly colors: Float64Array;
  /** Pixels of each colour, `[colors]`. */
  readonly pixels: Uint32Array;
  /** Palette colour of each pixel, `[height, width]`. */
  readonly labels: Uint8Array;
  /** Distinct colours in the picture; of one of 16 bits, those that were clustered. */
  readonly distinctColors: number;
  readonly silhouette: number;
  readonly trials: readonly KMeansTrial[];
}

/** Most points that are clustered. A picture of a megapixel cannot have more colours. */
export const MAX_POINTS = 2 ** 20;

/** The distinct colours of a picture, without as many low bits as it takes to have no more than `MAX_POINTS`. */
function coarsen(rgb: Uint8Array, exact: ColorTable): ColorTable {
  let table = exact;
  for (let dropped = 1; table.count > MAX_POINTS; dropped++) table = indexColors(rgb, dropped);
  return table;
}

/** Whether distances are taken in CIELAB. @throws GanxError `INVALID_ARGUMENT` */
export function isLab({ clusterSpace = "rgb" }: PaletteOptions): boolean {
  return checkChoice("cluster space", clusterSpace, CLUSTER_SPACES) === "lab";
}

/** Runs a search to its end; yields its progress. */
export function* search(points: Points, options: PaletteOptions): Generator<KMeansSearch, KMeansSearch> {
  let last: KMeansSearch | undefined;
  for (last of searchClusters(points, points.count, options)) yield last;
  return last as KMeansSearch;
}

/**
 * Finds the palette of a picture; yields the search's progress, returns the palette.
 *
 * Works on the distinct colours weighted by their pixels: the same sums as over all pixels, with fewer terms. Beyond
 * 2^20 distinct colours those that agree in all but the lowest bit (or, if need be, the two lowest) of red, green and
 * blue are clustered as one, at their mean: none is moved by more than sqrt(3) (or 3 sqrt(3)) of 0..255. Inertia and
 * silhouette of the trials are those of the means; labels are those of the exact colours.
 */
export function* findPalette(
  image: Pick<RgbImage, "rgb">,
  options: PaletteOptions,
): Generator<KMeansSearch, Palette> {
  const lab = isLab(options);
  const exact = indexColors(image.rgb);
  const table = coarsen(image.rgb, exact);
  const points = distinctPoints(image.rgb, table, lab);
  const found = yield* search(points, options);
  const labels = table === exact ? found.labels : labelColors(exact, found.centres, lab);
  const pixels = table === exact ? points.weights : countPixels(image.rgb, exact);
  const shares = new Uint32Array(found.clusters);
  for (let i = 0; i < labels.length; i++) shares[labels[i]] += pixels[i];
  const { rank, ...palette } = rankClusters(found, shares, lab);
  const ranked = labels.map((label) => rank[label]);
  return { ...palette, labels: labelPixels(image.rgb, exact, ranked), distinctColors: exact.count };
}

/** Brings clusters into order, the most frequent first. @returns the place of each besides */
export function rankClusters(
  { centres, clusters, silhouette, trials }: KMeansSearch,
  shares: Uint32Array,
  lab: boolean,
): Omit<Palette, "labels" | "distinctColors"> & { readonly rank: Uint8Array } {
  const order = Array.from(shares.keys())
    .filter((cluster) => shares[cluster] > 0)
    .sort((a, b) => shares[b] - shares[a] || a - b);
  const rank = new Uint8Array(clusters);
  order.forEach((cluster, place) => {
    rank[cluster] = place;
  });
  const centreOf = order.flatMap((cluster) => Array.from(centres.subarray(cluster * 3, cluster * 3 + 3)));
  const sorted = Float64Array.from(centreOf);
  return {
    colors: lab ? labToSrgb(sorted) : sorted,
    pixels: Uint32Array.from(order, (cluster) => shares[cluster]),
    silhouette,
    trials,
    rank,
  };
}
