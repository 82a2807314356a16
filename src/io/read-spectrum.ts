// Node only: measured spectra from files.
import { decodeSpectrum } from "./decode-spectrum.js";
import { readBytes } from "./read-bytes.js";
import type { SpectrumFile, SpectrumFileOptions } from "./spectrum-file.js";

/**
 * Reads a measured spectrum; see `decodeSpectrum` for the formats.
 *
 * @throws GanxError `IO` where the file cannot be read, `INVALID_FILE`
 */
export async function readSpectrum(path: string, options: SpectrumFileOptions = {}): Promise<SpectrumFile> {
  return decodeSpectrum(await readBytes(path), path, options);
}
