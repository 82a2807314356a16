// Node only: which dataset of an HDF5 file is the cube, where nobody says: the layouts of the programs of the field.
import { invalidFile } from "./cube/cube-file.js";
import type { Hdf5File } from "./hdf5-file.js";

/** A dataset and the layout by which it was found. */
export interface FoundCube {
  /** Path of the dataset. */
  readonly name: string;
  /** Such as `PyMca`. */
  readonly layout: string;
}

type Finder = (file: Hdf5File, paths: readonly string[]) => string | undefined;

/** Members of the default's chain of NeXus that are followed. */
const MOST_STEPS = 5;

/** NeXus: the root names its default, that again, until a group names its signal. */
const nexusDefault: Finder = (file) => {
  let group = "";
  for (let step = 0; step < MOST_STEPS; step++) {
    const signal = file.find(group) === "group" ? file.attribute("signal", group || "/") : undefined;
    if (typeof signal === "string") return `${group}/${signal}`;
    const next = file.find(group) === "group" ? file.attribute("default", group || "/") : undefined;
    if (typeof next !== "string" || next === "") return undefined;
    group = `${group}/${next.split("/").filter(Boolean).join("/")}`;
  }
  return undefined;
};

/** PyMca: a dataset `data` of a detector, with its calibration beside it. */
const pymca: Finder = (file, paths) =>
  paths.find((path) => {
    if (!path.endsWith("/data")) return false;
    const beside = file.find(`${path.slice(0, -"/data".length)}/calibration`);
    return beside !== undefined && beside !== "group";
  });

/** HyperSpy: `/Experiments/<title>/data`. */
const hyperSpy: Finder = (_, paths) => paths.find((path) => /^\/Experiments\/[^/]+\/data$/.test(path));

/** PyXRF: the sum of the detectors. */
const pyxrf: Finder = (_, paths) => paths.find((path) => path === "/xrfmap/detsum/counts");

const LAYOUTS: readonly (readonly [layout: string, find: Finder])[] = [
  ["ganx", (_, paths) => paths.find((path) => path === "/img")],
  ["NeXus, default plot", nexusDefault],
  ["PyMca", pymca],
  ["HyperSpy", hyperSpy],
  ["PyXRF", pyxrf],
];

/** Finds the cube of a file. @throws GanxError `INVALID_FILE` where there is none, or more than one may be it */
export function findCube(file: Hdf5File): FoundCube {
  // Without a search where it is not needed.
  const first = file.find("/img");
  if (first !== undefined && first !== "group" && first.shape?.length === 3)
    return { name: "/img", layout: "ganx" };
  const { cubes, among } = file.read(() => file.cubes());
  const paths = cubes.map(({ path }) => path);
  for (const [layout, find] of LAYOUTS) {
    const name = find(file, paths);
    const dataset = name === undefined ? undefined : file.find(name);
    if (name !== undefined && dataset !== undefined && dataset !== "group" && dataset.shape?.length === 3) {
      return { name, layout };
    }
  }
  // The picture of a truth has three dimensions as well.
  const others = cubes.filter(({ path }) => !path.startsWith("/truth/"));
  if (others.length === 1 && among === undefined) return { name: others[0].path, layout: "its only cube" };
  if (others.length === 0 && first !== undefined) {
    const what = first === "group" ? "a group" : `one of rank ${first.shape?.length ?? 0}`;
    throw invalidFile(file.path, `/img: expected a dataset [height, width, channels], found ${what}`);
  }
  const named = others.slice(0, 5).map(({ path, shape }) => `${path} [${shape.join(", ")}]`);
  const none = among === undefined ? "none" : `none among its first ${among} members`;
  throw invalidFile(
    file.path,
    `expected a dataset [height, width, channels], found ${named.length > 0 ? `${named.join(", ")}; name one with --dataset` : none}`,
  );
}
