// X-ray tubes with a thick anode. Source: H. Ebel, X-Ray Spectrom. 28 (1999) 255; L lines: H. Ebel, Adv. X-ray Anal. 46
// (2003) 431. Electrons of 5 to 60 keV; energies in keV, depths in g/cm2.

/** Mean ionisation potential over the atomic number, keV. */
const IONISATION: f64 = 0.0135;
/** Photons a second, mA, sr and keV. */
const CONTINUUM: f64 = 1.35e9;

/** Greatest depth of the electrons over `ln(u) / (... + ln(u))`, and the two constants of that fraction. */
function depthScale(z: f64, a: f64, kv: f64): f64 {
  return (a / z) * (0.787e-5 * Math.sqrt(IONISATION * z) * kv * Math.sqrt(kv) + 0.735e-6 * kv * kv);
}

/** Fraction of the electrons that are scattered back. */
function backscattered(z: f64, kv: f64): f64 {
  const log = Math.log(z);
  const atUnit = 0.1904 - 0.2236 * log + 0.1292 * log * log - 0.0149 * log * log * log;
  return atUnit * Math.pow(kv, 0.1382 - 0.9211 / Math.sqrt(z));
}

/** Mean depth where photons are made that need an overvoltage above 1, g/cm2. */
function meanDepth(logOvervoltage: f64, eta: f64, scale: f64): f64 {
  const above = logOvervoltage * (0.49269 - 1.0987 * eta + 0.78557 * eta * eta);
  return (scale * above) / (0.70256 - 1.09865 * eta + 1.0046 * eta * eta + logOvervoltage);
}

/** Fraction of photons that leave an anode in which they are made evenly down to the optical depth `h`. */
function leaving(h: f64): f64 {
  return h > 1e-12 ? -Math.expm1(-h) / h : 1.0;
}

/**
 * Continuum of a tube.
 *
 * @param out f64[count], 8-aligned: photons a second, mA, sr and keV; 0 from the voltage on
 * @param energies f64[count], keV, above 0
 * @param tau f64[count], photoelectric absorption of the anode, cm2/g
 * @param z atomic number of the anode
 * @param a its molar mass, g/mol
 * @param kv voltage
 * @param path sine of the electrons' angle with the anode's surface over that of the photons' angle
 *
 * Scalar: there is no vector logarithm. Source: Ebel 1999, equations 1 to 4.
 */
export function tubeContinuum(
  out: usize,
  energies: usize,
  tau: usize,
  count: i32,
  z: f64,
  a: f64,
  kv: f64,
  path: f64,
): void {
  const power = 1.109 - 0.00435 * z + 0.00175 * kv;
  const scale = depthScale(z, a, kv);
  const eta = backscattered(z, kv);
  for (let i = 0; i < count; i++) {
    const at = (<usize>i) << 3;
    const u = kv / load<f64>(energies + at);
    if (!(u > 1)) {
      store<f64>(out + at, 0);
      continue;
    }
    const depth = 2.0 * meanDepth(Math.log(u), eta, scale);
    const h = load<f64>(tau + at) * depth * path;
    store<f64>(out + at, CONTINUUM * z * Math.pow(u - 1, power) * leaving(h));
  }
}

/**
 * Lines of one shell of a tube's anode.
 *
 * @param out f64[count], 8-aligned: photons a second, mA and sr
 * @param yields f64[count], photons of each line for a vacancy
 * @param tau f64[count], photoelectric absorption of the anode at the lines' energies, cm2/g
 * @param z atomic number of the anode
 * @param a its molar mass, g/mol
 * @param kv voltage
 * @param path sine of the electrons' angle with the anode's surface over that of the photons' angle
 * @param edge the shell's binding energy, keV; all is 0 unless the voltage is above it
 * @param cross the shell's electrons times their ionisation constant: 2 * 0.35 for K, 8 * 0.25 for L
 * @param constant vacancies a second, mA and sr
 *
 * Scalar. Source: Ebel 1999, equations 5 to 8: stopping power, backscattering, absorption.
 */
export function tubeLines(
  out: usize,
  yields: usize,
  tau: usize,
  count: i32,
  z: f64,
  a: f64,
  kv: f64,
  path: f64,
  edge: f64,
  cross: f64,
  constant: f64,
): void {
  const u = kv / edge;
  if (!(u > 1)) {
    memory.fill(out, 0, (<usize>count) << 3);
    return;
  }
  const log = Math.log(u);
  const root = Math.sqrt(u);
  const ionised = u * log + 1 - u;
  const slowing = (root * log + 2 * (1 - root)) / ionised;
  const stopping = (cross / z) * ionised * (1 + 16.05 * Math.sqrt((IONISATION * z) / edge) * slowing);
  const kept = 1 - 0.0081517 * z + 3.613e-5 * z * z + 0.009583 * z * Math.exp(-u) + 0.001141 * kv;
  const depth = 2.0 * meanDepth(log, backscattered(z, kv), depthScale(z, a, kv)) * path;
  for (let i = 0; i < count; i++) {
    const at = (<usize>i) << 3;
    const strength = constant * stopping * kept * load<f64>(yields + at);
    store<f64>(out + at, strength * leaving(load<f64>(tau + at) * depth));
  }
}
