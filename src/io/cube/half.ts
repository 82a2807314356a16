/** Floats of 16 bits as floats of 32. @param bytes little-endian. Source: IEEE 754-2019, section 3.4, binary16. */
export function widenHalves(bytes: Uint8Array): Uint8Array {
  const from = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const out = new Float32Array(bytes.byteLength / 2);
  for (let i = 0; i < out.length; i++) out[i] = halfToNumber(from.getUint16(2 * i, true));
  return new Uint8Array(out.buffer);
}

/** The number that 16 bits stand for. Source: IEEE 754-2019, section 3.4, binary16. */
export function halfToNumber(bits: number): number {
  const sign = bits >> 15 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent < 31) return sign * (1024 + fraction) * 2 ** (exponent - 25);
  return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
}
