// Paintings drawn in whole numbers.

const PARCHMENT = [226, 207, 170];
const INK = [52, 40, 40];
const BLUE = [48, 86, 140];
const RED = [200, 52, 36];
const GREEN = [70, 128, 84];
const GOLD = [212, 168, 70];
const WHITE = [244, 240, 230];

/** A whole number that looks random, 0..2^32 - 1. */
export function scatter(index) {
  let bits = Math.imul(index + 1, 0x9e3779b1);
  bits = Math.imul(bits ^ (bits >>> 15), 0x85ebca6b);
  return (bits ^ (bits >>> 13)) >>> 0;
}

/** Which colour is where; `u` and `v` are 0..95 and 0..63. */
function motif(u, v) {
  const [dx, dy] = [u - 70, v - 22];
  if (dx * dx + dy * dy < 144) return dx * dx + dy * dy < 49 ? WHITE : GOLD;
  if (u > 8 && u < 36 && v > 6 && v < 34) return (u + v) % 9 < 2 ? GOLD : BLUE;
  if (v > 42 && v < 58 && u > 8 && u < 88) return v % 4 === 0 && u % 7 !== 0 ? INK : PARCHMENT;
  if (u > 84 || u < 4) return v % 16 < 8 ? RED : GREEN;
  return PARCHMENT;
}

/** An illuminated page, 8-bit sRGB `[height, width, 3]`, with a little noise in every pixel. */
export function drawPainting(width, height) {
  const rgb = new Uint8Array(width * height * 3);
  for (let i = 0; i < width * height; i++) {
    const u = Math.floor(((i % width) * 96) / width);
    const v = Math.floor((Math.floor(i / width) * 64) / height);
    const colour = motif(u, v);
    for (let c = 0; c < 3; c++) rgb[3 * i + c] = colour[c] + (scatter(3 * i + c) % 9);
  }
  return { width, height, rgb };
}

/** What lies under it: stripes of red and ink on white. */
export function drawHidden(width, height) {
  const rgb = new Uint8Array(width * height * 3);
  for (let i = 0; i < width * height; i++) {
    const place = (i % width) + Math.floor(i / width);
    rgb.set(place % 24 < 8 ? RED : place % 24 < 12 ? INK : WHITE, 3 * i);
  }
  return { width, height, rgb };
}
