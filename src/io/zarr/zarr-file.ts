// One file of a scan's Zarr store, made when it is asked for: the store need not be anywhere.
import type { Region } from "../../region.js";
import type { Scan } from "../../scan.js";
import type { CubeToWrite } from "../write/cube-to-write.js";
import { zarrChunks, zarrEntries } from "./zarr-entries.js";

type Shape3 = readonly [number, number, number];

/** Row, column and depth in the grid of chunks. */
const CHUNK_KEY = /^counts\/c\/(0|[1-9]\d{0,8})\/(0|[1-9]\d{0,8})\/(0|[1-9]\d{0,8})$/;

/**
 * A file of the Zarr store of a scan, with the bytes that it has in a store that is written as a whole. A chunk of
 * counts is drawn alone, so that a store can be put together from the work of many.
 *
 * @param key such as `zarr.json`, `counts/c/0/3/1` or `truth/labels/c/0/0`
 * @returns its bytes, or undefined where the store has no such file
 * @throws GanxError `OUT_OF_MEMORY`
 *
 * Source: Zarr core specification, version 3.0 (2023), stores and chunk keys.
 */
export async function zarrFile(scan: Scan, key: string): Promise<Uint8Array | undefined> {
  const { width, height, energyAxis, truth } = scan;
  const type = scan.countBytes === 2 ? "u16" : "u32";
  const shape: Shape3 = [height, width, energyAxis.channels];
  const place = CHUNK_KEY.exec(key)?.slice(1).map(Number) as Shape3 | undefined;
  const region = place && regionOf(place, shape, zarrChunks(shape, type));
  if (place && !region) return undefined;
  const cube: CubeToWrite = {
    width,
    height,
    energyAxis,
    isCalibrated: true,
    pixelSizeUm: scan.pixelSizeUm,
    type,
    recipe: truth.recipe,
    rowsTogether: 1,
    truth: async () => truth,
    async *read() {},
    // Of all regions the one that is asked for, if any.
    compress: (_, chunk) => scan.compressRegions(region ? [region] : [], chunk),
  };
  for await (const entry of zarrEntries(cube)) if (entry.key === key) return entry.bytes;
  return undefined;
}

/** The pixels of a chunk; undefined where the grid has no such place. */
function regionOf([row, column, depth]: Shape3, shape: Shape3, chunk: Shape3): Region | undefined {
  const [height, width, channels] = shape;
  const [rows, columns, some] = chunk;
  const [y, x] = [row * rows, column * columns];
  if (y >= height || x >= width || depth * some >= channels) return undefined;
  return { x, y, width: Math.min(columns, width - x), height: Math.min(rows, height - y) };
}
