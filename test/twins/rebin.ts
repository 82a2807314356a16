// Slow, obvious twin of assembly/rebin.ts.

/** Every new channel asks every old one how much of it lies inside. */
export function rebinTwin(
  spectrum: ArrayLike<number>,
  first: number,
  step: number,
  outChannels: number,
): number[] {
  return Array.from({ length: outChannels }, (_, j) => {
    let sum = 0;
    for (let i = 0; i < spectrum.length; i++) {
      const low = Math.max(i, first + j * step);
      const high = Math.min(i + 1, first + (j + 1) * step);
      if (high > low) sum += spectrum[i]! * (high - low);
    }
    return sum;
  });
}
