// Draws docs/pentimento.png and prints the table of docs/paint.md: node tools/paint-figures.mjs (after npm run setup).
import { writeFileSync } from "node:fs";
import UPNG from "upng-js";
import {
  createScan,
  embeddedLibrary,
  inspectCube,
  instrumentByName,
  loadGanx,
  objectStratigraphy,
  paintStack,
  stackSpectrum,
} from "../dist/index.js";
import { renderSvg } from "../dist/io/render-svg.js";
import { lineMapsSvg } from "../dist/report/inspection-report.js";

await loadGanx();
const [WIDTH, HEIGHT] = [240, 180];
const COLORS = {
  azurite: [44, 88, 148],
  malachite: [62, 142, 104],
  lead_white: [243, 240, 230],
  yellow_ochre: [190, 142, 66],
  vermilion: [204, 54, 38],
  bone_black: [42, 38, 36],
};

function draw(colorAt) {
  const rgb = new Uint8Array(WIDTH * HEIGHT * 3);
  for (let i = 0; i < WIDTH * HEIGHT; i++) rgb.set(COLORS[colorAt(i % WIDTH, Math.floor(i / WIDTH))], 3 * i);
  return { width: WIDTH, height: HEIGHT, rgb };
}

const inEllipse = (x, y, cx, cy, rx, ry) => ((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2 < 1;

/** Sky, a cloud, hills, a path. */
const landscape = draw((x, y) => {
  const hill = 105 + 14 * Math.sin(x / 28);
  if (y < hill) return inEllipse(x, y, 60, 40, 34, 12) ? "lead_white" : "azurite";
  return Math.abs(x - 130 - 25 * Math.sin(y / 16)) < 4 + (y - hill) / 5 ? "yellow_ochre" : "malachite";
});

/** Head and shoulders: a white face, a red robe, on black. */
const portrait = draw((x, y) => {
  if (inEllipse(x, y, 108, 84, 3, 3) || inEllipse(x, y, 132, 84, 3, 3)) return "bone_black";
  if (inEllipse(x, y, 120, 106, 9, 3)) return "vermilion";
  if (inEllipse(x, y, 120, 88, 28, 38)) return "lead_white";
  return inEllipse(x, y, 120, 190, 75, 65) ? "vermilion" : "bone_black";
});

const library = await embeddedLibrary({ palette: Object.keys(COLORS) });
const options = { library, threshold: 0.9, clusters: 4, delta: 1, counts: 2000, seed: 7, mixing: "paint" };
const scan = await createScan(landscape, { ...options, stratigraphy: "panel", hidden: portrait });
const lines = ["Hg La", "Pb La", "Cu Ka", "Fe Ka", "Ca Ka"];
const inspection = await inspectCube(scan, { lines, instrument: scan.truth.recipe.instrument });
const svg = lineMapsSvg(inspection, {
  title: "A portrait under a landscape",
  subtitle: "panel, both pictures 30 um of tempera over 300 um of chalk ground, 2000 photons a pixel, seed 7",
  picture: landscape,
});
const { rgba, width, height } = await renderSvg(svg, { scale: 1.2 });
writeFileSync("docs/pentimento.png", new Uint8Array(UPNG.encode([rgba.buffer], width, height, 128)));

/** Counts a second of the peaks of an element's line: all but what lies over it from elsewhere. */
async function peak(thicknessUm, name) {
  const stratigraphy = await objectStratigraphy("canvas", { thicknessUm });
  const stack = await paintStack(stratigraphy, { visible: [{ material: "azurite", share: 1 }] });
  const { parts } = await stackSpectrum(stack, instrumentByName("m6-jetstream"), { split: true });
  const own = Object.keys(parts).filter((part) => part.startsWith(name));
  return own.reduce((sum, part) => sum + parts[part].reduce((a, b) => a + b, 0), 0);
}

for (const thicknessUm of [0, 5, 10, 20, 40, 80, 160]) {
  const row = [
    await peak(thicknessUm, "Cu Ka"),
    await peak(thicknessUm, "Pb La"),
    await peak(thicknessUm, "Pb M"),
  ];
  console.log(`| ${[thicknessUm, ...row.map((value) => value.toPrecision(3))].join(" | ")} |`);
}
