// Node only: small values beside a cube in an HDF5 file.
import { type Hdf5File, isPlain } from "./hdf5-file.js";

/** Numbers that are read at most. */
const MOST_NUMBERS = 65_536;

export const isNumber = (value: unknown): value is number =>
  typeof value === "number" && Number.isFinite(value);

/** The path of what lies in the group of a dataset. */
export function besideCube(path: string, name: string): string {
  return `${path.slice(0, path.lastIndexOf("/"))}/${name}`;
}

/** The numbers of a dataset of one dimension, where there are not too many. @throws GanxError `INVALID_FILE` */
export function numbersAt(file: Hdf5File, path: string): number[] | undefined {
  const found = file.find(path);
  if (found === undefined || found === "group" || found.shape?.length !== 1) return undefined;
  if (found.shape[0]! > MOST_NUMBERS || !isPlain(found.metadata)) return undefined;
  const value = file.read(() => found.to_array()) as unknown[];
  return Array.isArray(value) && value.every(isNumber) ? value : undefined;
}
