// Node only: an HDF5 file on disk.
import { type FileHandle, open } from "node:fs/promises";
import type { Hdf5Sink } from "./hdf5-format/writer.js";
import { replaceFile } from "./replace-file.js";

class FileSink implements Hdf5Sink {
  constructor(private readonly file: FileHandle) {}

  async write(position: number, bytes: Uint8Array): Promise<void> {
    for (let done = 0; done < bytes.length; ) {
      const { bytesWritten } = await this.file.write(bytes, done, bytes.length - done, position + done);
      done += bytesWritten;
    }
  }
}

/**
 * Lets `write` fill a file that appears under its name when it is complete.
 *
 * @throws GanxError `IO` where it cannot be written; whatever `write` throws
 */
export async function writeToFile(path: string, write: (sink: Hdf5Sink) => Promise<void>): Promise<void> {
  await replaceFile(path, async (temporary) => {
    const file = await open(temporary, "r+");
    try {
      await write(new FileSink(file));
    } finally {
      await file.close();
    }
  });
}
