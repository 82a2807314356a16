import type { ElementSeries, Spot } from "./element-series.js";
import { distance, nearestSpot } from "./element-series.js";
import { expectation } from "./painting-elements.js";

/** Above this K lines need so hard a beam that the L lines alone may be seen, keV. */
const HARD_KEV = 20;
/** A line foretold at this many standard deviations must be there. */
const SURE = 6;
/** A line foretold at this many counts when it is there. */
const LIKELY = 1.5;
/** Absorption on the way out may change the ratio of two lines of a series so much. */
const LEEWAY = 3;

/** On the flank of a line so many times as strong, a line is no peak of its own. */
const BURIED = 8;
/** Variance of a second difference's area over the counts it is made of. */
const NOISE_FACTOR = 4;
/** Least ratio of a line's counts to those under it. */
const CONTRAST = 0.05;

/** The series by which an element shows: K, beyond 20 keV K or L, of heavy elements L, and M where there is no other. */
export function leadingSeries(series: readonly ElementSeries[]): readonly ElementSeries[] {
  const [first, second] = series;
  if (first?.letter === "K" && first.main.energyKeV > HARD_KEV && second?.letter === "L") {
    return [first, second];
  }
  return first ? [first] : [];
}

/**
 * How well an element explains the peaks at its lines, the higher the better; undefined where none of its leading
 * series is at a peak.
 *
 * It is the better for each line that is foretold and there, for a second series, and for being common in paintings; the
 * worse for each that should be there and is not, and for lying off.
 */
export function judgeElement(series: readonly ElementSeries[], spots: readonly Spot[]): number | undefined {
  const leaders = leadingSeries(series).filter(({ mainSpot }) => mainSpot >= 0);
  if (leaders.length === 0) return undefined;
  const judged = leaders.map((one) => {
    const spot = spots[one.mainSpot]!;
    const own = sum(judgeFamilies(one, spots)) - (one.offset / spot.tolerance) ** 2;
    // Alpha lines of the others may be under stronger lines, so that only what is there counts.
    const others = series.filter((other) => other !== one && other.mainSpot >= 0);
    return own + sum(others.map((other) => 1 + sum(judgeFamilies(other, spots).map((n) => Math.max(0, n)))));
  });
  return Math.max(...judged) + expectation(series[0]!.element);
}

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

/** What each family but alpha has to say: from -4, surely missing, to 1, there as foretold. */
function judgeFamilies(series: ElementSeries, spots: readonly Spot[]): number[] {
  const main = spots[series.mainSpot]!;
  const scale = main.area / (series.shares.get(series.mainSpot) ?? series.main.intensity);
  return series.families
    .filter((family) => family !== series.main)
    .map((family) => {
      // A family may spread over several peaks: its strongest line and what runs together with that speak for it.
      const members = series.members.filter(({ line }) => line.line.startsWith(family.line));
      const { line: strongest } = members.toSorted((a, b) => b.line.intensity - a.line.intensity)[0]!;
      const near = members.filter(
        ({ line }) => Math.abs(line.energyKeV - strongest.energyKeV) < main.fwhm / 2,
      );
      // The softer line of two loses more on the way out, about as the cube of the energy.
      const ratio = strongest.energyKeV / series.main.energyKeV;
      const softer = Math.min(1, ratio * ratio * ratio);
      const foretold = softer * scale * sum(near.map(({ line }) => line.intensity));
      return judgeLine(series, strongest.energyKeV, foretold, spots);
    });
}

function judgeLine(
  series: ElementSeries,
  energyKeV: number,
  foretold: number,
  spots: readonly Spot[],
): number {
  const main = spots[series.mainSpot]!;
  // There is less noise where no peak is: the line would stand out by more than this.
  const certainty = foretold / main.noise;
  const nearest = nearestSpot(spots, energyKeV);
  const found = spots[nearest]!;
  if (distance(spots, nearest, energyKeV) <= 0.6 * found.fwhm && nearest !== series.mainSpot) {
    if (certainty < LIKELY) return 0;
    return found.area * LEEWAY >= foretold ? Math.min(1, certainty / SURE + 0.5) : -2;
  }
  const hidden = spots.some((spot) => {
    const widths = Math.abs(spot.energyKeV - energyKeV) / spot.fwhm;
    return (widths < 1.5 && spot.area >= foretold) || (widths < 2.5 && spot.area >= BURIED * foretold);
  });
  // What lies under the alpha peak, judged by its noise; lines that hardly rise above it are no peaks.
  const under = Math.max(0, main.noise ** 2 / NOISE_FACTOR - main.area);
  if (hidden || certainty < SURE || foretold < CONTRAST * under) return 0;
  return -Math.min(4, (3 * certainty) / SURE);
}
