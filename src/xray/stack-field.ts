// A stack of layers as a beam and the lines of all its elements see it.
import type { Beam } from "./beam.js";
import type { Constituent } from "./composition.js";
import { type ElementField, elementField } from "./element-field.js";
import type { Shell } from "./xray-data.js";

/** One layer: its elements and its mass thickness, g/cm2, 0..Infinity. */
export interface Layer {
  readonly parts: readonly Constituent[];
  readonly massThickness: number;
}

/** Sines of the angles between the surface and beam or detector, above 0. */
export interface Sines {
  readonly in: number;
  readonly out: number;
}

/** A shell of an element that emits lines. */
export interface EmittingShell {
  readonly symbol: string;
  readonly shell: Shell;
  /** Vacancies per photon and g/cm2 of the element, over the beam and over all lines. */
  readonly byBeam: Float64Array;
  readonly byLines: Float64Array;
}

/** A line that some layer may emit. */
export interface StackLine {
  /** Index of its shell. */
  readonly shell: number;
  /** Siegbahn name, such as `Ka1`. */
  readonly siegbahn: string;
  readonly energyKeV: number;
  /** Photons per vacancy. */
  readonly rate: number;
}

/** A layer with its coefficients, cm2/g. */
export interface LayerField {
  readonly massThickness: number;
  /** Mass fraction of each shell's element, 0 where it is absent. */
  readonly fractions: readonly number[];
  /** Total attenuation over the beam and over all lines. */
  readonly muBeam: Float64Array;
  readonly muLines: Float64Array;
}

export interface StackField {
  readonly shells: readonly EmittingShell[];
  readonly lines: readonly StackLine[];
  readonly layers: readonly LayerField[];
}

/** Elements of a stack, each once, by atomic number. */
function distinctElements(layers: readonly Layer[]): Constituent[] {
  const found = new Map(layers.flatMap(({ parts }) => parts.map((part) => [part.symbol, part] as const)));
  return [...found.values()].sort((a, b) => a.element.Z - b.element.Z);
}

function fieldOfLayer(
  { parts, massThickness }: Layer,
  elements: readonly ElementField[],
  shells: readonly EmittingShell[],
  beamCount: number,
): LayerField {
  const fractions = new Map(parts.map(({ symbol, massFraction }) => [symbol, massFraction]));
  const mu = new Float64Array(elements[0]?.total.length ?? 0);
  for (const { symbol, total } of elements) {
    const fraction = fractions.get(symbol);
    if (fraction === undefined) continue;
    for (let i = 0; i < mu.length; i++) mu[i] += fraction * total[i];
  }
  return {
    massThickness,
    fractions: shells.map(({ symbol }) => fractions.get(symbol) ?? 0),
    muBeam: mu.subarray(0, beamCount),
    muLines: mu.subarray(beamCount),
  };
}

/** Indices of the lines that a layer may emit. */
export function linesOf({ lines }: StackField, { fractions }: LayerField): number[] {
  return [...lines.keys()].filter((l) => fractions[lines[l].shell] > 0);
}

/** Evaluates the tables for a stack: once for each element, at the beam's energies and those of all lines. */
export function stackField(layers: readonly Layer[], beam: Beam): StackField {
  const elements = distinctElements(layers);
  const beamCount = beam.energiesKeV.length;
  const lineEnergies = elements.flatMap(({ element }) => element.lines.map(([, , energyKeV]) => energyKeV));
  const energies = Float64Array.of(...beam.energiesKeV, ...lineEnergies);
  const fields = elements.map((part) => elementField(part, energies));

  const shells: EmittingShell[] = [];
  const lines: StackLine[] = [];
  for (const { symbol, element, vacancies } of fields) {
    const indices = new Map<Shell, number>();
    for (const [siegbahn, shell, energyKeV, branching] of element.lines) {
      const holes = vacancies.get(shell) ?? new Float64Array(energies.length);
      if (!indices.has(shell)) {
        indices.set(shell, shells.length);
        const [byBeam, byLines] = [holes.subarray(0, beamCount), holes.subarray(beamCount)];
        shells.push({ symbol, shell, byBeam, byLines });
      }
      const rate = (element.omega[shell] ?? 0) * branching;
      lines.push({ shell: indices.get(shell)!, siegbahn, energyKeV, rate });
    }
  }
  return { shells, lines, layers: layers.map((layer) => fieldOfLayer(layer, fields, shells, beamCount)) };
}
