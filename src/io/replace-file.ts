// Node only: files that appear under their final name when they are complete, or not at all.
import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { open, realpath, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { GanxError } from "../errors.js";
import { writeReason } from "./file-error.js";

/** The final place, which is where a link points to, and a new empty file beside it. */
async function reserve(path: string): Promise<{ place: string; temporary: string }> {
  const place = await realpath(path).catch(() => path);
  const temporary = join(dirname(place), `.${basename(place)}.${randomUUID()}.part`);
  try {
    const found = await stat(place).catch(() => undefined);
    if (found?.isDirectory()) throw new Error("it is a folder");
    if (found && !found.isFile()) throw new Error("it is not a file");
    await (await open(temporary, "wx")).close();
  } catch (cause) {
    throw new GanxError("IO", `cannot write ${path}: ${writeReason(cause)}`, { cause });
  }
  return { place, temporary };
}

/**
 * Tries whether a file could be written, so that long work does not end in vain.
 *
 * @param inputs files that must not be replaced
 * @throws GanxError `IO`
 */
export async function replaceable(path: string, inputs: readonly string[] = []): Promise<void> {
  const place = await realpath(path).catch(() => undefined);
  for (const input of inputs) {
    if (place !== undefined && place === (await realpath(input).catch(() => undefined))) {
      throw new GanxError("IO", `cannot write ${path}: it is the file to be read; choose another name`);
    }
  }
  const { temporary } = await reserve(path);
  await rm(temporary, { force: true });
}

/**
 * Lets `write` fill a file of another name in the same folder, then gives it the final name.
 *
 * @throws GanxError `IO` where the path cannot be written; whatever `write` throws. Nothing is left behind then, and a
 *   file that stood there before is untouched
 */
export async function replaceFile<T>(path: string, write: (temporary: string) => Promise<T>): Promise<T> {
  const { place, temporary } = await reserve(path);
  const removeTemporary = (): void => rmSync(temporary, { force: true });
  process.once("exit", removeTemporary);
  try {
    const result = await write(temporary);
    await rename(temporary, place);
    return result;
  } catch (cause) {
    await rm(temporary, { force: true });
    if (cause instanceof GanxError || !(cause as NodeJS.ErrnoException).syscall) throw cause;
    throw new GanxError("IO", `cannot write ${path}: ${writeReason(cause)}`, { cause });
  } finally {
    process.off("exit", removeTemporary);
  }
}
