import type { Instrument } from "./instrument.js";
import { detectorEfficiency, siliconEscape, solidAngleFraction } from "./xray/detector.js";
import type { StackSpectrum } from "./xray/stack-spectrum.js";
import type { XrayData } from "./xray/xray-data.js";

/** Lines of one element and family as a detector counts them. */
export interface DetectedLine {
  readonly element: string;
  /** `Ka`, `Kb`, `La`, `Lb`, `Lg`, `Ll`, `Ln`, `Ma`, `Mb`, `Mg`, `Mz`. */
  readonly line: string;
  /** `Cu Ka` */
  readonly name: string;
  /** Mean of the family's lines, weighted by their counts, keV. */
  readonly energyKeV: number;
  /** In the peak itself: without escape and pile-up. */
  readonly countsPerSecond: number;
}

/** The family of a line by its Siegbahn name; undefined for lines between inner shells. */
export function familyOf(siegbahn: string): string | undefined {
  return /^[KLM][abgz]|^L[ln]$/.exec(siegbahn)?.[0];
}

/**
 * The lines of a stack by element and family, as an instrument counts them, the strongest first.
 *
 * @param spectrum of the same instrument
 */
export function detectedLines(
  { lines, liveFraction }: Pick<StackSpectrum, "lines" | "liveFraction">,
  instrument: Instrument,
  data: XrayData,
): DetectedLine[] {
  const energies = Float64Array.from(lines, ({ energyKeV }) => energyKeV);
  const efficiency = detectorEfficiency(energies, instrument, data);
  const escaping = siliconEscape(energies, data);
  const scale = solidAngleFraction(instrument.detector) * liveFraction;
  const found = new Map<string, { element: string; line: string; energy: number; counts: number }>();
  lines.forEach(({ element, line: siegbahn, energyKeV, primary, secondary }, i) => {
    const line = familyOf(siegbahn);
    const counts = (primary + secondary) * efficiency[i]! * (1 - escaping[i]!) * scale;
    if (line === undefined || !(counts > 0)) return;
    const family = found.get(`${element} ${line}`) ?? { element, line, energy: 0, counts: 0 };
    family.energy += energyKeV * counts;
    family.counts += counts;
    found.set(`${element} ${line}`, family);
  });
  return Array.from(found, ([name, { element, line, energy, counts }]) => {
    return { element, line, name, energyKeV: energy / counts, countsPerSecond: counts };
  }).sort((a, b) => b.countsPerSecond - a.countsPerSecond);
}
