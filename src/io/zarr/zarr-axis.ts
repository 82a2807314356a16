// Node only: the energy axis that a Zarr store says.
import { evenAxis } from "../cube/even-axis.js";
import type { FolderStore } from "./folder-store.js";
import { openArray, type Zarr } from "./zarr-cube.js";

const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);

/** Attributes of ganx, or an array of energies beside the counts. */
export async function axisOfZarr(
  store: FolderStore,
  array: Zarr,
): Promise<{ offsetKeV: number; gainKeV: number } | undefined> {
  const { offset_kev: offset, gain_kev: gain } = (array.attrs ?? {}) as Record<string, unknown>;
  if (isNumber(offset) && isNumber(gain)) return { offsetKeV: offset, gainKeV: gain };
  const names = array.dimensionNames as readonly (string | null)[] | undefined;
  const folder = array.path.slice(0, array.path.lastIndexOf("/"));
  for (const name of [names?.[2], "energy"]) {
    if (typeof name !== "string" || !/^\w+$/.test(name)) continue;
    const energies = await openArray(store, `${folder}/${name}`);
    const channels = array.shape[2];
    if (energies?.shape?.length !== 1 || energies.shape[0] !== channels || energies.chunks[0] < channels)
      continue;
    const unit = { keV: 1, eV: 1e-3 }[String((energies.attrs as Record<string, unknown>)?.units ?? "keV")];
    if (energies.chunks[0] > 2 * channels || unit === undefined || !energies.is("number")) continue;
    const { data } = await energies.getChunk([0]);
    const axis = evenAxis(data.subarray(0, channels));
    if (axis) return { offsetKeV: axis.offsetKeV * unit, gainKeV: axis.gainKeV * unit };
  }
  return undefined;
}
