// From a picture to its scan: palette, mixtures, expected spectra.

import { type Background, checkBackground } from "./background.js";
import { checkChoice, checkInteger, checkNumber } from "./check.js";
import { COLOR_METRICS, type Color, hexOf } from "./color.js";
import {
  type CountModel,
  type CountRecipe,
  checkCounts,
  type MappedCounts,
  photonsOfMap,
} from "./count-model.js";
import { checkRatesAreKnown, dwellPhotons } from "./dwell-photons.js";
import { requireEnergy } from "./energy-axis.js";
import { throwIfAborted } from "./errors.js";
import { hashImage, sha256 } from "./hash.js";
import { checkImage, type RgbImage, takePixels } from "./image.js";
import { checkInstrument, DEFAULT_INSTRUMENT, type Instrument } from "./instrument.js";
import { K_MEANS_METHODS, MAX_CLUSTERS, MAX_SEED, MAX_SILHOUETTE_SAMPLE } from "./k-means.js";
import { type Library, libraryToJson, parseInlineLibrary } from "./library.js";
import { LibrarySpectra } from "./library-spectra.js";
import { relativeLuminance } from "./luminance.js";
import { explainColors, type MixtureOptions } from "./mixture.js";
import { type PaintOptions, type PaintRecipe, planPaint } from "./paint-plan.js";
import type { Explained } from "./painted-colors.js";
import { CLUSTER_SPACES, findPalette, type Palette, type PaletteOptions } from "./palette.js";
import { Turns } from "./pause.js";
import { checkPixelSize } from "./pixel-size.js";
import { type MixtureComponent, type PaletteColor, Scan } from "./scan.js";
import type { Recipe } from "./truth.js";
import { SAMPLER_VERSION, VERSION } from "./version.js";
import type { WorkerPool } from "./workers/pool.js";

/** How far the work has come. */
export interface Progress {
  readonly stage: "palette" | "spectra";
  readonly done: number;
  readonly of: number;
}

