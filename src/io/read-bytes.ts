// Node only: whole files.
import { readFile } from "node:fs/promises";
import { GanxError, throwIfAborted } from "../errors.js";
import { unlessAborted } from "../workers/unless-aborted.js";
import { readReason } from "./file-error.js";

/** Reads a whole file. @throws GanxError `IO`, `ABORTED` */
export async function readBytes(path: string, signal?: AbortSignal): Promise<Uint8Array> {
  try {
    // A pipe that nobody fills would not notice the signal.
    const { buffer, byteOffset, length } = await unlessAborted(readFile(path, { signal }), signal);
    return new Uint8Array(buffer, byteOffset, length);
  } catch (cause) {
    throwIfAborted(signal);
    throw new GanxError("IO", `cannot read ${path}: ${readReason(cause)}`, { cause });
  }
}
