import { GanxError } from "../errors.js";
import { sineOfDegrees } from "../kernels/attenuation.js";
import { comptonEnergies, scatterCoefficients } from "../kernels/scatter.js";
import type { Constituent } from "./composition.js";
import { totalAttenuation } from "./material.js";
import type { ScatterElement, ScatterTables } from "./scatter-tables.js";

/** Angles between the painting's surface and beam or detector, on either side of its normal, degrees. */
export interface ScatterGeometry {
  readonly incidenceDeg: number;
  readonly takeOffDeg: number;
}

/** What a material does to photons that it scatters, cm2/g over the energies. */
export interface ScatteringMaterial {
  /** Attenuation on the way in, and on the way out after Compton scattering. */
  readonly muIn: Float64Array;
  readonly muOut: Float64Array;
  /** Into 4 pi as if it were isotropic. */
  readonly rayleigh: Float64Array;
  readonly compton: Float64Array;
  /** Width of the Compton profile: the mean over the electrons, atomic units. */
  readonly width: number;
}

/** Sine of half the scattering angle, which is the sum of both angles with the surface. */
export function halfAngleSine({ incidenceDeg, takeOffDeg }: ScatterGeometry): number {
  return sineOfDegrees((incidenceDeg + takeOffDeg) / 2);
}

/** How materials scatter at some energies and angles; each element is evaluated once. */
export class ScatterMemo {
  /** Energies after Compton scattering and their spread. */
  readonly after: ReturnType<typeof comptonEnergies>;
  private readonly elements = new Map<string, ScatteringMaterial>();
  private readonly sineHalf: number;

  /** @param energiesKeV are not to change */
  constructor(
    private readonly energiesKeV: Float64Array,
    geometry: ScatterGeometry,
    private readonly tables: ScatterTables,
  ) {
    this.sineHalf = halfAngleSine(geometry);
    this.after = comptonEnergies(energiesKeV, this.sineHalf);
  }

  /** @throws GanxError `INVALID_ARGUMENT` for an element without tables */
  material(parts: readonly Constituent[]): ScatteringMaterial {
    const count = this.energiesKeV.length;
    const sum = () => new Float64Array(count);
    const [muIn, muOut, rayleigh, compton] = [sum(), sum(), sum(), sum()];
    let electrons = 0;
    let weighted = 0;
    for (const part of parts) {
      const { element, massFraction } = part;
      const own = this.element(part);
      for (let i = 0; i < count; i++) {
        muIn[i]! += massFraction * own.muIn[i]!;
        muOut[i]! += massFraction * own.muOut[i]!;
        rayleigh[i]! += massFraction * own.rayleigh[i]!;
        compton[i]! += massFraction * own.compton[i]!;
      }
      const share = (massFraction / element.A) * element.Z;
      electrons += share;
      weighted += share * own.width;
    }
    return { muIn, muOut, rayleigh, compton, width: electrons > 0 ? weighted / electrons : 0 };
  }

  private element({ symbol, element }: Constituent): ScatteringMaterial {
    const known = this.elements.get(symbol);
    if (known) return known;
    const { F: factors, S: functions, width } = tableOf(symbol, this.tables);
    const scatterer = { electrons: element.Z, perMole: 1 / element.A, factors, functions };
    const pure = [{ symbol, element, massFraction: 1 }];
    const found = {
      muIn: totalAttenuation(pure, this.energiesKeV),
      muOut: totalAttenuation(pure, this.after.energiesKeV),
      ...scatterCoefficients(this.energiesKeV, [scatterer], this.tables.knots, this.sineHalf),
      width,
    };
    this.elements.set(symbol, found);
    return found;
  }
}

function tableOf(symbol: string, tables: ScatterTables): ScatterElement {
  const found = Object.hasOwn(tables.elements, symbol) ? tables.elements[symbol] : undefined;
  if (found) return found;
  throw new GanxError(
    "INVALID_ARGUMENT",
    `no scattering data for element ${JSON.stringify(symbol)}: expected one of ${Object.keys(tables.elements).join(" ")}`,
  );
}
