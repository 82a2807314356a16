import { GanxError } from "../errors.js";
import type { Foil, Instrument } from "../instrument.js";
import { transmit } from "../kernels/attenuation.js";
import { constituents } from "./composition.js";
import {
  AIR,
  BERYLLIUM,
  HELIUM,
  type Material,
  materialParts,
  SILICON,
  totalAttenuation,
} from "./material.js";
import type { Layer } from "./stack-field.js";
import type { XrayData } from "./xray-data.js";

function sheetOf(material: Material, centimetres: number, data: XrayData): Layer {
  return { parts: materialParts(material, data), massThickness: material.density * centimetres };
}

/** @throws GanxError `INVALID_ARGUMENT` naming the sheet whose composition cannot be read */
function sheetsOf(foils: readonly Foil[], name: string, data: XrayData): Layer[] {
  return foils.map((foil, i) => {
    try {
      const massThickness = foil.densityGCm3 * foil.thicknessUm * 1e-4;
      return { parts: constituents(foil, data), massThickness };
    } catch (cause) {
      if (!(cause instanceof GanxError)) throw cause;
      throw new GanxError("INVALID_ARGUMENT", `instrument: ${name}[${i}]: ${cause.message}`, { cause });
    }
  });
}

/** Window and filters of a tube. */
export function tubeSheets(tube: Instrument["tube"], data: XrayData): Layer[] {
  const window = sheetOf(BERYLLIUM, tube.windowUm * 1e-4, data);
  return [window, ...sheetsOf(tube.filters, "tube.filters", data)];
}

/** What fills half of the path outside of the tube, before or behind the painting. */
export function pathSheet(instrument: Instrument, data: XrayData): Layer {
  return sheetOf(instrument.gas === "air" ? AIR : HELIUM, instrument.airPathCm / 2, data);
}

/** Window, filters and dead layer of a detector. */
export function detectorSheets(detector: Instrument["detector"], data: XrayData): Layer[] {
  return [
    sheetOf(BERYLLIUM, detector.windowUm * 1e-4, data),
    ...sheetsOf(detector.filters, "detector.filters", data),
    sheetOf(SILICON, detector.deadLayerUm * 1e-4, data),
  ];
}

/** Multiplies photons in place by what passes sheets. @param energiesKeV as long as `photons` */
export function passSheets(photons: Float64Array, energiesKeV: Float64Array, sheets: readonly Layer[]): void {
  for (const { parts, massThickness } of sheets) {
    if (massThickness > 0) transmit(photons, totalAttenuation(parts, energiesKeV), massThickness);
  }
}
