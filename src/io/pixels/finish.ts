import { deepSamples, type RgbImage, to8Bits } from "../../image.js";
import { composite, unmultiply } from "./composite.js";
import type { DecodedPicture, Rgb8, Samples } from "./decoded-picture.js";
import { orient, swapsSides, TURNS } from "./orient.js";

/**
 * Makes the picture of what a decoder found: colours to sRGB, transparency on its background, upright, at 8 bits and,
 * where the file has more, also at 16.
 *
 * @param background sRGB 0..255 behind transparent pixels
 */
export async function finishPicture(decoded: DecodedPicture, background: Rgb8): Promise<RgbImage> {
  const { width, height, profile, exifColours, orientation = 1 } = decoded;
  const { colours, alpha } = atOwnDepth(decoded);
  const notes = [...(decoded.notes ?? [])];
  let colorSpace: string | undefined;
  let { isPremultiplied } = decoded;
  if (profile || exifColours) {
    const { convertExif, convertProfile } = await import("../icc/convert.js");
    // Multiplied colours are not those that a profile speaks of.
    const prepare = (): void => {
      if (alpha && isPremultiplied) unmultiply(colours, alpha);
      isPremultiplied = false;
    };
    const found = profile
      ? convertProfile(colours, profile, decoded.isGrey === true, prepare)
      : convertExif(colours, exifColours, prepare);
    colorSpace = found.colorSpace;
    if (found.note) notes.push(found.note);
  }
  if (alpha) composite({ colours, isPremultiplied }, alpha, background);
  const turned = orientation > 1;
  if (turned) notes.push(`${TURNS[orientation]}, as the file's orientation asks`);
  const upright = turned ? orient(colours, width, height, orientation) : colours;
  return {
    ...(turned && swapsSides(orientation) ? { width: height, height: width } : { width, height }),
    ...atBothDepths(upright),
    ...(alpha && { alphaBackground: background }),
    ...(colorSpace !== undefined && { colorSpace }),
    ...(notes.length > 0 && { notes }),
  };
}

/** The samples at 8 bits where their 16 hold no more, so that what follows does not depend on how they were saved. */
function atOwnDepth({ colours, alpha }: DecodedPicture): Pick<DecodedPicture, "colours" | "alpha"> {
  const isCoarse = (samples: Samples): boolean => {
    for (let i = 0; i < samples.length; i++) if (samples[i] % 257 !== 0) return false;
    return true;
  };
  if (colours instanceof Uint8Array || !isCoarse(colours)) return { colours, alpha };
  if (!alpha) return { colours: to8Bits(colours) };
  return isCoarse(alpha) ? { colours: to8Bits(colours), alpha: to8Bits(alpha) } : { colours, alpha };
}

function atBothDepths(samples: Samples): Pick<RgbImage, "rgb" | "rgb16"> {
  if (samples instanceof Uint8Array) return { rgb: samples };
  const rgb = to8Bits(samples);
  const rgb16 = deepSamples({ rgb, rgb16: samples });
  return rgb16 ? { rgb, rgb16 } : { rgb };
}
