const CLEAR = 256;
const END = 257;
const MOST_CODES = 4096;

/**
 * Decodes TIFF's LZW.
 *
 * @param out is filled; what comes after is not looked at
 * @throws Error where the data are damaged or end early
 * Source: Adobe, TIFF revision 6.0 (1992), section 13.
 */
export function decodeLzw(data: Uint8Array, out: Uint8Array): void {
  if (data[0] === 0 && (data[1] & 1) === 1) throw new Error("LZW of before 1990");
  const before = new Uint16Array(MOST_CODES);
  const last = new Uint8Array(MOST_CODES);
  const lengths = new Uint16Array(MOST_CODES);
  for (let code = 0; code < 256; code++) {
    last[code] = code;
    lengths[code] = 1;
  }
  let [at, ahead, count] = [0, 0, 0];
  let [width, next, previous, filled] = [9, 258, -1, 0];
  while (filled < out.length) {
    while (count < width) {
      if (at >= data.length) throw new Error("they end too early");
      ahead = ((ahead << 8) | data[at++]) & 0xffffff;
      count += 8;
    }
    count -= width;
    const code = (ahead >>> count) & ((1 << width) - 1);
    if (code === CLEAR) {
      [width, next, previous] = [9, 258, -1];
      continue;
    }
    if (code === END) throw new Error("they end too early");
    if (previous < 0 ? code > 255 : code > next) {
      throw new Error(`a code of ${code}`);
    }
    // A code that is about to be made is the string before it and that string's first letter.
    const isNew = code === next;
    const known = isNew ? previous : code;
    const length = lengths[known];
    let letter = known;
    for (let place = filled + length - 1; place >= filled; place--) {
      // What does not fit any more is not wanted.
      if (place < out.length) out[place] = last[letter];
      if (place > filled) letter = before[letter];
    }
    const first = last[letter];
    filled += length;
    if (isNew && filled < out.length) out[filled] = first;
    if (isNew) filled++;
    if (previous >= 0 && next < MOST_CODES) {
      before[next] = previous;
      last[next] = first;
      lengths[next] = lengths[previous] + 1;
      // Codes grow one step early.
      if (++next === (1 << width) - 1 && width < 12) width++;
    }
    previous = code;
  }
}
