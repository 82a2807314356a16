import { readDirectory, TiffDirectory, TiffProblem } from "./tiff/directory.js";

const TAG = {
  interoperabilityIndex: 1,
  orientation: 274,
  exif: 0x8769,
  colorSpace: 0xa001,
  interoperability: 0xa005,
};

/** The number of a colour space that is not sRGB. */
const UNCALIBRATED = 0xffff;

/** What EXIF data say of the colours: nothing, or that they are not sRGB. */
export type ExifColours = "Adobe RGB" | "unknown" | undefined;

/** What EXIF data say that matters here. */
export interface ExifFacts {
  /** How the picture is to be turned, 1..8. */
  readonly orientation: number;
  readonly colours: ExifColours;
}

/**
 * Reads EXIF data; what is damaged says nothing.
 *
 * Source: JEITA CP-3451C (EXIF 2.3), 4.6; JEITA CP-3461B (DCF 2.0), which marks Adobe RGB by the index "R03".
 */
export function readExif(bytes: Uint8Array): ExifFacts {
  const directory = attempt(() => readDirectory(bytes));
  if (!directory) return { orientation: 1, colours: undefined };
  const [orientation = 1] = attempt(() => directory.numbers(TAG.orientation)) ?? [];
  const isKnown = orientation >= 1 && orientation <= 8;
  return { orientation: isKnown ? orientation : 1, colours: attempt(() => readColours(directory)) };
}

function readColours(directory: TiffDirectory): ExifColours {
  const exif = follow(directory, TAG.exif);
  if (exif?.numbers(TAG.colorSpace)?.[0] !== UNCALIBRATED) return undefined;
  const index = follow(exif, TAG.interoperability)?.data(TAG.interoperabilityIndex);
  const letters = index ? String.fromCharCode(...index.subarray(0, 3)) : "";
  return letters === "R03" ? "Adobe RGB" : "unknown";
}

/** The directory that a field points to. */
function follow(directory: TiffDirectory, tag: number): TiffDirectory | undefined {
  const at = directory.numbers(tag)?.[0];
  return at === undefined ? undefined : new TiffDirectory(directory.bytes, directory.isLittle, false, at);
}

/** What is found, or undefined where it is damaged. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof TiffProblem) return undefined;
    throw cause;
  }
}
