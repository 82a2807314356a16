// The energy axis that XRF-Explorer takes for granted.
// Source: XRF-Explorer 2.0, olive-groves/xrf-explorer: `spectra.py`, `spectral.py` and the chart of spectra draw channel i at
// `i * 40 / 4096` keV; a cube whose channels are bins of those is one that the program has binned itself.
import { lowAndHigh } from "../../analysis/axes.js";
import type { EnergyAxis } from "../../energy-axis.js";

const CHANNELS = 4096;
const MOST_KEV = 40;

/** What `workspace.json` says of the channels. */
export interface SpectralParams {
  /** First of the program's channels, and the one behind the last. */
  readonly low: number;
  readonly high: number;
  /** The program's channels in one of the cube. */
  readonly binSize: number;
  readonly binned: true;
}

/** How many of the program's channels one of an axis is, where every energy is right to a channel of the axis. */
function binSizeOf({ offsetKeV, gainKeV, channels }: EnergyAxis): number | undefined {
  const binSize = CHANNELS / channels;
  if (!Number.isInteger(binSize)) return undefined;
  const wanted = MOST_KEV / channels;
  const ends = [offsetKeV, offsetKeV + (channels - 1) * (gainKeV - wanted)];
  return ends.every((off) => Math.abs(off) <= wanted) ? binSize : undefined;
}

/** How the program is to read a cube's channels, and what is to be said where it takes them for other energies. */
export function explorerChannels(axis: EnergyAxis): { params: SpectralParams; notes: string[] } {
  const binSize = binSizeOf(axis);
  if (binSize !== undefined) return { params: { low: 0, high: CHANNELS, binSize, binned: true }, notes: [] };
  const [low, high] = lowAndHigh(axis).map((energyKeV) => energyKeV.toFixed(3));
  return {
    params: { low: 0, high: axis.channels, binSize: 1, binned: true },
    notes: [
      `XRF-Explorer takes ${CHANNELS} channels of 0 to ${MOST_KEV} keV for granted; this cube has ${axis.channels} of ${low} to ` +
        `${high} keV, so spectra and lines of elements will not agree there; ganx generate --instrument xrf-explorer fits`,
    ],
  };
}
