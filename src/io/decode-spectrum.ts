import type { SpectrumFile, SpectrumFileOptions } from "./spectrum-file.js";

/**
 * Decodes a measured spectrum, in any runtime: HDF5 with `x` and `y`, text in columns, Amptek `.mca`, `.spe`, Bruker `.spx`,
 * EMSA/MAS `.msa`, JCAMP-DX `.jdx`; the content says which.
 *
 * @param name the file's name, for messages
 * @returns energies in keV, wavelengths in nm or wavenumbers in cm-1, increasing, and what the file says of them
 * @throws GanxError `INVALID_FILE`, one line that begins with the name
 */
export async function decodeSpectrum(
  bytes: Uint8Array,
  name: string,
  options: SpectrumFileOptions = {},
): Promise<SpectrumFile> {
  // The readers are loaded with the first file.
  return (await import("./spectrum-file.js")).decodeSpectrum(bytes, name, options);
}
