import { allocateSamples, type DecodedPicture } from "./pixels/decoded-picture.js";
import { readDirectory, type TiffDirectory, TiffProblem } from "./tiff/directory.js";
import { readTiffLayout, type TiffLayout } from "./tiff/layout.js";
import { isDeepLayout } from "./tiff/paint.js";
import { paintTiff } from "./tiff/pixels.js";
import { tiffError } from "./tiff/problem.js";
import { PHOTOMETRIC, TAG } from "./tiff/tags.js";

/**
 * Decodes the first page of a TIFF or BigTIFF: grey, RGB, palette and CMYK of 1 to 16 bits or of floating point 0 to 1,
 * in strips or tiles, in one plane or several, uncompressed or with LZW, Deflate, PackBits or JPEG.
 *
 * @param bytes the whole file.
 * @throws GanxError `INVALID_IMAGE` if the file is damaged, cut short or of a kind that is not read.
 * Source: Adobe, TIFF revision 6.0 (1992), with its technical notes; BigTIFF as of libtiff 4.0.
 */
export function decodeTiff(bytes: Uint8Array): DecodedPicture {
  try {
    const directory = readDirectory(bytes);
    return decodePage(directory, readTiffLayout(directory));
  } catch (cause) {
    if (!(cause instanceof TiffProblem)) throw cause;
    throw tiffError(`the file ${cause.message}: damaged; copy or download it again`, { cause });
  }
}

function decodePage(directory: TiffDirectory, layout: TiffLayout): DecodedPicture {
  const { width, height, alpha, photometric, colourSamples, colorMap } = layout;
  const isDeep = isDeepLayout(layout);
  const target = {
    colours: allocateSamples("TIFF", layout, 3, isDeep),
    alpha: alpha && allocateSamples("TIFF", layout, 1, isDeep),
  };
  paintTiff(directory.bytes, layout, target);
  const profile = directory.data(TAG.profile);
  const [orientation = 1] = directory.numbers(TAG.orientation) ?? [];
  return {
    ...{ width, height, ...target },
    isPremultiplied: alpha?.isPremultiplied,
    isGrey: colourSamples === 1 && !colorMap,
    ...(photometric !== PHOTOMETRIC.separated && { profile }),
    orientation: orientation >= 1 && orientation <= 8 ? orientation : 1,
    notes: notesOn(directory, layout, profile !== undefined),
  };
}

function notesOn(directory: TiffDirectory, layout: TiffLayout, hasProfile: boolean): string[] {
  const pages = directory.countPages();
  const notes: string[] = [];
  if (pages > 1) notes.push(`the first of its ${pages} pages was read`);
  if (layout.hasUnknownExtra)
    notes.push("a sample beside its colours, whose meaning is not said, was ignored");
  if (layout.isFloat) notes.push("its floating point samples were taken as sRGB of 0 to 1");
  if (layout.photometric === PHOTOMETRIC.separated) {
    const ignored = hasProfile ? ", and its profile was ignored" : "";
    notes.push(`its CMYK was turned into RGB by the plain formula${ignored}`);
  }
  return notes;
}
