// Node only: what ganx stored beside the counts in a Zarr store.
import type { EnergyAxis } from "../../energy-axis.js";
import type { Recipe, Truth } from "../../truth.js";
import { invalidFile } from "../cube/cube-file.js";
import { checkTexts, OPTIONAL_ARRAYS, TRUTH_ARRAYS, truthOf } from "../cube/truth-parts.js";
import type { FolderStore } from "./folder-store.js";
import { loadZarrita } from "./load-zarrita.js";
import { openArray, reasonOf } from "./zarr-cube.js";

/** Numbers of one array of a truth. */
const MOST_NUMBERS = 2 ** 29;

/** What a store holds beside the counts, where ganx wrote it. @throws GanxError `INVALID_FILE` */
export async function readZarrTruth(
  path: string,
  store: FolderStore,
  energyAxis: EnergyAxis,
): Promise<{ recipe: Recipe; read(): Promise<Truth> } | undefined> {
  const bytes = await store.get("/truth/zarr.json");
  if (!bytes) return undefined;
  const group = JSON.parse(new TextDecoder().decode(bytes)) as { attributes?: unknown } | null;
  const texts = checkTexts(path, group?.attributes);
  if (!texts) return undefined;
  const read = async (): Promise<Truth> => {
    const { get } = await loadZarrita();
    const arrays = new Map<string, ArrayLike<number>>();
    try {
      for (const name of [...TRUTH_ARRAYS, ...OPTIONAL_ARRAYS]) {
        const array = await openArray(store, `/truth/${name}`);
        if (!array?.is("number")) continue;
        const size = array.shape.reduce((a, b) => a * b, 1);
        if (!(size <= MOST_NUMBERS)) throw new Error(`${name} has ${size} numbers`);
        arrays.set(name, (await get(array)).data as ArrayLike<number>);
      }
    } catch (cause) {
      throw invalidFile(path, `its truth is damaged: ${reasonOf(cause)}`, cause);
    }
    return truthOf(path, arrays, texts, energyAxis);
  };
  return { recipe: texts.recipe, read };
}
