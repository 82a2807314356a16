// Photons of every count model: the whole, a tile, single pixels, line maps, sums.
import { fewPigments } from "../library.mjs";
import { drawPainting, scatter } from "../painting.mjs";

const [WIDTH, HEIGHT] = [64, 40];
const painting = drawPainting(WIDTH, HEIGHT);
const TILE = { x: 37, y: 11, width: 23, height: 17 };
const PIXELS = [
  [0, 0],
  [41, 13],
  [63, 39],
];
const LINES = ["Pb La", "Hg La", "Cu Ka", "Ca Ka"];

const map = (most) => ({
  width: WIDTH,
  height: HEIGHT,
  values: Float32Array.from({ length: WIDTH * HEIGHT }, (_, i) => scatter(i) % (most + 1)),
});
const means = ({ values, ...size }) => ({ ...size, values: values.map((value) => value / 4) });

const MODELS = {
  "fixed 1": { counts: 1 },
  "fixed 400": { counts: 400 },
  "fixed 30 000": { counts: 30_000 },
  "fixed 1 000 000": { counts: 1_000_000 },
  "poisson 0.5": { counts: { model: "poisson", mean: 0.5 } },
  "poisson 400": { counts: { model: "poisson", mean: 400 } },
  "poisson 1 000 000": { counts: { model: "poisson", mean: 1_000_000 } },
  luminosity: { counts: { model: "luminosity", dark: 2000, light: 30 } },
  "luminosity poisson": { counts: { model: "luminosity", dark: 0.25, light: 90_000, poisson: true } },
  map: { counts: { model: "map", map: map(3000) } },
  "map 1 000 000": { counts: { model: "map", map: map(1_000_000) } },
  "map poisson": { counts: { model: "map", map: means(map(40_000)), poisson: true } },
  "dwell and rate": { counts: { model: "dwell", dwellSeconds: 0.1, countRate: 4321 } },
  "dwell labec": { counts: { model: "dwell", dwellSeconds: 0.05 }, instrument: "labec" },
  "dwell m6-jetstream": { counts: { model: "dwell", dwellSeconds: 0.01 }, instrument: "m6-jetstream" },
  "background flat": { counts: 200, background: { mean: 12.5, spectrum: "flat" } },
  "background weights": {
    counts: { model: "poisson", mean: 50 },
    background: { mean: 1500, spectrum: Float64Array.from({ length: 1024 }, (_, i) => 2000 - i) },
  },
};

export async function* counts(ganx) {
  const library = await fewPigments(ganx);
  for (const [name, { instrument, ...options }] of Object.entries(MODELS)) {
    const scan = await ganx.createScan(painting, {
      seed: 2 ** 40 + 9,
      clusters: 6,
      delta: 0,
      threshold: 0.7,
      library,
      ...options,
      ...(instrument && { instrument: ganx.instrumentByName(instrument) }),
    });
    // Alone first: it must not matter what was drawn before.
    const pixels = PIXELS.map(([x, y]) => scan.spectrum(x, y));
    const { counts: tile } = scan.region(TILE);
    const { counts: whole } = scan.region({ x: 0, y: 0, width: WIDTH, height: HEIGHT });
    const { photons, background, expected } = scan.truth;
    yield [`counts ${name}`, { pixels, tile, whole, photons, background, expected }];
    const total = scan.totalSpectrum();
    yield [`line maps ${name}`, [scan.lineMaps(LINES), scan.lineMap("Fe Ka", { windowKeV: 0.3 }), total]];
  }
}
