// Fundamental parameters: the lines that leave a stack of layers.
import { transmit } from "../kernels/attenuation.js";
import { primaryLines } from "../kernels/fluorescence.js";
import type { Beam } from "./beam.js";
import { secondaryFluorescence } from "./secondary.js";
import { type Layer, linesOf, type Sines, type StackField, stackField } from "./stack-field.js";
import type { Shell } from "./xray-data.js";

/** A line as it leaves the surface of a stack. */
export interface EmittedLine {
  /** Index of the layer that emits it, 0 on top. */
  readonly layer: number;
  readonly symbol: string;
  readonly shell: Shell;
  /** Siegbahn name, such as `Ka1`. */
  readonly siegbahn: string;
  readonly energyKeV: number;
  /** Photons excited by the beam and by lines of the stack, into 4 pi; the same scale as the beam's. */
  readonly primary: number;
  readonly secondary: number;
}

/** Photons of the beam that reach the top of each layer. */
function photonsAtLayers({ layers }: StackField, beam: Beam, sineIn: number): Float64Array[] {
  const photons = beam.photons.slice();
  return layers.map(({ muBeam, massThickness }) => {
    const here = photons.slice();
    transmit(photons, muBeam, massThickness / sineIn);
    return here;
  });
}

/** Fractions of each line that pass what lies above each layer. */
function passedAbove({ layers, lines }: StackField, sineOut: number): Float64Array[] {
  const passed = new Float64Array(lines.length).fill(1);
  return layers.map(({ muLines, massThickness }) => {
    const here = passed.slice();
    transmit(passed, muLines, massThickness / sineOut);
    return here;
  });
}

/** For each layer the primary photons of each line, at the layer's top. */
function primaryFluorescence(
  field: StackField,
  photons: readonly Float64Array[],
  sines: Sines,
): Float64Array[] {
  return field.layers.map((layer, j) => {
    const { fractions, muBeam, muLines, massThickness } = layer;
    const rates = field.shells.map(({ byBeam }, s) =>
      fractions[s] > 0 ? byBeam.map((holes, i) => fractions[s] * holes * photons[j][i]) : new Float64Array(0),
    );
    const own = linesOf(field, layer);
    const outgoing = own.map((l) => ({ shell: field.lines[l].shell, muOut: muLines[l] / sines.out }));
    const found = primaryLines(rates, muBeam, outgoing, massThickness, sines.in);
    const result = new Float64Array(field.lines.length);
    own.forEach((l, k) => {
      result[l] = found[k] * field.lines[l].rate;
    });
    return result;
  });
}

/**
 * Lines that leave a stack of flat, homogeneous layers, by layer from the top, element and the table's order; also those
 * that nothing excites.
 *
 * @param layers top first; only the last may be infinite
 * @param beam photons per incident photon, or on any other scale
 *
 * Source: J. Sherman, Spectrochim. Acta 7 (1955) 283; D. K. G. de Boer, X-Ray Spectrom. 19 (1990) 145, for layers.
 */
export function emittedLines(layers: readonly Layer[], beam: Beam, sines: Sines): EmittedLine[] {
  const field = stackField(layers, beam);
  const photons = photonsAtLayers(field, beam, sines.in);
  const passed = passedAbove(field, sines.out);
  const primary = primaryFluorescence(field, photons, sines);
  const secondary = secondaryFluorescence(field, photons, sines);
  return layers.flatMap((_, layer) => {
    return linesOf(field, field.layers[layer]).map((l): EmittedLine => {
      const { shell, siegbahn, energyKeV } = field.lines[l];
      const { symbol, shell: name } = field.shells[shell];
      const out = passed[layer][l];
      return {
        layer,
        symbol,
        shell: name,
        siegbahn,
        energyKeV,
        primary: primary[layer][l] * out,
        secondary: secondary[layer][l] * out,
      };
    });
  });
}
