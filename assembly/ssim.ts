// Structural similarity of two images, row by row.
//
// Four quantities are filtered, x, y, x^2 + y^2 and x y: the formula needs the sum of the variances alone. A window is
// separable and symmetric: each row is filtered across as it comes, then the last rows down. Columns are taken in
// strips so narrow that the rows at work stay in the nearest cache.

/** Columns of a strip. */
const STRIP: i32 = 32;
/** Bytes of one filtered row of a strip: for every two columns the four quantities side by side. */
const ROW: usize = 1024;
/** Bytes of one quantity of an unfiltered row: a strip, the window's overhang, and two to read beyond. */
const PLANE: usize = 384;

const planes: usize = memory.data(1536, 16);
// The last rows, 11 at most, twice over, so that a window is always in one piece.
const ring: usize = memory.data(22528, 16);

/** Lays out the four quantities of one row. */
function loadPlanes(x: usize, y: usize, count: i32, shiftX: f64, shiftY: f64): void {
  const sx = f64x2.splat(shiftX);
  const sy = f64x2.splat(shiftY);
  const end = planes + ((<usize>count) << 3);
  let to = planes;
  for (; to + 16 <= end; to += 16) {
    const a = f64x2.sub(v128.load(x), sx);
    const b = f64x2.sub(v128.load(y), sy);
    v128.store(to, a);
    v128.store(to, b, PLANE);
    v128.store(to, f64x2.add(f64x2.mul(a, a), f64x2.mul(b, b)), 2 * PLANE);
    v128.store(to, f64x2.mul(a, b), 3 * PLANE);
    x += 16;
    y += 16;
  }
  // One more at an odd width; what the second lane reads then is left out of the sums.
  if (to < end) {
    const a = load<f64>(x) - shiftX;
    const b = load<f64>(y) - shiftY;
    store<f64>(to, a);
    store<f64>(to, b, PLANE);
    store<f64>(to, a * a + b * b, 2 * PLANE);
    store<f64>(to, a * b, 3 * PLANE);
  }
}

/** Filters the laid out row across, into two places of the ring. */
function filterAcross(out: usize, copy: usize, pairs: i32, weights: usize, radius: i32): void {
  let centre = planes + ((<usize>radius) << 3);
  const end = centre + ((<usize>pairs) << 4);
  const reach = (<usize>radius) << 3;
  for (; centre < end; centre += 16) {
    const w0 = v128.load64_splat(weights);
    let a = f64x2.mul(w0, v128.load(centre));
    let b = f64x2.mul(w0, v128.load(centre, PLANE));
    let c = f64x2.mul(w0, v128.load(centre, 2 * PLANE));
    let d = f64x2.mul(w0, v128.load(centre, 3 * PLANE));
    for (let k: usize = 8; k <= reach; k += 8) {
      const w = v128.load64_splat(weights + k);
      const left = centre - k;
      const right = centre + k;
      a = f64x2.add(a, f64x2.mul(w, f64x2.add(v128.load(left), v128.load(right))));
      b = f64x2.add(b, f64x2.mul(w, f64x2.add(v128.load(left, PLANE), v128.load(right, PLANE))));
      c = f64x2.add(c, f64x2.mul(w, f64x2.add(v128.load(left, 2 * PLANE), v128.load(right, 2 * PLANE))));
      d = f64x2.add(d, f64x2.mul(w, f64x2.add(v128.load(left, 3 * PLANE), v128.load(right, 3 * PLANE))));
    }
    v128.store(out, a);
    v128.store(out, b, 16);
    v128.store(out, c, 32);
    v128.store(out, d, 48);
    v128.store(copy, a);
    v128.store(copy, b, 16);
    v128.store(copy, c, 32);
    v128.store(copy, d, 48);
    out += 64;
    copy += 64;
  }
}

