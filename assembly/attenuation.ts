// Mass attenuation coefficients from log-log polynomials, and what they do to a spectrum.

/** Relative energy range over which 3d photo-ionisation sets in above the M4 and M5 edges. */
const ONSET_WIDTH: f64 = 0.012;

/**
 * Adds `weight * exp(sum_k c_k ln(E / edge)^k)` to `out` at every energy that reaches the edge.
 *
 * @param out f64[count], 8-aligned; energies below the edge leave it untouched
 * @param energies f64[count], keV, above 0
 * @param coefficients f64[coefficientCount], cm2/g in the logarithm, lowest power first
 * @param edge keV: the subshell's edge, or the unit energy of a curve without one when `bounded` is false
 * @param bounded whether nothing happens below `edge`
 * @param onset whether the delayed onset `1 - exp(-((E/edge - 1)/0.012)^2)` applies (M4, M5 above 1.7 keV)
 *
 * Scalar: there is no vector logarithm. Source: fit to EPDL97 (Cullen et al., UCRL-50400 vol. 6 rev. 5, 1997).
 */
export function addAttenuation(
  out: usize,
  energies: usize,
  count: i32,
  coefficients: usize,
  coefficientCount: i32,
  edge: f64,
  bounded: bool,
  onset: bool,
  weight: f64,
): void {
  for (let i = 0; i < count; i++) {
    const energy = load<f64>(energies + ((<usize>i) << 3));
    if (bounded && energy < edge) continue;
    const x = Math.log(energy / edge);
    let sum: f64 = 0;
    for (let k = coefficientCount - 1; k >= 0; k--) {
      sum = sum * x + load<f64>(coefficients + ((<usize>k) << 3));
    }
    let value = weight * Math.exp(sum);
    if (onset) {
      const above = (energy / edge - 1) / ONSET_WIDTH;
      value *= -Math.expm1(-above * above);
    }
    const at = out + ((<usize>i) << 3);
    store<f64>(at, load<f64>(at) + value);
  }
}

/**
 * Multiplies by the fraction that passes a layer, `out *= exp(-mu * massThickness)`.
 *
 * @param out f64[count], 8-aligned
 * @param mu f64[count], cm2/g
 * @param massThickness g/cm2
 *
 * Scalar. Source: Beer and Lambert's law.
 */
export function transmit(out: usize, mu: usize, massThickness: f64, count: i32): void {
  for (let i = 0; i < count; i++) {
    const at = out + ((<usize>i) << 3);
    store<f64>(at, load<f64>(at) * Math.exp(-load<f64>(mu + ((<usize>i) << 3)) * massThickness));
  }
}

/**
 * Multiplies by the fraction that stops in a layer, `out *= 1 - exp(-mu * massThickness)`.
 *
 * @param out f64[count], 8-aligned
 * @param mu f64[count], cm2/g
 * @param massThickness g/cm2
 *
 * Scalar; accurate for thin layers too. Source: Beer and Lambert's law.
 */
export function absorb(out: usize, mu: usize, massThickness: f64, count: i32): void {
  for (let i = 0; i < count; i++) {
    const at = out + ((<usize>i) << 3);
    store<f64>(at, load<f64>(at) * -Math.expm1(-load<f64>(mu + ((<usize>i) << 3)) * massThickness));
  }
}

/**
 * Sine of an angle of 0 to 90 degrees, by the series of sine or cosine; here because engines disagree on the last bits of
 * theirs, and not the library's because that brings kilobytes for large angles.
 */
export function sineOfDegrees(angle: f64): f64 {
  const small = angle <= 45.0;
  const x = ((small ? angle : 90.0 - angle) * Math.PI) / 180.0;
  let sum = 1.0;
  for (let n = small ? 20.0 : 19.0; n > 0.0; n -= 2.0) sum = 1.0 - (sum * x * x) / (n * (n + 1.0));
  return small ? x * sum : sum;
}
