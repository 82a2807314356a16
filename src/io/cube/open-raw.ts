// Node only: cubes of plain numbers with a description beside them: Lispix and ENVI.
import { basename, extname } from "node:path";
import { GanxError } from "../../errors.js";
import { type CubeFileOptions, checkShape, chooseAxis, invalidFile } from "./cube-file.js";
import { isEnvi, parseEnvi } from "./envi.js";
import { parseLispix } from "./lispix.js";
import { RawCube } from "./raw-cube.js";
import { readText } from "./read-text.js";
import { sibling } from "./sibling.js";

/** Most of a text that describes a cube. */
const MOST_TEXT = 2 ** 24;

const DATA = [".raw", ".img", ".dat", ".bin", ".bip", ".bil", ".bsq", ".spc", ".cube", ""];

/** Opens a Lispix cube by its description. @throws GanxError `IO`, `INVALID_FILE` */
export async function openLispix(path: string, options: CubeFileOptions = {}): Promise<RawCube> {
  const { layout, recordBy, axis, pixel } = parseLispix(path, await readText(path, MOST_TEXT));
  const data = await sibling(path, [".raw", ".dat", ".bin"]);
  if (data === undefined) throw missing(path, `${basename(path, extname(path))}.raw`);
  checkShape(path, ...layout.shape);
  const chosen = chooseAxis(path, layout.shape[2], options, axis);
  const format = `Lispix, record-by ${recordBy}`;
  return new RawCube({ path, data, format, name: basename(data), layout, axis: chosen, pixel });
}

/** Opens an ENVI cube by its header. @throws GanxError `IO`, `INVALID_FILE` */
export async function openEnvi(path: string, options: CubeFileOptions = {}): Promise<RawCube> {
  const { layout, interleave, axis, problem, pixel } = parseEnvi(path, await readText(path, MOST_TEXT));
  const data = await sibling(path, DATA);
  if (data === undefined) throw missing(path, `${basename(path, extname(path))}.raw or .img`);
  checkShape(path, ...layout.shape);
  if (problem !== undefined && !options.energyKeV) {
    throw invalidFile(
      path,
      `${problem}; say which energies its channels span, such as --energy 0.5,38.5 (keV)`,
    );
  }
  const chosen = chooseAxis(path, layout.shape[2], options, axis);
  return new RawCube({
    path,
    data,
    format: `ENVI, interleave ${interleave}`,
    name: basename(data),
    layout,
    axis: chosen,
    pixel,
  });
}

/** Opens a file of plain numbers by the description that lies beside it. @throws GanxError `IO`, `INVALID_FILE` */
export async function openDescribed(
  path: string,
  options: CubeFileOptions = {},
): Promise<RawCube | undefined> {
  const description = await sibling(path, [".rpl", ".hdr"]);
  if (description === undefined) return undefined;
  const isHeader =
    description.toLowerCase().endsWith(".hdr") && isEnvi(await readText(description, MOST_TEXT));
  return isHeader ? openEnvi(description, options) : openLispix(description, options);
}

function missing(path: string, name: string): GanxError {
  return new GanxError("IO", `cannot read ${path}: the file with its numbers, ${name}, is not beside it`);
}
