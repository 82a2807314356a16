// Colour differences between pairs of CIELAB colours, and the cosine between pairs of vectors.
// The first colour of a pair is the reference.

const DEGREE: f64 = Math.PI / 180.0;
const POW7_25: f64 = 6103515625.0; // 25^7

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

function hueDegrees(b: f64, a: f64): f64 {
  if (a === 0.0 && b === 0.0) return 0.0;
  const h = Math.atan2(b, a) / DEGREE;
  return h < 0.0 ? h + 360.0 : h;
}

function pow7(x: f64): f64 {
  const x2 = x * x;
  return x2 * x2 * x2 * x;
}

/**
 * CIEDE2000 colour difference (kL = kC = kH = 1).
 *
 * @param out f64 [count]; 8-byte aligned, as are the inputs
 * @param lab1 f64 [count, 3] reference colours
 * @param lab2 f64 [count, 3] colours
 *
 * Source: G. Sharma, W. Wu, E. N. Dalal, Color Res. Appl. 30 (2005) 21-30, doi:10.1002/col.20070, eqs. 2-22.
 */
export function deltaE2000(out: usize, lab1: usize, lab2: usize, count: i32): void {
  for (let i = 0; i < count; i++) {
    const L1 = load<f64>(lab1);
    const b1 = load<f64>(lab1, 16);
    const L2 = load<f64>(lab2);
    const b2 = load<f64>(lab2, 16);
    let a1 = load<f64>(lab1, 8);
    let a2 = load<f64>(lab2, 8);

    const cMean = 0.5 * (Math.sqrt(a1 * a1 + b1 * b1) + Math.sqrt(a2 * a2 + b2 * b2));
    const c7 = pow7(cMean);
    const stretch = 1.5 - 0.5 * Math.sqrt(c7 / (c7 + POW7_25));
    a1 *= stretch;
    a2 *= stretch;
    const C1 = Math.sqrt(a1 * a1 + b1 * b1);
    const C2 = Math.sqrt(a2 * a2 + b2 * b2);
    const h1 = hueDegrees(b1, a1);
    const h2 = hueDegrees(b2, a2);

    let dh = 0.0;
    let hMean = h1 + h2;
    if (C1 * C2 !== 0.0) {
      dh = h2 - h1;
      if (dh > 180.0) dh -= 360.0;
      else if (dh < -180.0) dh += 360.0;
      if (Math.abs(h1 - h2) <= 180.0) hMean *= 0.5;
      else hMean = hMean < 360.0 ? 0.5 * (hMean + 360.0) : 0.5 * (hMean - 360.0);
    }
    const dL = L2 - L1;
    const dC = C2 - C1;
    const dH = 2.0 * Math.sqrt(C1 * C2) * Math.sin(0.5 * dh * DEGREE);

    const T =
      1.0 -
      0.17 * Math.cos((hMean - 30.0) * DEGREE) +
      0.24 * Math.cos(2.0 * hMean * DEGREE) +
      0.32 * Math.cos((3.0 * hMean + 6.0) * DEGREE) -
      0.2 * Math.cos((4.0 * hMean - 63.0) * DEGREE);
    const l50 = 0.5 * (L1 + L2) - 50.0;
    const l50squared = l50 * l50;
    const CMean = 0.5 * (C1 + C2);
    const C7 = pow7(CMean);
    const sL = 1.0 + (0.015 * l50squared) / Math.sqrt(20.0 + l50squared);
    const sC = 1.0 + 0.045 * CMean;
    const sH = 1.0 + 0.015 * CMean * T;
    const turn = (hMean - 275.0) / 25.0;
    const rT = -2.0 * Math.sqrt(C7 / (C7 + POW7_25)) * Math.sin(60.0 * DEGREE * Math.exp(-turn * turn));

    const l = dL / sL;
    const c = dC / sC;
    const h = dH / sH;
    store<f64>(out, Math.sqrt(Math.max(0.0, l * l + c * c + h * h + rT * c * h)));
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
