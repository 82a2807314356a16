import type { Instrument } from "../instrument.js";
import { sineOfDegrees } from "../kernels/attenuation.js";
import { passSheets, pathSheet } from "./foil.js";
import { AIR, materialParts, shellAttenuation } from "./material.js";
import { type Emission, type ScatterBeam, scatterFromStack } from "./scatter.js";
import type { ScatterTables } from "./scatter-tables.js";
import type { Layer } from "./stack-field.js";
import { emittedByTube, type TubeSpectrumOptions } from "./tube.js";
import { elementData, type XrayData } from "./xray-data.js";

/** Photons a second that reach a painting. */
export interface IncidentBeam extends ScatterBeam {
  readonly widthsKeV: Float64Array;
}

/**
 * The beam of an instrument's tube as it reaches the painting, photons a second.
 *
 * @param options the painting's absorption edges and the widest bin
 *
 * Source: tube as {@link emittedByTube}; a polycapillary passes `1 / (1 + (E / cutoff)^2)`, since the solid angle that it
 * accepts follows the square of the critical angle (C. A. MacDonald, W. M. Gibson, X-Ray Spectrom. 32 (2003) 258).
 */
export function incidentBeam(
  instrument: Instrument,
  data: XrayData,
  options: TubeSpectrumOptions,
): IncidentBeam {
  const { tube, beam } = instrument;
  const { energiesKeV, photons, widthsKeV } = emittedByTube(tube, data, options);
  const scale = (tube.currentUA / 1000) * beam.solidAngleSr;
  for (let i = 0; i < photons.length; i++) {
    const relative = beam.cutoffKeV > 0 ? energiesKeV[i]! / beam.cutoffKeV : 0;
    photons[i]! *= scale / (1 + relative * relative);
  }
  passSheets(photons, energiesKeV, [pathSheet(instrument, data)]);
  return { energiesKeV, photons, widthsKeV };
}

/** A line as it leaves matter: photons a second into 4 pi. */
export interface GasLine {
  readonly symbol: string;
  readonly siegbahn: string;
  readonly energyKeV: number;
  readonly photons: number;
}

/**
 * What the gas before the painting emits where the beam passes it: K lines of argon, scattering.
 *
 * @param beam as it reaches the painting; so little is absorbed above argon's edge that it is taken for the whole path
 * @returns photons a second into 4 pi
 */
export function gasEmission(
  instrument: Instrument,
  beam: IncidentBeam,
  data: XrayData,
  tables: ScatterTables,
): { lines: GasLine[]; rayleigh: Emission; compton: Emission } {
  const { geometry } = instrument;
  const gas = pathSheet(instrument, data);
  // The beam runs along the path, not down through a layer: of a layer so thin it sees the same.
  const layer: Layer = {
    ...gas,
    massThickness: gas.massThickness * sineOfDegrees(geometry.incidenceDeg),
  };
  const scattered = scatterFromStack([layer], beam, geometry, tables);
  return { ...scattered, lines: instrument.gas === "air" ? argonLines(beam, gas.massThickness, data) : [] };
}

function argonLines({ energiesKeV, photons }: ScatterBeam, massThickness: number, data: XrayData): GasLine[] {
  const argon = elementData(data, "Ar");
  const tau = shellAttenuation(argon, "K", energiesKeV);
  let vacancies = 0;
  for (let i = 0; i < photons.length; i++) vacancies += photons[i]! * tau[i]!;
  const fraction = materialParts(AIR, data).find((part) => part.symbol === "Ar")?.massFraction ?? 0;
  const rate = vacancies * fraction * massThickness * (argon.omega.K ?? 0);
  return argon.lines
    .filter(([, shell]) => shell === "K")
    .map(([siegbahn, , energyKeV, branching]) => {
      return { symbol: "Ar", siegbahn, energyKeV, photons: rate * branching };
    });
}
