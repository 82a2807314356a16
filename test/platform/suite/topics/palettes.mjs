// What a picture becomes before any count is drawn: labels, palette, mixtures, expected spectra.
import { fewPigments } from "../library.mjs";
import { drawPainting } from "../painting.mjs";

const painting = drawPainting(96, 64);
const OPTIONS = { seed: 7, clusters: 6, delta: 1, threshold: 0.85 };

/** Everything of a scan's truth that the options decide. */
export function truthOf({ palette, hiddenPalette, truth }) {
  const { labels, abundances, expected, countRates, trials, hidden, recipe, library } = truth;
  return {
    palette,
    hiddenPalette,
    labels,
    colours: truth.palette,
    abundances,
    expected,
    countRates,
    trials,
    hidden,
    library,
    image: recipe.image,
  };
}

export async function* palettes(ganx) {
  yield ["painting", painting.rgb];
  for (const clusterSpace of ["rgb", "lab"]) {
    for (const kmeans of ["mini-batch", "full"]) {
      const scan = await ganx.createScan(painting, { ...OPTIONS, clusterSpace, kmeans });
      yield [`palette ${clusterSpace} ${kmeans}`, truthOf(scan)];
    }
  }
  for (const metric of ["deltaE2000", "deltaE94", "deltaE76", "cosine"]) {
    const scan = await ganx.createScan(painting, { ...OPTIONS, metric, threshold: 0.6 });
    yield [`mixtures ${metric}`, truthOf(scan)];
  }
  const library = await fewPigments(ganx);
  for (const name of ["m6-jetstream", "xglab", "ag-fresco"]) {
    const instrument = ganx.instrumentByName(name);
    const scan = await ganx.createScan(painting, { ...OPTIONS, instrument, library, threshold: 0.7 });
    yield [`instrument ${name}`, truthOf(scan)];
  }
}

export async function* clusters(ganx) {
  const points = Float64Array.from(painting.rgb.subarray(0, 3 * 2000), (value) => value / 256);
  for (const method of ["mini-batch", "full"]) {
    const result = ganx.kMeans(points, { clusters: 5, method, seed: 3, restarts: 3 });
    yield [`k-means ${method}`, { ...result, silhouette: ganx.silhouetteScore(points, result.labels) }];
  }
  const found = ganx.iterativeKMeans(points, { clusters: 5, delta: 2, patience: 2, silhouetteSample: 300 });
  yield ["k-means iterative", found];
}
