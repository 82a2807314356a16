// A cube as the files of a Zarr store, in any runtime.
import { channelEnergies } from "../../energy-axis.js";
import { type CompressedTile, compressBlock } from "../../kernels/deflate.js";
import { bytesOfType, type NumberType } from "../../kernels/sums.js";
import type { Region } from "../../region.js";
import { VERSION } from "../../version.js";
import { type TruthArray, truthArrays, truthTexts } from "../cube/truth-parts.js";
import { type CubeToWrite, requireEnergies } from "../write/cube-to-write.js";
import { bloscFrame } from "./blosc-frame.js";
import { arrayMetadata, groupMetadata, rootMetadata, type ZarrArrayInfo } from "./zarr-metadata.js";

/** A file of a store. */
export interface ZarrEntry {
  /** Such as `counts/c/0/0/0`. */
  readonly key: string;
  readonly bytes: Uint8Array;
}

type Shape3 = readonly [number, number, number];

/** Of counts: larger than those of HDF5, because each is a file, and small enough to be fetched for a look. */
const CHUNK: Shape3 = [32, 64, 256];
/** Of pictures and tables. */
const PICTURE_CHUNK = 1024;
/** A row of chunks with all channels is drawn and compressed at once. */
const MOST_TILE_BYTES = 2 ** 25;
/** Several of them up to this. */
const TILE_BYTES = 2 ** 22;

/** Chunks of counts of a cube. */
export function zarrChunks([height, width, channels]: Shape3, type: NumberType): Shape3 {
  let rows = Math.min(CHUNK[0], height);
  let columns = Math.min(CHUNK[1], width);
  const bytes = (): number => rows * columns * channels * bytesOfType(type);
  while (rows > 1 && bytes() > MOST_TILE_BYTES) rows = Math.ceil(rows / 2);
  while (columns > 1 && bytes() > MOST_TILE_BYTES) columns = Math.ceil(columns / 2);
  return [rows, columns, Math.min(CHUNK[2], channels)];
}

const json = (key: string, value: object): ZarrEntry => ({
  key,
  bytes: new TextEncoder().encode(`${JSON.stringify(value, undefined, 2)}\n`),
});

/**
 * The files of a store: the array `counts` `[y, x, energy]`, the energies `energy`, where the size of a pixel is known
 * positions `y` and `x`, and the group `truth` with arrays and texts. The root's metadata come last, so that a store that is not complete cannot be opened.
 */
export async function* zarrEntries(cube: CubeToWrite): AsyncGenerator<ZarrEntry> {
  requireEnergies(cube, "zarr");
  const { width, height, energyAxis, isCalibrated, pixelSizeUm, type } = cube;
  const { offsetKeV, gainKeV, channels } = energyAxis;
  const members = new Map<string, object>();
  const add = (name: string, metadata: object): ZarrEntry => {
    members.set(name, metadata);
    return json(`${name}/zarr.json`, metadata);
  };
  const shape = [height, width, channels] as const;
  const chunks = zarrChunks(shape, type);
  const counts = {
    shape,
    chunks,
    type,
    dimensions: ["y", "x", "energy"],
    attributes: {
      long_name: "counts",
      units: "1",
      ...(isCalibrated && { offset_kev: offsetKeV, gain_kev: gainKeV, energy_units: "keV" }),
      ...(pixelSizeUm !== undefined && { pixel_size_um: pixelSizeUm }),
    },
  };
  yield add("counts", arrayMetadata(counts));
  yield* countChunks(cube, chunks);
  const coordinates = [
    ...(isCalibrated ? [{ name: "energy", values: channelEnergies(energyAxis), units: "keV" }] : []),
    ...(pixelSizeUm === undefined ? [] : positions(pixelSizeUm, width, height)),
  ];
  for (const { name, values, units } of coordinates) {
    const size = [values.length];
    const attributes = { long_name: name, units };
    const info = { shape: size, chunks: size, type: "f64" as const, dimensions: [name], attributes };
    yield add(name, arrayMetadata(info));
    yield* smallChunks(name, info, values);
  }
  const truth = await cube.truth();
  if (truth) {
    yield add("truth", groupMetadata(truthTexts(truth)));
    const arrays = truthArrays(truth, height, width);
    if (truth.hidden) yield add("truth/hidden", groupMetadata());
    for (const array of arrays) {
      const info = infoOf(array, truth.hidden !== undefined);
      yield add(`truth/${array.name}`, arrayMetadata(info));
      yield* smallChunks(`truth/${array.name}`, info, array.values);
    }
  }
  yield json("zarr.json", rootMetadata({ creator: `ganx ${VERSION}` }, members));
}

/** Middles of rows and columns, mm: coordinates by which xarray selects. */
function positions(pixelSizeUm: number, width: number, height: number) {
  const along = (count: number): Float64Array =>
    Float64Array.from({ length: count }, (_, i) => (i * pixelSizeUm) / 1000);
  return [
    { name: "y", values: along(height), units: "mm" },
    { name: "x", values: along(width), units: "mm" },
  ];
}

