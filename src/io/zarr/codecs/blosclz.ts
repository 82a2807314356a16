import { ByteReader } from "./byte-reader.js";
import { Room } from "./room.js";

/** Distances beyond this are written in two bytes of their own. */
const MAX_DISTANCE = 8191;

/**
 * Unpacks a block of BloscLZ, a dialect of FastLZ.
 *
 * @param out room for all that the block holds
 * @throws Error where the block is damaged or holds another number of bytes
 *
 * Source: F. Alted, c-blosc 1.21, blosclz.c; A. Hidayat, FastLZ, level 2.
 */
export function unpackBlosclz(bytes: Uint8Array, out: Uint8Array): void {
  const [reader, room] = [new ByteReader(bytes), new Room(out)];
  // The first byte can only announce bytes as they are.
  for (let control = reader.byte() & 31; ; control = reader.byte()) {
    if (control < 32) room.put(reader, control + 1);
    else {
      let length = control >> 5;
      if (length === 7) {
        for (let byte = 255; byte === 255; ) {
          byte = reader.byte();
          length += byte;
        }
      }
      const high = control & 31;
      const low = reader.byte();
      const isFar = high === 31 && low === 255;
      const distance = isFar ? reader.byte() * 256 + reader.byte() + MAX_DISTANCE : high * 256 + low;
      room.repeat(distance + 1, length + 2);
    }
    if (reader.isAtEnd) break;
  }
  room.finish();
}
