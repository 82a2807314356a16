// Node only: the axis that a Zarr store says.
import { type Quantity, UNITS } from "../../energy-axis.js";
import { evenAxis } from "../cube/even-axis.js";
import { axisInUnit, type StoredAxis } from "../cube/stored-axis.js";
import type { FolderStore } from "./folder-store.js";
import { openArray, type Zarr } from "./zarr-cube.js";

const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);

/** What ganx says in attributes. */
function axisOfAttributes(attributes: Record<string, unknown>): StoredAxis | undefined {
  const { offset_kev: offsetKeV, gain_kev: gainKeV } = attributes;
  if (isNumber(offsetKeV) && isNumber(gainKeV)) return { offsetKeV, gainKeV };
  const { axis_offset: offset, axis_gain: gain, axis_units: unit } = attributes;
  if (!isNumber(offset) || !isNumber(gain)) return undefined;
  return axisInUnit(String(unit), { offsetKeV: offset, gainKeV: gain });
}

/** Attributes of ganx, or an array of energies, or of another quantity, beside the counts. */
export async function axisOfZarr(store: FolderStore, array: Zarr): Promise<StoredAxis | undefined> {
  const own = axisOfAttributes((array.attrs ?? {}) as Record<string, unknown>);
  if (own) return own;
  const names = array.dimensionNames as readonly (string | null)[] | undefined;
  const folder = array.path.slice(0, array.path.lastIndexOf("/"));
  for (const name of [names?.[2], ...(Object.keys(UNITS) as Quantity[])]) {
    if (typeof name !== "string" || !/^\w+$/.test(name)) continue;
    const energies = await openArray(store, `${folder}/${name}`);
    const channels = array.shape[2];
    if (energies?.shape?.length !== 1 || energies.shape[0] !== channels || energies.chunks[0] < channels)
      continue;
    // Wavelengths are measured in nm as well as in um: no unit is guessed for them.
    const otherwise = /^wave/i.test(name) ? "none" : "keV";
    const unit = String((energies.attrs as Record<string, unknown>)?.units ?? otherwise);
    if (energies.chunks[0] > 2 * channels || !energies.is("number")) continue;
    const { data } = await energies.getChunk([0]);
    const axis = evenAxis(data.subarray(0, channels));
    const found = axis && axisInUnit(unit, axis);
    if (found) return found;
  }
  return undefined;
}
