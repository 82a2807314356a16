import { readExif } from "../exif.js";
import { joinBytes } from "../join-bytes.js";
import type { DecodedPicture } from "../pixels/decoded-picture.js";
import type { JpegSegment } from "./segments.js";

const APP1 = 0xe1;
const APP2 = 0xe2;

/** The data after a name, where a segment is of that marker and name. */
function named({ marker, data }: JpegSegment, wanted: number, name: string): Uint8Array | undefined {
  if (marker !== wanted || String.fromCharCode(...data.subarray(0, name.length)) !== name) return undefined;
  return data.subarray(name.length);
}

/**
 * What the application segments of a JPEG say of its colours and its orientation.
 *
 * Source: JEITA CP-3451 (EXIF), 4.5.4; ICC.1:2022, annex B.4 (a profile in numbered segments).
 */
export function readJpegMetadata(
  application: readonly JpegSegment[],
): Pick<DecodedPicture, "profile" | "orientation" | "exifColours" | "notes"> {
  const exif = application
    .map((segment) => named(segment, APP1, "Exif\0\0"))
    .find((data) => data !== undefined);
  const { orientation, colours } = exif ? readExif(exif) : { orientation: 1, colours: undefined };
  const parts = application.flatMap((segment) => named(segment, APP2, "ICC_PROFILE\0") ?? []);
  if (parts.length === 0) return { orientation, exifColours: colours };
  const profile = join(parts);
  if (profile) return { orientation, profile };
  return { orientation, notes: ["a part of its colour profile is missing, so that it was ignored"] };
}

/** Parts begin with their number, from 1, and how many there are. */
function join(parts: readonly Uint8Array[]): Uint8Array | undefined {
  const sorted = [...parts].sort((a, b) => a[0] - b[0]);
  if (sorted.some((part, i) => part.length < 2 || part[0] !== i + 1 || part[1] !== parts.length))
    return undefined;
  return joinBytes(sorted.map((part) => part.subarray(2)));
}
