// Fluorescence that lines of the stack excite, within and between all layers.
import { escapingLines, vacanciesByLines, vacanciesInCells } from "../kernels/fluorescence.js";
import { layerCells } from "./cells.js";
import { type LayerField, linesOf, type Sines, type StackField } from "./stack-field.js";

/** The cells of a stack, those of a layer side by side. */
interface Cells {
  readonly count: number;
  readonly layers: readonly { readonly first: number; readonly cells: Float64Array }[];
}

const largest = (values: Float64Array): number => values.reduce((a, b) => Math.max(a, b), 0);
const least = (values: Float64Array): number => values.reduce((a, b) => Math.min(a, b), Infinity);

function stackCells(field: StackField, sines: Sines): Cells {
  let count = 0;
  const layers = field.layers.map(({ massThickness, muBeam, muLines }) => {
    const steepest = Math.max(largest(muBeam) / sines.in, largest(muLines) / sines.out);
    const cells = layerCells(massThickness, steepest, least(muLines) / sines.out);
    const first = count;
    count += cells.length;
    return { first, cells };
  });
  return { count, layers };
}

/** Indices of the lines that make a vacancy somewhere. */
function excitingLines({ lines, shells }: StackField): number[] {
  return [...lines.keys()].filter((l) => shells.some(({ byLines }) => byLines[l] > 0));
}

/** Photons of the given lines that start in each cell, and the cells' optical thicknesses for them: `[lines][cells]`. */
function sourcesInCells(
  field: StackField,
  cells: Cells,
  photons: readonly Float64Array[],
  sources: readonly number[],
  sineIn: number,
): { readonly starting: Float64Array; readonly depths: Float64Array } {
  const starting = new Float64Array(sources.length * cells.count);
  const depths = new Float64Array(starting.length);
  field.layers.forEach(({ fractions, muBeam, muLines }, j) => {
    const { first, cells: own } = cells.layers[j];
    const present = [...field.shells.keys()].filter((s) => fractions[s] > 0);
    const holes = present.map((s) => field.shells[s].byBeam);
    const made = vacanciesInCells(holes, photons[j], muBeam, own, sineIn);
    const byShell = new Map(present.map((s, k) => [s, made[k]]));
    sources.forEach((l, row) => {
      const { shell, rate } = field.lines[l];
      const vacancies = byShell.get(shell);
      const at = row * cells.count + first;
      for (let c = 0; c < own.length; c++) {
        depths[at + c] = muLines[l] * own[c];
        if (vacancies) starting[at + c] = fractions[shell] * rate * vacancies[c];
      }
    });
  });
  return { starting, depths };
}

function escaping(
  field: StackField,
  layer: LayerField,
  cells: Float64Array,
  vacancies: readonly Float64Array[],
  sineOut: number,
): Float64Array {
  const { fractions, muLines } = layer;
  const made = vacancies.map((perGram, s) => perGram.map((value, c) => value * fractions[s] * cells[c]));
  const own = linesOf(field, layer);
  const outgoing = own.map((l) => ({ shell: field.lines[l].shell, muOut: muLines[l] / sineOut }));
  const found = escapingLines(made, cells, outgoing);
  const result = new Float64Array(field.lines.length);
  own.forEach((l, k) => {
    result[l] = found[k] * field.lines[l].rate;
  });
  return result;
}

/**
 * For each layer the secondary photons of each line, at the layer's top.
 *
 * @param photons of the beam that reach the top of each layer
 *
 * Each layer is divided into cells in which lines start evenly; they are followed through the whole stack. Source:
 * T. Shiraiwa, N. Fujino, Jpn. J. Appl. Phys. 5 (1966) 886; D. K. G. de Boer, X-Ray Spectrom. 19 (1990) 145.
 */
export function secondaryFluorescence(
  field: StackField,
  photons: readonly Float64Array[],
  sines: Sines,
): Float64Array[] {
  const sources = excitingLines(field);
  if (sources.length === 0) return field.layers.map(() => new Float64Array(field.lines.length));
  const cells = stackCells(field, sines);
  const { starting, depths } = sourcesInCells(field, cells, photons, sources, sines.in);
  const holes = field.shells.map(({ byLines }) => Float64Array.from(sources, (l) => byLines[l]));
  const made = vacanciesByLines(holes, starting, depths, cells.count);
  return field.layers.map((layer, j) => {
    const { first, cells: own } = cells.layers[j];
    const inLayer = made.map((values) => values.subarray(first, first + own.length));
    return escaping(field, layer, own, inLayer, sines.out);
  });
}
