import { GanxError, throwIfAborted } from "./errors.js";
import type { Instrument } from "./instrument.js";
import { loadPhysics } from "./kernels/physics.js";
import { normalize } from "./kernels/spectrum.js";
import { pigmentShares, stackOfPaint } from "./paint-stack.js";
import { pause } from "./pause.js";
import type { Library } from "./pigment.js";
import type { Stratigraphy } from "./stratigraphy.js";
import { loadScatterTables } from "./xray/scatter-tables.js";
import { resolveStack } from "./xray/stack.js";
import { stackEmission, stackResponse } from "./xray/stack-response.js";
import { loadSubstanceTables } from "./xray/substance.js";

/** The colours of a painting as fractions of pigments. */
export interface PaintedColors {
  readonly library: Library;
  readonly stratigraphy: Stratigraphy;
  /** Fraction of each pigment in each colour of the picture, `[colors, pigments]`; rows sum to 1. */
  readonly abundances: Float64Array;
  /** The same for a hidden picture, and the pairs of a visible and a hidden colour that occur, `[pairs, 2]`. */
  readonly hidden?: { readonly abundances: Float64Array; readonly pairs: Uint8Array };
}

export interface PaintSpectra {
  /** Expected spectrum of each colour or pair, `[stacks, channels]`; rows sum to 1. */
  readonly expected: Float64Array;
  /** Counts a second that the instrument records of each, `[stacks]`. */
  readonly countRates: Float64Array;
}

/** Indices of visible and hidden colour of each stack. */
function stacksOf({ abundances, hidden, library }: PaintedColors): [number, number][] {
  if (!hidden) {
    return Array.from({ length: abundances.length / library.pigments.length }, (_, k) => [k, 0]);
  }
  return Array.from({ length: hidden.pairs.length / 2 }, (_, k) => {
    return [hidden.pairs[2 * k], hidden.pairs[2 * k + 1]];
  });
}

function nothingReceived({ tube }: Instrument): GanxError {
  return new GanxError(
    "INVALID_ARGUMENT",
    `the energy axis receives no photons: expected part of it between 0.5 and ${tube.kV} keV and a current above 0`,
  );
}

/**
 * Expected spectra of paint on its stratigraphy, one for each colour or pair of colours.
 *
 * The pigments' compositions are mixed by their fractions, and the whole stack of layers is computed.
 *
 * @throws GanxError `INVALID_LIBRARY` for pigments that cannot be mixed as paint, `INVALID_ARGUMENT`, `ABORTED`
 *
 * Source: {@link stackOfPaint}, {@link stackEmission}, {@link stackResponse}.
 */
export async function paintSpectra(
  colors: PaintedColors,
  instrument: Instrument,
  options: { readonly signal?: AbortSignal; readonly onDone?: (done: number, of: number) => void } = {},
): Promise<PaintSpectra> {
  const [tables, scatter] = await Promise.all([loadSubstanceTables(), loadScatterTables(), loadPhysics()]);
  const { library, stratigraphy, abundances, hidden } = colors;
  const sharesOf = pigmentShares(library, tables);
  const count = library.pigments.length;
  const row = (values: Float64Array, k: number) => sharesOf(values.subarray(k * count, (k + 1) * count));
  const stacks = stacksOf(colors);
  const { channels } = instrument.axis;
  const expected = new Float64Array(stacks.length * channels);
  const countRates = new Float64Array(stacks.length);
  for (const [index, [over, under]] of stacks.entries()) {
    throwIfAborted(options.signal);
    const pigments = {
      visible: row(abundances, over),
      ...(hidden && { hidden: row(hidden.abundances, under) }),
    };
    const layers = resolveStack(stackOfPaint(stratigraphy, pigments, tables), tables);
    const emission = stackEmission(layers, instrument, { elements: tables.elements, scatter });
    const { counts } = stackResponse(emission, instrument, tables.elements);
    countRates[index] = normalize(counts);
    if (!(countRates[index] > 0)) throw nothingReceived(instrument);
    expected.set(counts, index * channels);
    options.onDone?.(index + 1, stacks.length);
    await pause();
  }
  return { expected, countRates };
}
