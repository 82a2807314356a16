const TABLE = makeTable();

function makeTable(): Int32Array {
  const table = new Int32Array(256);
  for (let n = 0; n < 256; n++) {
    let c = n;
    for (let bit = 0; bit < 8; bit++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
    table[n] = c;
  }
  return table;
}

/**
 * The CRC-32 of `bytes[start, end)` as PNG, zip and gzip use it.
 *
 * Returns 0..2^32-1.
 *
 * Source: ISO 3309; W3C PNG specification, annex D.
 */
export function crc32(bytes: Uint8Array, start = 0, end = bytes.length): number {
  let crc = -1;
  for (let i = start; i < end; i++) crc = TABLE[(crc ^ bytes[i]) & 255] ^ (crc >>> 8);
  return ~crc >>> 0;
}

const TABLES = makeTables();

/** Tables of a byte that 0 to 7 zeros follow. */
function makeTables(): Int32Array[] {
  const tables = [TABLE];
  for (let zeros = 1; zeros < 8; zeros++) {
    tables.push(tables[zeros - 1].map((crc) => TABLE[crc & 255] ^ (crc >>> 8)));
  }
  return tables;
}

/**
 * The CRC-32 of bytes that come in pieces, eight at a time.
 *
 * Source: M. E. Kounavis, F. L. Berry, "A systematic approach to building high performance software-based CRC
 * generators", ISCC 2005, doi:10.1109/ISCC.2005.18.
 */
export class Crc32 {
  private crc = -1;

  /** 0..2^32-1, of all bytes so far. */
  get value(): number {
    return ~this.crc >>> 0;
  }

  add(bytes: Uint8Array): void {
    const [t0, t1, t2, t3, t4, t5, t6, t7] = TABLES;
    let crc = this.crc;
    let i = 0;
    for (; i + 8 <= bytes.length; i += 8) {
      const first = crc ^ (bytes[i] | (bytes[i + 1] << 8) | (bytes[i + 2] << 16) | (bytes[i + 3] << 24));
      crc =
        t7[first & 255] ^
        t6[(first >>> 8) & 255] ^
        t5[(first >>> 16) & 255] ^
        t4[first >>> 24] ^
        t3[bytes[i + 4]] ^
        t2[bytes[i + 5]] ^
        t1[bytes[i + 6]] ^
        t0[bytes[i + 7]];
    }
    for (; i < bytes.length; i++) crc = t0[(crc ^ bytes[i]) & 255] ^ (crc >>> 8);
    this.crc = crc;
  }
}
