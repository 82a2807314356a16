/** A kind of file that begins in a known way. */
interface Signature {
  readonly name: string;
  /** Latin-1 text at byte `at` of the file. */
  readonly text: string;
  readonly at?: number;
}

const SIGNATURES: readonly Signature[] = [
  { name: "GIF", text: "GIF8" },
  { name: "PDF", text: "%PDF" },
  { name: "HDF5", text: "\x89HDF\r\n\x1a\n" },
  { name: "AVIF", text: "ftypavif", at: 4 },
  { name: "HEIC", text: "ftyphei", at: 4 },
  { name: "HEIC", text: "ftypmif1", at: 4 },
  { name: "JPEG 2000", text: "jP  \r\n", at: 4 },
  { name: "JPEG 2000", text: "\xff\x4f\xff\x51" },
  { name: "JPEG XL", text: "\xff\x0a" },
  { name: "JPEG XL", text: "JXL \r\n", at: 4 },
  { name: "Photoshop", text: "8BPS" },
  { name: "zip", text: "PK\x03\x04" },
  { name: "gzip", text: "\x1f\x8b\x08" },
];

/** The kinds of pictures that are read. */
export type ImageKind = "PNG" | "JPEG" | "TIFF" | "WebP";

const KINDS: readonly string[] = ["PNG", "JPEG", "TIFF", "WebP"];

/** Whether words for a file are the name of a kind that is read. */
export function isImageKind(words: string): words is ImageKind {
  return KINDS.includes(words);
}

const TIFF_STARTS = ["II*\0", "MM\0*", "II+\0", "MM\0+"];

const PNG_START = "\x89PNG";
const JPEG_START = "\xff\xd8";

/** Tells from its first bytes what a file is: the name of an {@link ImageKind}, or words for a message. */
export function identifyImage(bytes: Uint8Array): string {
  // A copy, because a TextDecoder refuses views of shared memory.
  const head = new Uint8Array(bytes.subarray(0, 256));
  const latin1 = String.fromCharCode(...head);
  if (head.length > 0 && latin1.startsWith(PNG_START.slice(0, head.length))) return "PNG";
  if (latin1.startsWith(JPEG_START)) return "JPEG";
  if (TIFF_STARTS.some((text) => latin1.startsWith(text))) return "TIFF";
  if (latin1.startsWith("RIFF") && latin1.startsWith("WEBP", 8)) return "WebP";
  const known = SIGNATURES.find(({ text, at = 0 }) => latin1.startsWith(text, at));
  if (known !== undefined) return `a ${known.name} file, which is not supported`;
  // Two letters say little, so the next field that is always 0 has to agree.
  if (latin1.startsWith("BM") && latin1.slice(6, 10) === "\0\0\0\0")
    return "a BMP file, which is not supported";
  if (isText(head)) return "text";
  const start = Array.from(head.subarray(0, 4), (byte) => byte.toString(16).padStart(2, "0"));
  return `an unknown kind of file that starts with the bytes ${start.join(" ")}`;
}

function isText(head: Uint8Array): boolean {
  if (head.some((byte) => (byte < 32 && (byte < 9 || byte > 13)) || byte === 127)) return false;
  try {
    // The end of the head may be in the middle of a letter, which `stream` allows.
    new TextDecoder("utf-8", { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}
