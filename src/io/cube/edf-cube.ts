// Node only: cubes in ESRF Data Format: images of [pixels, channels] in one file or a numbered series, a row each.
import { readdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { MAX_PIXELS } from "../../image.js";
import { FileBytes } from "../file-bytes.js";
import { fileFailure } from "../hdf5-file.js";
import { type CubeFileOptions, checkShape, chooseAxis, invalidFile } from "./cube-file.js";
import { type EdfImage, MOST_EDF_HEADER, readEdfHeader } from "./edf-header.js";
import { JoinedBytes } from "./joined-bytes.js";
import { RawCube } from "./raw-cube.js";
import { stridesOf } from "./raw-layout.js";

const END_OF_HEADER = "}".charCodeAt(0);
/** Files of a series, and images of a file. */
const MOST_FILES = 65_536;

/** Most headers fit in this. */
const USUAL_HEADER = 4096;

/** The bytes of a header; what follows it may be there as well. */
function headAt(file: FileBytes, at: number): Uint8Array {
  const usual = file.load(at, Math.min(USUAL_HEADER, file.length - at));
  const end = usual.indexOf(END_OF_HEADER);
  // A line break follows, or two.
  const isWhole = end >= 0 && end + 2 < usual.length;
  return isWhole ? usual : file.load(at, Math.min(MOST_EDF_HEADER, file.length - at));
}

/** All images of a file. @throws GanxError `INVALID_FILE`, `IO` */
function imagesOf(path: string): EdfImage[] {
  let file: FileBytes | undefined;
  try {
    file = new FileBytes(path);
    const images: EdfImage[] = [];
    let at = 0;
    while (at < file.length) {
      const head = headAt(file, at);
      // Padding after the last image.
      if (images.length > 0 && /^\s*$/.test(new TextDecoder("latin1").decode(head))) break;
      if (images.length === MOST_FILES)
        throw invalidFile(path, `expected at most ${MOST_FILES} images, found more`);
      images.push(readEdfHeader(path, head, at, file.length));
      at = images[images.length - 1].end;
    }
    if (images.length === 0) throw invalidFile(path, "expected an image, found an empty file");
    return images;
  } catch (cause) {
    throw fileFailure(path, cause);
  } finally {
    file?.close();
  }
}

/** The files of the series that a file belongs to, by the number at the end of their names. */
async function seriesOf(path: string): Promise<string[]> {
  const [, prefix, extension] = /^(.*?)\d+(\.\w+)$/.exec(basename(path)) ?? [];
  if (prefix === undefined) return [path];
  const numbered = (await readdir(dirname(path))).flatMap((name) => {
    const number = name.slice(prefix.length, -extension.length);
    const isOne = name.startsWith(prefix) && name.endsWith(extension) && /^\d{1,15}$/.test(number);
    return isOne ? [{ name, number: Number(number) }] : [];
  });
  const sorted = numbered.sort((a, b) => a.number - b.number || (a.name < b.name ? -1 : 1));
  return sorted.length === 0 ? [path] : sorted.map(({ name }) => join(dirname(path), name));
}

/** Pixels of a row and rows, from images `[pixels, channels]` in files. */
function gridOf(path: string, files: number, images: number, shape: readonly number[]): [number, number] {
  const [depth, pixels] = shape.length === 3 ? shape : [1, shape.length === 2 ? shape[0] : 1];
  if (depth > 1 || shape.length === 3) {
    if (files * images === 1) return [depth, pixels];
    throw invalidFile(path, `expected one image of three dimensions, found ${files * images}`);
  }
  if (files === 1) return [images, pixels];
  if (images === 1) return [files, pixels];
  // Each image is a pixel, each file a row.
  if (pixels === 1) return [files, images];
  throw invalidFile(
    path,
    `expected one image a file, or one pixel an image, found ${images} of ${pixels} pixels`,
  );
}

/**
 * Opens a stack: the numbered series that a file belongs to, or all images in it.
 *
 * @throws GanxError `IO`, `INVALID_FILE`
 */
export async function openEdf(path: string, options: CubeFileOptions = {}): Promise<RawCube> {
  const first = imagesOf(path);
  const files = first.length === 1 && first[0].shape.length === 3 ? [path] : await seriesOf(path);
  if (files.length > MOST_FILES)
    throw invalidFile(path, `expected at most ${MOST_FILES} files, found ${files.length}`);
  const [{ type, bigEndian, shape, fields }] = first;
  const parts = files.flatMap((file) => {
    const images = file === path ? first : imagesOf(file);
    const isAlike =
      images.length === first.length &&
      images.every(
        (image) =>
          image.type === type && image.bigEndian === bigEndian && image.shape.join() === shape.join(),
      );
    if (!isAlike) throw invalidFile(file, `expected images like those of ${path}, found others`);
    return images.map(({ start, end }) => ({ path: file, start, size: end - start }));
  });
  const [height, width] = gridOf(path, files.length, first.length, shape);
  const channels = shape[shape.length - 1];
  checkShape(path, height, width, channels);
  if (parts.length > MAX_PIXELS) throw invalidFile(path, `${parts.length} images are too many`);
  const cube = [height, width, channels] as const;
  const layout = { type, bigEndian, start: 0, shape: cube, strides: stridesOf(cube, [0, 1, 2]) };
  const axis = chooseAxis(path, channels, options, calibrationOf(path, fields));
  const format = files.length > 1 ? `EDF, ${files.length} files` : `EDF, ${parts.length} images`;
  return new RawCube({ path, data: new JoinedBytes(parts), format, name: basename(path), layout, axis });
}

/** PyMca's `MCA a`, `MCA b`, `MCA c`: energies a + b * channel + c * channel^2, keV. */
function calibrationOf(
  path: string,
  fields: ReadonlyMap<string, string>,
): { offsetKeV: number; gainKeV: number } | undefined {
  const [a, b, c = 0] = ["mca a", "mca b", "mca c"].map((key) => {
    const found = fields.get(key);
    return found === undefined || found === "" ? undefined : Number(found);
  });
  if (a === undefined || b === undefined || !(b > 0)) return undefined;
  if (c !== 0) {
    throw invalidFile(
      path,
      "its energies are not evenly spaced; say which range comes closest, such as --energy 0.5,38.5 (keV)",
    );
  }
  const first = Number(fields.get("mca start ch") ?? 0);
  return { offsetKeV: a + b * first, gainKeV: b };
}
