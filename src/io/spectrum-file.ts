import { show } from "../check.js";
import { GanxError } from "../errors.js";
import type { MeasuredSpectrum } from "../pigment.js";
import { isHdf5 } from "./hdf5-format/bytes.js";
import { calibrate, type PlacedPoints, place, type SpectrumFileOptions } from "./spectra/calibrate.js";
import { type FoundSpectrum, SpectrumProblem } from "./spectra/found-spectrum.js";
import { readHdf5Spectrum } from "./spectra/hdf5-spectrum.js";
import { JCAMP_START } from "./spectra/jcamp-blocks.js";
import { readJcampSpectrum } from "./spectra/jcamp-spectrum.js";
import { MCA_START, readMcaSpectrum } from "./spectra/mca-spectrum.js";
import { MSA_START, readMsaSpectrum } from "./spectra/msa-spectrum.js";
import { readSpeSpectrum, SPE_START } from "./spectra/spe-spectrum.js";
import { readSpxSpectrum, SPX_START } from "./spectra/spx-spectrum.js";
import { decodeText } from "./spectra/text-lines.js";
import { readTextSpectrum } from "./spectra/text-spectrum.js";

export type { SpectrumFileOptions } from "./spectra/calibrate.js";

const MAX_BYTES = 64 * 2 ** 20;
/** The part of a text that says what it is. */
const START = 2000;

/** A spectrum with what its file says of it. */
export interface SpectrumFile {
  readonly spectrum: MeasuredSpectrum;
  /** Such as `Amptek MCA` or `JCAMP-DX`. */
  readonly format: string;
  readonly title?: string;
  /** Seconds. */
  readonly liveSeconds?: number;
  readonly realSeconds?: number;
}

/** Text formats by how they begin, and by the ends of names that promise them. */
const FORMATS: readonly {
  readonly name: string;
  readonly start: RegExp;
  readonly ends?: RegExp;
  readonly read: (text: string) => FoundSpectrum;
}[] = [
  { name: "Amptek MCA", start: MCA_START, read: readMcaSpectrum },
  { name: "EMSA/MAS (#FORMAT)", start: MSA_START, ends: /\.(msa|emsa|ems)$/i, read: readMsaSpectrum },
  {
    name: "JCAMP-DX (##TITLE=)",
    start: JCAMP_START,
    ends: /\.(jdx|dx|jcm|jcamp)$/i,
    read: readJcampSpectrum,
  },
  { name: "Bruker XML", start: SPX_START, ends: /\.spx$/i, read: readSpxSpectrum },
  { name: "SPE ($DATA:)", start: SPE_START, read: readSpeSpectrum },
];

/**
 * Reads a measured spectrum from the bytes of a file, whatever its format, which its content says.
 *
 * HDF5 with the one-dimensional datasets `x` and `y`; text in columns; Amptek `.mca`; `.spe`; Bruker `.spx`; EMSA/MAS
 * `.msa`; JCAMP-DX `.jdx`. Energies come in keV, wavelengths in nm, wavenumbers in cm-1, increasing.
 *
 * @param name the file's name, for messages
 * @throws GanxError `INVALID_FILE`, one line that begins with the name
 */
export async function decodeSpectrum(
  bytes: Uint8Array,
  name: string,
  options: SpectrumFileOptions = {},
): Promise<SpectrumFile> {
  return readAs(bytes, name, (found, label) => {
    const { format, title, liveSeconds, realSeconds } = found;
    return {
      spectrum: calibrate(found, label, options),
      format,
      ...(title === undefined ? {} : { title }),
      ...(liveSeconds === undefined ? {} : { liveSeconds }),
      ...(realSeconds === undefined ? {} : { realSeconds }),
    };
  });
}

/**
 * The points of the same files, in any order and also one alone, such as the lines of a beam.
 *
 * @throws GanxError `INVALID_FILE`, one line that begins with the name
 */
export async function decodePoints(bytes: Uint8Array, name: string): Promise<PlacedPoints> {
  return readAs(bytes, name, (found) => place(found, {}));
}

/** Reads a file; what is wrong with it is told under its name. */
function readAs<T>(bytes: Uint8Array, name: string, use: (found: FoundSpectrum, label: string) => T): T {
  const label = `spectrum file ${show(name)}`;
  if (!(bytes instanceof Uint8Array) || bytes.length === 0 || bytes.length > MAX_BYTES) {
    const found = bytes instanceof Uint8Array ? `${bytes.length}` : show(bytes);
    throw new GanxError("INVALID_FILE", `${label}: expected 1 to ${MAX_BYTES} bytes, found ${found}`);
  }
  try {
    return use(isHdf5(bytes) ? readHdf5Spectrum(bytes) : readText(decodeText(bytes), name), label);
  } catch (cause) {
    if (!(cause instanceof SpectrumProblem)) throw cause;
    throw new GanxError("INVALID_FILE", `${label}: ${cause.message}`, { cause });
  }
}

function readText(text: string, name: string): FoundSpectrum {
  const start = text.slice(0, START);
  const format = FORMATS.find((one) => one.start.test(start));
  if (format) return format.read(text);
  const promised = FORMATS.find(({ ends }) => ends?.test(name));
  if (promised)
    throw new SpectrumProblem(`expected ${promised.name}, found ${show(start.trim().split("\n", 1)[0])}`);
  return readTextSpectrum(text);
}
