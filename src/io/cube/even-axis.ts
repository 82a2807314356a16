/** How far energies may be from equally spaced, in channels. */
const SPACING = 1e-3;

/** The axis of evenly spaced, increasing energies; nothing where they are not. */
export function evenAxis(
  energies: ArrayLike<number>,
): { readonly offsetKeV: number; readonly gainKeV: number } | undefined {
  const { length } = energies;
  if (length < 2) return undefined;
  const gain = (energies[length - 1] - energies[0]) / (length - 1);
  if (!(gain > 0) || !Number.isFinite(gain)) return undefined;
  for (let i = 0; i < length; i++) {
    if (!(Math.abs(energies[i] - energies[0] - i * gain) <= SPACING * gain)) return undefined;
  }
  return { offsetKeV: energies[0], gainKeV: gain };
}