/** Tiles of whole chunks, row by row. */
function* tilesOf(
  { width, height, energyAxis, type }: CubeToWrite,
  [rows, columns]: Shape3,
): Generator<Region> {
  const bytes = rows * columns * energyAxis.channels * bytesOfType(type);
  const step = columns * Math.max(1, Math.floor(TILE_BYTES / bytes));
  for (let y = 0; y < height; y += rows) {
    for (let x = 0; x < width; x += step) {
      yield { x, y, width: Math.min(step, width - x), height: Math.min(rows, height - y) };
    }
  }
}

async function* countChunks(cube: CubeToWrite, chunks: Shape3): AsyncGenerator<ZarrEntry> {
  const [rows, columns, some] = chunks;
  const deep = Math.ceil(cube.energyAxis.channels / some);
  for await (const { region, chunks: tile } of compressed(cube, chunks)) {
    const { sizes, bytes } = tile;
    let at = 0;
    for (let i = 0; i < sizes.length; i++) {
      const stream = bytes.subarray(at, at + sizes[i]);
      at += sizes[i];
      const place = [region.y / rows, region.x / columns + Math.floor(i / deep), i % deep];
      yield { key: `counts/c/${place.join("/")}`, bytes: frame(stream, chunks, cube.type) };
    }
  }
}

interface Compressed {
  readonly region: Region;
  readonly chunks: CompressedTile;
}

async function* compressed(cube: CubeToWrite, chunks: Shape3): AsyncGenerator<Compressed> {
  if (cube.compress) {
    yield* cube.compress(tilesOf(cube, chunks), chunks);
    return;
  }
  const { channels } = cube.energyAxis;
  for await (const { region, bytes } of cube.read(tilesOf(cube, chunks))) {
    const { width: columns, height: rows } = region;
    const strides = { rowStride: columns * channels, pixelStride: channels };
    yield {
      region,
      chunks: compressBlock({ type: cube.type, rows, columns, channels, ...strides }, bytes, chunks),
    };
  }
}

const frame = (stream: Uint8Array, chunks: readonly number[], type: NumberType): Uint8Array => {
  const width = bytesOfType(type);
  return bloscFrame(
    stream,
    chunks.reduce((a, b) => a * b, width),
    width,
  );
};

/** The chunks of an array that is in memory. */
function* smallChunks(
  name: string,
  { shape, chunks, type }: ZarrArrayInfo,
  values: Uint8Array | Float32Array | Float64Array,
): Generator<ZarrEntry> {
  if (values.length === 0) return;
  // As a cube: a picture's or a table's last axes may be missing.
  const [rows, columns, channels] = cubeOf(shape);
  const chunk = cubeOf(chunks);
  const all = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  const rowBytes = all.length / rows;
  const across = Math.ceil(columns / chunk[1]);
  for (let row = 0; row < rows; row += chunk[0]) {
    const part = Math.min(chunk[0], rows - row);
    const layout = {
      type,
      rows: part,
      columns,
      channels,
      rowStride: columns * channels,
      pixelStride: channels,
    };
    const { sizes, bytes } = compressBlock(
      layout,
      all.subarray(row * rowBytes, (row + part) * rowBytes),
      chunk,
    );
    let at = 0;
    for (let i = 0; i < sizes.length; i++) {
      const place = [row / chunk[0], i % across, 0].slice(0, shape.length);
      yield {
        key: `${name}/c/${place.join("/")}`,
        bytes: frame(bytes.subarray(at, at + sizes[i]), chunks, type),
      };
      at += sizes[i];
    }
  }
}

const cubeOf = ([a, b = 1, c = 1]: readonly number[]): Shape3 => [a, b, c];

/** What the axes of the truth's arrays are. */
const DIMENSIONS: Readonly<Record<string, readonly string[]>> = {
  labels: ["y", "x"],
  stack_labels: ["y", "x"],
  photons: ["y", "x"],
  image: ["y", "x", "rgb"],
  palette: ["color", "rgb"],
  abundances: ["color", "pigment"],
  expected: ["color", "energy"],
  count_rates: ["color"],
  background: ["energy"],
  trials: ["trial", "trial_value"],
  stacks: ["stack", "layer"],
};

function infoOf({ name, values, shape }: TruthArray, isHidden: boolean): ZarrArrayInfo {
  const last = name.slice(name.lastIndexOf("/") + 1);
  const dimensions = DIMENSIONS[last].map((one) => {
    if (one !== "color") return one;
    if (name.startsWith("hidden/")) return "hidden_color";
    return isHidden && (last === "expected" || last === "count_rates") ? "stack" : one;
  });
  const type = values instanceof Uint8Array ? "u8" : values instanceof Float32Array ? "f32" : "f64";
  const chunks = shape.map((size, axis) => Math.max(1, axis < 2 ? Math.min(size, PICTURE_CHUNK) : size));
  return { shape, chunks, type, dimensions };
}
