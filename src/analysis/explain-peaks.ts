import { escapeParent, isAllEscape } from "./artefact-peaks.js";
import { distance, type ElementSeries, nameAt, type Spot } from "./element-series.js";
import { judgeElement, leadingSeries } from "./judge-element.js";
import { isCommon } from "./painting-elements.js";

/** What a series of lines adds to a peak. */
export interface Part {
  readonly series: ElementSeries;
  /** Counts. */
  readonly area: number;
  /** Whether other lines of the element are at other peaks. */
  readonly confirmed: boolean;
}

type Element = readonly ElementSeries[];

/** A peak is explained when so much of it is foretold. */
const EXPLAINED = 0.4;
/** An element that scores less has lines missing. */
const LEAST_SCORE = -1.2;
/** Significance at which another line shows an element whose alpha line is under another's. */
const CLEAR = 6;
/** How far the ratio of two lines may be from what it is in a thick pure layer. */
const LEEWAY = 2;
/** What is granted to alpha lines that another line speaks for. */
const OTHERS_WORD = 1.2;
/** Lines of at least this part of the alpha lines speak for a series. */
const NOTABLE = 0.05;
/** A line is hidden by a peak within so many FWHM. */
const HIDING = 1.5;
/** A part is named from this share of its peak on. */
export const NAMED = 0.1;

/**
 * Chooses the elements that explain the peaks.
 *
 * @param candidates series of each element, laid against the peaks
 * @param foretold what each peak holds in any case
 * @returns `parts`: what each peak is made of, the largest first; `ranked`: elements that could be there, the best first
 */
export function explainPeaks(
  candidates: readonly Element[],
  spots: readonly Spot[],
  foretold: readonly (readonly Part[])[],
): { parts: readonly (readonly Part[])[]; ranked: readonly Element[] } {
  const ranked = rank(candidates, spots);
  const ledger = new Ledger(spots, foretold);
  // What may all be an escape peak shows no element.
  const order = spots
    .map((_, i) => i)
    .filter((i) => !isAllEscape(spots, i, escapeParent(spots, i)))
    .sort((a, b) => certainty(spots[b]!) - certainty(spots[a]!));

  for (const spot of order) {
    if (ledger.explained(spot) < EXPLAINED) ledger.addHidden(spot);
    // Of lines that run together the first may leave much to a second.
    while (ledger.explained(spot) < EXPLAINED) {
      const taker = ranked.find(({ element, score }) => score > LEAST_SCORE && ledger.mayTake(element, spot));
      if (taker === undefined) break;
      ledger.accept(taker.element);
    }
    if (ledger.explained(spot) >= EXPLAINED || certainty(spots[spot]!) < CLEAR) continue;
    for (const { element } of ranked) {
      const series = ledger.shownByOthers(element, spot);
      if (series === undefined) continue;
      ledger.acceptByOthers(series, element, spot);
      break;
    }
  }
  return { parts: spots.map((_, i) => ledger.named(i)), ranked: ranked.map(({ element }) => element) };
}

function rank(candidates: readonly Element[], spots: readonly Spot[]) {
  return candidates
    .flatMap((element) => {
      const score = judgeElement(element, spots);
      return score === undefined ? [] : [{ element, score }];
    })
    .sort((a, b) => b.score - a.score);
}

const certainty = (spot: Spot) => spot.area / spot.noise;

/** Which accepted element foretells how much of which peak. */
class Ledger {
  private readonly parts: Part[][];
  private readonly accepted = new Set<Element>();

  constructor(
    private readonly spots: readonly Spot[],
    foretold: readonly (readonly Part[])[],
  ) {
    this.parts = foretold.map((parts) => [...parts]);
  }

  /** The foretold part of a peak; may be above 1. */
  explained(spot: number): number {
    const foretold = this.parts[spot]!.reduce((sum, { area }) => sum + area, 0);
    return foretold / Math.max(this.spots[spot]!.area, Number.MIN_VALUE);
  }

  /** Whether an element has an alpha line at a peak, and a leading one at a peak that nothing explains. */
  mayTake(element: Element, spot: number): boolean {
    if (this.accepted.has(element) || !element.some(({ mainSpot }) => mainSpot === spot)) return false;
    return leadingSeries(element).some(
      ({ mainSpot }) => mainSpot >= 0 && this.explained(mainSpot) < EXPLAINED,
    );
  }

