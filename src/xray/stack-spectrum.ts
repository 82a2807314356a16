import type { EnergyAxis } from "../energy-axis.js";
import { checkInstrument, type InstrumentDescription } from "../instrument.js";
import { loadPhysics } from "../kernels/physics.js";
import type { DetectorResponse } from "./detector.js";
import { loadScatterTables } from "./scatter-tables.js";
import type { FluorescenceLine } from "./sherman.js";
import { resolveStack, type StackLayer } from "./stack.js";
import { stackEmission, stackResponse } from "./stack-response.js";
import { loadSubstanceTables } from "./substance.js";

/** What an instrument records of a stack, by channel, with what the stack emits as truth. */
export interface StackSpectrum extends DetectorResponse {
  readonly axis: EnergyAxis;
  /** Photons a second into 4 pi, before the detector. */
  readonly lines: readonly FluorescenceLine[];
}

/**
 * Expected counts a second of real time that an instrument records of a stack of layers.
 *
 * @param stack top first
 * @param instrument what is left out is as in the default instrument
 * @param options `split`: whether each line is a part by itself, such as `Pb La1 primary` and `Pb La1 secondary`, instead of
 *   all together `lines`; default no
 * @returns with the parts `lines`, `gas`, `rayleigh`, `compton`, `escape`, `pileUp` and `strobe`, which sum to `counts`
 * @throws GanxError `INVALID_ARGUMENT`
 *
 * Source: {@link sherman} for the lines, {@link tubeSpectrum} for the beam, {@link detectorResponse} for the detector.
 */
export async function stackSpectrum(
  stack: readonly StackLayer[],
  instrument: InstrumentDescription = {},
  options: { readonly split?: boolean } = {},
): Promise<StackSpectrum> {
  const checked = checkInstrument(instrument);
  const [tables, scatter] = await Promise.all([loadSubstanceTables(), loadScatterTables(), loadPhysics()]);
  const { elements } = tables;
  const emission = stackEmission(resolveStack(stack, tables), checked, { elements, scatter });
  const lines = emission.lines.map(({ layer, symbol, shell, siegbahn, energyKeV, primary, secondary }) => {
    return { layer, element: symbol, shell, line: siegbahn, energyKeV, primary, secondary };
  });
  return { axis: checked.axis, ...stackResponse(emission, checked, elements, options.split), lines };
}
