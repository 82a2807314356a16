// Rayleigh and Compton scattering of X-rays by atoms, at one angle.

/** Electron's rest energy, keV. */
const REST: f64 = 510.99895;
/** hc, keV times angstrom. */
const HC: f64 = 12.398419843;
/** 4 pi times Avogadro's number times the squared classical electron radius, cm2/mol. */
const FOUR_PI_N_RE2: f64 = 0.6009306;

/** Slope of the straight line between knots `k` and `k + 1`. */
function secant(knots: usize, values: usize, k: i32): f64 {
  const at = (<usize>k) << 3;
  const rise = load<f64>(values + at + 8) - load<f64>(values + at);
  return rise / (load<f64>(knots + at + 8) - load<f64>(knots + at));
}

/** Slopes at `n` knots that keep a cubic monotone between them: the harmonic mean of both sides, 0 at a turn. */
function fillSlopes(slopes: usize, knots: usize, values: usize, n: i32): void {
  let before = secant(knots, values, 0);
  store<f64>(slopes, before);
  for (let k = 1; k < n - 1; k++) {
    const at = (<usize>k) << 3;
    const after = secant(knots, values, k);
    const a = load<f64>(knots + at) - load<f64>(knots + at - 8);
    const b = load<f64>(knots + at + 8) - load<f64>(knots + at);
    const mean = (3 * (a + b)) / ((2 * b + a) / before + (b + 2 * a) / after);
    store<f64>(slopes + at, before * after > 0 ? mean : 0);
    before = after;
  }
  store<f64>(slopes + ((<usize>(n - 1)) << 3), before);
}

/** The cubic from one knot to the next, a fraction `t` of their distance `h` along; straight on beyond the next. */
function cubic(values: usize, slopes: usize, h: f64, t: f64): f64 {
  const from = load<f64>(values);
  const to = load<f64>(values + 8);
  const right = h * load<f64>(slopes + 8);
  if (t > 1) return to + right * (t - 1);
  const rise = to - from;
  const bend = h * load<f64>(slopes) - rise;
  return from + t * (rise + (1 - t) * ((1 - t) * bend + t * (rise - right)));
}

/**
 * Adds what one element of a material scatters, in cm2/g into 4 pi as if it were isotropic.
 *
 * @param coherent f64[count], 8-aligned; added to
 * @param incoherent f64[count], 8-aligned; added to
 * @param energies f64[count], keV, above 0
 * @param knots f64[n]: `sin(angle / 2) / wavelength`, 1/angstrom, increasing from above 0
 * @param factors f64[n]: atomic form factors, above 0
 * @param functions f64[n]: incoherent scattering functions, above 0
 * @param work f64[5 n]
 * @param n knots, at least 2
 * @param whole form factor in the forward direction: the number of electrons
 * @param sineHalf sine of half the scattering angle, above 0
 * @param perMole mass fraction over molar mass, mol/g
 *
 * Scalar. Between the knots both curves are monotone cubics in logarithms (F. N. Fritsch, J. Butland, SIAM J. Sci. Stat.
 * Comput. 5 (1984) 300), below the first they are parabolas. Source: Thomson's formula times F^2; O. Klein, Y. Nishina,
 * Z. Phys. 52 (1929) 853, times S.
 */
