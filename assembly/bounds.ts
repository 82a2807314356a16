// A check cheap enough for millions of numbers.

/**
 * Whether all values lie in [-limit, limit]: 1 or 0; a NaN does not.
 *
 * @param values f64 [count]; 8-byte aligned
 *
 * Two at a time with a scalar tail.
 */
export function allWithin(values: usize, count: i32, limit: f64): i32 {
  const most = f64x2.splat(limit);
  let within = i64x2.splat(-1);
  const end = values + ((<usize>(count & ~1)) << 3);
  for (; values < end; values += 16) within = v128.and(within, f64x2.le(f64x2.abs(v128.load(values)), most));
  const last = count & 1 ? Math.abs(load<f64>(values)) <= limit : true;
  return i32(last && i64x2.all_true(within));
}
