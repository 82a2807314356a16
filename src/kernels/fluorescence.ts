// Kernels of fluorescence over arrays; mass thicknesses in g/cm2, coefficients in cm2/g.
import { withPhysics } from "./physics.js";

const BYTES = Float64Array.BYTES_PER_ELEMENT;
/** Bytes a cell that `spreadLines` needs. */
const KEPT = 48;

/** A line on its way out: which of the given shells it comes from, and attenuation over the sine of the way. */
export interface OutgoingLine {
  readonly shell: number;
  readonly muOut: number;
}

/**
 * Photons of lines that leave a layer upwards, excited by the beam, per yield.
 *
 * @param rates of each shell, over the beam: photons that reach the layer times vacancies per g/cm2
 * @param mu the layer's, over the beam
 * @param thickness 0..Infinity
 * @returns Float64Array as long as `lines`
 */
export function primaryLines(
  rates: readonly Float64Array[],
  mu: Float64Array,
  lines: readonly OutgoingLine[],
  thickness: number,
  sineIn: number,
): Float64Array {
  return withPhysics((kernels, arena) => {
    const pointer = arena.put(mu);
    const shells = rates.map((values) => arena.put(values));
    return Float64Array.from(lines, ({ shell, muOut }) =>
      kernels.primaryLine(shells[shell], pointer, mu.length, muOut, thickness, sineIn),
    );
  });
}

/**
 * Vacancies that a beam makes in each cell of a layer.
 *
 * @param holes of each shell, over the beam: vacancies per photon and g/cm2
 * @param photons that reach the layer, over the beam
 * @param cells mass thicknesses from the top down
 * @returns for each shell Float64Array over the cells
 */
export function vacanciesInCells(
  holes: readonly Float64Array[],
  photons: Float64Array,
  mu: Float64Array,
  cells: Float64Array,
  sineIn: number,
): Float64Array[] {
  return withPhysics((kernels, arena) => {
    const paths = arena.reserve(cells.length * photons.length * BYTES);
    const beam = arena.put(photons);
    const count = photons.length;
    kernels.pathsInCells(paths, beam, arena.put(mu), count, arena.put(cells), cells.length, sineIn);
    const out = arena.reserve(cells.length * BYTES);
    const weights = arena.reserve(count * BYTES);
    return holes.map((values) => {
      arena.set(weights, values);
      kernels.multiplyRows(out, paths, weights, cells.length, count);
      return arena.get(new Float64Array(cells.length), out);
    });
  });
}

/**
 * Vacancies that lines starting in a stack's cells make in each cell, per g/cm2 of it.
 *
 * @param sources `[lines][cells]`: photons into 4 pi
 * @param depths `[lines][cells]`: optical thicknesses of the cells
 * @param holes of each shell, over the lines: vacancies per photon and g/cm2
 * @returns for each shell Float64Array over the cells
 */
export function vacanciesByLines(
  holes: readonly Float64Array[],
  sources: Float64Array,
  depths: Float64Array,
  cells: number,
): Float64Array[] {
  return withPhysics((kernels, arena) => {
    const lines = sources.length / cells;
    const paths = arena.reserve(sources.byteLength);
    const scratch = arena.reserve(cells * KEPT);
    kernels.spreadLines(paths, arena.put(sources), arena.put(depths), cells, lines, scratch);
    const out = arena.reserve(cells * BYTES);
    const weights = arena.reserve(lines * BYTES);
    return holes.map((values) => {
      arena.set(weights, values);
      kernels.multiplyRows(out, paths, weights, cells, lines);
      return arena.get(new Float64Array(cells), out);
    });
  });
}

/**
 * What leaves a layer upwards of photons that start in its cells.
 *
 * @param photons of each shell, over the cells: into 4 pi, counted as if all went upwards
 * @returns Float64Array as long as `lines`
 */
export function escapingLines(
  photons: readonly Float64Array[],
  cells: Float64Array,
  lines: readonly OutgoingLine[],
): Float64Array {
  return withPhysics((kernels, arena) => {
    const pointer = arena.put(cells);
    const shells = photons.map((values) => arena.put(values));
    return Float64Array.from(lines, ({ shell, muOut }) =>
      kernels.escapeFromCells(shells[shell], pointer, cells.length, muOut),
    );
  });
}