export function addScatter(
  coherent: usize,
  incoherent: usize,
  energies: usize,
  count: i32,
  knots: usize,
  factors: usize,
  functions: usize,
  work: usize,
  n: i32,
  whole: f64,
  sineHalf: f64,
  perMole: f64,
): void {
  const size = (<usize>n) << 3;
  for (let k: usize = 0; k < size; k += 8) {
    store<f64>(work + k, Math.log(load<f64>(knots + k)));
    store<f64>(work + size + k, Math.log(load<f64>(factors + k)));
    store<f64>(work + 2 * size + k, Math.log(load<f64>(functions + k)));
  }
  fillSlopes(work + 3 * size, work, work + size, n);
  fillSlopes(work + 4 * size, work, work + 2 * size, n);
  const first = load<f64>(knots);
  const turn = 2 * sineHalf * sineHalf;
  const cosine = 1 - turn;
  const thomson = 0.5 * FOUR_PI_N_RE2 * perMole;
  for (let i = 0; i < count; i++) {
    const at = (<usize>i) << 3;
    const energy = load<f64>(energies + at);
    const q = (energy / HC) * sineHalf;
    let factor: f64;
    let bound: f64;
    if (q < first) {
      const part = (q / first) * (q / first);
      factor = whole + (load<f64>(factors) - whole) * part;
      bound = load<f64>(functions) * part;
    } else {
      let knot = knots;
      while (knot < knots + size - 16 && q >= load<f64>(knot + 8)) knot += 8;
      const log = work + (knot - knots);
      const h = load<f64>(log + 8) - load<f64>(log);
      const t = (Math.log(q) - load<f64>(log)) / h;
      factor = Math.exp(cubic(log + size, log + 3 * size, h, t));
      bound = Math.exp(cubic(log + 2 * size, log + 4 * size, h, t));
    }
    const kept = 1 / (1 + (energy / REST) * turn);
    const klein = kept * kept * (kept + 1 / kept - 1 + cosine * cosine);
    const both = coherent + at;
    store<f64>(both, load<f64>(both) + thomson * (1 + cosine * cosine) * factor * factor);
    const single = incoherent + at;
    store<f64>(single, load<f64>(single) + thomson * klein * bound);
  }
}

/**
 * Energies after Compton scattering and how far the electrons' motion spreads them.
 *
 * @param out f64[count], 8-aligned, keV
 * @param spread f64[count], 8-aligned: keV for one atomic unit of the electrons' momentum along the momentum transfer
 * @param energies f64[count], keV, above 0
 * @param sineHalf sine of half the scattering angle
 *
 * Scalar. Source: A. H. Compton, Phys. Rev. 21 (1923) 483; impulse approximation, R. Ribberfors, Phys. Rev. B 12 (1975)
 * 2067.
 */
export function comptonEnergies(out: usize, spread: usize, energies: usize, count: i32, sineHalf: f64): void {
  const turn = 2 * sineHalf * sineHalf;
  for (let i = 0; i < count; i++) {
    const at = (<usize>i) << 3;
    const energy = load<f64>(energies + at);
    const kept = 1 / (1 + (energy / REST) * turn);
    const after = energy * kept;
    const loss = energy - after;
    store<f64>(out + at, after);
    // |k - k'|^2 = (E - E')^2 + 2 E E' (1 - cos); an atomic unit is the rest energy over c times 1 / 137.036.
    const transfer = Math.sqrt(loss * loss + 2 * energy * after * turn);
    store<f64>(spread + at, (transfer * kept) / 137.035999);
  }
}

/**
 * Multiplies by what an emitting layer gives: `out *= (1 - exp(-chi m)) / (chi sineIn)`, chi = muIn / sineIn + muOut / sineOut.
 *
 * @param out f64[count], 8-aligned
 * @param muIn f64[count], cm2/g on the way in
 * @param muOut f64[count], cm2/g on the way out
 * @param massThickness g/cm2, at least 0; may be infinite
 *
 * Scalar; accurate for thin layers too. Source: J. Sherman, Spectrochim. Acta 7 (1955) 283.
 */
export function emitFromLayer(
  out: usize,
  muIn: usize,
  muOut: usize,
  massThickness: f64,
  sineIn: f64,
  sineOut: f64,
  count: i32,
): void {
  for (let i = 0; i < count; i++) {
    const at = (<usize>i) << 3;
    const chi = load<f64>(muIn + at) / sineIn + load<f64>(muOut + at) / sineOut;
    const depth = chi * massThickness;
    const seen = depth > 1e-12 ? -Math.expm1(-depth) / chi : massThickness;
    store<f64>(out + at, (load<f64>(out + at) * seen) / sineIn);
  }
}
