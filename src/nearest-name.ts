/** Changes of a letter that make one text of another: inserted, left out, replaced. Source: V. I. Levenshtein, 1966. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}

/** Less than a letter's change: a text that the other contains is nearer than one of as many changes. */
const CONTAINED = 0.5;

/**
 * The name that a mistyped one most likely stands for.
 *
 * @param names at least one
 */
export function nearestName(text: string, names: readonly string[]): string {
  const wanted = text.toLowerCase().slice(0, 100);
  const distance = (name: string): number => {
    const one = name.toLowerCase();
    const contained = wanted.length >= 3 && (one.includes(wanted) || wanted.includes(one));
    return contained ? CONTAINED + Math.abs(one.length - wanted.length) / 1000 : editDistance(wanted, one);
  };
  return names.reduce((best, name) => (distance(name) < distance(best) ? name : best));
}
