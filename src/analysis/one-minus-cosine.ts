/**
 * `1 - cos` of an angle, the same bits in every engine, without cancellation for small ones.
 *
 * @param degrees 0..180
 *
 * Source: `2 sin^2` of half the angle, Taylor series to the 21st power: within 1e-15.
 */
export function oneMinusCosine(degrees: number): number {
  const half = (degrees * Math.PI) / 360;
  let series = 1;
  for (let k = 20; k >= 2; k -= 2) series = 1 - ((half * half) / (k * (k + 1))) * series;
  const sine = half * series;
  return 2 * sine * sine;
}
