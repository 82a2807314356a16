// Node only: a compressed file of an archive, unpacked as far as it is read.

import { inflateRawSync } from "node:zlib";
import pako from "pako";
import { Crc32 } from "../crc32.js";
import { invalidFile } from "../cube/cube-file.js";
import type { Bytes, ZipEntry } from "./read.js";

/** Compressed bytes that are read at once: they may unpack to a thousand times as many. */
const PIECE_BYTES = 2 ** 15;
const UNPACKED_BYTES = 2 ** 18;
/** Files up to this size are unpacked whole. */
export const MOST_WHOLE_BYTES = 2 ** 28;

/** The whole of a file of an archive, its checksum verified. @throws GanxError `INVALID_FILE` */
export function unpack(path: string, file: Bytes, entry: ZipEntry): Uint8Array {
  const packed = file.load(entry.start, entry.packed);
  let bytes: Uint8Array = packed;
  if (entry.isDeflated) {
    try {
      bytes = inflateRawSync(packed, {
        maxOutputLength: entry.size + 1,
        chunkSize: Math.max(64, entry.size + 1),
      });
    } catch (cause) {
      throw invalidFile(path, `${entry.name}: it is damaged`, cause);
    }
  }
  const crc = new Crc32();
  crc.add(bytes);
  if (bytes.length !== entry.size || crc.value !== entry.crc) {
    throw invalidFile(path, `${entry.name}: it is damaged, its checksum is another`);
  }
  return bytes;
}

/** A deflated file that is unpacked from its beginning up to where it is read; reading backwards begins again. */
export class InflatingBytes {
  readonly length: number;
  private inflate = new pako.Inflate({ raw: true });
  private waiting: Uint8Array[] = [];
  private taken = 0;
  private position = 0;
  private crc = new Crc32();

  constructor(
    private readonly path: string,
    private readonly file: Bytes & { close(): void },
    private readonly entry: ZipEntry,
  ) {
    this.length = entry.size;
    this.restart();
  }

  read(at: number, size: number): Uint8Array {
    return this.readInto(at, new Uint8Array(size));
  }

  /** @throws GanxError `INVALID_FILE` */
  readInto(at: number, bytes: Uint8Array): Uint8Array {
    if (at < this.position) this.restart();
    let done = 0;
    while (done < bytes.length) {
      const piece = this.waiting[0];
      if (!piece) {
        this.more();
        continue;
      }
      const skip = Math.min(piece.length, at + done - this.position);
      const part = piece.subarray(skip, skip + bytes.length - done);
      bytes.set(part, done);
      done += part.length;
      this.position += skip + part.length;
      if (skip + part.length === piece.length) this.waiting.shift();
      else this.waiting[0] = piece.subarray(skip + part.length);
    }
    return bytes;
  }

  close(): void {
    this.file.close();
  }

  private restart(): void {
    [this.taken, this.position, this.waiting, this.crc] = [0, 0, [], new Crc32()];
    this.inflate = new pako.Inflate({ raw: true, chunkSize: UNPACKED_BYTES });
    this.inflate.onData = (piece) => {
      this.crc.add(piece as Uint8Array);
      this.waiting.push((piece as Uint8Array).slice());
    };
    this.inflate.onEnd = () => {};
  }

  private more(): void {
    const { entry } = this;
    const size = Math.min(PIECE_BYTES, entry.packed - this.taken);
    const last = this.taken + size === entry.packed;
    const isSound = size > 0 && this.inflate.push(this.file.load(entry.start + this.taken, size), last);
    this.taken += size;
    const isOver = last && isSound && this.crc.value !== entry.crc;
    if (!isSound || isOver) throw invalidFile(this.path, `${entry.name}: it is cut short or damaged`);
  }
}
