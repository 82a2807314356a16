// What is painted on what: options of `generate`.
import { Option } from "commander";
import { GanxError } from "../errors.js";
import type { RgbImage } from "../image.js";
import { readImage } from "../io/read-image.js";
import { readStratigraphy } from "../io/read-stratigraphy.js";
import {
  type MaterialLayer,
  OBJECT_KINDS,
  type ObjectKind,
  objectStratigraphy,
} from "../object-stratigraphy.js";
import { MIXINGS, type Mixing, type PaintOptions } from "../paint-plan.js";
import { numberArgument, strictNumber } from "./options.js";

export interface PaintCommandOptions {
  readonly mixing: Mixing;
  readonly object?: ObjectKind;
  /** What the library is of: the object, unless that is said. */
  readonly technique?: ObjectKind;
  /** um. */
  readonly thickness?: number;
  /** Null: none. */
  readonly ground?: MaterialLayer | null;
  readonly support?: MaterialLayer;
  /** Files. */
  readonly stratigraphy?: string;
  readonly hidden?: string;
}

const UM_PER_UNIT: Readonly<Record<string, number>> = { "": 1, um: 1, mm: 1000 };

function materialOption(name: string): (text: string) => MaterialLayer {
  return (text) => {
    const [, material, number, unit = ""] =
      /^\s*(\w+)\s*(?::\s*([^a-z]*?)\s*(um|mm)?\s*)?$/i.exec(text) ?? [];
    const thickness = number === undefined ? undefined : strictNumber(number);
    if (material === undefined || Number.isNaN(thickness)) {
      throw new GanxError(
        "INVALID_ARGUMENT",
        `${name}: expected MATERIAL or MATERIAL:THICKNESS, such as chalk_ground_glue:300um, found "${text}"`,
      );
    }
    return { material, ...(thickness !== undefined && { thicknessUm: thickness * UM_PER_UNIT[unit] }) };
  };
}

const groundOption = (text: string): MaterialLayer | null =>
  text === "none" ? null : materialOption("--ground")(text);

/** The options. */
export function paintArguments(): Option[] {
  const mixing = new Option(
    "--mixing <way>",
    "spectra: weighted sums of the pigments' spectra; paint: their paint on layers",
  );
  const object = new Option(
    "--object <kind>",
    "with --mixing paint: the usual layers of such an object (default: the technique, or canvas)",
  );
  const ground = new Option(
    "--ground <material:thickness>",
    "such as lead_white:100um, or none (default: the object's)",
  );
  const support = new Option(
    "--support <material:thickness>",
    "such as wood_panel:20mm (default: the object's)",
  );
  return [
    mixing.choices([...MIXINGS]).default("spectra"),
    object.choices([...OBJECT_KINDS]),
    numberArgument("--thickness <um>", "of the picture's paint (default: the object's)"),
    ground.argParser(groundOption),
    support.argParser(materialOption("--support")),
    new Option("--stratigraphy <file>", "with --mixing paint: any layers, JSON, instead of an object's"),
    new Option(
      "--hidden <picture>",
      "with --mixing paint: a picture painted over, brought to the size of the other",
    ),
  ];
}

/** The files that the options name, which must not be overwritten. */
export function paintInputs({ stratigraphy, hidden }: PaintCommandOptions): string[] {
  return [stratigraphy, hidden].filter((path) => path !== undefined);
}

function refuse(message: string): never {
  throw new GanxError("INVALID_ARGUMENT", message);
}

const OBJECT_OPTIONS = ["object", "thickness", "ground", "support"] as const;

function checkTogether(options: PaintCommandOptions): void {
  const given = ([...OBJECT_OPTIONS, "stratigraphy", "hidden"] as const).filter(
    (key) => options[key] !== undefined,
  );
  if (options.mixing === "spectra" && given.length > 0) {
    refuse(`--${given[0]}: expected only with --mixing paint, found --mixing spectra`);
  }
  const other = given.find((key) => OBJECT_OPTIONS.some((name) => name === key));
  if (options.stratigraphy !== undefined && other !== undefined) {
    refuse(`--${other}: expected without --stratigraphy, whose file says all layers`);
  }
}

/**
 * The paint that the options ask for.
 *
 * @throws GanxError `INVALID_ARGUMENT`, and what files that cannot be read throw
 */
export async function paintOptions(
  options: PaintCommandOptions,
  reading: { readonly signal?: AbortSignal },
): Promise<PaintOptions> {
  checkTogether(options);
  const { mixing, technique = "canvas", object = technique, thickness, ground, support } = options;
  if (mixing === "spectra") return { mixing };
  const file = options.stratigraphy === undefined ? undefined : await readStratigraphy(options.stratigraphy);
  const stratigraphy =
    file?.stratigraphy ?? (await objectStratigraphy(object, { thicknessUm: thickness, ground, support }));
  if (options.hidden !== undefined && file?.hiddenFile !== undefined) {
    refuse(`--hidden: expected without a file in the hidden layer of ${options.stratigraphy}`);
  }
  const path = options.hidden ?? file?.hiddenFile;
  const hidden: RgbImage | undefined = path === undefined ? undefined : await readImage(path, reading);
  return { mixing, stratigraphy, ...(hidden && { hidden }) };
}
