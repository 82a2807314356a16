// Node only: an HDF5 scan, read piece by piece.

import { stat } from "node:fs/promises";
import type { Dataset, File } from "h5wasm";
import { checkEnergyAxis, type EnergyAxis } from "../energy-axis.js";
import { GanxError } from "../errors.js";
import type { KMeansTrial } from "../k-means.js";
import type { Counts } from "../kernels/sample.js";
import { checkRegion, type Region } from "../region.js";
import type { Cube } from "../scan.js";
import type { Recipe, Truth } from "../truth.js";
import { readReason } from "./file-error.js";
import { hdf5, loadHdf5 } from "./hdf5-module.js";

/** A scan on disk. Close it when done. */
export class Hdf5Scan {
  readonly height: number;
  readonly width: number;
  readonly energyAxis: EnergyAxis;
  readonly recipe: Recipe;
  private readonly counts: Dataset;

  constructor(
    readonly path: string,
    private readonly file: File,
  ) {
    this.counts = this.dataset("img", 3);
    const [height, width, channels] = this.counts.shape as number[];
    this.height = height;
    this.width = width;
    if (this.counts.dtype !== "<H" && this.counts.dtype !== "<I") {
      throw this.invalid(
        `/img: expected unsigned 16- or 32-bit counts, found ${JSON.stringify(this.counts.dtype)}`,
      );
    }
    this.energyAxis = checkEnergyAxis({
      offsetKeV: this.number("offset_kev"),
      gainKeV: this.number("gain_kev"),
      channels,
    });
    this.recipe = this.readRecipe();
  }

  /** Counts of one pixel, `[channels]`. @throws GanxError `INVALID_ARGUMENT`, `INVALID_FILE` */
  spectrum(x: number, y: number): Counts {
    return this.region({ x, y, width: 1, height: 1 }).counts;
  }

  /** Counts of a rectangle. @throws GanxError `INVALID_ARGUMENT`, `INVALID_FILE` */
  region(region: Region): Cube {
    const { x, y, width, height } = checkRegion(region, this);
    const { channels } = this.energyAxis;
    const ranges: [number, number][] = [
      [y, y + height],
      [x, x + width],
      [0, channels],
    ];
    const counts = this.read(() => this.counts.slice(ranges)) as Counts;
    return { x, y, width, height, channels, energyAxis: this.energyAxis, counts };
  }

  /** gzip level of the counts; 0 where they are not compressed. */
  get compression(): number {
    const GZIP = 1;
    const filter = this.read(() => this.counts.filters).find(({ id }) => id === GZIP);
    return filter?.cd_values[0] ?? 0;
  }

  /** Everything in the file but the counts. @throws GanxError `INVALID_FILE` */
  truth(): Truth {
    const values = (name: string, rank: number): unknown => {
      const dataset = this.dataset(`truth/${name}`, rank);
      return this.read(() => dataset.value);
    };
    return {
      labels: values("labels", 2) as Uint8Array,
      palette: values("palette", 2) as Float64Array,
      abundances: values("abundances", 2) as Float64Array,
      expected: values("expected", 2) as Float64Array,
      pigments: values("pigments", 1) as string[],
      image: values("image", 3) as Uint8Array,
      trials: readTrials(values("trials", 2) as Float64Array),
      library: values("library", 0) as string,
      energyAxis: this.energyAxis,
      seed: this.recipe.seed,
      recipe: this.recipe,
    };
  }

  close(): void {
    this.file.close();
  }

  private invalid(problem: string): GanxError {
    return new GanxError("INVALID_FILE", `${this.path}: ${problem}`);
  }

  private read<T>(operate: () => T): T {
    return hdf5("INVALID_FILE", `cannot read ${this.path}`, operate);
  }

  private dataset(name: string, rank: number): Dataset {
    const found = this.read(() => (this.has(name) ? this.file.get(name) : null)) as Dataset | null;
    if (found === null || found.type !== "Dataset" || found.shape?.length !== rank) {
      const what =
        found === null ? "none" : found.shape ? `one of rank ${found.shape.length}` : `a ${found.type}`;
      throw this.invalid(
        `expected a dataset /${name} of rank ${rank}, found ${what}; was it written by ganx?`,
      );
    }
    return found;
  }

  private has(name: string): boolean {
    const [first, ...rest] = name.split("/");
    if (!this.file.keys().includes(first)) return false;
    if (rest.length === 0) return true;
    const group = this.file.get(first);
    return group !== null && "keys" in group && group.keys().includes(rest[0]);
  }

  private attribute(name: string): unknown {
    return this.read(() => (name in this.file.attrs ? this.file.attrs[name].value : undefined));
  }

  private number(name: string): number {
    const value = this.attribute(name);
    if (typeof value !== "number")
      throw this.invalid(`expected the attribute ${name} in keV, found ${value}`);
    return value;
  }

  private readRecipe(): Recipe {
    const text = this.attribute("recipe");
    let recipe: unknown;
    try {
      recipe = JSON.parse(String(text));
    } catch {
      throw this.invalid("expected the attribute recipe that ganx writes, found none that can be read");
    }
    const part = (name: string): unknown => (recipe as Record<string, unknown> | null)?.[name];
    for (const name of ["counts", "image", "library", "instrument"]) {
      if (typeof part(name) !== "object" || part(name) === null) {
        throw this.invalid(`expected a recipe with the object ${name}, found ${JSON.stringify(part(name))}`);
      }
    }
    return recipe as Recipe;
  }
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
  try {
    if ((await stat(path)).isDirectory()) throw Object.assign(new Error(), { code: "EISDIR" });
  } catch (cause) {
    throw new GanxError("IO", `cannot read ${path}: ${readReason(cause)}`, { cause });
  }
  const { File } = await loadHdf5();
  const file = hdf5("INVALID_FILE", `cannot read ${path} as HDF5`, () => new File(path, "r"));
  try {
    return new Hdf5Scan(path, file);
  } catch (cause) {
    file.close();
    throw cause;
  }
}
