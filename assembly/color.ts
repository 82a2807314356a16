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

/** The linear values of the whole numbers 0 to 255, made when the module starts. */
const linear: usize = memory.data(2048, 16);
for (let i = 0; i < 256; i++) store<f64>(linear + ((<usize>i) << 3), linearFromSrgb(<f64>i));
/** Those of two colours where they are no whole numbers. */
const computed: usize = memory.data(48, 16);

/** Where the linear value of an sRGB component is: in the table, or computed and stored at `spare`. */
function findLinear(value: f64, spare: usize): usize {
  const whole = <i32>value;
  if (<f64>whole === value && <u32>whole < 256) return linear + ((<usize>whole) << 3);
  store<f64>(spare, linearFromSrgb(value));
  return spare;
}

/** One component of two colours, linear. */
function loadLinear(first: usize, second: usize, spare: usize): v128 {
  const at = findLinear(load<f64>(first), spare);
  return v128.load64_lane(findLinear(load<f64>(second), spare + 8), v128.load64_zero(at), 1);
}

/** Row of the matrix times two colours. */
function weigh(r: v128, g: v128, b: v128, red: f64, green: f64, blue: f64): v128 {
  return f64x2.add(
    f64x2.add(f64x2.mul(f64x2.splat(red), r), f64x2.mul(f64x2.splat(green), g)),
    f64x2.mul(f64x2.splat(blue), b),
  );
}

const POLYNOMIAL: usize = memory.data<f64>(
  [1.8759518242717701, -1.8849797954337717, 1.6214297201053545, -0.758397934778766, 0.14599619288661245],
  16,
);

/**
 * Cube roots of two numbers.
 *
 * @param x f64x2, positive and normal; for anything else what comes out means nothing
 * @returns f64x2, bit by bit what Math.cbrt finds
 *
 * Source: FreeBSD, msun/src/s_cbrt.c (Sun Microsystems 1993, B. Evans); as in AssemblyScript.
 */
function cubeRoots(x: v128): v128 {
  // A third of the upper half of the bits, plus 715094163, is a root within 5 %. That half is set into the lowest bits
  // of 2^52, which leaves it a whole number in f64, and rounded there.
  const whole = f64x2.splat(4503599627370496);
  const upper = f64x2.sub(v128.or(i64x2.shr_u(x, 32), whole), f64x2.splat(4503599627370497));
  const third = f64x2.add(f64x2.mul(upper, f64x2.splat(1.0 / 3.0)), whole);
  let t = i64x2.shl(i64x2.add(third, i64x2.splat(715094163)), 32);
  // To 23 bits by a polynomial, rounded so that the square is exact, then one Newton step.
  let r = f64x2.mul(f64x2.mul(t, t), f64x2.div(t, x));
  const p1 = v128.load64_splat(POLYNOMIAL, 8);
  const p2 = v128.load64_splat(POLYNOMIAL, 16);
  const p3 = v128.load64_splat(POLYNOMIAL, 24);
  const p4 = v128.load64_splat(POLYNOMIAL, 32);
  const low = f64x2.add(v128.load64_splat(POLYNOMIAL), f64x2.mul(r, f64x2.add(p1, f64x2.mul(r, p2))));
  const high = f64x2.mul(f64x2.mul(f64x2.mul(r, r), r), f64x2.add(p3, f64x2.mul(r, p4)));
  t = f64x2.mul(t, f64x2.add(low, high));
  t = v128.and(i64x2.add(t, i64x2.splat(0x80000000)), i64x2.splat(0xffffffffc0000000));
  r = f64x2.div(x, f64x2.mul(t, t));
  r = f64x2.div(f64x2.sub(r, t), f64x2.add(f64x2.add(t, t), r));
  return f64x2.add(t, f64x2.mul(t, r));
}

function labF(t: v128): v128 {
  const line = f64x2.add(f64x2.mul(f64x2.splat(SLOPE), t), f64x2.splat(INTERCEPT));
  return v128.bitselect(cubeRoots(t), line, f64x2.gt(t, f64x2.splat(EPSILON)));
}

function labFInverse(t: f64): f64 {
  return t > 0.2068966 ? t * t * t : (t - INTERCEPT) / SLOPE;
}

/**
 * Converts sRGB colours to CIELAB.
 *
 * @param out f64 [count, 3] L*, a*, b*; 8-byte aligned; may be `rgb`
 * @param rgb f64 [count, 3] sRGB 0..255; whole numbers are looked up
 *
 * Two colours at a time; the last of an odd number is taken twice.
 */
export function srgbToLab(out: usize, rgb: usize, count: i32): void {
  for (; count > 0; count -= 2) {
    const next = count > 1 ? rgb + 24 : rgb;
    const r = loadLinear(rgb, next, computed);
    const g = loadLinear(rgb + 8, next + 8, computed + 16);
    const b = loadLinear(rgb + 16, next + 16, computed + 32);
    const fx = labF(f64x2.div(weigh(r, g, b, 0.412453, 0.35758, 0.180423), f64x2.splat(WHITE_X)));
    const fy = labF(weigh(r, g, b, 0.212671, 0.71516, 0.072169));
    const fz = labF(f64x2.div(weigh(r, g, b, 0.019334, 0.119193, 0.950227), f64x2.splat(WHITE_Z)));
    const L = f64x2.sub(f64x2.mul(f64x2.splat(116), fy), f64x2.splat(16));
    const A = f64x2.mul(f64x2.splat(500), f64x2.sub(fx, fy));
    const B = f64x2.mul(f64x2.splat(200), f64x2.sub(fy, fz));
    v128.store(out, v128.shuffle<u64>(L, A, 0, 2));
    if (count > 1) {
      v128.store(out, v128.shuffle<u64>(B, L, 0, 3), 16);
      v128.store(out, v128.shuffle<u64>(A, B, 1, 3), 32);
    } else {
      v128.store64_lane(out, B, 0, 16);
    }
    rgb += 48;
    out += 48;
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
