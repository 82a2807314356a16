// Philox4x32-10 with BigInt, straight from the definition.
const M = [0xd2511f53n, 0xcd9e8d57n];
const W = [0x9e3779b9n, 0xbb67ae85n];
const LOW = 0xffffffffn;

export function philoxTwin(counter: readonly number[], key: readonly number[]): number[] {
  let c = counter.map(BigInt);
  let k = key.map(BigInt);
  for (let round = 0; round < 10; round++) {
    const p0 = M[0] * c[0];
    const p1 = M[1] * c[2];
    c = [(p1 >> 32n) ^ c[1] ^ k[0], p1 & LOW, (p0 >> 32n) ^ c[3] ^ k[1], p0 & LOW];
    k = [(k[0] + W[0]) & LOW, (k[1] + W[1]) & LOW];
  }
  return c.map(Number);
}