export interface ScanOptions extends PaintOptions {
  /** Decides every random choice: clustering and counts, 0..2^53 - 1; default 0. */
  readonly seed?: number;
  /** Photons of the pixels: a number, exactly so many in each, 1..1 000 000; or another model. Default 400. */
  readonly counts?: number | CountModel;
  /** What is added to the counts of every pixel; default nothing. */
  readonly background?: Background;
  /** Middle of the range of k that is tried, default 10. */
  readonly clusters?: number;
  /** Half the width of that range, default 3. */
  readonly delta?: number;
  /** Stop after this many k in a row without a better silhouette; default: try them all. */
  readonly patience?: number;
  /** Default `mini-batch`. */
  readonly kmeans?: PaletteOptions["method"];
  /** Colour space of the clustering, default `rgb`. */
  readonly clusterSpace?: PaletteOptions["clusterSpace"];
  /** Pixels drawn for the silhouette, default 1024. */
  readonly silhouetteSample?: number;
  /** Default `deltaE2000`. */
  readonly metric?: MixtureOptions["metric"];
  /** Least similarity of a pigment that takes part, 0..1, default 0.6. */
  readonly threshold?: number;
  /** Default: the embedded library. */
  readonly library?: Library;
  /** Decides the energy axis and the spectra of pigments given by composition. */
  readonly instrument?: Instrument;
  /** Width and height of a pixel on the object, um, 0.001..1e9; default not known. */
  readonly pixelSizeUm?: number;
  /**
   * Threads, see `startPool`, that work out pigments given by composition while the palette is found, in Node; default:
   * none.
   */
  readonly pool?: WorkerPool;
  /** Stops the work; the promise then rejects with `ABORTED`. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

type Checked = Omit<
  Recipe,
  "ganx" | "sampler" | "image" | "library" | "background" | "pixelSizeUm" | keyof PaintRecipe
>;

function checkOptions(options: ScanOptions): Checked {
  const { patience } = options;
  return {
    seed: checkInteger("seed", options.seed ?? 0, 0, MAX_SEED),
    counts: checkCounts(options.counts ?? 400),
    clusters: checkInteger("clusters", options.clusters ?? 10, 1, MAX_CLUSTERS),
    delta: checkInteger("delta", options.delta ?? 3, 0, MAX_CLUSTERS),
    patience: patience === undefined ? null : checkInteger("patience", patience, 1, 1000),
    kmeans: checkChoice("kmeans", options.kmeans ?? "mini-batch", K_MEANS_METHODS),
    clusterSpace: checkChoice("cluster space", options.clusterSpace ?? "rgb", CLUSTER_SPACES),
    silhouetteSample: checkInteger(
      "silhouette sample",
      options.silhouetteSample ?? 1024,
      2,
      MAX_SILHOUETTE_SAMPLE,
    ),
    metric: checkChoice("metric", options.metric ?? "deltaE2000", COLOR_METRICS),
    threshold: checkNumber("threshold", options.threshold ?? 0.6, 0, 1),
    instrument: checkInstrument(options.instrument ?? DEFAULT_INSTRUMENT),
  };
}

async function choosePalette(image: RgbImage, checked: Checked, options: ScanOptions): Promise<Palette> {
  const { kmeans: method, patience, ...rest } = checked;
  const wanted = { ...rest, method, patience: patience ?? undefined };
  const search = image.rgb16
    ? (await import("./deep-palette.js")).findDeepPalette(image.rgb16, wanted)
    : findPalette(image, wanted);
  options.onProgress?.({ stage: "palette", done: 0, of: 2 * checked.delta + 1 });
  const turns = new Turns();
  for (;;) {
    throwIfAborted(options.signal);
    const step = search.next();
    if (step.done) return step.value;
    options.onProgress?.({ stage: "palette", done: step.value.done, of: step.value.of });
    await turns.next();
  }
}

/** The library that is meant where none is given; loaded only then. */
async function ownLibrary(): Promise<Library> {
  return (await import("./embedded-library.js")).embeddedLibrary();
}

/** Photons of each pixel, where they differ by the picture or a map. */
function photonsOf(
  recipe: CountRecipe,
  counts: ScanOptions["counts"],
  image: RgbImage,
): Float32Array | undefined {
  if (recipe.model === "map") {
    return photonsOfMap((counts as MappedCounts).map, image, recipe.poisson);
  }
  if (recipe.model !== "luminosity") return undefined;
  const { dark, light, poisson } = recipe;
  return relativeLuminance(image.rgb).map((luminance) => {
    const photons = dark + (light - dark) * luminance;
    return poisson ? photons : Math.round(photons);
  });
}

function describePalette({ palette, mixtures }: Explained, library: Library): PaletteColor[] {
  const { pigments } = library;
  const total = palette.labels.length;
  return Array.from(palette.pixels, (pixels, k) => {
    const rgb = Array.from(palette.colors.subarray(k * 3, k * 3 + 3)) as unknown as Color;
    const mixture: MixtureComponent[] = pigments
      .map(({ id, name }, p) => ({
        id,
        name,
        abundance: mixtures.abundances[k * pigments.length + p],
        similarity: mixtures.similarities[k * pigments.length + p],
      }))
      .filter(({ abundance }) => abundance > 0)
      .sort((a, b) => b.abundance - a.abundance);
    return { rgb, hex: hexOf(rgb), pixels, share: pixels / total, mixture };
  });
}

/** What a scan is made with besides its picture. */
interface Materials {
  /** The library as the truth keeps it, and as it is read from there. */
  readonly libraryJson: string;
  readonly library: Library;
  readonly spectra: LibrarySpectra;
}

async function takeMaterials(options: ScanOptions, instrument: Instrument): Promise<Materials> {
  const libraryJson = libraryToJson(options.library ?? (await ownLibrary()));
  const library = await parseInlineLibrary(libraryJson);
  const { mixing = "spectra", pool, signal, onProgress } = options;
  const threads = mixing === "spectra" ? pool : undefined;
  const spectra = new LibrarySpectra(library, instrument, { pool: threads, signal, onProgress });
  return { libraryJson, library, spectra };
}

/**
 * Makes the scan of a picture.
 *
 * @param image sRGB of 8 bits and, where its colours are to be found among 16, of those, `[height, width, 3]`; or a
 *   promise of it: a pool then begins before the picture is read
 * @returns a scan; no counts are drawn yet
 * @throws GanxError `INVALID_IMAGE`, `INVALID_ARGUMENT`, `INVALID_LIBRARY`, `ABORTED`; what the promise of an image throws
 *
 * Source: Bombini 2023, arXiv:2304.14078, Algorithms 1 and 2.
 */
export async function createScan(
  image: RgbImage | Promise<RgbImage>,
  options: ScanOptions = {},
): Promise<Scan> {
  // Nobody waits for it where something else is wrong.
  if (image instanceof Promise) image.catch(() => {});
  const checked = checkOptions(options);
  const materials = takeMaterials(options, checked.instrument);
  // That they fail is told where they are needed.
  const taken = materials.catch(() => undefined);
  try {
    return await scanOf(image instanceof Promise ? await image : image, materials, checked, options);
  } finally {
    (await taken)?.spectra.giveUp();
  }
}

async function scanOf(
  image: RgbImage,
  materials: Promise<Materials>,
  checked: Checked,
  options: ScanOptions,
): Promise<Scan> {
  const { instrument } = checked;
  const pixelSizeUm = options.pixelSizeUm === undefined ? undefined : checkPixelSize(options.pixelSizeUm);
  const { width, height, alphaBackground } = checkImage(image);
  // A scan must not change with what it was made from.
  const picture: RgbImage = { width, height, ...takePixels(image) };
  const given = photonsOf(checked.counts, options.counts, picture);
  const background = options.background && checkBackground(options.background, instrument.axis);
  const paint = await planPaint(options, { width, height });
  const { libraryJson, library, spectra: mixed } = await materials;
  const mixesSpectra = paint.recipe.mixing === "spectra";
  if (!mixesSpectra) requireEnergy("mixing paint", instrument.axis);
  if (checked.counts.model === "dwell" && mixesSpectra) checkRatesAreKnown(library);
  const pigmentColors = Float64Array.from(library.pigments.flatMap(({ srgb }) => [...srgb]));
  const explain = async (seenOrHidden: RgbImage): Promise<Explained> => {
    const palette = await choosePalette(seenOrHidden, checked, options);
    return { palette, mixtures: explainColors(palette.colors, pigmentColors, checked) };
  };
  const seen = await explain(picture);
  const under = paint.hidden && (await explain(paint.hidden));
  const { abundances } = seen.mixtures;
  mixed.want(abundances);
  // Threads are at work on the spectra meanwhile.
  const pictureSha256 = hashImage(picture);
  const spectra = mixesSpectra
    ? await mixed.weighted()
    : await (await import("./painted-colors.js")).paintedSpectra(
        { plan: paint, seen, under, library },
        instrument,
        options,
      );
  const { countRates, ...others } = spectra;
  const rows = spectra.hidden?.stackLabels ?? seen.palette.labels;
  const photons =
    checked.counts.model === "dwell" ? dwellPhotons(checked.counts.dwellSeconds, countRates, rows) : given;
  const recipe: Recipe = {
    ganx: VERSION,
    sampler: SAMPLER_VERSION,
    ...checked,
    ...paint.recipe,
    ...(background && { background: background.recipe }),
    image: { width, height, sha256: pictureSha256, alphaBackground },
    library: { name: library.name, sha256: sha256(libraryJson) },
    ...(pixelSizeUm !== undefined && { pixelSizeUm }),
  };
  return new Scan({
    width,
    height,
    palette: describePalette(seen, library),
    ...(under && { hiddenPalette: describePalette(under, library) }),
    truth: {
      labels: seen.palette.labels,
      palette: seen.palette.colors,
      abundances,
      ...others,
      // A measured spectrum does not tell them.
      ...(countRates.every(Number.isFinite) && { countRates }),
      ...(photons && { photons }),
      ...(background && { background: background.distribution }),
      pigments: library.pigments.map(({ id }) => id),
      trials: seen.palette.trials,
      image: picture.rgb,
      ...(picture.rgb16 && { image16: picture.rgb16 }),
      library: libraryJson,
      energyAxis: instrument.axis,
      seed: checked.seed,
      recipe,
    },
  });
}
