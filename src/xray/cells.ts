/** Thickness of the cells at a face in the shortest mean free paths. */
const FINEST = 0.3;

/** How much cells grow from one to the next, and how few and many there are of them from a face on. */
const GROWTH = 1.2;
const FEWEST = 8;
const MOST = 80;

/** Optical thickness at the hardest line through which nothing comes back. */
const DEEPEST = 10;

/** Cells from a face inwards that fill a length: the first about `finest`, each larger than the one before. */
function gradedCells(length: number, finest: number): number[] {
  const cells = [1];
  let sum = 1;
  // With fewer than the least number even equal cells would be finer than needed.
  const ratio = length > FEWEST * finest ? GROWTH : 1;
  while (cells.length < FEWEST || (sum * finest < length && cells.length < MOST)) {
    cells.push(cells[cells.length - 1] * ratio);
    sum += cells[cells.length - 1];
  }
  return cells.map((cell) => (length * cell) / sum);
}

/**
 * Divides a layer into cells that grow from its faces inwards.
 *
 * @param thickness g/cm2, 0..Infinity; no deeper than anything comes back from
 * @param largestMu the layer's largest attenuation over the sines of the ways, cm2/g, above 0
 * @param leastMu the layer's attenuation of the hardest line, cm2/g, above 0
 * @returns mass thicknesses from the top down, g/cm2
 */
export function layerCells(thickness: number, largestMu: number, leastMu: number): Float64Array {
  const finest = FINEST / largestMu;
  const deepest = DEEPEST / leastMu;
  if (thickness > deepest) return Float64Array.from(gradedCells(deepest, finest));
  const half = gradedCells(thickness / 2, finest);
  return Float64Array.from([...half, ...half.toReversed()]);
}
