// One file for all: the counts once, and links to them wherever a program looks.

import { type EnergyAxis, quantityOf, unitOf } from "../../energy-axis.js";
import { VERSION } from "../../version.js";
import {
  chunkedDataset,
  group,
  type Hdf5Attributes,
  type Hdf5Dataset,
  type Hdf5Group,
} from "../hdf5-format/tree.js";
import type { CountStorage, CubeDescription } from "./description.js";
import { HYPERSPY_FORMAT, hyperSpyExperiments } from "./hyperspy.js";
import { nexusEntry } from "./nexus.js";
import { pyXrfMap } from "./pyxrf.js";

/** The dataset of counts, whose chunks come later. */
export function countsDataset(
  shape: readonly [height: number, width: number, channels: number],
  { type, chunks }: CountStorage,
): Hdf5Dataset {
  // Else some programs load the whole cube to draw it as images.
  return chunkedDataset(type, shape, chunks, { interpretation: "spectrum", long_name: "counts" });
}

/** An axis as attributes: `offset_kev` and `gain_kev`, or of another quantity with its name and unit. */
function axisAttributes(axis: EnergyAxis): Hdf5Attributes {
  const { offsetKeV, gainKeV } = axis;
  if (quantityOf(axis) === "energy") return { offset_kev: offsetKeV, gain_kev: gainKeV };
  return {
    axis_offset: offsetKeV,
    axis_gain: gainKeV,
    axis_quantity: quantityOf(axis),
    axis_units: unitOf(axis),
  };
}

/** The root of a file. @param own further attributes and members of the root */
export function cubeFile(
  cube: CubeDescription,
  own: { readonly attributes?: Hdf5Attributes; readonly truth?: Hdf5Group } = {},
): Hdf5Group {
  const isEnergy = quantityOf(cube.energyAxis) === "energy";
  return group(
    {
      NX_class: "NXroot",
      default: "entry",
      creator: `ganx ${VERSION}`,
      ...HYPERSPY_FORMAT,
      ...axisAttributes(cube.energyAxis),
      ...(cube.pixelSizeUm !== undefined && { pixel_size_um: cube.pixelSizeUm }),
      ...own.attributes,
    },
    {
      img: cube.counts,
      truth: own.truth,
      entry: nexusEntry(cube),
      Experiments: hyperSpyExperiments(cube),
      // What PyXRF reads is X-ray fluorescence.
      xrfmap: isEnergy ? pyXrfMap(cube) : undefined,
    },
  );
}
