import { filterEdge, filterSimpleEdge } from "./filter-edge.js";
import type { Frame } from "./frame.js";
import type { FrameHeader } from "./frame-header.js";
import type { MacroblockModes } from "./modes.js";

/** How strongly the edges of a macroblock are smoothed; a limit of 0: not at all. */
export interface FilterStrength {
  readonly limit: number;
  readonly inner: number;
  readonly threshold: number;
  /** Whether the edges of its blocks are smoothed, too. */
  readonly hasInner: boolean;
}

const NONE: FilterStrength = { limit: 0, inner: 0, threshold: 0, hasInner: false };

/** The strength for a macroblock. @param hasAny whether it has coefficients. Source: RFC 6386, sections 9.6 and 15. */
export function strengthOf(
  { segments, filter }: FrameHeader,
  { segment, isSplit, isSkipped }: MacroblockModes,
  hasAny: boolean,
): FilterStrength {
  const own = segments.filterLevels[segment];
  const base = !segments.isUsed ? filter.level : segments.isAbsolute ? own : filter.level + own;
  const raised = base + filter.frameDelta + (isSplit ? filter.blockDelta : 0);
  const level = Math.max(0, Math.min(63, raised));
  if (level === 0) return NONE;
  let inner = level;
  if (filter.sharpness > 0) {
    inner >>= filter.sharpness > 4 ? 2 : 1;
    inner = Math.min(inner, 9 - filter.sharpness);
  }
  inner = Math.max(1, inner);
  const threshold = level >= 40 ? 2 : level >= 15 ? 1 : 0;
  return { limit: 2 * level + inner, inner, threshold, hasInner: isSplit || (!isSkipped && hasAny) };
}

/** Smooths the edges of a whole frame, macroblock by macroblock. Source: RFC 6386, section 15. */
export function filterFrame(
  { luma, chroma }: Frame,
  strengths: readonly FilterStrength[],
  columns: number,
  isSimple: boolean,
): void {
  strengths.forEach((strength, number) => {
    if (strength.limit === 0) return;
    const row = Math.floor(number / columns);
    const column = number % columns;
    const planes = isSimple ? [luma] : [luma, ...chroma];
    for (const plane of planes) {
      const side = plane === luma ? 16 : 8;
      const { samples, stride } = plane;
      const at = plane.start + side * (row * stride + column);
      const smooth = (from: number, across: number, along: number, isInner: boolean): void => {
        const limit = 2 * (strength.limit + (isInner ? 0 : 4)) + 1;
        if (isSimple) filterSimpleEdge(samples, from, across, along, side, limit);
        else filterEdge(samples, from, across, along, side, limit, strength, isInner);
      };
      if (column > 0) smooth(at, 1, stride, false);
      if (strength.hasInner) for (let x = 4; x < side; x += 4) smooth(at + x, 1, stride, true);
      if (row > 0) smooth(at, stride, 1, false);
      if (strength.hasInner) for (let y = 4; y < side; y += 4) smooth(at + y * stride, stride, 1, true);
    }
  });
}
