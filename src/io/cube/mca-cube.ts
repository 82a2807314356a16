// Node only: a folder of Amptek spectra, one a pixel.

import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { blockOf, type CubeBlock } from "../../analysis/cube-source.js";
import type { EnergyAxis } from "../../energy-axis.js";
import { GanxError } from "../../errors.js";
import type { NumberType } from "../../kernels/sums.js";
import { checkRegion, type Region } from "../../region.js";
import { fileFailure } from "../hdf5-file.js";
import { type FoundSpectrum, SpectrumProblem } from "../spectra/found-spectrum.js";
import { readMcaSpectrum } from "../spectra/mca-spectrum.js";
import { parseUnit } from "../spectra/units.js";
import { type CubeFile, type CubeFileOptions, checkShape, chooseAxis, invalidFile } from "./cube-file.js";
import { evenAxis } from "./even-axis.js";
import { gridOf } from "./spectrum-grid.js";

/** Most of one spectrum. */
const MOST_BYTES = 2 ** 24;
const MOST_FILES = 2 ** 22;
/** Counts that are read at once. */
const BLOCK_BYTES = 2 ** 22;
const MOST_COUNT = 2 ** 32 - 1;

/** Whether a file's name is that of such a spectrum. */
export const isMcaName = (name: string): boolean => name.toLowerCase().endsWith(".mca");

/** @throws GanxError `IO`, `INVALID_FILE` */
function readSpectrum(path: string): FoundSpectrum {
  let text: string;
  try {
    const file = openSync(path, "r");
    try {
      const { size } = fstatSync(file);
      if (size > MOST_BYTES) throw invalidFile(path, `expected at most ${MOST_BYTES} bytes, found ${size}`);
      const bytes = new Uint8Array(size);
      const read = readSync(file, bytes, 0, size, 0);
      text = new TextDecoder("latin1").decode(bytes.subarray(0, read));
    } finally {
      closeSync(file);
    }
  } catch (cause) {
    throw fileFailure(path, cause);
  }
  try {
    return readMcaSpectrum(text);
  } catch (cause) {
    if (cause instanceof SpectrumProblem) throw invalidFile(path, cause.message, cause);
    throw cause;
  }
}

function axisOf({ x, unit }: FoundSpectrum): { offsetKeV: number; gainKeV: number } | undefined {
  const known = unit === undefined ? { quantity: "energy", scale: 1 } : parseUnit(unit);
  const axis = x && known?.quantity === "energy" ? evenAxis(x) : undefined;
  return axis && known && { offsetKeV: axis.offsetKeV * known.scale, gainKeV: axis.gainKeV * known.scale };
}

/** A cube of many small files. */
class McaCube implements CubeFile {
  readonly label: string;
  readonly type: NumberType = "u32";
  readonly rowsTogether = 1;
  readonly format: string;

  constructor(
    readonly path: string,
    private readonly files: readonly string[],
    readonly height: number,
    readonly width: number,
    readonly energyAxis: EnergyAxis,
    readonly isCalibrated: boolean,
    readonly name: string,
  ) {
    this.label = path;
    this.format = `${files.length} Amptek MCA files`;
  }

  /** All counts, once, row by row. @throws GanxError `INVALID_FILE`, `IO` */
  *blocks(): Generator<CubeBlock> {
    const pixels = Math.max(1, Math.floor(BLOCK_BYTES / (4 * this.energyAxis.channels)));
    for (let y = 0; y < this.height; y++) {
      for (let x = 0; x < this.width; x += pixels) {
        yield this.block({ x, y, width: Math.min(pixels, this.width - x), height: 1 });
      }
    }
  }

  /** Counts of a rectangle. @throws GanxError `INVALID_ARGUMENT`, `INVALID_FILE`, `IO`, `OUT_OF_MEMORY` */
  block(asked: Region): CubeBlock {
    const region = checkRegion(asked, this);
    const { channels } = this.energyAxis;
    let counts: Uint32Array;
    try {
      counts = new Uint32Array(region.width * region.height * channels);
    } catch (cause) {
      throw new GanxError("OUT_OF_MEMORY", `${this.label}: no room for so many counts at once`, { cause });
    }
    for (let row = 0; row < region.height; row++) {
      for (let column = 0; column < region.width; column++) {
        const path = this.files[(region.y + row) * this.width + region.x + column];
        counts.set(this.countsOf(path), (row * region.width + column) * channels);
      }
    }
    return blockOf(region, counts, channels);
  }

  close(): void {}

  private countsOf(path: string): readonly number[] {
    const { y } = readSpectrum(path);
    const { channels } = this.energyAxis;
    if (y.length !== channels) throw invalidFile(path, `expected ${channels} channels, found ${y.length}`);
    const wrong = y.find((count) => !(Number.isInteger(count) && count <= MOST_COUNT));
    if (wrong === undefined) return y;
    throw invalidFile(path, `expected whole counts below 2^32, found ${wrong}`);
  }
}

/**
 * Opens a folder of `.mca` files; the energy axis is that of the first pixel.
 *
 * @throws GanxError `IO`, `INVALID_FILE`
 */
export async function openMcaFolder(path: string, options: CubeFileOptions = {}): Promise<CubeFile> {
  const names = (await readdir(path)).filter(isMcaName);
  if (names.length > MOST_FILES)
    throw invalidFile(path, `expected at most ${MOST_FILES} files, found ${names.length}`);
  if (names.length === 0) throw invalidFile(path, "expected .mca files, found none");
  const grid = gridOf(path, names, options.shape);
  const first = readSpectrum(join(path, grid.names[0]));
  const { length } = first.y;
  checkShape(path, grid.height, grid.width, length);
  const { energyAxis, isCalibrated } = chooseAxis(path, length, options, axisOf(first));
  const files = grid.names.map((name) => join(path, name));
  return new McaCube(path, files, grid.height, grid.width, energyAxis, isCalibrated, grid.names[0]);
}
