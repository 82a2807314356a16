// `ganx pigments list`, `ganx pigments show ID` and `ganx pigments extract CUBE`.
import { Command, Option } from "commander";
import { selectPigments } from "../embedded-library.js";
import { yearsInWords } from "../period.js";
import { materialColor, materialFormula, materialTitle } from "../xray/material-facts.js";
import { loadMaterials, type NamedMaterial } from "../xray/named-material.js";
import { extractCommand } from "./extract.js";
import { currentArgument, instrumentArguments } from "./instrument-options.js";
import { type LibraryOptions, selectionArguments, selectionOf } from "./library-options.js";
import { materialJson, swatchOf } from "./material-rows.js";
import { type ShowOptions, showMaterial } from "./show-material.js";
import { showsColor } from "./summary.js";

interface ListOptions extends LibraryOptions {
  readonly kind: NamedMaterial["kind"];
  readonly json?: true;
}

const KINDS = ["pigment", "binder", "ground", "support", "other"] as const;

async function chosen(options: ListOptions): Promise<readonly NamedMaterial[]> {
  const selection = selectionOf(options);
  if (selection !== undefined) return selectPigments(selection);
  return (await loadMaterials()).filter(({ kind }) => kind === options.kind);
}

async function list(options: ListOptions): Promise<void> {
  const materials = await chosen(options);
  if (options.json) {
    process.stdout.write(`${JSON.stringify(materials.map(materialJson))}\n`);
    return;
  }
  const color = showsColor();
  const isColored = materials.some((one) => materialColor(one));
  const width = Math.max(0, ...materials.map(({ id }) => id.length));
  const years = Math.max(0, ...materials.map(({ used }) => yearsInWords(used).length));
  const rows = materials.map((material) => {
    const swatch = isColored ? [swatchOf(material, color)] : [];
    const when = material.kind === "pigment" ? [yearsInWords(material.used).padEnd(years)] : [];
    const text = [
      material.id.padEnd(width),
      ...swatch,
      ...when,
      `${materialTitle(material)}: ${materialFormula(material)}`,
    ];
    return text.join("  ").trimEnd();
  });
  const note = isColored
    ? `${materials.length} materials; every colour is an estimate, not a measurement\n`
    : "";
  process.stdout.write(`${rows.join("\n")}\n${note}`);
}

function listCommand(): Command {
  const command = new Command("list")
    .description("The pigments that ganx knows, with colour, years of use and composition.")
    .addOption(new Option("--kind <kind>", "what kind of material").choices(KINDS).default("pigment"));
  for (const option of selectionArguments()) command.addOption(option);
  return command.option("--json", "print one JSON array").action(list);
}

function showCommand(): Command {
  const command = new Command("show")
    .description(
      "One material: colour, years of use, composition, and the lines an instrument counts of a thick layer.",
    )
    .argument("<id>", "of a pigment, binder, ground or support")
    .option("-o, --output <file>", "write its spectrum: .csv, .png or .svg")
    .option("--log", "draw counts on a logarithmic scale")
    .addOption(currentArgument("current of the tube, such as 200uA (default: the instrument's)"));
  for (const option of instrumentArguments()) command.addOption(option);
  return command
    .option("--json", "print one JSON object")
    .action((id: string, options: ShowOptions) => showMaterial(id, options));
}

export function pigmentsCommand(): Command {
  const command = new Command("pigments").description("The pigments and other materials that ganx knows.");
  for (const one of [listCommand(), showCommand(), extractCommand()]) command.addCommand(one);
  return command;
}
