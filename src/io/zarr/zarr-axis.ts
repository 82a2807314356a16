// Node only: the energy axis and the size of pixels that a Zarr store says.
import { evenAxis } from "../cube/even-axis.js";
import { lengthUm, type PixelSize, pixelSizeOf, stepUm } from "../cube/pixel-size.js";
import type { FolderStore } from "./folder-store.js";
import { openArray, type Zarr } from "./zarr-cube.js";

const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);

const attributesOf = ({ attrs }: Zarr): Record<string, unknown> => (attrs ?? {}) as Record<string, unknown>;

/** The numbers of an array beside the counts that is named like an axis, where it is one chunk, and their unit. */
async function coordinates(
  store: FolderStore,
  array: Zarr,
  name: unknown,
  count: number,
): Promise<{ values: ArrayLike<number>; units: unknown } | undefined> {
  if (typeof name !== "string" || !/^\w+$/.test(name)) return undefined;
  const found = await openArray(store, `${array.path.slice(0, array.path.lastIndexOf("/"))}/${name}`);
  if (found?.shape?.length !== 1 || found.shape[0] !== count || found.chunks[0] < count) return undefined;
  if (found.chunks[0] > 2 * count || !found.is("number")) return undefined;
  const { data } = await found.getChunk([0]);
  return { values: data.subarray(0, count), units: attributesOf(found).units };
}

const namesOf = (array: Zarr): readonly (string | null)[] =>
  (array.dimensionNames as readonly (string | null)[] | undefined) ?? [];

/** Attributes of ganx, or an array of energies beside the counts. */
export async function axisOfZarr(
  store: FolderStore,
  array: Zarr,
): Promise<{ offsetKeV: number; gainKeV: number } | undefined> {
  const { offset_kev: offset, gain_kev: gain } = attributesOf(array);
  if (isNumber(offset) && isNumber(gain)) return { offsetKeV: offset, gainKeV: gain };
  for (const name of [namesOf(array)[2], "energy"]) {
    const energies = await coordinates(store, array, name, array.shape[2]);
    const unit = energies && { keV: 1, eV: 1e-3 }[String(energies.units ?? "keV")];
    if (!energies || unit === undefined) continue;
    const axis = evenAxis(energies.values);
    if (axis) return { offsetKeV: axis.offsetKeV * unit, gainKeV: axis.gainKeV * unit };
  }
  return undefined;
}

/** The attribute of ganx, or arrays of positions that are named like the first two axes. */
export async function pixelOfZarr(store: FolderStore, array: Zarr): Promise<PixelSize> {
  const [height, width] = array.shape;
  const um = lengthUm(attributesOf(array).pixel_size_um, "um");
  if (um !== undefined) return pixelSizeOf({ xUm: um, yUm: um }, { width, height });
  const [rows, columns] = namesOf(array);
  const along = async (name: unknown, count: number): Promise<number | undefined> => {
    // What cannot be read says nothing of pixels; the counts may be whole.
    const positions = await coordinates(store, array, name, count).catch(() => undefined);
    return positions && stepUm(positions.values, positions.units);
  };
  const [yUm, xUm] = [await along(rows, height), await along(columns, width)];
  return pixelSizeOf({ xUm, yUm }, { width, height });
}
