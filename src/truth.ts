import type { BackgroundRecipe } from "./background.js";
import type { ColorMetric } from "./color.js";
import type { CountRecipe } from "./count-model.js";
import type { EnergyAxis } from "./energy-axis.js";
import type { Instrument } from "./instrument.js";
import type { KMeansMethod, KMeansTrial } from "./k-means.js";
import type { PaintRecipe } from "./paint-plan.js";
import type { ClusterSpace } from "./palette.js";

/** Everything that decides a scan, as plain JSON: with the picture and the library it makes the scan again. */
export interface Recipe extends PaintRecipe {
  /** Version of ganx that made it. */
  readonly ganx: string;
  /** Version of the sampler; another one gives other counts. */
  readonly sampler: number;
  readonly seed: number;
  readonly counts: CountRecipe;
  /** What is added to every pixel, where anything is. */
  readonly background?: BackgroundRecipe;
  readonly image: {
    readonly width: number;
    readonly height: number;
    /**
     * SHA-256 of the text `<width>x<height>:` followed by the decoded sRGB pixels or, where the picture has 16 bits, of
     * `<width>x<height>x16:` followed by those, the low byte first.
     */
    readonly sha256: string;
    /** The sRGB colour that transparency was composited on, where the picture had any. */
    readonly alphaBackground?: readonly [number, number, number];
  };
  readonly library: {
    readonly name: string;
    /** SHA-256 of the library's canonical JSON. */
    readonly sha256: string;
  };
  /** Width and height of a pixel on the object, um, where it is known; the counts do not depend on it. */
  readonly pixelSizeUm?: number;
  readonly clusters: number;
  readonly delta: number;
  /** Null: the whole range of k is tried. */
  readonly patience: number | null;
  readonly kmeans: KMeansMethod;
  readonly clusterSpace: ClusterSpace;
  readonly silhouetteSample: number;
  readonly metric: ColorMetric;
  readonly threshold: number;
  readonly instrument: Instrument;
}

/** What is known of a hidden picture, and of which colours lie over which. */
export interface HiddenTruth {
  /** Hidden colour of each pixel, `[height, width]`. */
  readonly labels: Uint8Array;
  /** Hidden colours, sRGB 0..255, `[hidden colors, 3]`, the most frequent first. */
  readonly palette: Float64Array;
  /** Fraction of each pigment in each hidden colour, `[hidden colors, pigments]`; rows sum to 1. */
  readonly abundances: Float64Array;
  /** The hidden picture at the picture's size, sRGB 0..255, `[height, width, 3]`. */
  readonly image: Uint8Array;
  /** The same at 16 bits, 0..65535, where it has more than 8. */
  readonly image16?: Uint16Array;
  /** Visible and hidden colour of each row of the truth's `expected`, `[stacks, 2]`. */
  readonly stacks: Uint8Array;
  /** Row of the truth's `expected` of each pixel, `[height, width]`. */
  readonly stackLabels: Uint8Array;
}

/** What is known of a scan and of no real one. */
export interface Truth {
  /** Palette colour of each pixel, `[height, width]`. */
  readonly labels: Uint8Array;
  /** Palette colours, sRGB 0..255, `[colors, 3]`, the most frequent first. */
  readonly palette: Float64Array;
  /** Fraction of each pigment in each palette colour, `[colors, pigments]`, by photons or in paint by mass; rows sum to 1. */
  readonly abundances: Float64Array;
  /**
   * Expected spectrum of each palette colour, `[colors, channels]`, or over a hidden picture of each stack,
   * `[stacks, channels]`; rows sum to 1.
   */
  readonly expected: Float64Array;
  /** Counts a second that the instrument records of each row of `expected`, `[rows]`; where no spectrum was measured. */
  readonly countRates?: Float64Array;
  /** What lies under the picture, where a hidden picture was given. */
  readonly hidden?: HiddenTruth;
  /** Photons of each pixel, or their Poisson mean, `[height, width]`, where they differ. */
  readonly photons?: Float32Array;
  /** Distribution of the background that is added to every pixel, `[channels]`, sums to 1; where there is one. */
  readonly background?: Float64Array;
  /** Ids of the library's pigments, `[pigments]`. */
  readonly pigments: readonly string[];
  /** The registered colour picture, sRGB 0..255, `[height, width, 3]`. */
  readonly image: Uint8Array;
  /** The same at 16 bits, 0..65535, where it has more than 8: what its colours were found among. */
  readonly image16?: Uint16Array;
  /** The numbers of colours that were tried. */
  readonly trials: readonly KMeansTrial[];
  /** The library, as canonical JSON that holds every spectrum or composition. */
  readonly library: string;
  readonly energyAxis: EnergyAxis;
  readonly seed: number;
  readonly recipe: Recipe;
}
