import { ByteReader } from "./byte-reader.js";
import { Room } from "./room.js";

/** A length that does not fit in its four bits goes on in bytes. */
function lengthOf(bits: number, reader: ByteReader): number {
  let length = bits;
  if (bits < 15) return length;
  for (let byte = 255; byte === 255; ) {
    byte = reader.byte();
    length += byte;
  }
  return length;
}

/**
 * Unpacks a block of LZ4.
 *
 * @param out room for all that the block holds
 * @throws Error where the block is damaged or holds another number of bytes
 *
 * Source: Y. Collet, "LZ4 Block Format Description" (2022).
 */
export function unpackLz4(bytes: Uint8Array, out: Uint8Array): void {
  const [reader, room] = [new ByteReader(bytes), new Room(out)];
  for (;;) {
    const token = reader.byte();
    room.put(reader.take(lengthOf(token >> 4, reader)));
    // The last sequence has no repetition.
    if (reader.isAtEnd) break;
    const distance = reader.word(2);
    room.repeat(distance, lengthOf(token & 15, reader) + 4);
  }
  room.finish();
}
