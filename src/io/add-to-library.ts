// Node only: a library's file with one more pigment.
import { readFile } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import { show } from "../check.js";
import { GanxError } from "../errors.js";
import { LIBRARY_FORMAT, LIBRARY_VERSION } from "../library-format.js";
import { spectrumToJson } from "../library-spectrum.js";
import { isMeasured, type Pigment } from "../pigment.js";
import { readReason } from "./file-error.js";
import { parseLibrary } from "./parse-library.js";
import { readBytes } from "./read-bytes.js";

type Dictionary = Record<string, unknown>;

/**
 * The text of a library with one more pigment; a new library where there is no such file. What the file holds stays as it
 * is, files that it names included.
 *
 * @returns the text, and how many pigments it has
 * @throws GanxError `IO`; `INVALID_LIBRARY` where the file is none of ganx's own format or has a pigment with this id
 */
export async function addToLibrary(
  path: string,
  pigment: Pigment,
): Promise<{ text: string; pigments: number }> {
  const old = await readOld(path);
  const fresh: Dictionary = {
    format: LIBRARY_FORMAT,
    version: LIBRARY_VERSION,
    name: basename(path).replace(/\.json$/i, "") || "library",
    pigments: [],
  };
  const json = old ?? fresh;
  if (!Array.isArray(json.pigments)) {
    throw new GanxError(
      "INVALID_LIBRARY",
      `${path}: expected a library of ganx's own format, found another; choose a new file`,
    );
  }
  const taken = (json.pigments as Dictionary[]).find((one) => one?.id === pigment.id);
  if (taken) {
    throw new GanxError(
      "INVALID_LIBRARY",
      `${path}: has a pigment ${show(pigment.id)} already; choose another --id or --name, or remove it first`,
    );
  }
  const { spectrum, ...head } = pigment;
  const entry = isMeasured(spectrum)
    ? { ...head, spectrum: spectrumToJson(spectrum) }
    : { ...head, composition: spectrum };
  const complete = { ...json, pigments: [...json.pigments, entry] };
  // What is written is read again, so that it works where it is used.
  await parseLibrary(complete, (file) => readBytes(resolve(dirname(path), file))).catch((cause: unknown) => {
    if (!(cause instanceof GanxError)) throw cause;
    throw new GanxError(cause.code, `${path}: ${cause.message}`, { cause });
  });
  return { text: libraryText(complete), pigments: complete.pigments.length };
}

async function readOld(path: string): Promise<Dictionary | undefined> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new GanxError("IO", `cannot read ${path}: ${readReason(cause)}`, { cause });
  }
  try {
    return JSON.parse(text) as Dictionary;
  } catch (cause) {
    throw new GanxError(
      "INVALID_LIBRARY",
      `${path}: expected a library to add to, JSON; ${(cause as Error).message.split("\n", 1)[0]}`,
      { cause },
    );
  }
}

/** JSON with a line for each value, but one for a whole array of numbers. */
function libraryText(json: Dictionary): string {
  const rows: string[] = [];
  const marked = JSON.stringify(
    json,
    (_, value) => {
      if (!Array.isArray(value) || !value.every((one) => typeof one === "number")) return value;
      rows.push(JSON.stringify(value));
      return `\u0000${rows.length - 1}\u0000`;
    },
    2,
  );
  return `${marked.replace(/"\\u0000(\d+)\\u0000"/g, (whole, row) => rows[Number(row)] ?? whole)}\n`;
}
