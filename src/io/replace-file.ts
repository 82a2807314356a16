// Node only: files that appear under their final name when they are complete, or not at all.
import { rmSync } from "node:fs";
import { open, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { GanxError } from "../errors.js";

const REASONS: Record<string, string> = {
  ENOENT: "the folder does not exist",
  ENOTDIR: "a part of the path is not a folder",
  EACCES: "permission denied",
  EPERM: "permission denied",
  EROFS: "the file system is read-only",
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  EFBIG: "the file would exceed the allowed size",
  EISDIR: "it is a folder",
  EMFILE: "too many open files",
};

/** One line on why a file operation failed. */
export function reasonOf(cause: unknown): string {
  const { code, message } = cause as NodeJS.ErrnoException;
  return (code && REASONS[code]) || message || String(cause);
}

async function reserve(path: string): Promise<string> {
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.part`);
  try {
    if ((await stat(path).catch(() => undefined))?.isDirectory())
      throw Object.assign(new Error(), { code: "EISDIR" });
    await (await open(temporary, "w")).close();
  } catch (cause) {
    throw new GanxError("IO", `cannot write ${path}: ${reasonOf(cause)}`, { cause });
  }
  return temporary;
}

/** Tries whether a file could be written, so that long work does not end in vain. @throws GanxError `IO` */
export async function replaceable(path: string): Promise<void> {
  await rm(await reserve(path), { force: true });
}

/**
 * Lets `write` fill a file of another name in the same folder, then gives it the final name.
 *
 * @throws GanxError `IO` where the path cannot be written; whatever `write` throws. Nothing is left behind then, and a
 *   file that stood there before is untouched
 */
export async function replaceFile<T>(path: string, write: (temporary: string) => Promise<T>): Promise<T> {
  const temporary = await reserve(path);
  const removeTemporary = (): void => rmSync(temporary, { force: true });
  process.once("exit", removeTemporary);
  try {
    const result = await write(temporary);
    await rename(temporary, path);
    return result;
  } catch (cause) {
    await rm(temporary, { force: true });
    if (cause instanceof GanxError || !(cause as NodeJS.ErrnoException).syscall) throw cause;
    throw new GanxError("IO", `cannot write ${path}: ${reasonOf(cause)}`, { cause });
  } finally {
    process.off("exit", removeTemporary);
  }
}
