// Libraries: one of measured spectra, drawn with + - * / alone, and a few of the embedded pigments.

/** A peak that falls off as a power, so that no exponential is needed. */
function peak(energyKeV, centreKeV, widthKeV) {
  const x = (energyKeV - centreKeV) / widthKeV;
  const y = 1 / (1 + x * x);
  return y * y;
}

const PIGMENTS = [
  ["white", [244, 240, 230], [10.55, 12.61, 2.35]],
  ["blue", [48, 86, 140], [8.05, 8.9]],
  ["red", [200, 52, 36], [9.99, 11.82, 2.2]],
  ["ochre", [212, 168, 70], [6.4, 7.06]],
  ["black", [52, 40, 40], [3.69, 4.01]],
];

/**
 * @param bend what every energy is multiplied by, `energyKeV => number`, where the suite itself is to be tested; else
 *   nothing is
 */
export function measuredLibrary(bend) {
  const energiesKeV = Array.from({ length: 760 }, (_, i) => 0.5 + i / 20);
  const pigments = PIGMENTS.map(([id, srgb, lines]) => {
    const counts = energiesKeV.map((energyKeV) => {
      const sum = lines.reduce((total, line) => total + peak(energyKeV, line, 0.09), 0.002);
      return 1000 * (bend ? sum * bend(energyKeV) : sum);
    });
    return { id, name: id, srgb, spectrum: { energiesKeV, counts } };
  });
  return { format: "ganx-library", version: 1, name: "measured", pigments };
}

/** Five pigments, for the physics of each takes time. */
export function fewPigments(ganx) {
  const palette = ["lead_white", "azurite", "vermilion", "lead_tin_yellow_I", "iron_gall_ink"];
  return ganx.embeddedLibrary({ palette });
}
