/** What is kept is forgotten where it takes more than this. */
const MOST_BYTES = 4 * 2 ** 20;

interface Spectrum {
  readonly distribution: Float64Array;
  readonly countsPerSecond: number;
}

/** The spectra that were asked for last: whoever makes many scans with one instrument asks for the same again. */
export class RecentSpectra {
  /** The one that was not asked for longest is the first. */
  private readonly spectra = new Map<string, Spectrum>();
  private bytes = 0;

  /**
   * The spectrum of a key, computed unless it is kept.
   *
   * @returns a copy, which is the caller's
   */
  get(key: string, compute: () => Spectrum): Spectrum {
    const kept = this.spectra.get(key);
    const found = kept ?? compute();
    this.spectra.delete(key);
    this.spectra.set(key, found);
    if (!kept) this.bytes += sizeOf(key, found);
    for (const [oldest, spectrum] of this.spectra) {
      if (this.bytes <= MOST_BYTES) break;
      this.spectra.delete(oldest);
      this.bytes -= sizeOf(oldest, spectrum);
    }
    return { ...found, distribution: found.distribution.slice() };
  }
}

function sizeOf(key: string, { distribution }: Spectrum): number {
  return 2 * key.length + distribution.byteLength;
}
