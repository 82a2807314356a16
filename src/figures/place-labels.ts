/** A label wanted above a point; y grows downwards as in SVG. */
export interface LabelRequest {
  /** The point to be labelled. */
  readonly x: number;
  readonly y: number;
  /** Width of the label's text. */
  readonly width: number;
  /** How much it matters beside the others; 1 unless given. */
  readonly weight?: number;
}

/** Where a label goes: its box, and the leader from the point up to the box. */
export interface PlacedLabel {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly leader: Segment;
}

/** A straight line. */
export interface Segment {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

/** The space labels may use. */
export interface LabelSpace {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  /** Height of a label. */
  readonly labelHeight: number;
  /** The highest thing drawn (smallest y) between two x, which labels must stay above. */
  readonly ceiling: (fromX: number, toX: number) => number;
}

const PAD = 3;
const CLEARANCE = 4;
/** A label further from its point than this is no help. */
const LONGEST_LEADER = 120;
/** How far below a label it still gets in the way of other points. */
const NEAR = 60;

/** How many of those left out may look for a place, and how many labels each may displace. */
const MOST_TRIED = 12;
const MOST_DISPLACED = 3;

type Layout = readonly (PlacedLabel | undefined)[];

/**
 * Puts labels above points so that no label touches another, a leader or the curve.
 *
 * What matters most chooses first, the highest point where several matter as much. One left without a place then takes
 * each of its places in turn, and what that displaces chooses anew, as long as what is left out in the end matters less;
 * what finds no place is dropped.
 *
 * @returns one entry a request, in the same order; undefined where the label is dropped
 */
export function placeLabels(
  requests: readonly LabelRequest[],
  space: LabelSpace,
): (PlacedLabel | undefined)[] {
  const places = requests.map((request) => candidates(request, requests, space));
  const weights = requests.map(({ weight = 1 }) => weight);
  const order = requests
    .map((_, i) => i)
    .sort((a, b) => weights[b] - weights[a] || requests[a].y - requests[b].y || a - b);
  let best = choose(order, places);
  for (let better: typeof best | undefined = best; better; ) {
    best = better;
    better = improve(best, order, places, weights);
  }
  return best;
}

/** A layout that leaves out less, with one more label in it and a few others moved; undefined where none is found. */
function improve(
  layout: Layout,
  order: readonly number[],
  places: readonly PlacedLabel[][],
  weights: readonly number[],
): (PlacedLabel | undefined)[] | undefined {
  for (const added of order.filter((i) => layout[i] === undefined).slice(0, MOST_TRIED)) {
    for (const place of places[added]) {
      const displaced = order.filter((i) => layout[i] && clash(layout[i], place));
      if (displaced.length > MOST_DISPLACED) continue;
      const kept = layout.map((label, i) =>
        i === added ? place : displaced.includes(i) ? undefined : label,
      );
      const attempt = choose(displaced, places, kept);
      if (worth(attempt, weights) > worth(layout, weights)) return attempt;
    }
  }
  return undefined;
}

function worth(labels: Layout, weights: readonly number[]): number {
  return labels.reduce((sum, label, i) => sum + (label ? weights[i] : 0), 0);
}

/** Lets each label in turn take the first of its places that is still free beside those already there. */
function choose(
  order: readonly number[],
  places: readonly PlacedLabel[][],
  layout: Layout = places.map(() => undefined),
): (PlacedLabel | undefined)[] {
  const result = [...layout];
  const placed = layout.filter((label) => label !== undefined);
  for (const i of order) {
    result[i] = places[i].find((label) => placed.every((other) => !clash(label, other)));
    if (result[i]) placed.push(result[i]);
  }
  return result;
}

/** Places for a label, the best first: near its point, and not in the way of its neighbours. */
function candidates(
  request: LabelRequest,
  requests: readonly LabelRequest[],
  space: LabelSpace,
): PlacedLabel[] {
  const { x, y, width } = request;
  const found: { cost: number; label: PlacedLabel }[] = [];
  for (let side = -10; side <= 10; side++) {
    const centre = x + (side * (width + PAD)) / 10;
    const [left, right] = [centre - width / 2, centre + width / 2];
    if (left < space.left || right > space.right) continue;
    const lowest = Math.min(y - CLEARANCE - 8, space.ceiling(left, right) - CLEARANCE);
    const covered = requests.filter(
      (other) => other !== request && other.x > left - PAD && other.x < right + PAD,
    );
    const highest = Math.max(space.top, y - LONGEST_LEADER);
    for (let bottom = lowest; bottom - space.labelHeight >= highest; bottom -= 5) {
      const leader = { x1: x, y1: y - CLEARANCE, x2: centre, y2: bottom + 1 };
      if (!clearsCurve(leader, space)) continue;
      const inTheWay = covered.filter((other) => other.y > bottom && other.y < bottom + NEAR).length;
      const cost = y - bottom + 1.2 * Math.abs(centre - x) + 25 * inTheWay;
      found.push({ cost, label: { left, right, bottom, top: bottom - space.labelHeight, leader } });
    }
  }
  return found.sort((a, b) => a.cost - b.cost).map(({ label }) => label);
}

function clearsCurve({ x1, y1, x2, y2 }: Segment, space: LabelSpace): boolean {
  const steps = Math.ceil(Math.abs(x2 - x1)) + 1;
  for (let step = 1; step <= steps; step++) {
    const x = x1 + ((x2 - x1) * step) / steps;
    if (y1 + ((y2 - y1) * step) / steps > space.ceiling(x, x) - 1) return false;
  }
  return true;
}

/** Whether two labels or their leaders touch. */
export function clash(a: PlacedLabel, b: PlacedLabel): boolean {
  const boxes =
    a.left < b.right + PAD && b.left < a.right + PAD && a.top < b.bottom + PAD && b.top < a.bottom + PAD;
  return boxes || crossesBox(a.leader, b) || crossesBox(b.leader, a) || cross(a.leader, b.leader);
}

function crossesBox({ x1, y1, x2, y2 }: Segment, box: PlacedLabel): boolean {
  // Cut the segment by the four sides in turn (Liang and Barsky 1984); what is left lies inside.
  let [enter, leave] = [0, 1];
  const sides = [
    [x1 - x2, x1 - (box.left - PAD)],
    [x2 - x1, box.right + PAD - x1],
    [y1 - y2, y1 - (box.top - PAD)],
    [y2 - y1, box.bottom + PAD - y1],
  ];
  for (const [direction, distance] of sides) {
    if (direction === 0) {
      if (distance < 0) return false;
    } else if (direction < 0) enter = Math.max(enter, distance / direction);
    else leave = Math.min(leave, distance / direction);
  }
  return enter < leave;
}

function cross(a: Segment, b: Segment): boolean {
  const side = (s: Segment, x: number, y: number) =>
    Math.sign((s.x2 - s.x1) * (y - s.y1) - (s.y2 - s.y1) * (x - s.x1));
  return side(a, b.x1, b.y1) !== side(a, b.x2, b.y2) && side(b, a.x1, a.y1) !== side(b, a.x2, a.y2);
}
