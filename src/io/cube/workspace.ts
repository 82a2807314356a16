// What a workspace of XRF-Explorer says of its files.
// Source: XRF-Explorer 2.0, olive-groves/xrf-explorer, "Workspace structure" and `bin_data`.
import { invalidFile } from "./cube-file.js";

/** The file that makes a folder a workspace. */
export const WORKSPACE = "workspace.json";

/** A spectral cube of a workspace. */
export interface WorkspaceCube {
  readonly name: string;
  /** Paths within the folder, as they are written. */
  readonly raw: string;
  readonly rpl: string;
}

/** Which channels of a cube are left, and how many of them became one. */
export interface Binning {
  /** First channel, and the one behind the last. */
  readonly low: number;
  readonly high: number;
  readonly binSize: number;
}

export interface Workspace {
  readonly cubes: readonly WorkspaceCube[];
  /** Path of the base image within the folder. */
  readonly image?: string;
  /** What the program may have done to the numbers of the cubes. */
  readonly binning?: Binning;
}

type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const show = (value: unknown): string => (JSON.stringify(value) ?? "nothing").slice(0, 60);

/**
 * Reads `workspace.json`.
 *
 * @param path for messages
 * @throws GanxError `INVALID_FILE`
 */
export function parseWorkspace(path: string, text: string): Workspace {
  const json = parseJson(path, text);
  const cubes = isObject(json) ? json.spectralCubes : undefined;
  if (!isObject(json) || !Array.isArray(cubes)) {
    throw invalidFile(path, "expected a workspace of XRF-Explorer with a list spectralCubes, found none");
  }
  const image = imageOf(path, json.baseImage);
  const binning = binningOf(json.spectralParams);
  return {
    cubes: cubes.map((cube: unknown, i) => cubeOf(path, cube, `spectralCubes[${i}]`)),
    ...(image && { image }),
    ...(binning && { binning }),
  };
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw invalidFile(path, `expected JSON, found other text: ${(cause as Error).message}`, cause);
  }
}

function textOf(path: string, fields: Fields, what: string, key: string): string {
  const found = fields[key];
  if (typeof found === "string" && found !== "") return found;
  throw invalidFile(path, `expected ${what}.${key} and a text, found ${show(found)}`);
}

function cubeOf(path: string, cube: unknown, what: string): WorkspaceCube {
  if (!isObject(cube)) throw invalidFile(path, `expected ${what} to be an object, found ${show(cube)}`);
  const [name, raw, rpl] = ["name", "rawLocation", "rplLocation"].map((key) => textOf(path, cube, what, key));
  return { name, raw, rpl };
}

/** Without an image, the program writes an empty name. */
function imageOf(path: string, image: unknown): string | undefined {
  const location = isObject(image) ? image.imageLocation : (image ?? "");
  if (location === "" || location === undefined || location === null) return undefined;
  if (typeof location === "string") return location;
  throw invalidFile(path, `expected baseImage.imageLocation and a text, found ${show(location)}`);
}

/** Whole channels, once the program has done it; before that they are energies of what is wanted. */
function binningOf(params: unknown): Binning | undefined {
  if (!isObject(params) || params.binned !== true) return undefined;
  const { low, high, binSize } = params;
  const whole = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
  if (!whole(low) || !whole(high) || !whole(binSize) || binSize < 1 || high <= low) return undefined;
  return { low, high, binSize };
}
