// Wrong input: the same code and message everywhere.
import { png8 } from "../files.mjs";
import { drawPainting } from "../painting.mjs";

const painting = drawPainting(8, 8);
const quick = { clusters: 2, delta: 0, threshold: 1 };
const axis = { offsetKeV: 0, gainKeV: 0.1, channels: 8 };
const zeros = (length) => new Float64Array(length);

const WRONG = {
  "no picture": (ganx) => ganx.createScan({ width: 4, height: 4, rgb: new Uint8Array(3) }),
  "a seed below 0": (ganx) => ganx.createScan(painting, { seed: -1 }),
  "a seed as text": (ganx) => ganx.createScan(painting, { seed: "1" }),
  "too many photons": (ganx) => ganx.createScan(painting, { counts: 1e7 }),
  "an unknown model": (ganx) => ganx.createScan(painting, { counts: { model: "gauss" } }),
  "a small map": (ganx) => {
    const map = { width: 2, height: 2, values: Float32Array.of(1, 2, 3, 4) };
    return ganx.createScan(painting, { counts: { model: "map", map } });
  },
  "a map of parts": (ganx) => {
    const map = { width: 8, height: 8, values: new Float32Array(64).fill(0.1) };
    return ganx.createScan(painting, { counts: { model: "map", map } });
  },
  "an unknown metric": (ganx) => ganx.createScan(painting, { metric: "deltaE1" }),
  "paint without mixing": (ganx) => ganx.createScan(painting, { stratigraphy: "canvas" }),
  "an empty background": (ganx) =>
    ganx.createScan(painting, { background: { mean: 1, spectrum: zeros(1024) } }),
  "an unknown line": (ganx) => ganx.parseLine("Pb Qa"),
  "an unknown element": (ganx) => ganx.lines("Xx"),
  "a line off the axis": (ganx) => ganx.lineWindow(axis, "Pb La"),
  "an unknown instrument": (ganx) => ganx.instrumentByName("none"),
  "a wrong instrument": (ganx) => ganx.parseInstrument({ tube: { kV: 900 } }),
  "an unknown pigment": (ganx) => ganx.embeddedLibrary({ palette: "azurit" }),
  "a library without pigments": (ganx) =>
    ganx.parseLibrary({ format: "ganx-library", version: 1, name: "x", pigments: [] }),
  "spectra that fall back": (ganx) =>
    ganx.resampleSpectrum({ energiesKeV: Float64Array.of(1, 1), counts: Float64Array.of(1, 2) }, axis),
  "bytes of no picture": (ganx) => ganx.decodeImage(Uint8Array.of(1, 2, 3)),
  "half a picture": (ganx) =>
    ganx.decodeImage(Uint8Array.from(atob(png8), (letter) => letter.charCodeAt(0)).subarray(0, 400)),
  "no bytes": (ganx) => ganx.decodeImage("painting.png"),
  "a map of nothing": (ganx) => ganx.decodeCountMap(new Uint8Array(20)),
  "points of no triple": (ganx) => ganx.kMeans(zeros(4), { clusters: 2 }),
  "one cluster": (ganx) => ganx.silhouetteScore(zeros(6), new Uint8Array(2)),
  "images too small": (ganx) =>
    ganx.msSsim(zeros(100), zeros(100), { width: 10, height: 10, dynamicRange: 1 }),
  "spectra of two lengths": (ganx) => ganx.spectrumMetrics(zeros(3), zeros(4)),
  "a beam of 900 keV": (ganx) => ganx.sherman([{ formula: "Cu", thicknessUm: 1, densityGCm3: 9 }], 900),
  "a formula of nothing": (ganx) => ganx.massAttenuation({ formula: "Qq2" }, [10]),
  "a stack of nothing": (ganx) => ganx.parseStackText("nothing:5um"),
  "a beam below the tables": (ganx) => ganx.massAttenuation({ formula: "Cu" }, [0.1]),
  "an object of no kind": (ganx) => ganx.objectStratigraphy("statue"),
  "a cube of the wrong size": (ganx) =>
    ganx.sourceOf({ width: 2, height: 2, energyAxis: axis, counts: zeros(5) }),
  "a pixel outside": async (ganx) => (await ganx.createScan(painting, quick)).spectrum(8, 0),
  "a stop": (ganx) => ganx.createScan(painting, { signal: AbortSignal.abort() }),
  "no threads": async (ganx) => {
    const scan = await ganx.createScan(painting, quick);
    for await (const _ of scan.slabs({ threads: 0 }));
  },
};

/** What is thrown, in words. */
async function thrownBy(attempt) {
  try {
    await attempt();
    return "nothing";
  } catch (error) {
    return `${error.name} ${error.code}: ${error.message}`;
  }
}

export async function* errors(ganx) {
  for (const [name, attempt] of Object.entries(WRONG)) {
    const thrown = await thrownBy(() => attempt(ganx));
    if (!thrown.startsWith("GanxError ")) throw new Error(`${name}: expected a GanxError, found ${thrown}`);
    yield [`error: ${name}`, thrown];
  }
}
