// Node only: folders whose files appear when all of them are complete, or not at all.
import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { mkdir, readdir, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { GanxError } from "../errors.js";
import { writeReason } from "./file-error.js";

/** Moves everything in one folder into another, over what is there under the same names. */
async function moveInto(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) await moveInto(source, target);
    else await rename(source, target);
  }
}

function failure(path: string, why: string, cause?: unknown): GanxError {
  return new GanxError("IO", `cannot write the folder ${path}: ${why}`, { cause });
}

/** Works with folders that are gone afterwards, however that ends. @throws GanxError `IO` for what the system refuses */
async function withTemporary<T>(
  path: string,
  folders: readonly string[],
  work: () => Promise<T>,
): Promise<T> {
  const remove = (): void => {
    for (const folder of folders) {
      try {
        rmSync(folder, { recursive: true, force: true });
      } catch {
        // Where its folder is none, or is gone, there is nothing to remove; what went wrong is told by then.
      }
    }
  };
  process.once("exit", remove);
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof GanxError || !(cause as NodeJS.ErrnoException).syscall) throw cause;
    throw failure(path, writeReason(cause), cause);
  } finally {
    remove();
    process.off("exit", remove);
  }
}

/**
 * Lets `write` fill a new folder beside the final one, or in it where it is there, then moves its files to their places.
 * Other files that stood in the final folder stay.
 *
 * @throws GanxError `IO` where the folder cannot be written; whatever `write` throws. Nothing is left behind then
 */
export async function replaceFolder<T>(path: string, write: (temporary: string) => Promise<T>): Promise<T> {
  if (path === "") throw new GanxError("IO", "cannot write the folder: expected its name, found nothing");
  const place = resolve(path);
  const found = await stat(place).catch(() => undefined);
  // Within a folder that is there: beside it may be another disk, or nowhere to write.
  const [parent, prefix] = found ? [place, ""] : [dirname(place), `.${basename(place)}`];
  const temporary = join(parent, `${prefix}.${randomUUID()}.part`);
  return withTemporary(path, [temporary], async () => {
    if (found && !found.isDirectory()) throw failure(path, "it is not a folder");
    await mkdir(temporary);
    const result = await write(temporary);
    if (found) await moveInto(temporary, place);
    else await rename(temporary, place);
    return result;
  });
}

/**
 * Tries whether a folder could be written by {@link exchangeFolder}.
 *
 * @throws GanxError `IO`
 */
export async function exchangeable(path: string, marks: readonly string[]): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found && !found.isDirectory()) throw failure(path, "it is not a folder");
  if (found) {
    const names = await readdir(path).catch((cause) => {
      throw failure(path, writeReason(cause), cause);
    });
    if (names.length > 0 && !names.some((name) => marks.includes(name))) {
      throw failure(path, "a folder with other files stands there; choose another name");
    }
  }
  const probe = join(dirname(resolve(path)), `.${basename(resolve(path))}.${randomUUID()}.part`);
  try {
    await mkdir(probe);
  } catch (cause) {
    throw failure(path, writeReason(cause), cause);
  }
  await rm(probe, { recursive: true });
}

/**
 * Lets `write` fill a new folder beside the final one, which then takes its place as a whole.
 *
 * @param marks names of which a folder that may be replaced has one, or it is empty
 * @throws GanxError `IO` where the folder cannot be written; whatever `write` throws. What stood there is untouched then
 */
export async function exchangeFolder<T>(
  path: string,
  marks: readonly string[],
  write: (temporary: string) => Promise<T>,
): Promise<T> {
  await exchangeable(path, marks);
  const place = resolve(path);
  const name = join(dirname(place), `.${basename(place)}.${randomUUID()}`);
  const [temporary, former] = [`${name}.part`, `${name}.old.part`];
  return withTemporary(path, [temporary, former], async () => {
    await mkdir(temporary);
    const result = await write(temporary);
    const isThere = (await stat(place).catch(() => undefined)) !== undefined;
    if (isThere) await rename(place, former);
    try {
      await rename(temporary, place);
    } catch (cause) {
      if (isThere) await rename(former, place);
      throw cause;
    }
    return result;
  });
}
