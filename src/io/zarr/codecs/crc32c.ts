const TABLE = Int32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let bit = 0; bit < 8; bit++) c = c & 1 ? (c >>> 1) ^ 0x82f63b78 : c >>> 1;
  return c;
});

/** The checksum CRC-32C of bytes, 0..2^32-1. Source: RFC 3720, appendix B.4. */
export function crc32c(bytes: Uint8Array): number {
  let crc = -1;
  for (const byte of bytes) crc = TABLE[(crc ^ byte) & 255] ^ (crc >>> 8);
  return ~crc >>> 0;
}

/** Bytes without the checksum of four bytes at their end. @throws Error where it is another */
export function withoutCrc32c(bytes: Uint8Array): Uint8Array {
  if (bytes.length < 4) throw new Error("it is cut short");
  const end = bytes.length - 4;
  const content = bytes.subarray(0, end);
  const stored = new DataView(bytes.buffer, bytes.byteOffset + end, 4).getUint32(0, true);
  const found = crc32c(content);
  if (stored !== found) throw new Error(`its checksum is ${found}, and ${stored} was stored`);
  return content;
}
