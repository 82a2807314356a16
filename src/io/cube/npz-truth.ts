// Node only: what ganx stored beside the counts in an archive of NumPy files.
import type { EnergyAxis } from "../../energy-axis.js";
import { invalidFile } from "./cube-file.js";
import type { Npz } from "./npz-cube.js";
import type { StoredTruth } from "./raw-cube.js";
import { checkTexts, OPTIONAL_ARRAYS, TRUTH_ARRAYS, truthOf } from "./truth-parts.js";

/** The file of an archive that holds the texts of the truth. */
export const TRUTH_TEXTS = "truth.json";

/** What an archive holds beside the counts, where ganx wrote it. @throws GanxError `INVALID_FILE` */
export function npzTruth(npz: Npz, energyAxis: EnergyAxis): StoredTruth | undefined {
  const bytes = npz.bytes(TRUTH_TEXTS);
  if (!bytes) return undefined;
  const texts = checkTexts(npz.path, parsed(npz.path, bytes));
  if (!texts) return undefined;
  const read = () => {
    const names = [...TRUTH_ARRAYS, ...OPTIONAL_ARRAYS];
    const found = names.map((name) => [name, npz.numbers(`truth/${name}`)] as const);
    const arrays = new Map(found.flatMap(([name, values]) => (values ? [[name, values] as const] : [])));
    return truthOf(npz.path, arrays, texts, energyAxis);
  };
  return { recipe: texts.recipe, read };
}

function parsed(path: string, bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw invalidFile(path, `expected JSON in ${TRUTH_TEXTS}, found something else`, cause);
  }
}
