/**
 * Colours of the figures on white; each is written into drawings exactly so, which lets a report turn it into a variable.
 *
 * What must stay as it is on any ground (swatches, colour bars) is written as `rgb(r,g,b)` instead.
 */
export const THEME = {
  /** The ground. */
  paper: "#ffffff",
  /** Text and what must be seen. */
  ink: "#1c1c1c",
  /** Numbers, axes and remarks. */
  muted: "#5c5c5c",
  /** Lines of a scale. */
  grid: "#d9d9d9",
  /** Frames and leaders. */
  frame: "#8a8a8a",
} as const;

/** Blue, vermillion, green, purple, orange, sky blue, black. Source: Okabe and Ito 2008, jfly.uni-koeln.de/color. */
export const SERIES = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000"] as const;

/** The same on a dark ground: lighter where the colour would sink into it, the order of hues kept. */
export const DARK_THEME: Readonly<Record<keyof typeof THEME, string>> = {
  paper: "#16181c",
  ink: "#ececec",
  muted: "#b0b4ba",
  grid: "#3a3e45",
  frame: "#7d828a",
};

/** {@link SERIES} on a dark ground. */
export const DARK_SERIES = [
  "#4b9fe0",
  "#ff8a4c",
  "#2ec79b",
  "#e39ac6",
  "#f0b429",
  "#a8dcff",
  "#f5f5f5",
] as const;

/** Colour of a series: the one asked for or one that colour-blind readers can tell from the others. */
export function seriesColor(index: number, color?: string): string {
  // Whatever a colour has no use for could leave the attribute it is written into.
  return color?.replace(/[^\w#(),.% -]/g, "") ?? SERIES[index % SERIES.length];
}

/** Dashes of a series, lengths of line and gap; once the colours are used up, dashes tell series apart. */
export function seriesDash(index: number): readonly [number, number] | undefined {
  const round = Math.floor(index / SERIES.length);
  return round === 0 ? undefined : [Math.round(60 / round) / 10, 3];
}

/** Width of a curve among so many; the first is broad, so that it shows where another lies upon it. */
export function seriesWidth(index: number, count: number): number {
  return count > 1 && index === 0 ? 2.8 : 1.4;
}