/** Filters a window of rows down and adds the similarity of each column, and its contrast-structure part, to `out`. */
function scoreRow(out: usize, rows: usize, columns: i32, settings: usize, radius: i32): void {
  const unbias = v128.load64_splat(settings);
  const c1 = v128.load64_splat(settings, 8);
  const c2 = v128.load64_splat(settings, 16);
  const shiftX = v128.load64_splat(settings, 24);
  const shiftY = v128.load64_splat(settings, 32);
  const weights = settings + 40;
  const reach = (<usize>radius) << 3;
  let ssim = f64x2.splat(0);
  let structure = f64x2.splat(0);
  let centre = rows + <usize>radius * ROW;
  for (; columns > 0; columns -= 2) {
    const w0 = v128.load64_splat(weights);
    let x = f64x2.mul(w0, v128.load(centre));
    let y = f64x2.mul(w0, v128.load(centre, 16));
    let squares = f64x2.mul(w0, v128.load(centre, 32));
    let product = f64x2.mul(w0, v128.load(centre, 48));
    let up = centre;
    let down = centre;
    for (let k: usize = 8; k <= reach; k += 8) {
      const w = v128.load64_splat(weights + k);
      up -= ROW;
      down += ROW;
      x = f64x2.add(x, f64x2.mul(w, f64x2.add(v128.load(up), v128.load(down))));
      y = f64x2.add(y, f64x2.mul(w, f64x2.add(v128.load(up, 16), v128.load(down, 16))));
      squares = f64x2.add(squares, f64x2.mul(w, f64x2.add(v128.load(up, 32), v128.load(down, 32))));
      product = f64x2.add(product, f64x2.mul(w, f64x2.add(v128.load(up, 48), v128.load(down, 48))));
    }
    centre += 64;
    // Twice the covariance, and the sum of the variances, which is never less but for rounding.
    const both = f64x2.mul(unbias, f64x2.sub(product, f64x2.mul(x, y)));
    const covariance2 = f64x2.add(both, both);
    const spread = f64x2.sub(squares, f64x2.add(f64x2.mul(x, x), f64x2.mul(y, y)));
    const variances = f64x2.max(f64x2.mul(unbias, spread), f64x2.abs(covariance2));
    x = f64x2.add(x, shiftX);
    y = f64x2.add(y, shiftY);
    const means = f64x2.mul(x, y);
    const lightness = f64x2.div(
      f64x2.add(f64x2.add(means, means), c1),
      f64x2.add(f64x2.add(f64x2.mul(x, x), f64x2.mul(y, y)), c1),
    );
    let cs = f64x2.div(f64x2.add(covariance2, c2), f64x2.add(variances, c2));
    let s = f64x2.mul(lightness, cs);
    if (columns === 1) {
      cs = f64x2.replace_lane(cs, 1, 0);
      s = f64x2.replace_lane(s, 1, 0);
    }
    ssim = f64x2.add(ssim, s);
    structure = f64x2.add(structure, cs);
  }
  store<f64>(out, load<f64>(out) + f64x2.extract_lane(ssim, 0) + f64x2.extract_lane(ssim, 1));
  const sum = f64x2.extract_lane(structure, 0) + f64x2.extract_lane(structure, 1);
  store<f64>(out, load<f64>(out, 8) + sum, 8);
}

/**
 * Sums the structural similarity, and its contrast-structure part, over each row of windows.
 *
 * @param out f64[rows - 2 radius, 2], 8-aligned, as are the inputs; overwritten
 * @param x f64[rows, width]
 * @param y f64[rows, width]
 * @param rows at least 2 radius + 1, as is `width`
 * @param settings f64[6 + radius]: factor of the variances, C1, C2, a constant near the values of `x` and one near those
 *   of `y`, which keep the variances accurate, then the window's weights from its centre outwards
 * @param radius 1..5
 *
 * Two columns at a time, the last one alone; a row's sums depend on the rows of its windows alone.
 * Source: Z. Wang, A. C. Bovik, H. R. Sheikh, E. P. Simoncelli, IEEE Trans. Image Process. 13 (2004) 600-612, eq. 13,
 * doi:10.1109/TIP.2003.819861.
 */
export function ssimRows(
  out: usize,
  x: usize,
  y: usize,
  rows: i32,
  width: i32,
  settings: usize,
  radius: i32,
): void {
  const taps = 2 * radius + 1;
  const columns = width - 2 * radius;
  const shiftX = load<f64>(settings, 24);
  const shiftY = load<f64>(settings, 32);
  memory.fill(out, 0, (<usize>(rows - 2 * radius)) << 4);
  memory.fill(planes, 0, 4 * PLANE);
  for (let first = 0; first < columns; first += STRIP) {
    const wide = min(STRIP, columns - first);
    let place = 0;
    for (let row = 0; row < rows; row++) {
      const from = (<usize>row * <usize>width + <usize>first) << 3;
      loadPlanes(x + from, y + from, wide + 2 * radius, shiftX, shiftY);
      const at = ring + <usize>place * ROW;
      filterAcross(at, at + <usize>taps * ROW, (wide + 1) >> 1, settings + 40, radius);
      place = place + 1 === taps ? 0 : place + 1;
      if (row < 2 * radius) continue;
      const oldest = ring + <usize>place * ROW;
      scoreRow(out + ((<usize>(row - 2 * radius)) << 4), oldest, wide, settings, radius);
    }
  }
}

/**
 * Halves an image: means of 2 x 2 pixels, an odd last row or column taken twice.
 *
 * @param out f64[(rows + 1) / 2, (width + 1) / 2], 8-aligned, as is `values`
 * @param values f64[rows, width]
 *
 * Two columns at a time with a scalar tail. Source: Z. Wang, E. P. Simoncelli, A. C. Bovik, Asilomar 2003, fig. 1.
 */
export function halveRows(out: usize, values: usize, rows: i32, width: i32): void {
  const stride = (<usize>width) << 3;
  const quarter = f64x2.splat(0.25);
  for (let row = 0; row < rows; row += 2) {
    let top = values + <usize>row * stride;
    let bottom = row + 1 < rows ? top + stride : top;
    let column = 0;
    for (; column + 4 <= width; column += 4) {
      const left = f64x2.add(v128.load(top), v128.load(bottom));
      const right = f64x2.add(v128.load(top, 16), v128.load(bottom, 16));
      const even = v128.shuffle<f64>(left, right, 0, 2);
      const odd = v128.shuffle<f64>(left, right, 1, 3);
      v128.store(out, f64x2.mul(quarter, f64x2.add(even, odd)));
      top += 32;
      bottom += 32;
      out += 16;
    }
    for (; column < width; column += 2) {
      const even = load<f64>(top) + load<f64>(bottom);
      const odd = column + 1 < width ? load<f64>(top, 8) + load<f64>(bottom, 8) : even;
      store<f64>(out, 0.25 * (even + odd));
      top += 16;
      bottom += 16;
      out += 8;
    }
  }
}
