// Colour differences between pairs of CIELAB colours, and the cosine between pairs of vectors.
// The first colour of a pair is the reference.

/**
 * CIE 1976 colour difference.
 *
 * @param out f64 [count]; 8-byte aligned, as are the inputs
 * @param lab1 f64 [count, 3] reference colours
 * @param lab2 f64 [count, 3] colours
 *
 * Source: CIE 15:2004, eq. 8.22.
 */
export function deltaE76(out: usize, lab1: usize, lab2: usize, count: i32): void {
  for (let i = 0; i < count; i++) {
    const dL = load<f64>(lab1) - load<f64>(lab2);
    const da = load<f64>(lab1, 8) - load<f64>(lab2, 8);
    const db = load<f64>(lab1, 16) - load<f64>(lab2, 16);
    store<f64>(out, Math.sqrt(dL * dL + da * da + db * db));
    lab1 += 24;
    lab2 += 24;
    out += 8;
  }
}

/**
 * CIE 1994 colour difference with the graphic-arts weights (kL = 1, K1 = 0.045, K2 = 0.015).
 *
 * @param out f64 [count]; 8-byte aligned, as are the inputs
 * @param lab1 f64 [count, 3] reference colours
 * @param lab2 f64 [count, 3] colours
 *
 * Source: CIE 116-1995.
 */
export function deltaE94(out: usize, lab1: usize, lab2: usize, count: i32): void {
  for (let i = 0; i < count; i++) {
    const a1 = load<f64>(lab1, 8);
    const b1 = load<f64>(lab1, 16);
    const a2 = load<f64>(lab2, 8);
    const b2 = load<f64>(lab2, 16);
    const c1 = Math.sqrt(a1 * a1 + b1 * b1);
    const c2 = Math.sqrt(a2 * a2 + b2 * b2);
    const dL = load<f64>(lab1) - load<f64>(lab2);
    const dC = c1 - c2;
    const da = a1 - a2;
    const db = b1 - b2;
    // Rounding can leave a tiny negative square where the hues agree.
    const dH2 = Math.max(0.0, da * da + db * db - dC * dC);
    const sC = 1.0 + 0.045 * c1;
    const sH = 1.0 + 0.015 * c1;
    store<f64>(out, Math.sqrt(dL * dL + (dC / sC) * (dC / sC) + dH2 / (sH * sH)));
    lab1 += 24;
    lab2 += 24;
    out += 8;
  }
}

/**
 * Cosine of the angle between pairs of vectors; 0 where one of them has no length.
 *
 * @param out f64 [count]; 8-byte aligned, as are the inputs
 * @param a f64 [count, 3]
 * @param b f64 [count, 3]
 */
export function cosineSimilarity(out: usize, a: usize, b: usize, count: i32): void {
  for (let i = 0; i < count; i++) {
    const a0 = load<f64>(a);
    const a1 = load<f64>(a, 8);
    const a2 = load<f64>(a, 16);
    const b0 = load<f64>(b);
    const b1 = load<f64>(b, 8);
    const b2 = load<f64>(b, 16);
    const lengths = Math.sqrt(a0 * a0 + a1 * a1 + a2 * a2) * Math.sqrt(b0 * b0 + b1 * b1 + b2 * b2);
    store<f64>(out, lengths > 0.0 ? (a0 * b0 + a1 * b1 + a2 * b2) / lengths : 0.0);
    a += 24;
    b += 24;
    out += 8;
  }
}
