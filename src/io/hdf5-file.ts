// Node only: an HDF5 file opened for reading, its failures in one line.
import { access, constants, stat } from "node:fs/promises";
import type { Dataset, File, Group, Metadata } from "h5wasm";
import { GanxError } from "../errors.js";
import { readReason } from "./file-error.js";
import { hdf5, loadHdf5 } from "./hdf5-module.js";

/** HDF5's classes of types. */
const FLOAT = 1;
const TEXT = 3;

/** Whether values are text, or numbers that the library can convert. */
export function isPlain({ type, size }: Metadata): boolean {
  return type === TEXT || (type <= FLOAT && (size === 4 || size === 8 || (type < FLOAT && size <= 2)));
}

/** Texts of an attribute that are read. */
const MOST_TEXTS = 32;
/** Members of a file that are looked at when a dataset is searched. */
const MOST_MEMBERS = 500;
/** Groups within groups that are looked into: a group may be a member of itself. */
const MOST_DEPTH = 12;

/** The error that says why the system could not read a file; any other error stays as it is. */
export function fileFailure(path: string, cause: unknown): unknown {
  if (!(cause instanceof Error && "syscall" in cause)) return cause;
  return new GanxError("IO", `cannot read ${path}: ${readReason(cause)}`, { cause });
}

/** A dataset with its shape and type read, which it would otherwise do later, out of `Hdf5File.read`. */
function known(dataset: Dataset): Dataset {
  dataset.metadata;
  return dataset;
}

/** An open file. Close it when done. */
export class Hdf5File {
  constructor(
    readonly path: string,
    /** Its size. */
    readonly bytes: number,
    private readonly file: File,
  ) {}

  /** Runs an operation of the HDF5 library. @throws GanxError `INVALID_FILE` */
  read<T>(operate: () => T): T {
    return hdf5(`cannot read ${this.path}`, operate);
  }

  invalid(problem: string): GanxError {
    // Names that the file holds may have line breaks.
    return new GanxError("INVALID_FILE", `${this.path}: ${problem.replace(/\p{Cc}+/gu, " ")}`);
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
        if (i === parts.length - 1 && member.type === "Dataset") return known(member as Dataset);
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

  /** A number or text that is an attribute of the root or of what is at a path; alone, or the one of an array. */
  attribute(name: string, path = "/"): number | string | undefined {
    return this.read(() => {
      const owner = path === "/" ? this.file : this.file.get(path);
      if (owner === null || !("attrs" in owner)) return undefined;
      const attribute = owner.attrs[name];
      if (!attribute || !isPlain(attribute.metadata) || attribute.metadata.total_size !== 1) return undefined;
      const { value } = attribute;
      const one = typeof value === "object" && value !== null ? (value as unknown[])[0] : value;
      if (typeof one === "bigint") return Number(one);
      return typeof one === "number" || typeof one === "string" ? one : undefined;
    });
  }

  /** The texts of an attribute that has several, or one. */
  texts(name: string, path = "/"): string[] | undefined {
    return this.read(() => {
      const owner = path === "/" ? this.file : this.file.get(path);
      const attribute = owner !== null && "attrs" in owner ? owner.attrs[name] : undefined;
      if (!attribute || attribute.metadata.type !== TEXT || attribute.metadata.total_size > MOST_TEXTS) {
        return undefined;
      }
      const { value } = attribute;
      const all: unknown[] = Array.isArray(value) ? value : [value];
      return all.every((one) => typeof one === "string") ? all : undefined;
    });
  }

  /** Datasets of rank 3 not too deep in groups; `among` how many members, where there are too many to look at all. */
  cubes(): { cubes: { path: string; shape: readonly number[] }[]; among?: number } {
    const cubes: { path: string; shape: readonly number[] }[] = [];
    const waiting = ["/"];
    let seen = 0;
    for (const path of waiting) {
      const group = path === "/" ? this.file : (this.file.get(path) as Group);
      for (const name of group.keys()) {
        if (++seen > MOST_MEMBERS) return { cubes, among: MOST_MEMBERS };
        const member = group.get(name);
        if (member === null || !("type" in member)) continue;
        const at = path === "/" ? `/${name}` : `${path}/${name}`;
        if (member.type === "Group" && at.split("/").length <= MOST_DEPTH) waiting.push(at);
        const shape = member.type === "Dataset" ? (member as Dataset).shape : null;
        if (shape?.length === 3) cubes.push({ path: at, shape });
      }
    }
    return { cubes };
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
  let bytes: number;
  try {
    const found = await stat(path);
    if (!found.isFile()) {
      const what = found.isDirectory() ? "it is a folder" : "it is not a file on disk";
      throw new GanxError("IO", `cannot read ${path}: ${what}`);
    }
    await access(path, constants.R_OK);
    bytes = found.size;
  } catch (cause) {
    throw fileFailure(path, cause);
  }
  const { File } = await loadHdf5();
  const file = hdf5(`cannot read ${path} as HDF5`, () => new File(path, "r"));
  return new Hdf5File(path, bytes, file);
}
