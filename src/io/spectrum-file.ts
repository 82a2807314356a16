import { show } from "../check.js";
import { GanxError } from "../errors.js";
import { checkSpectrum, type MeasuredSpectrum } from "../pigment.js";
import { isHdf5 } from "./hdf5-format/bytes.js";
import { readTextSpectrum } from "./text-spectrum.js";

const MAX_BYTES = 64 * 2 ** 20;

/**
 * Reads a measured spectrum from the bytes of a file.
 *
 * HDF5 with the one-dimensional datasets `x` (keV) and `y` (counts), or text in two columns: see `readTextSpectrum`.
 *
 * @param name the file's name, for messages
 * @throws GanxError `INVALID_FILE`, one line that begins with the name
 */
export async function readSpectrumFile(bytes: Uint8Array, name: string): Promise<MeasuredSpectrum> {
  const label = `spectrum file ${show(name)}`;
  if (!(bytes instanceof Uint8Array) || bytes.length === 0 || bytes.length > MAX_BYTES) {
    const found = bytes instanceof Uint8Array ? `${bytes.length}` : show(bytes);
    throw new GanxError("INVALID_FILE", `${label}: expected 1 to ${MAX_BYTES} bytes, found ${found}`);
  }
  const [energies, counts] = isHdf5(bytes)
    ? (await import("./hdf5-spectrum.js")).readHdf5Spectrum(bytes, label)
    : readTextSpectrum(bytes, label);
  return checkSpectrum(label, energies, counts, "INVALID_FILE");
}
