// Names for what can be seen in the spectrum of a stack.
import { type DetectedLine, detectedLines } from "./detected-lines.js";
import { energyToChannel } from "./energy-axis.js";
import { FWHM_SQUARED_PER_VARIANCE, fwhmKeV, type Instrument } from "./instrument.js";
import { lineFamilies } from "./lines.js";
import { halfAngleSine } from "./xray/scatter-memo.js";
import type { StackSpectrum } from "./xray/stack-spectrum.js";
import type { XrayData } from "./xray/xray-data.js";

/** A peak, what makes it and how high it is. */
export interface SpectrumPeak {
  /** `Cu Ka`, `Rh Ka Compton`, `Ca Ka escape`, `Cu Ka + Ca Ka`. */
  readonly label: string;
  readonly energyKeV: number;
  readonly kind: "line" | "gas" | "rayleigh" | "compton" | "escape" | "pile-up" | "strobe";
  /** Counts a second in the highest channel, of this origin alone. */
  readonly height: number;
}

/** A peak is seen where its own part is at least this much of what is counted there. */
const LEAST_SHARE = 0.3;
/** A peak below this part of the highest is not named. */
const LEAST_HEIGHT = 2e-5;
const ELECTRON_KEV = 510.99895;
/** Mean energy of silicon's K lines, keV. */
const SILICON_KEV = 1.742;
const SQRT_2PI = 2.5066282746310002;
/** So many of the strongest lines have escape and pile-up peaks worth a name. */
const STRONGEST = 4;

function heightOf({ energyKeV, countsPerSecond }: DetectedLine, instrument: Instrument): number {
  const sigma = fwhmKeV(instrument, energyKeV) / Math.sqrt(FWHM_SQUARED_PER_VARIANCE);
  return (countsPerSecond * instrument.axis.gainKeV) / (sigma * SQRT_2PI);
}

function anodePeaks(instrument: Instrument): Omit<SpectrumPeak, "height">[] {
  const half = halfAngleSine(instrument.geometry);
  const { anode, kV } = instrument.tube;
  return lineFamilies(anode)
    .filter(({ energyKeV }) => energyKeV < kV)
    .flatMap(({ name, line, energyKeV }) => [
      // Softer lines are hardly parted by Compton scattering.
      {
        label: line.startsWith("K") ? `${name} Rayleigh` : `${name} (tube)`,
        energyKeV,
        kind: "rayleigh" as const,
      },
      {
        label: `${name} Compton`,
        energyKeV: energyKeV / (1 + (2 * half * half * energyKeV) / ELECTRON_KEV),
        kind: "compton" as const,
      },
    ]);
}

function echoes(strongest: readonly DetectedLine[]): Omit<SpectrumPeak, "height">[] {
  const escapes = strongest.map(({ name, energyKeV }) => {
    return { label: `${name} escape`, energyKeV: energyKeV - SILICON_KEV, kind: "escape" as const };
  });
  const sums = strongest.flatMap((a, i) =>
    strongest.slice(i).map((b) => {
      return {
        label: `${a.name} + ${b.name}`,
        energyKeV: a.energyKeV + b.energyKeV,
        kind: "pile-up" as const,
      };
    }),
  );
  return [...escapes, ...sums];
}

const PART = {
  gas: "gas",
  rayleigh: "rayleigh",
  compton: "compton",
  escape: "escape",
  "pile-up": "pileUp",
  strobe: "strobe",
} as const;

/**
 * The peaks that can be seen in the spectrum of a stack, the highest first.
 *
 * @param spectrum of the same instrument
 */
export function spectrumPeaks(
  spectrum: StackSpectrum,
  instrument: Instrument,
  data: XrayData,
): SpectrumPeak[] {
  const { axis, counts, parts } = spectrum;
  const lines = detectedLines(spectrum, instrument, data);
  const others: Omit<SpectrumPeak, "height">[] = [
    { label: "Ar Ka (air)", energyKeV: 2.957, kind: "gas" },
    ...anodePeaks(instrument),
    ...echoes(lines.slice(0, STRONGEST)),
    { label: "strobe", energyKeV: 0, kind: "strobe" },
  ];
  const highest = counts.reduce((a, b, i) => Math.max(a, b - (parts.strobe?.[i] ?? 0)), 0);
  const isSeen = ({ energyKeV, height, kind }: SpectrumPeak): boolean => {
    const channel = energyToChannel(axis, energyKeV);
    const here = counts[channel];
    if (here === undefined || !(height >= LEAST_HEIGHT * highest)) return false;
    return (
      height >= LEAST_SHARE * here && (kind === "line" || isTop(parts[PART[kind]]!, channel, axis.gainKeV))
    );
  };
  return [
    ...lines.map((line): SpectrumPeak => {
      const { name, energyKeV } = line;
      return { label: name, energyKeV, kind: "line", height: heightOf(line, instrument) };
    }),
    ...others.map((peak): SpectrumPeak => {
      const part = peak.kind === "line" ? counts : parts[PART[peak.kind]];
      return { ...peak, height: part?.[energyToChannel(axis, peak.energyKeV)] ?? 0 };
    }),
  ]
    .filter(isSeen)
    .sort((a, b) => b.height - a.height);
}

/** Half the width in which a peak of its own has to be higher than its surroundings, keV. */
const NEAR_KEV = 0.25;

/** Whether a part of the spectrum has a peak at a channel, rather than a slope. */
function isTop(part: Float64Array, channel: number, gainKeV: number): boolean {
  const near = Math.max(1, Math.round(NEAR_KEV / gainKeV));
  const here = part[channel] ?? 0;
  return here > 1.2 * Math.max(part[channel - near] ?? 0, part[channel + near] ?? 0);
}
