/** The two 32-bit halves of a seed, low half first: the key of the counter-based generator. */
export function seedWords(seed: number): [number, number] {
  return [seed % 4_294_967_296, Math.floor(seed / 4_294_967_296)];
}
