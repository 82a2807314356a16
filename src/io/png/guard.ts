import { type PngChunk, walkPngChunks } from "./chunks.js";
import { GREY, PALETTE, type PngHeader, pngError, RGB, readPngHeader } from "./header.js";
import { METADATA_TYPES, type PngMetadata } from "./metadata.js";

/** The parts of a sound PNG that its pixels depend on; every array is a view into the file. */
export interface PngParts {
  readonly header: PngHeader;
  /** sRGB triples of the PLTE chunk; always there if the colour type is palette. */
  readonly palette?: Uint8Array;
  /** The tRNS chunk: alpha of the first palette entries, or one big-endian 16-bit sample a channel. */
  readonly transparency?: Uint8Array;
  /** The data of the IDAT chunks, in order: one zlib stream. */
  readonly compressed: readonly Uint8Array[];
  readonly metadata: PngMetadata;
}

/**
 * Takes a PNG apart after checking its structure: CRCs, order, sizes, nothing missing.
 *
 * Other ancillary chunks than tRNS and those that say how colours are meant are skipped: of an animation only the
 * default image is seen.
 *
 * @throws GanxError `INVALID_IMAGE` that names the chunk at fault.
 * Source: W3C PNG specification, sections 5.6 and 11.
 */
export function readPngParts(bytes: Uint8Array): PngParts {
  let header: PngHeader | undefined;
  let palette: Uint8Array | undefined;
  let transparency: Uint8Array | undefined;
  const compressed: Uint8Array[] = [];
  const metadata = new Map<string, Uint8Array>();
  let previous = "";
  for (const chunk of walkPngChunks(bytes)) {
    if (header === undefined) {
      if (chunk.type !== "IHDR") throw pngError(`expected IHDR as the first chunk, found ${chunk.type}`);
      header = readPngHeader(chunk.data);
    } else if (chunk.type === "PLTE") {
      refuseIf(palette !== undefined, chunk, "is the second of its kind");
      refuseIf(compressed.length > 0, chunk, "comes after the picture data");
      refuseIf(transparency !== undefined, chunk, "comes after tRNS");
      palette = checkPalette(chunk);
    } else if (chunk.type === "tRNS" && (header.colourType === PALETTE || header.colourType <= RGB)) {
      refuseIf(transparency !== undefined, chunk, "is the second of its kind");
      refuseIf(compressed.length > 0, chunk, "comes after the picture data");
      transparency = checkTransparency(chunk, header, palette);
    } else if (chunk.type === "IDAT") {
      refuseIf(compressed.length > 0 && previous !== "IDAT", chunk, "does not follow the other IDAT chunks");
      refuseIf(header.colourType === PALETTE && !palette, chunk, "has no palette (PLTE) before it");
      compressed.push(chunk.data);
    } else {
      if (METADATA_TYPES.includes(chunk.type) && !metadata.has(chunk.type))
        metadata.set(chunk.type, chunk.data);
      refuseIf(isCritical(chunk) && chunk.type !== "IEND", chunk, "is not known and not optional");
    }
    previous = chunk.type;
  }
  if (header === undefined || compressed.length === 0) {
    throw pngError("expected picture data (an IDAT chunk) before IEND, found none: the file is damaged");
  }
  return { header, palette, transparency, compressed, metadata };
}

function refuseIf(wrong: boolean, chunk: PngChunk, why: string): void {
  if (wrong) throw pngError(`chunk ${chunk.type} at byte ${chunk.at} ${why}: the file is damaged`);
}

/** A capital first letter marks a chunk that a reader must understand. IHDR again is one that it must not. */
function isCritical(chunk: PngChunk): boolean {
  return chunk.type < "a";
}

function checkPalette(chunk: PngChunk): Uint8Array {
  const { length } = chunk.data;
  refuseIf(
    length % 3 !== 0 || length < 3 || length > 768,
    chunk,
    `has ${length} bytes, expected 3 to 768 by 3`,
  );
  return chunk.data;
}

function checkTransparency(chunk: PngChunk, header: PngHeader, palette: Uint8Array | undefined): Uint8Array {
  const { length } = chunk.data;
  if (header.colourType === PALETTE) {
    refuseIf(palette === undefined, chunk, "has no palette (PLTE) before it");
    const entries = (palette?.length ?? 0) / 3;
    refuseIf(length < 1 || length > entries, chunk, `has ${length} bytes, expected 1 to ${entries}`);
  } else {
    const expected = header.colourType === GREY ? 2 : 6;
    refuseIf(length !== expected, chunk, `has ${length} bytes, expected ${expected}`);
  }
  return chunk.data;
}
