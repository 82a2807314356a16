import type { Instrument } from "../instrument.js";
import { type Line, lineFamilies } from "../lines.js";
import type { ElementSeries, Spot } from "./element-series.js";
import { oneMinusCosine } from "./one-minus-cosine.js";

/** Electron's rest energy, keV. */
const REST_KEV = 510.999;
/** A Compton peak is so wide that it may be found this part of its energy off. */
const REACH = 0.01;

/**
 * The anode's alpha or beta family of a series that a peak is after Compton scattering, with the energy it then has.
 *
 * Source: A. H. Compton, Phys. Rev. 21 (1923) 483; the photons turn by the sum of both angles with the surface.
 */
export function comptonLine(
  { tube, geometry }: Instrument,
  letter: ElementSeries["letter"],
  { energyKeV: at }: Spot,
): Line | undefined {
  const turn = oneMinusCosine(geometry.incidenceDeg + geometry.takeOffDeg);
  const families = lineFamilies(tube.anode).filter(
    ({ line }) => line === `${letter}a` || line === `${letter}b`,
  );
  return families
    .map(({ element, line, name, energyKeV }) => {
      const after = energyKeV / (1 + (energyKeV / REST_KEV) * turn);
      return { element, line, name: `${name} Compton`, energyKeV: after };
    })
    .find(({ energyKeV }) => Math.abs(at - energyKeV) <= REACH * energyKeV);
}

/** A tube's window lets pass so little of the soft series that it is at most this part of the hard one's alpha peak. */
const SOFT_SHARE = 0.058;

/** The alpha family of a softer series of the anode that a small peak is. */
export function softLine(
  { tube }: Instrument,
  hard: ElementSeries,
  spots: readonly Spot[],
  spot: number,
): Line | undefined {
  const { energyKeV, area, noise, tolerance } = spots[spot]!;
  const most = SOFT_SHARE * (spots[hard.mainSpot]?.area ?? 0);
  if (area - 2 * noise > most) return undefined;
  return lineFamilies(tube.anode).find((family) => {
    return /^[LM]a$/.test(family.line) && Math.abs(energyKeV - family.energyKeV) <= tolerance;
  });
}
