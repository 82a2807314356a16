// Where the bytes of an HDF5 file go in every runtime.
import type { Hdf5Sink } from "./hdf5-format/writer.js";

/** Parts are gathered into blobs of about so many bytes, which runtimes may keep out of memory. */
const BLOB_BYTES = 2 ** 24;

/** A file as a blob. */
export class BlobSink implements Hdf5Sink {
  private head: Uint8Array = new Uint8Array(0);
  private readonly blobs: Blob[] = [];
  private parts: Uint8Array[] = [];
  private bytes = 0;

  write(position: number, bytes: Uint8Array): void {
    if (position === 0) {
      this.head = bytes;
      return;
    }
    this.parts.push(bytes);
    this.bytes += bytes.length;
    if (this.bytes >= BLOB_BYTES) this.gather();
  }

  /** All that was written. */
  finish(): Blob {
    this.gather();
    return new Blob([this.head as BlobPart, ...this.blobs], { type: "application/x-hdf5" });
  }

  private gather(): void {
    this.blobs.push(new Blob(this.parts as BlobPart[]));
    this.parts = [];
    this.bytes = 0;
  }
}
