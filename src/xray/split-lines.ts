import type { Photons } from "./detector.js";
import type { EmittedLine } from "./fluorescence.js";

const ORIGINS = ["primary", "secondary"] as const;

/**
 * The lines of a stack, all layers together, by `Pb La1 primary`, `Pb La1 secondary` and so on; without those that
 * nothing excites.
 */
export function splitLines(lines: readonly EmittedLine[]): Record<string, Photons> {
  const found = new Map<string, { energyKeV: number; photons: number }>();
  for (const line of lines) {
    for (const origin of ORIGINS) {
      const name = `${line.symbol} ${line.siegbahn} ${origin}`;
      const before = found.get(name)?.photons ?? 0;
      if (before + line[origin] > 0)
        found.set(name, { energyKeV: line.energyKeV, photons: before + line[origin] });
    }
  }
  return Object.fromEntries(
    Array.from(found, ([name, { energyKeV, photons }]) => [
      name,
      { energiesKeV: Float64Array.of(energyKeV), photons: Float64Array.of(photons) },
    ]),
  );
}
