import { pairColors } from "./hidden-picture.js";
import type { Instrument } from "./instrument.js";
import type { Mixtures } from "./mixture.js";
import type { PaintPlan } from "./paint-plan.js";
import { type PaintSpectra, paintSpectra } from "./paint-spectra.js";
import type { Palette } from "./palette.js";
import type { Library } from "./pigment.js";
import type { HiddenTruth } from "./truth.js";

/** The colours of a picture and the pigments that explain them. */
export interface Explained {
  readonly palette: Palette;
  readonly mixtures: Mixtures;
}

/** A picture as paint: its colours, those under it where the plan has a hidden picture, and the pigments of both. */
export interface Painting {
  readonly plan: PaintPlan;
  readonly seen: Explained;
  readonly under?: Explained;
  readonly library: Library;
}

/**
 * Expected spectra of paint on its stratigraphy, and what lies under the picture.
 *
 * @throws GanxError `INVALID_LIBRARY`, `INVALID_ARGUMENT`, `ABORTED`
 */
export async function paintedSpectra(
  { plan, seen, under, library }: Painting,
  instrument: Instrument,
  options: {
    readonly signal?: AbortSignal;
    readonly onProgress?: (progress: { stage: "spectra"; done: number; of: number }) => void;
  },
): Promise<PaintSpectra & { readonly hidden?: HiddenTruth }> {
  const pairs = under && pairColors(seen.palette.labels, under.palette.labels);
  const colors = {
    library,
    stratigraphy: plan.recipe.stratigraphy!,
    abundances: seen.mixtures.abundances,
    ...(pairs && { hidden: { abundances: under.mixtures.abundances, pairs: pairs.pairs } }),
  };
  const spectra = await paintSpectra(colors, instrument, {
    signal: options.signal,
    onDone: (done, of) => options.onProgress?.({ stage: "spectra", done, of }),
  });
  if (!pairs || !plan.hidden) return spectra;
  const hidden: HiddenTruth = {
    labels: under.palette.labels,
    palette: under.palette.colors,
    abundances: under.mixtures.abundances,
    image: plan.hidden.rgb,
    ...(plan.hidden.rgb16 && { image16: plan.hidden.rgb16 }),
    stacks: pairs.pairs,
    stackLabels: pairs.labels,
  };
  return { ...spectra, hidden };
}
