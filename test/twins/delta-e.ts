// Slow, obvious twins of assembly/ciede2000.ts and assembly/delta-e.ts: the formulas as they are published, in degrees.
export type Triple = readonly [number, number, number];

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

export function hueTwin(a: number, b: number): number {
  if (a === 0 && b === 0) return 0;
  const h = (Math.atan2(b, a) * 180) / Math.PI;
  return h < 0 ? h + 360 : h;
}

export function deltaE2000Twin([L1, a1, b1]: Triple, [L2, a2, b2]: Triple): number {
  const cMean = (Math.hypot(a1, b1) + Math.hypot(a2, b2)) / 2;
  const stretch = 1.5 - 0.5 * Math.sqrt(cMean ** 7 / (cMean ** 7 + 25 ** 7));
  const C1 = Math.hypot(a1 * stretch, b1);
  const C2 = Math.hypot(a2 * stretch, b2);
  const h1 = hueTwin(a1 * stretch, b1);
  const h2 = hueTwin(a2 * stretch, b2);
  let dh = 0;
  let hMean = h1 + h2;
  if (C1 * C2 !== 0) {
    dh = h2 - h1;
    if (dh > 180) dh -= 360;
    else if (dh < -180) dh += 360;
    if (Math.abs(h1 - h2) <= 180) hMean /= 2;
    else hMean = hMean < 360 ? (hMean + 360) / 2 : (hMean - 360) / 2;
  }
  const CMean = (C1 + C2) / 2;
  const dH = 2 * Math.sqrt(C1 * C2) * Math.sin(radians(dh / 2));
  const T =
    1 -
    0.17 * Math.cos(radians(hMean - 30)) +
    0.24 * Math.cos(radians(2 * hMean)) +
    0.32 * Math.cos(radians(3 * hMean + 6)) -
    0.2 * Math.cos(radians(4 * hMean - 63));
  const l = (L1 + L2) / 2 - 50;
  const light = (L2 - L1) / (1 + (0.015 * l * l) / Math.sqrt(20 + l * l));
  const chroma = (C2 - C1) / (1 + 0.045 * CMean);
  const hue = dH / (1 + 0.015 * CMean * T);
  const turn = radians(60 * Math.exp(-(((hMean - 275) / 25) ** 2)));
  const rotation = -2 * Math.sqrt(CMean ** 7 / (CMean ** 7 + 25 ** 7)) * Math.sin(turn);
  return Math.sqrt(Math.max(0, light ** 2 + chroma ** 2 + hue ** 2 + rotation * chroma * hue));
}

export function deltaE76Twin(a: Triple, b: Triple): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

export function deltaE94Twin([L1, a1, b1]: Triple, [L2, a2, b2]: Triple): number {
  const C1 = Math.hypot(a1, b1);
  const dC = C1 - Math.hypot(a2, b2);
  const dH2 = Math.max(0, (a1 - a2) ** 2 + (b1 - b2) ** 2 - dC ** 2);
  return Math.sqrt((L1 - L2) ** 2 + (dC / (1 + 0.045 * C1)) ** 2 + dH2 / (1 + 0.015 * C1) ** 2);
}

export function cosineTwin(a: Triple, b: Triple): number {
  const lengths = Math.hypot(...a) * Math.hypot(...b);
  return lengths > 0 ? (a[0] * b[0] + a[1] * b[1] + a[2] * b[2]) / lengths : 0;
}
