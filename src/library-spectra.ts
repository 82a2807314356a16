// Expected spectra of colours that are mixtures of a library's spectra.
import { mixRates } from "./dwell-photons.js";
import { throwIfAborted } from "./errors.js";
import type { Instrument } from "./instrument.js";
import { mixSpectra } from "./kernels/mixture.js";
import { type Expectation, expectationsOf } from "./library.js";
import type { PaintSpectra } from "./paint-spectra.js";
import { Turns } from "./pause.js";
import type { Library, Pigment } from "./pigment.js";
import type { WorkerPool } from "./workers/pool.js";

/** Pigments that threads are given at once, 0.1 s of work: the calling thread seldom has time to give out more. */
const AHEAD = 16;

export interface LibrarySpectraOptions {
  /** Threads that begin before it is known which pigments are wanted; those of Node can. */
  readonly pool?: WorkerPool;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: { stage: "spectra"; done: number; of: number }) => void;
}

/** What an instrument expects of a library's pigments, by their places in it, and of mixtures of them. */
export class LibrarySpectra {
  private readonly found = new Map<number, Expectation>();
  /** `[colors, pigments]` */
  private abundances: Float64Array = new Float64Array(0);
  /** Undefined: any. */
  private wanted: ReadonlySet<number> | undefined;
  /** Ends when threads have tried all that are wanted. */
  private readonly tried: Promise<void> | undefined;

  constructor(
    private readonly library: Library,
    private readonly instrument: Instrument,
    private readonly options: LibrarySpectraOptions,
  ) {
    const { pool } = options;
    if (!pool || pool.threads === 1) return;
    // Whatever goes wrong is of no account if the pigment is not wanted, and comes again if it is.
    this.tried = this.tryInThreads(pool).catch(() => {});
  }

  private async tryInThreads(pool: WorkerPool): Promise<void> {
    const { library, instrument, options, found } = this;
    const asked: number[] = [];
    const isWanted = (index: number) => this.wanted?.has(index) ?? true;
    function* pigments(): Generator<Pigment> {
      for (const [index, pigment] of library.pigments.entries()) {
        if (!isWanted(index)) continue;
        asked.push(index);
        yield pigment;
      }
    }
    // The calling thread has work of its own meanwhile.
    const run = { signal: options.signal, threads: pool.threads - 1, ahead: AHEAD };
    for await (const expectation of pool.mapInOrder("expect", { instrument }, pigments(), run))
      found.set(asked[found.size], expectation);
  }

  /** Says what is to be mixed: only pigments that take part are wanted from now on. @param abundances `[colors, pigments]` */
  want(abundances: Float64Array): void {
    const count = this.library.pigments.length;
    const wanted = new Set<number>();
    abundances.forEach((abundance, i) => {
      if (abundance > 0) wanted.add(i % count);
    });
    this.abundances = abundances;
    this.wanted = wanted;
  }

  /** None is wanted any more. */
  giveUp(): void {
    this.wanted = new Set();
  }

  /**
   * Expected spectra of what is wanted, as weighted sums of the pigments'.
   *
   * @throws GanxError `INVALID_LIBRARY`, `INVALID_ARGUMENT`, `ABORTED`
   */
  async weighted(): Promise<PaintSpectra & { readonly hidden?: undefined }> {
    const { library, instrument, options, abundances } = this;
    const { channels } = instrument.axis;
    const count = library.pigments.length;
    // Pigments that do not take part stay 0.
    const distributions = new Float64Array(count * channels);
    const rates = new Float64Array(count);
    await this.tried;
    const expectationOf = expectationsOf(instrument);
    const turns = new Turns();
    for (const [index, pigment] of library.pigments.entries()) {
      throwIfAborted(options.signal);
      if (this.wanted?.has(index)) {
        const { distribution, countsPerSecond } = this.found.get(index) ?? (await expectationOf(pigment));
        distributions.set(distribution, index * channels);
        rates[index] = countsPerSecond;
      }
      options.onProgress?.({ stage: "spectra", done: index + 1, of: count });
      await turns.next();
    }
    return {
      expected: mixSpectra(abundances, distributions, count, channels),
      countRates: mixRates(abundances, rates),
    };
  }
}
