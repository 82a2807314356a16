// A stream of bits, the first bit of a byte lowest; its state is 16 bytes of memory.

/** Where the next byte goes, u32. */
const OUT: usize = 0;
/** Bits in the buffer, u32, below 8 between two calls. */
const COUNT: usize = 4;
/** The bits that do not fill a byte yet, u64. */
const BUFFER: usize = 8;

export function beginBits(writer: usize, out: usize): void {
  saveBits(writer, out, 0, 0);
}

export function bitsOut(writer: usize): usize {
  return <usize>load<u32>(writer, OUT);
}

export function bitsCount(writer: usize): u64 {
  return <u64>load<u32>(writer, COUNT);
}

export function bitsBuffer(writer: usize): u64 {
  return load<u64>(writer, BUFFER);
}

/** Takes a state back from whoever has written by himself. */
export function saveBits(writer: usize, out: usize, count: u64, buffer: u64): void {
  store<u32>(writer, <u32>out, OUT);
  store<u32>(writer, <u32>count, COUNT);
  store<u64>(writer, buffer, BUFFER);
}

/** Writes up to 32 bits; touches eight bytes after the last one that is full. */
export function putBits(writer: usize, bits: u32, size: i32): void {
  const out = bitsOut(writer);
  const buffer = bitsBuffer(writer) | ((<u64>bits) << bitsCount(writer));
  const count = bitsCount(writer) + <u64>size;
  store<u64>(out, buffer);
  saveBits(writer, out + <usize>(count >>> 3), count & 7, buffer >>> (count & 56));
}

/** Fills the last byte up with zeros. */
export function alignBits(writer: usize): void {
  putBits(writer, 0, (8 - <i32>bitsCount(writer)) & 7);
}
