// Node only: the size of pixels that a program stored beside a cube.
import { GanxError } from "../errors.js";
import { lengthUm, type PixelSize, pixelSizeOf, stepUm } from "./cube/pixel-size.js";
import type { Hdf5File } from "./hdf5-file.js";
import { besideCube, numbersAt } from "./hdf5-values.js";

/** Width and height of a pixel, um. */
type Sides = { readonly xUm: number | undefined; readonly yUm: number | undefined };
interface Size {
  readonly width: number;
  readonly height: number;
}
type Finder = (file: Hdf5File, path: string, size: Size) => Sides | undefined;

/** ganx: an attribute of the dataset or of the file. */
const fromAttributes: Finder = (file, path) => {
  for (const owner of [path, "/"]) {
    const um = lengthUm(file.attribute("pixel_size_um", owner), "um");
    if (um !== undefined) return { xUm: um, yUm: um };
  }
  return undefined;
};

/** NeXus: positions of rows and columns, in datasets that the group's `axes` names, else `y` and `x`. */
const fromPositions: Finder = (file, path, { width, height }) => {
  const group = besideCube(path, "");
  const [rows = "y", columns = "x"] = file.texts("axes", group === "/" ? "/" : group.slice(0, -1)) ?? [];
  const along = (name: string, count: number): number | undefined => {
    const at = besideCube(path, name);
    const positions = name === "" || name.includes("/") ? undefined : numbersAt(file, at);
    return positions?.length === count ? stepUm(positions, file.attribute("units", at)) : undefined;
  };
  const sides = { xUm: along(columns, width), yUm: along(rows, height) };
  return sides.xUm === undefined && sides.yUm === undefined ? undefined : sides;
};

/** HyperSpy: groups `axis-0` and `axis-1` with attributes. */
const fromHyperSpy: Finder = (file, path) => {
  const [yUm, xUm] = ["axis-0", "axis-1"].map((name) => {
    const group = besideCube(path, name);
    if (file.find(group) !== "group") return undefined;
    return lengthUm(file.attribute("scale", group), file.attribute("units", group));
  });
  return { xUm, yUm };
};

/** What the file says of the size of a cube's pixels. PyXRF's positions, which have no unit, say none. */
export function findPixelSize(file: Hdf5File, path: string, size: Size): PixelSize {
  try {
    for (const find of [fromAttributes, fromPositions, fromHyperSpy]) {
      const sides = find(file, path, size);
      if (sides) return pixelSizeOf(sides, size);
    }
  } catch (cause) {
    // What cannot be read says nothing of pixels; the counts may be whole.
    if (!(cause instanceof GanxError)) throw cause;
  }
  return {};
}
