/** Damage of a colour profile. */
export class ProfileProblem extends Error {}

/** An ICC profile: its header and its tags by signature. */
export interface Profile {
  /** `RGB `, `GRAY`, `CMYK`, ... */
  readonly space: string;
  /** What it converts to, `XYZ ` or `Lab `. */
  readonly connection: string;
  readonly description: string;
  /** The data of each tag. */
  readonly tags: ReadonlyMap<string, DataView>;
}

const HEADER_BYTES = 128;
const MOST_TAGS = 1000;
const MOST_LETTERS = 60;

function textAt(view: DataView, at: number, length: number): string {
  return Array.from({ length }, (_, i) => String.fromCharCode(view.getUint8(at + i))).join("");
}

/**
 * Takes an ICC profile apart.
 *
 * @throws ProfileProblem where it is damaged
 * Source: ICC.1:2022, section 7.
 */
export function readProfile(bytes: Uint8Array): Profile {
  try {
    return read(new DataView(bytes.buffer, bytes.byteOffset, bytes.length));
  } catch (cause) {
    // A DataView throws this where the data end.
    if (!(cause instanceof RangeError)) throw cause;
    throw new ProfileProblem("it ends early", { cause });
  }
}

function read(view: DataView): Profile {
  if (textAt(view, 36, 4) !== "acsp") throw new ProfileProblem("it has no signature");
  const count = view.getUint32(HEADER_BYTES);
  if (count > MOST_TAGS) throw new ProfileProblem(`it has ${count} tags`);
  const tags = new Map<string, DataView>();
  for (let i = 0; i < count; i++) {
    const at = HEADER_BYTES + 4 + 12 * i;
    const [start, length] = [view.getUint32(at + 4), view.getUint32(at + 8)];
    if (start + length > view.byteLength) throw new ProfileProblem("a tag lies outside of it");
    tags.set(textAt(view, at, 4), new DataView(view.buffer, view.byteOffset + start, length));
  }
  const named = tags.get("desc");
  return {
    space: textAt(view, 16, 4),
    connection: textAt(view, 20, 4),
    description: (named && describe(named)) || "without a name",
    tags,
  };
}

/** A name for a message, in one line: of version 2 in ASCII, of version 4 the first translation in UTF-16. */
function describe(tag: DataView): string {
  const kind = textAt(tag, 0, 4);
  let letters = "";
  if (kind === "desc") letters = textAt(tag, 12, Math.min(MOST_LETTERS, tag.getUint32(8)));
  if (kind === "mluc" && tag.getUint32(8) > 0) {
    const length = Math.min(MOST_LETTERS, tag.getUint32(20) / 2);
    const at = tag.getUint32(24);
    letters = Array.from({ length }, (_, i) => String.fromCharCode(tag.getUint16(at + 2 * i))).join("");
  }
  return letters.replaceAll(/[^\x20-\x7e\xa0-\ud7ff]+/g, " ").trim();
}
