import type { ExifColours } from "../exif.js";
import type { Samples } from "../pixels/decoded-picture.js";
import { type Curve, readCurve } from "./curve.js";
import { srgbEncoder } from "./encode.js";
import { type Matrix, toSrgbMatrix } from "./matrix.js";
import { exactPower } from "./power.js";
import { type Profile, ProfileProblem, readProfile } from "./profile.js";

/** What became of a profile: nothing to say of sRGB. */
export interface ConvertedProfile {
  /** Its name, where it is not sRGB. */
  readonly colorSpace?: string;
  readonly note?: string;
}

/** Curves and primaries: all that a simple profile is. */
interface Model {
  readonly curves: readonly [Curve, Curve, Curve];
  readonly matrix: Matrix;
}

const IDENTITY: Matrix = [1, 0, 0, 0, 1, 0, 0, 0, 1];

/**
 * Converts colours from those of an ICC profile to sRGB, in place.
 *
 * Profiles made of tone curves and, for RGB, a matrix are followed (relative colorimetric, no black point compensation);
 * what lies outside of sRGB is clipped. Others, such as those with tables, are named and ignored, as is a damaged one.
 * Profiles that change no 8-bit sample by more than one are sRGB. The same in every runtime.
 *
 * @param colours `[n, 3]`
 * @param isGrey whether the file holds grey values
 * @param prepare is called before any colour is changed
 * Source: ICC.1:2022, annex E.
 */
export function convertProfile(
  colours: Samples,
  bytes: Uint8Array,
  isGrey: boolean,
  prepare?: () => void,
): ConvertedProfile {
  try {
    const profile = readProfile(bytes);
    const name = `"${profile.description}"`;
    const model = modelOf(profile, isGrey);
    if (typeof model === "string") {
      return { colorSpace: profile.description, note: `its colour profile ${name} was ignored: ${model}` };
    }
    if (isSrgb(model)) return {};
    prepare?.();
    applyModel(colours, model);
    return { colorSpace: profile.description, note: `converted to sRGB from its colour profile ${name}` };
  } catch (cause) {
    if (!(cause instanceof ProfileProblem) && !(cause instanceof RangeError)) throw cause;
    return { note: "its colour profile is damaged and was ignored" };
  }
}

/** Adobe RGB. Source: Adobe RGB (1998) Color Image Encoding, May 2005; primaries under D50 as in its profile. */
function adobeRgb(): Model {
  const curve: Curve = (value) => exactPower(value, 563 / 256);
  const primaries: Matrix = [0.60974, 0.20528, 0.14919, 0.31111, 0.62567, 0.06322, 0.01947, 0.06087, 0.74457];
  return { curves: [curve, curve, curve], matrix: toSrgbMatrix(primaries) ?? IDENTITY };
}

/** Converts colours that EXIF data speak of and no profile, in place. */
export function convertExif(colours: Samples, kind: ExifColours, prepare?: () => void): ConvertedProfile {
  if (kind !== "Adobe RGB") {
    return {
      colorSpace: "unknown",
      note: "its EXIF data say that its colours are not sRGB, but not what they are; taken as sRGB",
    };
  }
  prepare?.();
  applyModel(colours, adobeRgb());
  return { colorSpace: kind, note: "converted to sRGB from Adobe RGB, of which its EXIF data speak" };
}

/** The model of a profile, or why it has none that is followed. */
function modelOf({ space, connection, tags }: Profile, isGrey: boolean): Model | string {
  const curve = (name: string): Curve | undefined => {
    const tag = tags.get(name);
    return tag && readCurve(tag);
  };
  if (space === "GRAY") {
    const grey = curve("kTRC");
    if (!isGrey) return "it is one of grey, the picture is in colour";
    return grey ? { curves: [grey, grey, grey], matrix: IDENTITY } : "it has no tone curve";
  }
  if (space !== "RGB ") return `it is one of ${space.trim()}, the picture is ${isGrey ? "grey" : "RGB"}`;
  const [r, g, b] = ["rTRC", "gTRC", "bTRC"].map(curve);
  const columns = ["rXYZ", "gXYZ", "bXYZ"].map((name) => tags.get(name));
  if (!r || !g || !b || !columns.every((tag) => tag !== undefined) || connection !== "XYZ ") {
    return "it is made of tables, which are not applied";
  }
  const primaries = [8, 12, 16].flatMap((at) => columns.map((tag) => tag.getInt32(at) / 65_536));
  const matrix = toSrgbMatrix(primaries as unknown as Matrix);
  return matrix ? { curves: [r, g, b], matrix } : "its primaries do not make its white";
}

/** Whether no grey and no colour of a coarse grid moves by more than one 8-bit sample. */
function isSrgb(model: Model): boolean {
  const levels = [0, 51, 102, 153, 204, 255];
  const grid = levels.flatMap((r) => levels.flatMap((g) => levels.flatMap((b) => [r, g, b])));
  const greys = Array.from({ length: 768 }, (_, i) => Math.floor(i / 3));
  const before = Uint8Array.from([...grid, ...greys]);
  const after = before.slice();
  applyModel(after, model);
  return after.every((value, i) => Math.abs(value - before[i]) <= 1);
}

function applyModel(colours: Samples, { curves, matrix }: Model): void {
  const most = colours instanceof Uint8Array ? 255 : 65_535;
  const encode = srgbEncoder(most);
  const [red, green, blue] = curves.map((curve) =>
    Float64Array.from({ length: most + 1 }, (_, sample) => curve(sample / most)),
  );
  const [m0, m1, m2, m3, m4, m5, m6, m7, m8] = matrix;
  for (let at = 0; at < colours.length; at += 3) {
    const r = red[colours[at]];
    const g = green[colours[at + 1]];
    const b = blue[colours[at + 2]];
    colours[at] = encode(m0 * r + m1 * g + m2 * b);
    colours[at + 1] = encode(m3 * r + m4 * g + m5 * b);
    colours[at + 2] = encode(m6 * r + m7 * g + m8 * b);
  }
}
