// The truth of a scan as arrays with names and shapes and a few texts, for formats that hold such.
import type { EnergyAxis } from "../../energy-axis.js";
import type { HiddenTruth, Recipe, Truth } from "../../truth.js";
import { invalidFile } from "./cube-file.js";

type Values = Uint8Array | Float32Array | Float64Array;

/** One array of a truth. */
export interface TruthArray {
  /** Such as `labels`, or `hidden/labels`. */
  readonly name: string;
  readonly values: Values;
  readonly shape: readonly number[];
}

/** What of a truth is not an array of numbers, as plain JSON. */
export interface TruthTexts {
  readonly recipe: Recipe;
  /** Ids, in the order of the abundances. */
  readonly pigments: readonly string[];
  /** The library, complete. */
  readonly library: string;
}

export function truthTexts({ recipe, pigments, library }: Truth): TruthTexts {
  return { recipe, pigments, library };
}

/** The arrays of a truth; see the README for what each is. */
export function truthArrays(truth: Truth, height: number, width: number): TruthArray[] {
  const { hidden, photons, background, countRates, trials, energyAxis, pigments } = truth;
  const { channels } = energyAxis;
  const colors = truth.palette.length / 3;
  const rows = truth.expected.length / channels;
  const tried = trials.flatMap(({ clusters, silhouette, inertia }) => [clusters, silhouette, inertia]);
  const arrays: TruthArray[] = [
    { name: "labels", values: truth.labels, shape: [height, width] },
    { name: "palette", values: truth.palette, shape: [colors, 3] },
    { name: "abundances", values: truth.abundances, shape: [colors, pigments.length] },
    { name: "expected", values: truth.expected, shape: [rows, channels] },
    { name: "image", values: truth.image, shape: [height, width, 3] },
    { name: "trials", values: Float64Array.from(tried), shape: [trials.length, 3] },
  ];
  if (countRates) arrays.push({ name: "count_rates", values: countRates, shape: [rows] });
  if (photons) arrays.push({ name: "photons", values: photons, shape: [height, width] });
  if (background) arrays.push({ name: "background", values: background, shape: [channels] });
  return hidden ? [...arrays, ...hiddenArrays(hidden, height, width, pigments.length)] : arrays;
}

function hiddenArrays(hidden: HiddenTruth, height: number, width: number, pigments: number): TruthArray[] {
  const colors = hidden.palette.length / 3;
  return [
    { name: "hidden/labels", values: hidden.labels, shape: [height, width] },
    { name: "hidden/palette", values: hidden.palette, shape: [colors, 3] },
    { name: "hidden/abundances", values: hidden.abundances, shape: [colors, pigments] },
    { name: "hidden/image", values: hidden.image, shape: [height, width, 3] },
    { name: "hidden/stacks", values: hidden.stacks, shape: [hidden.stacks.length / 2, 2] },
    { name: "hidden/stack_labels", values: hidden.stackLabels, shape: [height, width] },
  ];
}

/** Names of arrays that not every truth has. */
export const OPTIONAL_ARRAYS = [
  "count_rates",
  "photons",
  "background",
  "hidden/labels",
  "hidden/palette",
  "hidden/abundances",
  "hidden/image",
  "hidden/stacks",
  "hidden/stack_labels",
];
/** Names of those that every truth has. */
export const TRUTH_ARRAYS = ["labels", "palette", "abundances", "expected", "image", "trials"];

/**
 * Puts a truth together again.
 *
 * @param arrays by name
 * @throws GanxError `INVALID_FILE` where one is missing
 */
export function truthOf(
  path: string,
  arrays: ReadonlyMap<string, ArrayLike<number>>,
  { recipe, pigments, library }: TruthTexts,
  energyAxis: EnergyAxis,
): Truth {
  const of = <T extends Values>(make: { from(values: ArrayLike<number>): T }, name: string): T => {
    const values = arrays.get(name);
    if (!values) throw invalidFile(path, `expected an array truth/${name}, found none`);
    return make.from(values);
  };
  const has = (name: string): boolean => arrays.has(name);
  const trials = of(Float64Array, "trials");
  return {
    labels: of(Uint8Array, "labels"),
    palette: of(Float64Array, "palette"),
    abundances: of(Float64Array, "abundances"),
    expected: of(Float64Array, "expected"),
    ...(has("count_rates") && { countRates: of(Float64Array, "count_rates") }),
    ...(has("hidden/labels") && {
      hidden: {
        labels: of(Uint8Array, "hidden/labels"),
        palette: of(Float64Array, "hidden/palette"),
        abundances: of(Float64Array, "hidden/abundances"),
        image: of(Uint8Array, "hidden/image"),
        stacks: of(Uint8Array, "hidden/stacks"),
        stackLabels: of(Uint8Array, "hidden/stack_labels"),
      },
    }),
    ...(has("photons") && { photons: of(Float32Array, "photons") }),
    ...(has("background") && { background: of(Float64Array, "background") }),
    pigments,
    image: of(Uint8Array, "image"),
    trials: Array.from({ length: trials.length / 3 }, (_, i) => {
      const [clusters, silhouette, inertia] = trials.subarray(3 * i);
      return { clusters, silhouette, inertia };
    }),
    library,
    energyAxis,
    seed: recipe.seed,
    recipe,
  };
}

/** Checks the texts of a truth; nothing where they are not of ganx. @throws GanxError `INVALID_FILE` */
export function checkTexts(path: string, texts: unknown): TruthTexts | undefined {
  const part = (owner: unknown, name: string): unknown =>
    typeof owner === "object" && owner !== null ? (owner as Record<string, unknown>)[name] : undefined;
  const recipe = part(texts, "recipe");
  if (recipe === undefined) return undefined;
  const isObject = (value: unknown): boolean => typeof value === "object" && value !== null;
  const parts = ["counts", "image", "library", "instrument"].filter((name) => !isObject(part(recipe, name)));
  const instrument = part(recipe, "instrument");
  parts.push(...["tube", "geometry", "detector", "axis"].filter((name) => !isObject(part(instrument, name))));
  const [pigments, library] = [part(texts, "pigments"), part(texts, "library")];
  if (!Array.isArray(pigments) || !pigments.every((id) => typeof id === "string")) parts.push("pigments");
  if (typeof library !== "string") parts.push("library");
  if (parts.length === 0) return texts as TruthTexts;
  throw invalidFile(path, `expected a recipe and truth that ganx writes, found none of ${parts.join(", ")}`);
}
