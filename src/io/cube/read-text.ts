// Node only: texts of limited length.
import { open } from "node:fs/promises";
import { GanxError } from "../../errors.js";
import { readReason } from "../file-error.js";
import { invalidFile } from "./cube-file.js";

/** The first bytes of a file, as many as there are up to a number. @throws GanxError `IO` */
export async function readHead(path: string, most: number): Promise<Uint8Array> {
  try {
    const file = await open(path, "r");
    try {
      const bytes = new Uint8Array(Math.min(most, (await file.stat()).size));
      const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
      return bytes.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (cause) {
    throw new GanxError("IO", `cannot read ${path}: ${readReason(cause)}`, { cause });
  }
}

/** A text file of at most so many bytes; what is not UTF-8 is read as Latin-1. @throws GanxError `IO`, `INVALID_FILE` */
export async function readText(path: string, most: number): Promise<string> {
  const bytes = await readHead(path, most + 1);
  if (bytes.length > most) throw invalidFile(path, `expected a text of at most ${most} bytes, found more`);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("latin1").decode(bytes);
  }
}
