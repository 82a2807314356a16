// `ganx pigments show ID`.

import { show } from "../check.js";
import { type DetectedLine, detectedLines } from "../detected-lines.js";
import { GanxError } from "../errors.js";
import { replaceable } from "../io/replace-file.js";
import { nearestName } from "../nearest-name.js";
import { yearsInWords } from "../period.js";
import { spectrumPeaks } from "../spectrum-peaks.js";
import { materialColor, materialFormula, materialTitle } from "../xray/material-facts.js";
import { loadMaterials, type NamedMaterial } from "../xray/named-material.js";
import { stackSpectrum } from "../xray/stack-spectrum.js";
import { loadXrayData } from "../xray/xray-data.js";
import { chooseInstrument, type InstrumentOptions } from "./instrument-options.js";
import { materialJson, swatchOf } from "./material-rows.js";
import { checkEnding, writeStackSpectrum } from "./stack-output.js";
import { showsColor } from "./summary.js";

export interface ShowOptions extends InstrumentOptions {
  readonly output?: string;
  readonly log?: true;
  readonly json?: true;
}

/** Lines below this part of the strongest are not shown. */
const LEAST_RELATIVE = 0.001;
/** Less than one count in some hours is no line that an instrument sees. */
const LEAST_RATE = 1e-4;
const SOURCE =
  "handbooks and typical compositions (docs/pigments.md); lines: fundamental parameters, EPDL97, EADL97, Larkins 1977, Scofield 1974";

async function materialById(id: string): Promise<NamedMaterial> {
  const materials = await loadMaterials();
  const found = materials.find((one) => one.id.toLowerCase() === id.trim().toLowerCase());
  if (found) return found;
  const nearest = nearestName(
    id,
    materials.map((one) => one.id),
  );
  throw new GanxError(
    "INVALID_ARGUMENT",
    `expected the id of a material (see ganx pigments list), found ${show(id)}; the nearest is "${nearest}"`,
  );
}

const relativeTo = (lines: readonly DetectedLine[]) =>
  lines
    .map((line) => ({ ...line, relative: line.countsPerSecond / (lines[0]?.countsPerSecond ?? 1) }))
    .filter(({ relative, countsPerSecond }) => relative >= LEAST_RELATIVE && countsPerSecond >= LEAST_RATE);

function factsOf(material: NamedMaterial, color: boolean): string[] {
  const { id, kind, used, densityGCm3, densityBasis, thicknessUm, note } = material;
  const range = thicknessUm && [...new Set(thicknessUm)].join(" to ");
  return [
    `${materialTitle(material)} (${id}), ${kind}`,
    ...(materialColor(material) ? [`colour       ${swatchOf(material, color)} (estimate)`] : []),
    ...(kind === "pigment" ? [`in use       ${yearsInWords(used)}`] : []),
    `composition  ${materialFormula(material)}${material.phases.length > 1 ? " by mass, typical" : ""}`,
    `density      ${densityGCm3} g/cm3${densityBasis === undefined ? "" : ` (${densityBasis})`}`,
    ...(range ? [`thickness    ${range} um, usually`] : []),
    ...(note === undefined ? [] : [`note         ${note}`]),
    `source       ${SOURCE}`,
  ];
}

/** Prints a material, and writes its spectrum where that is asked for. */
export async function showMaterial(id: string, options: ShowOptions): Promise<void> {
  const { output, log } = options;
  if (output !== undefined) checkEnding(output);
  const material = await materialById(id);
  const instrument = await chooseInstrument(options);
  if (output !== undefined) await replaceable(output, options.instrument ? [options.instrument] : []);
  const stack = [{ material: material.id, thicknessUm: Number.POSITIVE_INFINITY }];
  const [spectrum, data] = await Promise.all([stackSpectrum(stack, instrument), loadXrayData()]);
  const lines = relativeTo(detectedLines(spectrum, instrument, data));
  if (output !== undefined) {
    await writeStackSpectrum(output, spectrum, spectrumPeaks(spectrum, instrument, data), instrument, {
      title: materialTitle(material),
      subtitle: `a thick layer of ${materialFormula(material)}, expected with ${instrument.name}`,
      ...(log ? { log } : {}),
    });
  }
  if (options.json) {
    const result = { ...materialJson(material), source: SOURCE, instrument: instrument.name, lines };
    process.stdout.write(`${JSON.stringify({ ...result, ...(output === undefined ? {} : { output }) })}\n`);
    return;
  }
  const rows = lines.map(({ name, energyKeV, relative, countsPerSecond }) =>
    [
      name.padEnd(6),
      energyKeV.toFixed(3).padStart(7),
      (100 * relative).toFixed(1).padStart(6),
      countsPerSecond.toPrecision(3),
    ].join("  "),
  );
  const heading = [
    `lines        of a thick layer with ${instrument.name}: line, keV, % of the strongest, counts a second`,
  ];
  const nothing = [`lines        none that ${instrument.name} sees of a thick layer`];
  const text = [
    ...factsOf(material, showsColor()),
    ...(rows.length > 0 ? heading : nothing),
    ...rows.map((row) => `  ${row}`),
  ];
  process.stdout.write(`${text.join("\n")}\n${output === undefined ? "" : `${output}\n`}`);
}
