import { show } from "../check.js";
import { GanxError } from "../errors.js";
import { sineOfDegrees } from "../kernels/attenuation.js";
import { loadPhysics } from "../kernels/physics.js";
import type { Beam } from "./beam.js";
import { emittedLines } from "./fluorescence.js";
import { checkEnergies } from "./mass-attenuation.js";
import { resolveStack, type StackLayer } from "./stack.js";
import { loadSubstanceTables } from "./substance.js";
import type { Shell } from "./xray-data.js";

/** Monochromatic energies with their weights, which are taken relative to their sum; or one energy in keV. */
export type ShermanBeam =
  | number
  | {
      /** 0.5..60, in any order. */
      readonly energiesKeV: ArrayLike<number>;
      /** As many, at least 0. */
      readonly weights: ArrayLike<number>;
    };

/** Angles between surface and beam, and surface and detector, above 0 (at least 0.01) to 90 degrees. */
export interface Geometry {
  readonly incidenceDeg: number;
  readonly takeOffDeg: number;
}

/** A line as it leaves the surface, in photons into 4 pi for each photon that falls on the surface. */
export interface FluorescenceLine {
  /** Index of the layer that emits it, 0 on top. */
  readonly layer: number;
  /** Symbol. */
  readonly element: string;
  /** Where the vacancy is. */
  readonly shell: Shell;
  /** Siegbahn name, such as `Ka1`. */
  readonly line: string;
  readonly energyKeV: number;
  /** Excited by the beam. */
  readonly primary: number;
  /** Excited by lines of the stack. */
  readonly secondary: number;
}

const MAX_ENERGIES = 100_000;
const LEAST_ANGLE = 0.01;

function refuse(expected: string, found: unknown): never {
  throw new GanxError("INVALID_ARGUMENT", `${expected}, found ${show(found)}`);
}

function checkBeam(beam: ShermanBeam): Beam {
  if (typeof beam === "number") {
    return { energiesKeV: checkEnergies("beam", [beam]), photons: Float64Array.of(1) };
  }
  if (typeof beam !== "object" || beam === null)
    return refuse("beam: expected an energy in keV or several", beam);
  const { energiesKeV, weights } = beam;
  const count = energiesKeV?.length;
  if (!(count >= 1 && count <= MAX_ENERGIES) || weights?.length !== count) {
    const found = `${count} and ${weights?.length}`;
    throw new GanxError(
      "INVALID_ARGUMENT",
      `beam: expected 1 to ${MAX_ENERGIES} energies and as many weights, found ${found}`,
    );
  }
  for (const weight of Array.from(weights)) {
    if (typeof weight !== "number" || !(weight >= 0 && weight < Infinity)) {
      return refuse("beam: expected weights of at least 0", weight);
    }
  }
  const sum = Array.from(weights).reduce((a, b) => a + b, 0);
  if (!(sum > 0 && sum < Infinity)) return refuse("beam: expected weights with a sum above 0", sum);
  const photons = Float64Array.from(weights, (weight) => weight / sum);
  return { energiesKeV: checkEnergies("beam", energiesKeV), photons };
}

function sineOf(name: string, angle: unknown): number {
  if (typeof angle === "number" && angle >= LEAST_ANGLE && angle <= 90) return sineOfDegrees(angle);
  return refuse(`${name}: expected an angle with the surface of ${LEAST_ANGLE} to 90 degrees`, angle);
}

/**
 * Lines that leave a stack of layers: primary and secondary fluorescence within and between all layers, weakened on the
 * way in and out.
 *
 * @param stack top first
 * @param geometry default 45 and 45 degrees
 * @returns all lines of each layer's elements above 0.5 keV, also those that nothing excites, by layer and atomic number
 * @throws GanxError `INVALID_ARGUMENT`
 *
 * Source: J. Sherman, Spectrochim. Acta 7 (1955) 283; D. K. G. de Boer, X-Ray Spectrom. 19 (1990) 145, for layers; data as
 * credited in data/xray-data.ts.
 */
export async function sherman(
  stack: readonly StackLayer[],
  beam: ShermanBeam,
  geometry: Geometry = { incidenceDeg: 45, takeOffDeg: 45 },
): Promise<FluorescenceLine[]> {
  const [tables] = await Promise.all([loadSubstanceTables(), loadPhysics()]);
  const sines = {
    in: sineOf("incidenceDeg", geometry.incidenceDeg),
    out: sineOf("takeOffDeg", geometry.takeOffDeg),
  };
  const lines = emittedLines(resolveStack(stack, tables), checkBeam(beam), sines);
  return lines.map(({ layer, symbol, shell, siegbahn, energyKeV, primary, secondary }) => {
    return { layer, element: symbol, shell, line: siegbahn, energyKeV, primary, secondary };
  });
}