  accept(element: Element): void {
    this.accepted.add(element);
    for (const series of element) {
      const scale = series.mainSpot < 0 ? 0 : this.scaleOf(series);
      if (scale > 0) this.add(series, scale);
    }
  }

  /** The leading series of an element whose alpha line is at an explained peak and which can be seen in this one. */
  shownByOthers(element: Element, spot: number): ElementSeries | undefined {
    if (this.accepted.has(element) || !isCommon(element[0]!.element)) return undefined;
    return leadingSeries(element).find((series) => {
      if (series.mainSpot < 0 || series.mainSpot === spot) return false;
      const notable = NOTABLE * series.main.intensity;
      const shown = [...series.shares].filter(([at, share]) => share > notable && this.isOpen(series, at));
      if (shown.length < (series.letter === "K" ? 1 : 2) || shown.every(([at]) => at !== spot)) return false;
      const foretold = (this.rest(spot) * series.main.intensity) / series.shares.get(spot)!;
      return foretold <= LEEWAY * this.spots[series.mainSpot]!.area;
    });
  }

  acceptByOthers(series: ElementSeries, element: Element, spot: number): void {
    this.add(series, this.rest(spot) / series.shares.get(spot)!);
    this.accept(element);
  }

  /**
   * Adds those series of the accepted elements that have a line at a peak and whose alpha lines are hidden by others'.
   */
  addHidden(spot: number): void {
    for (const series of [...this.accepted].flat()) {
      if (this.isIn(series) || !this.isOpen(series, spot)) continue;
      // In this very peak the alpha line would not be hidden: it would move the peak to where it is.
      const hiding = this.spots.filter(({ energyKeV, fwhm }, i) => {
        return i !== spot && Math.abs(energyKeV - series.main.energyKeV) < HIDING * fwhm;
      });
      const most = (LEEWAY * Math.max(0, ...hiding.map(({ area }) => area))) / series.main.intensity;
      if (most > 0) this.add(series, Math.min(most, this.rest(spot) / series.shares.get(spot)!));
    }
  }

  /** What a peak is made of, the largest part first. */
  named(spot: number): Part[] {
    const { area } = this.spots[spot]!;
    const parts = this.parts[spot]!.toSorted((a, b) => b.area - a.area);
    return parts.filter((part, i) => {
      if (part.area >= NAMED * area) return true;
      // Less than foretold, yet at the very place and the best there is.
      return i === 0 && this.isAt(part.series, spot);
    });
  }

  /** Counts of a series for an intensity of 1, from its alpha peak, or the next one where alpha holds far too much. */
  private scaleOf(series: ElementSeries): number {
    const scale = this.rest(series.mainSpot) / series.shares.get(series.mainSpot)!;
    const others = [...series.shares].filter(([spot, share]) => {
      return spot !== series.mainSpot && share > NOTABLE * series.main.intensity && this.isAt(series, spot);
    });
    if (others.length === 0 || this.isIn(series)) return this.isIn(series) ? 0 : scale;
    const [spot, share] = others.reduce((a, b) => (b[1] > a[1] ? b : a));
    const other = this.rest(spot) / share;
    return other > 0 && scale > LEEWAY * other ? OTHERS_WORD * other : scale;
  }

  private isIn(series: ElementSeries): boolean {
    return this.parts.some((list) => list.some((part) => part.series === series));
  }

  /** Whether a series has a line at the very place of a peak. */
  private isAt(series: ElementSeries, spot: number): boolean {
    const line = nameAt(series, this.spots, spot);
    return line !== undefined && distance(this.spots, spot, line.energyKeV) <= this.spots[spot]!.tolerance;
  }

  /** Whether a series has a line at the very place of a peak that nothing explains. */
  private isOpen(series: ElementSeries, spot: number): boolean {
    return this.explained(spot) < EXPLAINED && this.isAt(series, spot);
  }

  private rest(spot: number): number {
    return this.spots[spot]!.area * Math.max(0, 1 - this.explained(spot));
  }

  private add(series: ElementSeries, scale: number): void {
    for (const [spot, share] of series.shares) {
      this.parts[spot]!.push({ series, area: scale * share, confirmed: series.shares.size > 1 });
    }
  }
}
