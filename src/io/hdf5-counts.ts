// Node only: the dataset of an HDF5 file that holds a cube of counts.
import type { Dataset } from "h5wasm";
import { MAX_CHANNELS } from "../energy-axis.js";
import { MAX_PIXELS } from "../image.js";
import { NUMBER_TYPES, type NumberType } from "../kernels/sums.js";
import type { Hdf5File } from "./hdf5-file.js";

/** A dataset `[height, width, channels]`. */
export interface Hdf5Counts {
  readonly dataset: Dataset;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly type: NumberType;
}

/** Chunks that were never written may make a cube this much larger than its file. */
const MOST_EMPTY_BYTES = 2 ** 30;
/** What gzip gains at most. */
const MOST_GAIN = 1032;

/** Finds a cube of counts and checks that it can be read. @throws GanxError `INVALID_FILE` */
export function findCounts(file: Hdf5File, name: string): Hdf5Counts {
  const dataset = findDataset(file, name);
  const [height, width, channels] = dataset.shape as number[];
  const type = numberType(dataset, file, name);
  const size = `${height} x ${width} x ${channels}`;
  if (!(height > 0 && width > 0 && channels > 0)) {
    throw file.invalid(`${name}: expected pixels and channels, found ${size}`);
  }
  if (channels > MAX_CHANNELS) {
    throw file.invalid(`${name}: expected 1 to ${MAX_CHANNELS} channels, found ${channels}`);
  }
  if (height * width > MAX_PIXELS) {
    throw file.invalid(`${name}: expected at most ${MAX_PIXELS} pixels, found ${height} x ${width}`);
  }
  // Of what lies in other files, which only datasets without chunks do, nothing is known.
  const bytes = height * width * channels * dataset.metadata.size;
  if (dataset.metadata.chunks && bytes > Math.max(MOST_EMPTY_BYTES, MOST_GAIN * file.bytes)) {
    throw file.invalid(`${name}: ${size} counts are more than its ${file.bytes} bytes can hold`);
  }
  checkFilters(dataset, file, name);
  return { dataset, height, width, channels, type };
}

function findDataset(file: Hdf5File, name: string): Dataset {
  const found = file.find(name);
  if (found !== undefined && found !== "group") {
    const rank = found.shape?.length ?? 0;
    if (rank === 3) return found;
    throw file.invalid(`${name}: expected a dataset [height, width, channels], found one of rank ${rank}`);
  }
  const { cubes, among } = file.read(() => file.cubes());
  const others = cubes.slice(0, 5).map(({ path, shape }) => `${path} [${shape.join(", ")}]`);
  const none = among === undefined ? "it has none" : `it has none among its first ${among} members`;
  const has = others.length > 0 ? `it has ${others.join(", ")}; name one with --dataset` : none;
  throw file.invalid(
    `expected a dataset ${name} [height, width, channels], found ${found === "group" ? "a group" : "none"}; ${has}`,
  );
}

/** HDF5's classes of types, in the order of their codes. */
const CLASSES = [
  "integers",
  "floats",
  "times",
  "text",
  "bit fields",
  "opaque values",
  "compound values",
  "references",
  "enumerated values",
  "lists",
  "arrays",
];
const LETTERS = ["i", "f"];

function numberType({ metadata }: Dataset, file: Hdf5File, name: string): NumberType {
  const { type, size, signed } = metadata;
  const letter = type === 0 && !signed ? "u" : LETTERS[type];
  const known = NUMBER_TYPES.find((one) => one === `${letter}${8 * size}`);
  if (known) return known;
  const found = `${CLASSES[type] ?? "values"} of ${8 * size} bits`;
  throw file.invalid(
    `${name}: expected integers of 8 to 64 bits or floats of 32 or 64, found ${metadata.vlen ? "text" : found}`,
  );
}

/** Deflate, shuffle, Fletcher-32, n-bit, scale-offset. */
const FILTERS = [1, 2, 3, 5, 6];
const FILTER_NAMES: Readonly<Record<number, string>> = {
  4: "szip",
  307: "bzip2",
  32000: "lzf",
  32001: "blosc",
  32004: "lz4",
  32008: "bitshuffle",
  32013: "zfp",
  32015: "zstd",
  32026: "blosc2",
};

function checkFilters(dataset: Dataset, file: Hdf5File, name: string): void {
  const unknown = file.read(() => dataset.filters).find(({ id }) => !FILTERS.includes(id));
  if (!unknown) return;
  const filter = FILTER_NAMES[unknown.id] ?? `filter ${unknown.id}`;
  throw file.invalid(`${name}: it is compressed with ${filter}, which is not supported; save it with gzip`);
}
