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
import { distinctColors, labelPixels } from "./kernels/distinct.js";
import { colorPoints } from "./kernels/k-means.js";

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
  /** Distinct colours in the picture. */
  readonly distinctColors: number;
  readonly silhouette: number;
  readonly trials: readonly KMeansTrial[];
}

/**
 * Finds the palette of a picture; yields the search's progress, returns the palette.
 *
 * Works on the distinct colours weighted by their pixels: the same sums as over all pixels, with fewer terms.
 */
export function* findPalette(image: RgbImage, options: PaletteOptions): Generator<KMeansSearch, Palette> {
  const lab = checkChoice("cluster space", options.clusterSpace ?? "rgb", CLUSTER_SPACES) === "lab";
  const { colors, pixels } = distinctColors(image.rgb);
  const points = colorPoints(colors, pixels, lab);
  let search: KMeansSearch | undefined;
  for (search of searchClusters(points, colors.length, options)) yield search;
  const { centres, labels, clusters, silhouette, trials } = search as KMeansSearch;

  const shares = new Uint32Array(clusters);
  for (let i = 0; i < labels.length; i++) shares[labels[i]] += pixels[i];
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
    labels: labelPixels(
      image.rgb,
      labels.map((label) => rank[label]),
    ),
    distinctColors: colors.length,
    silhouette,
    trials,
  };
}
