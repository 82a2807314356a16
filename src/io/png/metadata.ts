import { readExif } from "../exif.js";
import type { DecodedPicture } from "../pixels/decoded-picture.js";
import { inflateAtMost } from "./inflate.js";

/** The chunks that say how the pixels are meant, by type. */
export type PngMetadata = ReadonlyMap<string, Uint8Array>;

/** Chunks of which the first is kept. */
export const METADATA_TYPES: readonly string[] = ["iCCP", "sRGB", "gAMA", "cICP", "eXIf"];

/** More than any real profile has. */
const MAX_PROFILE_BYTES = 2 ** 24;

/** gAMA of sRGB: 1/2.2 in hundred-thousandths. */
const SRGB_GAMMA = 45_455;

/** What the optional chunks of a PNG say of its colours and its orientation. Source: W3C PNG specification, 11.3.2, 11.3.3. */
export function readPngMetadata(
  chunks: PngMetadata,
): Pick<DecodedPicture, "profile" | "orientation" | "exifColours" | "notes"> {
  const exif = chunks.get("eXIf");
  const { orientation, colours } = exif ? readExif(exif) : { orientation: 1, colours: undefined };
  const compressed = chunks.get("iCCP");
  if (chunks.has("cICP")) {
    const [primaries, transfer] = chunks.get("cICP") as Uint8Array;
    // 1 and 13 are those of sRGB.
    if (primaries === 1 && transfer === 13) return { orientation };
    const numbers = `primaries ${primaries}, transfer ${transfer}`;
    return {
      orientation,
      notes: [`its colours are coded by ${numbers} (cICP), not sRGB, and taken as they are`],
    };
  }
  if (compressed) {
    const profile = inflateProfile(compressed);
    return profile
      ? { orientation, profile }
      : { orientation, notes: ["its colour profile is damaged and was ignored"] };
  }
  const gamma = chunks.get("gAMA");
  if (chunks.has("sRGB")) return { orientation };
  if (gamma?.length !== 4) return { orientation, exifColours: colours };
  const value = new DataView(gamma.buffer, gamma.byteOffset, 4).getUint32(0);
  if (Math.abs(value - SRGB_GAMMA) < 1000) return { orientation };
  return { orientation, notes: [`its gamma of ${value / 100_000} is not that of sRGB and was not applied`] };
}

/** An iCCP chunk is a name, two zeros and the compressed profile. */
function inflateProfile(data: Uint8Array): Uint8Array | undefined {
  const end = data.subarray(0, 80).indexOf(0);
  if (end < 0 || data[end + 1] !== 0) return undefined;
  return inflateAtMost(data.subarray(end + 2), MAX_PROFILE_BYTES);
}
