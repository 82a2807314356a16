// Makes docs/spectra-m6.png: expected spectra of twelve pigments on canvas with the M6 Jetstream.
//
//   npm run setup && node tools/spectra-picture.mjs
import { writeFileSync } from "node:fs";
import UPNG from "upng-js";
import { spectrumSvg } from "../dist/figures/spectrum-plot.js";
import { svgDocument } from "../dist/figures/svg.js";
import { instrumentByName, loadGanx, parseStackText, stackSpectrum } from "../dist/index.js";
import { renderSvg } from "../dist/io/render-svg.js";
import { stackPeakNames } from "../dist/report/stack-figure.js";
import { spectrumPeaks } from "../dist/spectrum-peaks.js";
import { loadMaterials } from "../dist/xray/named-material.js";
import { loadXrayData } from "../dist/xray/xray-data.js";

const PIGMENTS =
  "chalk lead_white zinc_white titanium_white_rutile lead_tin_yellow_I orpiment yellow_ochre vermilion azurite smalt " +
  "ultramarine_natural bone_black";
const COLUMNS = 2;
const RANGE_KEV = [0.6, 26];
/** Over which the pigments lie. */
const BELOW = "lead_white_ground:100um / linen_canvas";
/** What is named: the chief families of lines, and of what is scattered or added that which is told of in docs/pigments.md. */
const NAMED = / (K[ab]|L[abgl]|Ma|Ka Rayleigh|Ka Compton|La \(tube\)|Ka \(air\)|Ka escape)$/;

await loadGanx();
const data = await loadXrayData();
const materials = await loadMaterials();
const instrument = instrumentByName("m6-jetstream");
const panels = [];
for (const id of PIGMENTS.split(" ")) {
  const text = `${id} 0.8 + linseed_oil 0.2 : 30um / ${BELOW}`;
  const { name } = materials.find((one) => one.id === id);
  const spectrum = await stackSpectrum(await parseStackText(text), instrument);
  const isNamed = ({ label, kind, energyKeV }) =>
    kind !== "pile-up" && NAMED.test(label) && energyKeV > RANGE_KEV[0] && energyKeV < RANGE_KEV[1];
  const seen = spectrumPeaks(spectrum, instrument, data).filter(isNamed);
  // Escape peaks first: they are small, and the text tells of them.
  const peaks = [true, false].flatMap((first) => seen.filter(({ kind }) => (kind === "escape") === first));
  panels.push(
    spectrumSvg({
      axis: spectrum.axis,
      series: [{ label: id, values: spectrum.counts }],
      lines: stackPeakNames(peaks),
      title: name,
      scale: "log",
      yLabel: "counts a second",
      rangeKeV: RANGE_KEV,
    }),
  );
}
const [width, height] = ["width", "height"].map((name) =>
  Number(new RegExp(`${name}="(\\d+)"`).exec(panels[0])[1]),
);
const placed = panels.map((svg, i) => {
  const at = `x="${(i % COLUMNS) * width}" y="${Math.floor(i / COLUMNS) * height}"`;
  return svg.replace(/^<svg [^>]*?(width=.*?)>/, `<svg ${at} $1>`);
});
const all = svgDocument(COLUMNS * width, Math.ceil(panels.length / COLUMNS) * height, placed);
const { rgba, width: w, height: h } = await renderSvg(all, { scale: 0.8 });
writeFileSync("docs/spectra-m6.png", new Uint8Array(UPNG.encode([rgba.buffer], w, h, 24)));
