// Node only: streams of bytes into files.
import { open } from "node:fs/promises";

/** Writes bytes one after the other into a file. @throws a Node error, and what the stream throws */
export async function writeStream(path: string, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  const file = await open(path, "w");
  try {
    for await (const piece of bytes) {
      for (let done = 0; done < piece.length; ) {
        done += (await file.write(piece, done, piece.length - done)).bytesWritten;
      }
    }
  } finally {
    await file.close();
  }
}
