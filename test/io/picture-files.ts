import { readFileSync } from "node:fs";
import { inflateSync } from "node:zlib";

/** A picture in a file of another program; see test/golden/make_pictures.py. */
export interface PictureFile {
  readonly name: string;
  readonly file: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** What is to be found, `[height, width, 3]`. */
  readonly pixels: Uint8Array | Uint16Array;
  /** Most that a sample may be off: what another decoder may round otherwise. */
  readonly lossy: number;
  readonly notes?: readonly string[];
  readonly colorSpace?: string;
}

interface Golden {
  readonly pictures: Record<string, { width: number; height: number; bits: 8 | 16; pixels: string }>;
  readonly cases: {
    name: string;
    file: string;
    picture: string;
    lossy?: number;
    notes?: string[];
    colorSpace?: string;
  }[];
}

const golden: Golden = JSON.parse(readFileSync(new URL("../golden/pictures.json", import.meta.url), "utf8"));

const unpack = (text: string): Uint8Array => new Uint8Array(inflateSync(Buffer.from(text, "base64")));

export const PICTURE_FILES: readonly PictureFile[] = golden.cases.map(
  ({ file, picture, lossy = 0, ...rest }) => {
    const { width, height, bits, pixels } = golden.pictures[picture];
    const bytes = unpack(pixels);
    return {
      ...{ ...rest, width, height, lossy },
      file: unpack(file),
      pixels: bits === 8 ? bytes : new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2),
    };
  },
);
