// A small reader of its own, bounded at every step: the HDF5 library corrupts its memory on damaged files, and with it
// every file that the same process writes afterwards.
import { MAX_BINS } from "../../pigment.js";
import { Hdf5Problem, inMemory } from "../hdf5-format/bytes.js";
import { readRow } from "../hdf5-format/dataset.js";
import { groupLinks, rootAddress } from "../hdf5-format/objects.js";
import { type FoundSpectrum, SpectrumProblem } from "./found-spectrum.js";

/**
 * Reads the one-dimensional datasets `x` (keV) and `y` (counts) at the root of an HDF5 file.
 *
 * Files as h5py and most programs write them by default; not the chunk indexes of `libver="latest"`.
 *
 * @throws SpectrumProblem
 */
export function readHdf5Spectrum(bytes: Uint8Array): FoundSpectrum {
  try {
    const source = inMemory(bytes);
    const links = groupLinks(source, rootAddress(source));
    const row = (name: string): number[] => {
      const address = links.get(name);
      if (address !== undefined) return readRow(source, address, MAX_BINS);
      throw new Hdf5Problem(`expected datasets "x" (keV) and "y" (counts), found no "${name}"`);
    };
    return { format: "HDF5", x: row("x"), y: row("y"), unit: undefined };
  } catch (cause) {
    if (!(cause instanceof Hdf5Problem)) throw cause;
    throw new SpectrumProblem(`this HDF5 file cannot be read: ${cause.message}`, { cause });
  }
}
