// sRGB and CIELAB (D65, 2 degree observer).
//
// Matrix, white point and the two constants of f() are those of scikit-image 0.19 (skimage.color.rgb2lab), so that
// colours agree with the tool heritage scientists compare against.
// Source: IEC 61966-2-1:1999 (transfer function); ITU-R BT.709 primaries; CIE 15:2004 (CIELAB).

const WHITE_X: f64 = 0.95047;
const WHITE_Z: f64 = 1.08883;
const EPSILON: f64 = 0.008856;
const SLOPE: f64 = 7.787;
const INTERCEPT: f64 = 16.0 / 116.0;

function linearFromSrgb(value: f64): f64 {
  const v = value / 255.0;
  return v > 0.04045 ? Math.pow((v + 0.055) / 1.055, 2.4) : v / 12.92;
}

function srgbFromLinear(v: f64): f64 {
  const u = v > 0.0031308 ? 1.055 * Math.pow(v, 1.0 / 2.4) - 0.055 : 12.92 * v;
  return 255.0 * Math.min(1.0, Math.max(0.0, u));
}

function labF(t: f64): f64 {
  return t > EPSILON ? Math.cbrt(t) : SLOPE * t + INTERCEPT;
}

function labFInverse(t: f64): f64 {
  return t > 0.2068966 ? t * t * t : (t - INTERCEPT) / SLOPE;
}

/**
 * Converts sRGB colours to CIELAB.
 *
 * @param out f64 [count, 3] L*, a*, b*; 8-byte aligned; may be `rgb`
 * @param rgb f64 [count, 3] sRGB 0..255
 */
export function srgbToLab(out: usize, rgb: usize, count: i32): void {
  for (let i = 0; i < count; i++) {
    const r = linearFromSrgb(load<f64>(rgb));
    const g = linearFromSrgb(load<f64>(rgb, 8));
    const b = linearFromSrgb(load<f64>(rgb, 16));
    const fx = labF((0.412453 * r + 0.35758 * g + 0.180423 * b) / WHITE_X);
    const fy = labF(0.212671 * r + 0.71516 * g + 0.072169 * b);
    const fz = labF((0.019334 * r + 0.119193 * g + 0.950227 * b) / WHITE_Z);
    store<f64>(out, 116.0 * fy - 16.0);
    store<f64>(out, 500.0 * (fx - fy), 8);
    store<f64>(out, 200.0 * (fy - fz), 16);
    rgb += 24;
    out += 24;
  }
}

/**
 * Converts CIELAB colours to sRGB; what lies outside the sRGB gamut is clipped to it.
 *
 * @param out f64 [count, 3] sRGB 0..255; 8-byte aligned; may be `lab`
 * @param lab f64 [count, 3] L*, a*, b*
 */
export function labToSrgb(out: usize, lab: usize, count: i32): void {
  for (let i = 0; i < count; i++) {
    const fy = (load<f64>(lab) + 16.0) / 116.0;
    const x = WHITE_X * labFInverse(fy + load<f64>(lab, 8) / 500.0);
    const y = labFInverse(fy);
    const z = WHITE_Z * labFInverse(fy - load<f64>(lab, 16) / 200.0);
    // The inverse of the matrix above.
    store<f64>(out, srgbFromLinear(3.240481343200526 * x - 1.5371515162713185 * y - 0.4985363261688878 * z));
    store<f64>(
      out,
      srgbFromLinear(-0.9692549499965682 * x + 1.8759900014898907 * y + 0.04155592655829284 * z),
      8,
    );
    store<f64>(
      out,
      srgbFromLinear(0.05564663913517716 * x - 0.20404133836651123 * y + 1.0573110696453443 * z),
      16,
    );
    lab += 24;
    out += 24;
  }
}
