// Medians, ratios and goals.

/**
 * The middle of some numbers, or halfway between the two in the middle.
 *
 * @param {number[]} values at least one
 */
export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Median, least and greatest; null if nothing was measured. */
function spread(values) {
  if (values === null || values.length === 0) return null;
  return { median: median(values), min: Math.min(...values), max: Math.max(...values) };
}

/**
 * A row as it is shown: what was measured, the peer's median over ours, and whether that reaches the goal.
 *
 * @param row `{ question, unit, ours, peer, theirs, reason, command, goal, note }`: `ours` and `theirs` are one number a
 *   run, in `unit` (default s), `theirs` null where the peer cannot run, for the `reason`; `goal` is the least ratio
 * @returns the row with `ratio`, null where one of them was not measured, and `reached`, null without a goal or a ratio
 */
export function judge(row) {
  const ours = spread(row.ours);
  const theirs = spread(row.theirs);
  const ratio = ours === null || theirs === null ? null : theirs.median / ours.median;
  const reached = row.goal === undefined || ratio === null ? null : ratio >= row.goal;
  return { unit: "s", ...row, summary: { ours, theirs }, ratio, reached };
}

/**
 * Runs some pieces of work in turns, so that all of them see the same machine.
 *
 * @param {number} runs of each piece, unless `most` says fewer
 * @param {Record<string, () => unknown>} works
 * @param {Record<string, number>} [most] runs of a piece that takes long
 * @returns what each piece gave, run by run
 */
export async function interleave(runs, works, most = {}) {
  const results = Object.fromEntries(Object.keys(works).map((name) => [name, []]));
  for (let run = 0; run < runs; run++) {
    for (const [name, work] of Object.entries(works)) {
      if (run < (most[name] ?? runs)) results[name].push(await work());
    }
  }
  return results;
}
