// Node only: a scan that ganx wrote, read piece by piece.

import type { KMeansTrial } from "../k-means.js";
import type { HiddenTruth, Recipe, Truth } from "../truth.js";
import { findCounts } from "./hdf5-counts.js";
import { Hdf5Cube } from "./hdf5-cube.js";
import { type Hdf5File, openHdf5 } from "./hdf5-file.js";

/** A scan on disk. Close it when done. */
export class Hdf5Scan extends Hdf5Cube {
  readonly recipe: Recipe;

  constructor(file: Hdf5File) {
    super(checkScan(file));
    this.recipe = readRecipe(file);
  }

  /** Everything in the file but the counts. @throws GanxError `INVALID_FILE` */
  truth(): Truth {
    const values = (name: string, rank: number): unknown => {
      const dataset = this.file.dataset(`/truth/${name}`, rank);
      return this.file.read(() => dataset.value);
    };
    const optional = (name: string, rank: number): unknown =>
      this.file.find(`/truth/${name}`) === undefined ? undefined : values(name, rank);
    const photons = optional("photons", 2) as Float32Array | undefined;
    const background = optional("background", 1) as Float64Array | undefined;
    const countRates = optional("count_rates", 1) as Float64Array | undefined;
    const image16 = optional("image16", 3) as Uint16Array | undefined;
    const hidden16 = optional("hidden/image16", 3) as Uint16Array | undefined;
    const hiddenLabels = optional("hidden/labels", 2) as Uint8Array | undefined;
    const hidden: HiddenTruth | undefined = hiddenLabels && {
      labels: hiddenLabels,
      palette: values("hidden/palette", 2) as Float64Array,
      abundances: values("hidden/abundances", 2) as Float64Array,
      image: values("hidden/image", 3) as Uint8Array,
      ...(hidden16 && { image16: hidden16 }),
      stacks: values("hidden/stacks", 2) as Uint8Array,
      stackLabels: values("hidden/stack_labels", 2) as Uint8Array,
    };
    return {
      labels: values("labels", 2) as Uint8Array,
      palette: values("palette", 2) as Float64Array,
      abundances: values("abundances", 2) as Float64Array,
      expected: values("expected", 2) as Float64Array,
      ...(countRates && { countRates }),
      ...(hidden && { hidden }),
      ...(photons && { photons }),
      ...(background && { background }),
      pigments: values("pigments", 1) as string[],
      image: values("image", 3) as Uint8Array,
      ...(image16 && { image16 }),
      trials: readTrials(values("trials", 2) as Float64Array),
      library: values("library", 0) as string,
      energyAxis: this.energyAxis,
      seed: this.recipe.seed,
      recipe: this.recipe,
    };
  }
}

/** What only a cube of another program lacks. */
function checkScan(file: Hdf5File): Hdf5File {
  const { type } = findCounts(file, "/img");
  if (type !== "u16" && type !== "u32") {
    throw file.invalid(`/img: expected unsigned 16- or 32-bit counts, found ${type}`);
  }
  const isEnergy = file.attribute("axis_quantity") === undefined;
  for (const name of isEnergy ? ["offset_kev", "gain_kev"] : ["axis_offset", "axis_gain"]) {
    const found = file.attribute(name);
    if (found === undefined) {
      throw file.invalid(`expected the attribute ${name} that ganx writes, found none`);
    }
  }
  return file;
}

function readRecipe(file: Hdf5File): Recipe {
  const text = file.attribute("recipe");
  let recipe: unknown;
  try {
    recipe = JSON.parse(String(text));
  } catch {
    throw file.invalid("expected the attribute recipe that ganx writes, found none that can be read");
  }
  const part = (name: string): unknown => (recipe as Record<string, unknown> | null)?.[name];
  for (const name of ["counts", "image", "library", "instrument"]) {
    if (typeof part(name) !== "object" || part(name) === null) {
      throw file.invalid(`expected a recipe with the object ${name}, found ${JSON.stringify(part(name))}`);
    }
  }
  const { instrument } = recipe as Recipe;
  for (const name of ["tube", "geometry", "detector", "axis"] as const) {
    if (typeof instrument[name] !== "object" || instrument[name] === null) {
      throw file.invalid(
        `expected an instrument with the object ${name}, found ${JSON.stringify(instrument[name])}`,
      );
    }
  }
  return recipe as Recipe;
}

function readTrials(values: Float64Array): KMeansTrial[] {
  return Array.from({ length: values.length / 3 }, (_, i) => {
    const [clusters, silhouette, inertia] = values.subarray(3 * i);
    return { clusters, silhouette, inertia };
  });
}

/**
 * Opens a file that {@link writeHdf5} made.
 *
 * @throws GanxError `IO` where it cannot be opened, `INVALID_FILE` where it is not such a file
 */
export async function readHdf5(path: string): Promise<Hdf5Scan> {
  const file = await openHdf5(path);
  try {
    return new Hdf5Scan(file);
  } catch (cause) {
    file.close();
    throw cause;
  }
}
