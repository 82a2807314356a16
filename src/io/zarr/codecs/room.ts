// Room that a decoder fills from its beginning, of which no byte is read before it was written.
import type { ByteReader } from "./byte-reader.js";

/** Copies of fewer bytes are quicker one by one. */
const FEW = 32;

/** Writes again what was written so many bytes before, which may overlap. @throws Error where nothing was, or there is no room */
export function repeatBytes(out: Uint8Array, to: number, distance: number, length: number): void {
  if (distance < 1 || distance > to) throw new Error("a repetition of what was never written");
  if (to + length > out.length) throw new Error("more bytes than the chunk has room for");
  if (length > FEW && distance >= length) out.copyWithin(to, to - distance, to - distance + length);
  else if (length > FEW && distance === 1) out.fill(out[to - 1], to, to + length);
  else for (let i = to; i < to + length; i++) out[i] = out[i - distance];
}

/** A decoder's output, of the size that it is to have. */
export class Room {
  private to = 0;

  constructor(private readonly out: Uint8Array) {}

  /** Appends so many bytes. @throws Error where there is no room for them, or there are fewer */
  put(reader: ByteReader, count: number): void {
    if (this.to + count > this.out.length) throw new Error("more bytes than the chunk has room for");
    reader.copyTo(this.out, this.to, count);
    this.to += count;
  }

  /** Appends what was written so many bytes before. @throws Error */
  repeat(distance: number, length: number): void {
    repeatBytes(this.out, this.to, distance, length);
    this.to += length;
  }

  /** @throws Error unless every byte was written */
  finish(): void {
    if (this.to !== this.out.length) throw new Error(`expected ${this.out.length} bytes, found ${this.to}`);
  }
}
