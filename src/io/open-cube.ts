// Node only: a cube on disk in any format that is known, told by content and name.
import { readdir, stat } from "node:fs/promises";
import { basename, dirname, extname } from "node:path";
import { GanxError } from "../errors.js";
import { checkPixelSize } from "../pixel-size.js";
import { type CubeFile, type CubeFileOptions, invalidFile } from "./cube/cube-file.js";
import { withPixelSize } from "./cube/pixel-size.js";
import { readHead } from "./cube/read-text.js";
import { WORKSPACE } from "./cube/workspace.js";
import { readReason } from "./file-error.js";
import { Hdf5Cube } from "./hdf5-cube.js";
import { openHdf5 } from "./hdf5-file.js";
import { isNpy } from "./npy/header.js";
import { Hdf5Scan } from "./read-hdf5.js";
import { ZARR_MARKS } from "./zarr/marks.js";

type Open = (path: string, options: CubeFileOptions) => Promise<CubeFile>;

/** Formats whose code is loaded when a file of them is opened. */
const openers = {
  npy: async (path, options) => (await import("./cube/npy-cube.js")).openNpy(path, options),
  npz: async (path, options) => (await import("./cube/npz-cube.js")).openNpz(path, options),
  lispix: async (path, options) => (await import("./cube/open-raw.js")).openLispix(path, options),
  envi: async (path, options) => (await import("./cube/open-raw.js")).openEnvi(path, options),
  edf: async (path, options) => (await import("./cube/edf-cube.js")).openEdf(path, options),
  workspace: async (path, options) => (await import("./cube/open-workspace.js")).openWorkspace(path, options),
  zarr: async (path, options) => (await import("./zarr/zarr-cube.js")).openZarr(path, options),
} satisfies Record<string, Open>;

/** What begins an HDF5 file, at byte 0, 512, 1024 and so on. */
const HDF5 = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];
const HEAD_BYTES = 2 ** 16;

const startsWith = (head: Uint8Array, bytes: readonly number[], at = 0): boolean =>
  bytes.every((byte, i) => head[at + i] === byte);

function isHdf5(head: Uint8Array): boolean {
  for (let at = 0; at < head.length; at = at === 0 ? 512 : 2 * at) {
    if (startsWith(head, HDF5, at)) return true;
  }
  return false;
}

/** How the content or else the name says that a file is to be opened. */
function openerOf(head: Uint8Array, extension: string): Open | undefined {
  if (isHdf5(head)) return openHdf5Cube;
  if (head.length >= 6 && isNpy(head)) return openers.npy;
  if (startsWith(head, [0x50, 0x4b, 3, 4])) return openers.npz;
  const text = new TextDecoder("latin1").decode(head.subarray(0, 4096));
  if (extension === ".hdr" || /^\s*ENVI\s/.test(text)) return openers.envi;
  if (extension === ".rpl" || /^key[ \t]+value\s/i.test(text)) return openers.lispix;
  if (extension === ".edf" || extension === ".ccd" || /^\s*\{\s*\n/.test(text)) return openers.edf;
  return { ".npy": openers.npy, ".npz": openers.npz, ".hspy": openHdf5Cube, ".nxs": openHdf5Cube }[extension];
}

/** Opens a folder: a Zarr store, a workspace of XRF-Explorer, or spectra one a pixel. */
async function openFolder(path: string, options: CubeFileOptions): Promise<CubeFile> {
  const names = await readdir(path);
  const extension = extname(path).toLowerCase();
  if (names.some((name) => ZARR_MARKS.includes(name))) return openers.zarr(path, options);
  if (names.includes(WORKSPACE)) return openers.workspace(path, options);
  if (extension === ".zarr") return openers.zarr(path, options);
  const mca = await import("./cube/mca-cube.js");
  if (names.some(mca.isMcaName)) return mca.openMcaFolder(path, options);
  throw new GanxError(
    "IO",
    `cannot read ${path}: it is a folder, without a Zarr store, ${WORKSPACE} or .mca files`,
  );
}

/**
 * Opens a cube of counts: HDF5 of ganx, then with its truth, or of any other program (its only cube, or the layouts of
 * NeXus, PyMca, HyperSpy, PyXRF); Lispix (`.rpl`, `.raw`), ENVI (`.hdr`), Zarr, NumPy (`.npy`, `.npz`), EDF stacks, workspaces of
 * XRF-Explorer, folders of Amptek `.mca` files.
 *
 * The energy axis is that of `energyKeV`, the size of pixels `pixelSizeUm`, else what the file says.
 *
 * @returns an `Hdf5Scan` where no option is given and ganx wrote the HDF5 file
 * @throws GanxError `IO` where the file cannot be opened, `INVALID_FILE` where there is no such cube in it,
 *   `INVALID_ARGUMENT`
 */
export async function openCube(path: string, options: CubeFileOptions = {}): Promise<CubeFile> {
  const { pixelSizeUm } = options;
  if (pixelSizeUm === undefined) return openStored(path, options);
  checkPixelSize(pixelSizeUm);
  return withPixelSize(await openStored(path, options), pixelSizeUm);
}

/** Opens a cube with the pixels that the file says. */
async function openStored(path: string, options: CubeFileOptions): Promise<CubeFile> {
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    (cause) => {
      throw new GanxError("IO", `cannot read ${path}: ${readReason(cause)}`, { cause });
    },
  );
  if (isFolder) return openFolder(path, options);
  if (basename(path) === WORKSPACE) return openers.workspace(dirname(path), options);
  const extension = extname(path).toLowerCase();
  const isHdf5Name = extension === ".h5" || extension === ".hdf5";
  if (isHdf5Name || !(await stat(path)).isFile()) return openHdf5Cube(path, options);
  const head = await readHead(path, HEAD_BYTES);
  const open = openerOf(head, extension);
  if (open) return open(path, options);
  const { openDescribed } = await import("./cube/open-raw.js");
  const described = await openDescribed(path, options);
  if (described) return described;
  throw invalidFile(
    path,
    "expected a cube: HDF5, .rpl with .raw, ENVI .hdr, a Zarr folder, .npy, .npz or .edf; found none of them by content or name",
  );
}

/** Opens a cube of counts in an HDF5 file; see {@link openCube}. */
export async function openHdf5Cube(path: string, options: CubeFileOptions = {}): Promise<Hdf5Cube> {
  const file = await openHdf5(path);
  try {
    const plain = options.dataset !== undefined || options.energyKeV !== undefined;
    if (!plain && file.attribute("recipe") !== undefined && file.find("/truth") === "group") {
      return new Hdf5Scan(file);
    }
    return new Hdf5Cube(file, options);
  } catch (cause) {
    file.close();
    throw cause;
  }
}
