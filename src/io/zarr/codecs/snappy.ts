import { ByteReader } from "./byte-reader.js";
import { Room } from "./room.js";

/** Seven bits a byte, the lowest first. */
function sizeOf(reader: ByteReader): number {
  let size = 0;
  for (let shift = 0; shift <= 28; shift += 7) {
    const byte = reader.byte();
    size += (byte & 127) * 2 ** shift;
    if (byte < 128) return size;
  }
  throw new Error("a size of more than 32 bits");
}

/**
 * Unpacks a block of Snappy.
 *
 * @param out room for all that the block holds
 * @throws Error where the block is damaged or holds another number of bytes
 *
 * Source: Google, "Snappy compressed format description" (2011).
 */
export function unpackSnappy(bytes: Uint8Array, out: Uint8Array): void {
  const [reader, room] = [new ByteReader(bytes), new Room(out)];
  const size = sizeOf(reader);
  if (size !== out.length) throw new Error(`expected ${out.length} bytes, found ${size}`);
  while (!reader.isAtEnd) {
    const tag = reader.byte();
    const [kind, high] = [tag & 3, tag >> 2];
    if (kind === 0) room.put(reader, (high < 60 ? high : reader.word(high - 59)) + 1);
    else if (kind === 1) room.repeat((high >> 3) * 256 + reader.byte(), (high & 7) + 4);
    else room.repeat(reader.word(kind === 2 ? 2 : 4), high + 1);
  }
  room.finish();
}
