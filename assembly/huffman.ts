// Prefix codes of least length for a limit on the length of a code, and their canonical bits.

/** Room for `work` of {@link codeLengths}, bytes. */
export const HUFFMAN_WORK: usize = 288 * 8 + 64;

/** Bits of a key that hold the symbol; the count is above them, so that sorting is by count, then by symbol. */
const SYMBOL_BITS = 9;
const SYMBOL_MASK: u32 = (1 << SYMBOL_BITS) - 1;

function at(array: usize, i: i32): u32 {
  return load<u32>(array + ((<usize>i) << 2));
}

function put(array: usize, i: i32, value: u32): void {
  store<u32>(array + ((<usize>i) << 2), value);
}

/** Shell's sort with the gaps of Ciura. */
function sort(keys: usize, n: i32): void {
  for (let gap = 132; gap > 0; gap = gap === 4 ? 1 : (gap * 4) / 9) {
    for (let i = gap; i < n; i++) {
      const key = at(keys, i);
      let j = i;
      for (; j >= gap && at(keys, j - gap) > key; j -= gap) put(keys, j, at(keys, j - gap));
      put(keys, j, key);
    }
  }
}

/** Turns n >= 2 rising weights into the lengths of their codes, in place. */
function leastLengths(a: usize, n: i32): void {
  // Weights of inner nodes take the place of those of leaves, then of parents, then of depths.
  let root = 0;
  let leaf = 0;
  for (let next = 0; next < n - 1; next++) {
    let weight: u32 = 0;
    for (let side = 0; side < 2; side++) {
      if (leaf >= n || (root < next && at(a, root) < at(a, leaf))) {
        weight += at(a, root);
        put(a, root++, next);
      } else weight += at(a, leaf++);
    }
    put(a, next, weight);
  }
  put(a, n - 2, 0);
  for (let next = n - 3; next >= 0; next--) put(a, next, at(a, at(a, next)) + 1);
  let open = 1;
  let inner = n - 2;
  let next = n - 1;
  for (let depth: u32 = 0; open > 0; depth++) {
    let used = 0;
    for (; inner >= 0 && at(a, inner) === depth; inner--) used++;
    for (; open > used; open--) put(a, next--, depth);
    open = 2 * used;
  }
}

/**
 * Lengths of the codes of symbols that occur so and so often: the least, or near it where the limit counts.
 *
 * @param lengths u8 [symbols]; overwritten, 0 for a symbol that does not occur, 1 for one that is alone
 * @param counts u32 [symbols], their sum below 2^23
 * @param symbols 1..288
 * @param limit most bits of a code, up to 15; 2^limit >= symbols
 * @param work scratch of HUFFMAN_WORK bytes, 4-byte aligned
 *
 * Source: A. Moffat and J. Katajainen, "In-place calculation of minimum-redundancy codes", WADS 1995,
 * doi:10.1007/3-540-60220-8_79; codes above the limit are shortened and others lengthened until Kraft's sum is 1.
 */
export function codeLengths(lengths: usize, counts: usize, symbols: i32, limit: i32, work: usize): void {
  const keys = work;
  const depths = work + 288 * 4;
  const perLength = work + 288 * 8;
  memory.fill(lengths, 0, symbols);
  let n = 0;
  for (let symbol = 0; symbol < symbols; symbol++) {
    const count = at(counts, symbol);
    if (count > 0) put(keys, n++, (count << SYMBOL_BITS) | symbol);
  }
  if (n === 0) return;
  sort(keys, n);
  for (let i = 0; i < n; i++) put(depths, i, at(keys, i) >>> SYMBOL_BITS);
  if (n > 1) leastLengths(depths, n);
  else put(depths, 0, 1);

  memory.fill(perLength, 0, 64);
  let kraft: u32 = 0;
  for (let i = 0; i < n; i++) {
    const length = min(<i32>at(depths, i), limit);
    put(perLength, length, at(perLength, length) + 1);
    kraft += 1 << (limit - length);
  }
  for (; kraft > (<u32>1) << limit; kraft--) {
    // A leaf becomes a node above itself and one of the longest: the sum falls by one.
    let length = limit - 1;
    while (at(perLength, length) === 0) length--;
    put(perLength, length, at(perLength, length) - 1);
    put(perLength, length + 1, at(perLength, length + 1) + 2);
    put(perLength, limit, at(perLength, limit) - 1);
  }
  let i = 0;
  for (let length = limit; length > 0; length--) {
    for (let left = at(perLength, length); left > 0; left--) {
      store<u8>(lengths + <usize>(at(keys, i++) & SYMBOL_MASK), length);
    }
  }
}

function reverse16(bits: u32): u32 {
  bits = ((bits & 0x5555) << 1) | ((bits >>> 1) & 0x5555);
  bits = ((bits & 0x3333) << 2) | ((bits >>> 2) & 0x3333);
  bits = ((bits & 0x0f0f) << 4) | ((bits >>> 4) & 0x0f0f);
  return ((bits & 0xff) << 8) | (bits >>> 8);
}

/**
 * The bits of canonical codes, the first bit lowest.
 *
 * @param codes u32 [symbols]; receives code | length << 16, 0 where the length is 0
 * @param lengths u8 [symbols], 0..15
 * @param work u32 [16]
 *
 * Source: RFC 1951, section 3.2.2.
 */
export function assignCodes(codes: usize, lengths: usize, symbols: i32, work: usize): void {
  memory.fill(work, 0, 64);
  for (let i = 0; i < symbols; i++) {
    const length = load<u8>(lengths + i);
    put(work, length, at(work, length) + 1);
  }
  let code: u32 = 0;
  put(work, 0, 0);
  for (let length = 1; length < 16; length++) {
    const count = at(work, length);
    code <<= 1;
    put(work, length, code);
    code += count;
  }
  for (let i = 0; i < symbols; i++) {
    const length = <u32>load<u8>(lengths + i);
    let bits: u32 = 0;
    if (length > 0) {
      const next = at(work, length);
      put(work, length, next + 1);
      bits = (reverse16(next) >>> (16 - length)) | (length << 16);
    }
    put(codes, i, bits);
  }
}
