// What is known of a scan and of no real one.
import type { HiddenTruth, Truth } from "../../truth.js";
import { dataset, fixedText, group, type Hdf5Dataset, type Hdf5Group, picture } from "../hdf5-format/tree.js";

type Size = readonly [height: number, width: number];

/** Rows of as many numbers each. */
function table(values: Float64Array | Uint8Array, rows: number): Hdf5Dataset {
  return dataset(values, {}, [rows, values.length / Math.max(1, rows)]);
}

function hiddenGroup(hidden: HiddenTruth, size: Size): Hdf5Group {
  const { palette, abundances, stacks } = hidden;
  const colors = palette.length / 3;
  return group(
    {},
    {
      labels: picture(hidden.labels, size),
      stack_labels: picture(hidden.stackLabels, size),
      image: colorPicture(hidden.image, size),
      image16: hidden.image16 && picture(hidden.image16, [...size, 3]),
      palette: table(palette, colors),
      abundances: table(abundances, colors),
      stacks: table(stacks, stacks.length / 2),
    },
  );
}

/** What tells that a dataset is a picture. Source: HDF5 Image and Palette Specification 1.2, The HDF Group. */
const IMAGE_CLASS = {
  CLASS: fixedText("IMAGE"),
  IMAGE_VERSION: fixedText("1.2"),
  IMAGE_SUBCLASS: fixedText("IMAGE_TRUECOLOR"),
  INTERLACE_MODE: fixedText("INTERLACE_PIXEL"),
};

/** A picture `[height, width, 3]` that programs show in its colours: silx by its interpretation, h5web by its class. */
export function colorPicture(rgb: Uint8Array, size: Size): Hdf5Dataset {
  return picture(rgb, [...size, 3], { interpretation: "rgba-image", ...IMAGE_CLASS });
}

/** The group `/truth`. @param image the picture, which other groups link to as well */
export function truthGroup(truth: Truth, size: Size, image: Hdf5Dataset): Hdf5Group {
  const colors = truth.palette.length / 3;
  const rows = truth.expected.length / truth.energyAxis.channels;
  const trials = truth.trials.flatMap(({ clusters, silhouette, inertia }) => [clusters, silhouette, inertia]);
  return group(
    {},
    {
      labels: picture(truth.labels, size),
      palette: table(truth.palette, colors),
      expected: table(truth.expected, rows),
      abundances: table(truth.abundances, colors),
      pigments: dataset(truth.pigments),
      image,
      image16: truth.image16 && picture(truth.image16, [...size, 3]),
      library: dataset(truth.library),
      count_rates: truth.countRates && dataset(truth.countRates),
      hidden: truth.hidden && hiddenGroup(truth.hidden, size),
      photons: truth.photons && picture(truth.photons, size),
      background: truth.background && dataset(truth.background),
      trials: dataset(Float64Array.from(trials), {}, [truth.trials.length, 3]),
    },
  );
}
