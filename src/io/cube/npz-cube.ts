// Node only: cubes in archives of NumPy files (`.npz`).
import { GanxError } from "../../errors.js";
import { decodeNpy } from "../decode-npy.js";
import type { FileBytes } from "../file-bytes.js";
import { MOST_NPY_HEAD, type NpyHeader, readNpyHeader, showShape } from "../npy/header.js";
import { InflatingBytes, MOST_WHOLE_BYTES, unpack } from "../zip/inflating.js";
import { readZip, type ZipEntry } from "../zip/read.js";
import { type CubeFileOptions, chooseAxis, invalidFile } from "./cube-file.js";
import { evenAxis } from "./even-axis.js";
import { about, npyLayout } from "./npy-cube.js";
import { npzTruth } from "./npz-truth.js";
import { type PixelSize, pixelSizeOf } from "./pixel-size.js";
import { openBytes, RawCube, type StoredBytes } from "./raw-cube.js";
import { bytesOfStored, slowToFast } from "./raw-layout.js";

const COUNTS = "counts";
/** um. */
const PIXEL_SIZE = "pixel_size_um";
/** Arrays of other programs that are looked at. */
const MOST_LOOKED_AT = 200;

/** An archive with its arrays. */
export class Npz {
  readonly entries: ReadonlyMap<string, ZipEntry>;

  /** @throws GanxError `INVALID_FILE` */
  constructor(
    readonly path: string,
    readonly file: FileBytes,
  ) {
    this.entries = new Map(readZip(path, file).map((entry) => [entry.name, entry]));
  }

  /** The beginning of a file of the archive. @throws GanxError `INVALID_FILE` */
  head(entry: ZipEntry): Uint8Array {
    const size = Math.min(entry.size, MOST_NPY_HEAD);
    if (!entry.isDeflated) return this.file.load(entry.start, size);
    return new InflatingBytes(this.path, this.file, entry).read(0, size);
  }

  header(entry: ZipEntry): NpyHeader {
    return about(`${this.path}: ${entry.name}`, () => readNpyHeader(this.head(entry), entry.size));
  }

  /** A small file of the archive. @throws GanxError `INVALID_FILE` */
  bytes(name: string): Uint8Array | undefined {
    const entry = this.entries.get(name);
    if (!entry) return undefined;
    if (entry.size > 2 * MOST_WHOLE_BYTES) {
      throw invalidFile(
        this.path,
        `${name}: expected at most ${2 * MOST_WHOLE_BYTES} bytes, found ${entry.size}`,
      );
    }
    return unpack(this.path, this.file, entry);
  }

  /** The numbers of a small array in C order. @throws GanxError `INVALID_FILE` */
  numbers(name: string): Float64Array | Uint8Array | undefined {
    const bytes = this.bytes(`${name}.npy`);
    if (!bytes) return undefined;
    return about(`${this.path}: ${name}`, () => {
      const { descr, start, fortranOrder } = readNpyHeader(bytes);
      return descr === "|u1" && !fortranOrder ? bytes.subarray(start) : decodeNpy(bytes).values;
    });
  }
}

/** Opens a cube in an archive: the array `counts`, or the only one of three dimensions. @throws GanxError `IO`, `INVALID_FILE` */
export async function openNpz(path: string, options: CubeFileOptions = {}): Promise<RawCube> {
  const file = openBytes(path);
  try {
    const npz = new Npz(path, file);
    const { name, entry } = findCounts(npz, options.dataset);
    const label = `${path}: ${name}`;
    const header = npz.header(entry);
    const layout = npyLayout(label, header);
    const axis = chooseAxis(label, layout.shape[2], options, storedAxis(npz, layout.shape[2]));
    const { data, start } = storedBytes(npz, entry, slowToFast(layout)[0] === 0, layout.start);
    const size = layout.shape.reduce((product, length) => product * length, 1);
    const width = bytesOfStored(layout.type);
    const order = header.fortranOrder ? "Fortran order" : "C order";
    const format = `NumPy archive, ${order}${entry.isDeflated ? ", deflated" : ""}`;
    const found = { path, data, format, name, layout: { ...layout, start }, axis, pixel: storedPixel(npz) };
    const plain = options.dataset !== undefined || options.energyKeV !== undefined;
    const truth = plain ? undefined : npzTruth(npz, axis.energyAxis);
    return new RawCube(truth ? { ...found, truth } : found, start + size * width);
  } catch (cause) {
    file.close();
    throw cause;
  }
}

