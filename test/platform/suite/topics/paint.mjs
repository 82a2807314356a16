// Pigments as paint in layers, also over a hidden picture.
import { fewPigments } from "../library.mjs";
import { drawHidden, drawPainting } from "../painting.mjs";
import { truthOf } from "./palettes.mjs";

const painting = drawPainting(36, 24);
const OPTIONS = { seed: 5, clusters: 3, delta: 0, threshold: 0.8, mixing: "paint", counts: 700 };

const CASES = {
  canvas: { hidden: drawHidden(18, 12) },
  manuscript: { stratigraphy: "manuscript" },
  "panel for 40 ms": { stratigraphy: "panel", counts: { model: "dwell", dwellSeconds: 0.04 } },
};

export async function* paint(ganx) {
  const library = await fewPigments(ganx);
  for (const [name, options] of Object.entries(CASES)) {
    const scan = await ganx.createScan(painting, { ...OPTIONS, library, ...options });
    yield [`paint ${name}`, truthOf(scan)];
    const { counts } = scan.region({ x: 0, y: 0, width: 36, height: 24 });
    yield [`paint ${name}: counts`, { counts, maps: scan.lineMaps(["Pb La", "Hg La"]) }];
  }
}
