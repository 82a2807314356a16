// Node only: an HDF5 file opened for reading, its failures in one line.
import { stat } from "node:fs/promises";
import type { Dataset, File, Group } from "h5wasm";
import { GanxError } from "../errors.js";
import { readReason } from "./file-error.js";
import { hdf5, loadHdf5 } from "./hdf5-module.js";

/** Members of a file that are looked at when a dataset is searched. */
const MOST_MEMBERS = 500;

/** An open file. Close it when done. */
export class Hdf5File {
  constructor(
    readonly path: string,
    private readonly file: File,
  ) {}

  /** Runs an operation of the HDF5 library. @throws GanxError `INVALID_FILE` */
  read<T>(operate: () => T): T {
    return hdf5("INVALID_FILE", `cannot read ${this.path}`, operate);
  }

  invalid(problem: string): GanxError {
    return new GanxError("INVALID_FILE", `${this.path}: ${problem}`);
  }

  /** A dataset, or a group's name, or nothing. @param path such as `/entry/data` */
  find(path: string): Dataset | "group" | undefined {
    const parts = path.split("/").filter((part) => part !== "");
    return this.read(() => {
      let group: Group = this.file;
      for (const [i, name] of parts.entries()) {
        if (!group.keys().includes(name)) return undefined;
        const member = group.get(name);
        if (member === null || !("type" in member)) return undefined;
        if (i === parts.length - 1 && member.type === "Dataset") return member as Dataset;
        if (member.type !== "Group") return undefined;
        group = member as Group;
      }
      return "group";
    });
  }

  /** A dataset of known rank. @throws GanxError `INVALID_FILE` */
  dataset(path: string, rank: number): Dataset {
    const found = this.find(path);
    if (found === "group") throw this.invalid(`expected a dataset ${path} of rank ${rank}, found a group`);
    const has = found?.shape?.length;
    if (found === undefined || has !== rank) {
      const what = found === undefined ? "none" : `one of rank ${has ?? 0}`;
      throw this.invalid(`expected a dataset ${path} of rank ${rank}, found ${what}`);
    }
    return found;
  }

  /** An attribute of the root, or of what is at a path. */
  attribute(name: string, path = "/"): unknown {
    return this.read(() => {
      const owner = path === "/" ? this.file : this.file.get(path);
      return owner !== null && "attrs" in owner && name in owner.attrs ? owner.attrs[name]!.value : undefined;
    });
  }

  /** All datasets of rank 3, as far as they are found soon. */
  cubes(): { path: string; shape: readonly number[] }[] {
    const found: { path: string; shape: readonly number[] }[] = [];
    const waiting = ["/"];
    let seen = 0;
    for (const path of waiting) {
      const group = path === "/" ? this.file : (this.file.get(path) as Group);
      for (const name of group.keys()) {
        if (++seen > MOST_MEMBERS) return found;
        const member = group.get(name);
        if (member === null || !("type" in member)) continue;
        const at = path === "/" ? `/${name}` : `${path}/${name}`;
        if (member.type === "Group") waiting.push(at);
        const shape = member.type === "Dataset" ? (member as Dataset).shape : null;
        if (shape?.length === 3) found.push({ path: at, shape });
      }
    }
    return found;
  }

  close(): void {
    this.file.close();
  }
}

/**
 * Opens an HDF5 file.
 *
 * @throws GanxError `IO` where it cannot be opened, `INVALID_FILE` where it is not HDF5
 */
export async function openHdf5(path: string): Promise<Hdf5File> {
  try {
    if ((await stat(path)).isDirectory()) throw Object.assign(new Error(), { code: "EISDIR" });
  } catch (cause) {
    throw new GanxError("IO", `cannot read ${path}: ${readReason(cause)}`, { cause });
  }
  const { File } = await loadHdf5();
  const file = hdf5("INVALID_FILE", `cannot read ${path} as HDF5`, () => new File(path, "r"));
  return new Hdf5File(path, file);
}