function findCounts(npz: Npz, wanted: string | undefined): { name: string; entry: ZipEntry } {
  const named = (name: string): ZipEntry | undefined =>
    npz.entries.get(`${name}.npy`) ?? (name.endsWith(".npy") ? npz.entries.get(name) : undefined);
  const asked = wanted?.replace(/^\/+/, "");
  const counts = named(asked ?? COUNTS);
  if (counts) return { name: asked ?? COUNTS, entry: counts };
  const cubes: { name: string; entry: ZipEntry; shape: readonly number[] }[] = [];
  for (const entry of [...npz.entries.values()].slice(0, MOST_LOOKED_AT)) {
    if (!entry.name.endsWith(".npy")) continue;
    const shape = shapeOf(npz, entry);
    if (shape?.length === 3) cubes.push({ name: entry.name.slice(0, -4), entry, shape });
  }
  if (asked === undefined && cubes.length === 1) return cubes[0];
  const has = cubes.slice(0, 5).map(({ name, shape }) => `${name} ${showShape(shape)}`);
  const what = has.length > 0 ? `it has ${has.join(", ")}; name one with --dataset` : "it has none";
  throw invalidFile(npz.path, `expected an array ${asked ?? COUNTS} [height, width, channels]; ${what}`);
}

function shapeOf(npz: Npz, entry: ZipEntry): readonly number[] | undefined {
  try {
    return npz.header(entry).shape;
  } catch (cause) {
    // An array of another type is none of those sought.
    if (cause instanceof GanxError) return undefined;
    throw cause;
  }
}

/** Where the numbers are read from: the file itself, memory, or as it is unpacked. */
function storedBytes(
  npz: Npz,
  entry: ZipEntry,
  isInOrder: boolean,
  start: number,
): { data: StoredBytes; start: number } {
  const { path, file } = npz;
  if (entry.size <= MOST_WHOLE_BYTES) {
    const bytes = unpack(path, file, entry);
    return { data: inMemory(bytes, file), start };
  }
  if (!entry.isDeflated) return { data: file, start: entry.start + start };
  if (isInOrder) return { data: new InflatingBytes(path, file, entry), start };
  throw invalidFile(
    path,
    `${entry.name}: ${entry.size} bytes in Fortran order are too many to be unpacked; save it in C order or not compressed`,
  );
}

function inMemory(bytes: Uint8Array, file: FileBytes): StoredBytes {
  return {
    length: bytes.length,
    read: (at, size) => bytes.subarray(at, at + size),
    readInto: (at, out) => {
      out.set(bytes.subarray(at, at + out.length));
      return out;
    },
    close: () => file.close(),
  };
}

/** The size of pixels that ganx writes. */
function storedPixel(npz: Npz): PixelSize {
  const size = npz.numbers(PIXEL_SIZE);
  const um = size?.length === 1 ? size[0] : undefined;
  return pixelSizeOf({ xUm: um, yUm: um }, { width: 0, height: 0 });
}

function storedAxis(npz: Npz, channels: number): { offsetKeV: number; gainKeV: number } | undefined {
  const [offset, gain] = ["offset_kev", "gain_kev"].map((name) => npz.numbers(name));
  if (offset?.length === 1 && gain?.length === 1) return { offsetKeV: offset[0], gainKeV: gain[0] };
  for (const name of ["energy_kev", "energy"]) {
    const energies = npz.numbers(name);
    const axis = energies?.length === channels ? evenAxis(energies) : undefined;
    if (axis) return axis;
  }
  return undefined;
}
