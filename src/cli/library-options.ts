// Which pigments: the options of the commands that choose from them.
import { Option } from "commander";
import {
  embeddedLibrary,
  type LibrarySelection,
  TECHNIQUE_NAMES,
  type Technique,
} from "../embedded-library.js";
import { GanxError } from "../errors.js";
import { readLibrary } from "../io/read-library.js";
import { type Period, periodOf } from "../period.js";
import type { Library } from "../pigment.js";

export interface LibraryOptions {
  readonly library?: string;
  readonly period?: Period;
  readonly palette?: readonly string[];
  readonly technique?: Technique;
}

/** `--period`, `--palette`, `--technique`. */
export function selectionArguments(): Option[] {
  return [
    new Option(
      "--period <from..to>",
      "only pigments in use at some time of these years, such as 1400..1500",
    ).argParser(periodOption),
    new Option(
      "--palette <ids>",
      "only these pigments, such as azurite,vermilion (see ganx pigments list), or all that ganx knows",
    ).argParser((text: string) => text.split(",").map((id) => id.trim())),
    new Option("--technique <name>", "only pigments typical of it").choices([...TECHNIQUE_NAMES]),
  ];
}

/** The same error under the option's name. */
function named(cause: unknown): unknown {
  if (!(cause instanceof GanxError) || !/^(period|palette|technique):/.test(cause.message)) return cause;
  return new GanxError(cause.code, `--${cause.message}`, { cause });
}

function periodOption(text: string): Period {
  try {
    return periodOf(text);
  } catch (cause) {
    throw named(cause);
  }
}

/** The selection that the options ask for; undefined where they ask for none. */
export function selectionOf({ period, palette, technique }: LibraryOptions): LibrarySelection | undefined {
  if (period === undefined && palette === undefined && technique === undefined) return undefined;
  return {
    ...(period === undefined ? {} : { period }),
    ...(palette === undefined ? {} : { palette }),
    ...(technique === undefined ? {} : { technique }),
  };
}

/**
 * The library that the options ask for; undefined: the default one.
 *
 * @throws GanxError `INVALID_ARGUMENT` for a choice from a library of one's own, and what a library may throw
 */
export async function chooseLibrary(options: LibraryOptions): Promise<Library | undefined> {
  const selection = selectionOf(options);
  if (options.library === undefined) {
    return selection && embeddedLibrary(selection).catch((cause: unknown) => Promise.reject(named(cause)));
  }
  if (selection === undefined) return readLibrary(options.library);
  throw new GanxError(
    "INVALID_ARGUMENT",
    "expected --library without --period, --palette and --technique, which choose from ganx's own pigments",
  );
}
