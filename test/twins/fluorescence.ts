// Slow, obvious twin of secondary fluorescence: every cell of a stack sees every other through the exponential integral.
import type { LayerField, Sines, StackField } from "../../src/xray/stack-field.js";

const EULER = 0.5772156649015329;

/** Exponential integral E1. Source: Abramowitz and Stegun 1964, 5.1.11 and 5.1.22. */
function e1(x: number): number {
  if (x > 60) return 0;
  if (x <= 1) {
    let [sum, term] = [-EULER - Math.log(x), -1];
    for (let k = 1; k < 40; k++) {
      term *= -x / k;
      sum += term / k;
    }
    return sum;
  }
  let fraction = 0;
  for (let k = 200; k > 0; k--) fraction = k / (1 + k / (x + fraction));
  return Math.exp(-x) / (x + fraction);
}

/** E2; 1 at 0. */
const e2 = (x: number): number => (x === 0 ? 1 : Math.exp(-x) - x * e1(x));

interface Cell {
  readonly layer: number;
  /** Mass thickness above it within its layer, and its own, g/cm2. */
  readonly above: number;
  readonly own: number;
}

/** Cells of finite layers, finer towards both faces: edges at (1 - cos) / 2. */
function cellsOf(layers: readonly LayerField[], n: number): Cell[] {
  return layers.flatMap(({ massThickness }, layer) => {
    const edge = (k: number): number => (massThickness * (1 - Math.cos((Math.PI * k) / n))) / 2;
    return Array.from({ length: n }, (_, k) => ({ layer, above: edge(k), own: edge(k + 1) - edge(k) }));
  });
}

/** Vacancies of a shell that the beam makes in a cell, per mass fraction. */
function excited(
  { muBeam }: LayerField,
  photons: Float64Array,
  holes: Float64Array,
  cell: Cell,
  sineIn: number,
): number {
  let sum = 0;
  for (let i = 0; i < photons.length; i++) {
    const mu = muBeam[i]! / sineIn;
    sum +=
      ((photons[i]! * holes[i]!) / muBeam[i]!) * Math.exp(-mu * cell.above) * -Math.expm1(-mu * cell.own);
  }
  return sum;
}

/**
 * Secondary photons of each line at the top of each finite layer.
 *
 * @param photons of the beam at the top of each layer
 * @param n cells of a layer
 */
export function secondaryTwin(
  field: StackField,
  photons: readonly Float64Array[],
  sines: Sines,
  n: number,
): Float64Array[] {
  const { layers, lines, shells } = field;
  const cells = cellsOf(layers, n);
  // Vacancies per g/cm2 and mass fraction of each shell, made by lines at the middle of each cell.
  const made = shells.map(() => new Float64Array(cells.length));
  const byShell = shells.map(({ byBeam }, s) =>
    cells.map((cell) => {
      const { fractions } = layers[cell.layer]!;
      if (fractions[s] === 0) return 0;
      return fractions[s]! * excited(layers[cell.layer]!, photons[cell.layer]!, byBeam, cell, sines.in);
    }),
  );
  lines.forEach(({ shell, rate }, l) => {
    const targets = [...shells.keys()].filter((s) => shells[s]!.byLines[l]! > 0);
    if (targets.length === 0) return;
    const depths = cells.map(({ layer, own }) => layers[layer]!.muLines[l]! * own);
    const edges = [0];
    for (const depth of depths) edges.push(edges.at(-1)! + depth);
    cells.forEach((_, target) => {
      const middle = (edges[target]! + edges[target + 1]!) / 2;
      let flux = 0;
      let before = e2(Math.abs(middle - edges[0]!));
      for (let from = 0; from < cells.length; from++) {
        const after = e2(Math.abs(middle - edges[from + 1]!));
        const source = rate * byShell[shell]![from]!;
        const seen = from === target ? 2 - before - after : Math.abs(before - after);
        // An optical depth of d holds the photons of a cell: their density in g/cm2 is over mu.
        if (source > 0) flux += (0.5 * seen * source) / depths[from]!;
        before = after;
      }
      for (const s of targets) made[s]![target]! += flux * shells[s]!.byLines[l]!;
    });
  });
  return layers.map(({ fractions, muLines }, layer) =>
    Float64Array.from(lines, ({ shell, rate }, l) => {
      const mu = muLines[l]! / sines.out;
      let sum = 0;
      cells.forEach((cell, c) => {
        if (cell.layer !== layer) return;
        const passed = (Math.exp(-mu * cell.above) * -Math.expm1(-mu * cell.own)) / mu;
        sum += fractions[shell]! * rate * made[shell]![c]! * passed;
      });
      return sum;
    }),
  );
}
