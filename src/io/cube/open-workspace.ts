// Node only: a workspace folder of XRF-Explorer.
import { stat } from "node:fs/promises";
import { isAbsolute, join, relative, resolve, sep } from "node:path";
import { GanxError } from "../../errors.js";
import { readReason } from "../file-error.js";
import { readImage } from "../read-image.js";
import { type CubeAxis, type CubeFileOptions, checkShape, chooseAxis, invalidFile } from "./cube-file.js";
import { type Lispix, parseLispix } from "./lispix.js";
import { RawCube } from "./raw-cube.js";
import { bytesOfStored, type RawLayout, stridesOf } from "./raw-layout.js";
import { readText } from "./read-text.js";
import { type Binning, parseWorkspace, WORKSPACE, type Workspace, type WorkspaceCube } from "./workspace.js";

/** Most of a text that describes a workspace or a cube. */
const MOST_TEXT = 2 ** 20;
/** Cubes that a message names. */
const MOST_NAMES = 5;

/** Size of a file. @throws GanxError `IO` where there is none, or a folder or a pipe */
async function sizeOfFile(path: string): Promise<number> {
  const found = await stat(path).catch((cause) => {
    throw new GanxError("IO", `cannot read ${path}: ${readReason(cause)}`, { cause });
  });
  if (found.isFile()) return found.size;
  throw new GanxError("IO", `cannot read ${path}: it is not a file`);
}

/** The path of a file that a workspace names. @throws GanxError `INVALID_FILE` where it is outside of the folder */
function within(folder: string, location: string): string {
  const path = relative(resolve(folder), resolve(folder, location));
  const isInside = path !== "" && path !== ".." && !path.startsWith(`..${sep}`) && !isAbsolute(path);
  if (isInside && !isAbsolute(location) && !/\p{Cc}/u.test(location)) return join(folder, path);
  throw invalidFile(
    join(folder, WORKSPACE),
    `expected the name of a file in the folder, found ${JSON.stringify(location)}`,
  );
}

function chooseCube(path: string, { cubes }: Workspace, wanted: string | undefined): WorkspaceCube {
  const found = cubes.filter(({ name }) => wanted === undefined || name === wanted);
  if (found.length === 1) return found[0];
  const names = cubes.slice(0, MOST_NAMES).map(({ name }) => JSON.stringify(name));
  const more = cubes.length > MOST_NAMES ? ` and ${cubes.length - MOST_NAMES} more` : "";
  const has = names.length > 0 ? `${names.join(", ")}${more}` : "none";
  if (wanted !== undefined) {
    throw invalidFile(path, `expected one spectral cube named ${JSON.stringify(wanted)}; it has ${has}`);
  }
  const hint = names.length > 0 ? "; name one with --dataset" : "";
  throw invalidFile(path, `expected one spectral cube, found ${has}${hint}`);
}

/**
 * The numbers as they are: those of the description, or what the program has made of them, which it does not write there.
 *
 * @param bytes of the file with the numbers
 */
function asStored(
  { layout, axis }: Lispix,
  binning: Binning | undefined,
  bytes: number,
): { layout: RawLayout; axis?: Lispix["axis"]; note: string } {
  const [height, width, channels] = layout.shape;
  const whole = { layout, ...(axis && { axis }), note: "" };
  if (!binning || bytes === layout.start + height * width * channels * bytesOfStored(layout.type))
    return whole;
  const { low, high, binSize } = binning;
  const shape = [height, width, Math.ceil((high - low) / binSize)] as const;
  if (high > channels || bytes !== 2 * height * width * shape[2]) return whole;
  return {
    layout: { type: "u16", bigEndian: false, start: 0, shape, strides: stridesOf(shape, [0, 1, 2]) },
    ...(axis && {
      axis: {
        offsetKeV: axis.offsetKeV + (low + (binSize - 1) / 2) * axis.gainKeV,
        gainKeV: binSize * axis.gainKeV,
      },
    }),
    note: `, channels ${low} to ${high - 1}${binSize > 1 ? `, means of ${binSize}` : ""}`,
  };
}

/**
 * Opens the spectral cube of a workspace: the only one, or that named by `dataset`.
 *
 * @throws GanxError `IO`, `INVALID_FILE`
 */
export async function openWorkspace(folder: string, options: CubeFileOptions = {}): Promise<RawCube> {
  const path = join(folder, WORKSPACE);
  await sizeOfFile(path);
  const workspace = parseWorkspace(path, await readText(path, MOST_TEXT));
  const { name, raw, rpl } = chooseCube(path, workspace, options.dataset);
  const [data, description] = [within(folder, raw), within(folder, rpl)];
  const image = workspace.image === undefined ? undefined : within(folder, workspace.image);
  await sizeOfFile(description);
  const lispix = parseLispix(description, await readText(description, MOST_TEXT));
  checkShape(description, ...lispix.layout.shape);
  const { layout, axis, note } = asStored(lispix, workspace.binning, await sizeOfFile(data));
  const chosen: CubeAxis = chooseAxis(description, layout.shape[2], options, axis);
  const picture = image !== undefined && {
    picture: async () => {
      await sizeOfFile(image);
      return readImage(image);
    },
  };
  return new RawCube({
    path: folder,
    data,
    format: `XRF-Explorer workspace, Lispix, record-by ${lispix.recordBy}${note}`,
    name,
    layout,
    axis: chosen,
    pixel: lispix.pixel,
    ...picture,
  });
}
