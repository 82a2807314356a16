// Node only: chunks that are compressed already, written behind the structure that the HDF5 library has made.
// Source: HDF5 File Format Specification version 3.0, The HDF Group, sections II.A, IV.A.2.i and IV.A.2.l.
import { type FileHandle, open } from "node:fs/promises";
import type { CompressedTile } from "../kernels/deflate.js";
import { FileBytes } from "./file-bytes.js";
import { Hdf5Problem } from "./hdf5-format/bytes.js";
import { type ChunkRow, chunkTree, countChunks } from "./hdf5-format/chunk-tree.js";
import { required } from "./hdf5-format/dataset.js";
import { groupLinks, MESSAGE, readMessages, rootAddress } from "./hdf5-format/objects.js";

/** Where a file of superblock version 0 keeps the address of its end. */
const END_OF_FILE = 40;
/** The tree is written in pieces of about so many bytes. */
const PIECE_BYTES = 2 ** 20;

const DEFLATE = 1;
const SHUFFLE = 2;
/** The level of zlib that the file names, for programs that compress chunks anew. */
const NAMED_LEVEL = 6;

/**
 * What to give `create_dataset`, so that the file has room for two filters: the library sets one, but with as many
 * parameters as one likes.
 */
export const ROOM_FOR_FILTERS = {
  compression: DEFLATE,
  compression_opts: [NAMED_LEVEL, 0, 0, 0, 0, 0, 0, 0],
};

/** What the library would write of shuffle and deflate. */
function filterMessage(elementBytes: number): Uint8Array {
  const bytes = new Uint8Array(56);
  const view = new DataView(bytes.buffer);
  bytes.set([1, 2]);
  [
    { id: SHUFFLE, name: "shuffle", value: elementBytes },
    { id: DEFLATE, name: "deflate", value: NAMED_LEVEL },
  ].forEach(({ id, name, value }, i) => {
    const at = 8 + 24 * i;
    const [nameBytes, optional, values] = [8, 1, 1];
    [id, nameBytes, optional, values].forEach((field, j) => {
      view.setUint16(at + 2 * j, field, true);
    });
    bytes.set(new TextEncoder().encode(name), at + 8);
    view.setUint32(at + 16, value, true);
  });
  return bytes;
}

/** Places in a file whose dataset has no chunks yet. */
interface Places {
  /** Of the list of filters. */
  readonly filters: number;
  /** Of the address of the tree. */
  readonly tree: number;
  /** The end of the file. */
  readonly end: number;
}

function findPlaces(path: string, name: string): Places {
  const file = new FileBytes(path);
  try {
    const root = rootAddress(file);
    const address = groupLinks(file, root).get(name);
    if (file.read(8, 1)[0] !== 0 || address === undefined)
      throw new Hdf5Problem("not the structure it should have");
    const messages = readMessages(file, address);
    const filters = required(messages, MESSAGE.filters, "filters");
    const layout = required(messages, MESSAGE.layout, "layout");
    const [version, kind] = [layout.u8(), layout.u8()];
    layout.skip(1);
    const tree = layout.at;
    if (version !== 3 || kind !== 2 || layout.address() !== undefined || filters.left !== 56) {
      throw new Hdf5Problem("not the dataset it should have");
    }
    return { filters: filters.at, tree, end: file.length };
  } finally {
    file.close();
  }
}

/** Writes a dataset's chunks at the end of a file. Close it when done. */
export class ChunkWriter {
  private readonly row: ChunkRow;
  private written = 0;
  private end: number;

  private constructor(
    private readonly file: FileHandle,
    private readonly places: Places,
    row: Omit<ChunkRow, "address" | "sizes">,
  ) {
    this.end = places.end;
    this.row = { ...row, address: places.end, sizes: new Uint32Array(countChunks(row)) };
  }

  /**
   * Opens a file that the library has closed.
   *
   * @param name of a dataset in its root that was made with {@link ROOM_FOR_FILTERS} and is empty
   * @throws a Node error where the file cannot be opened
   */
  static async open(
    path: string,
    name: string,
    dataset: Pick<ChunkRow, "shape" | "chunks" | "elementBytes">,
  ): Promise<ChunkWriter> {
    const places = findPlaces(path, name);
    return new ChunkWriter(await open(path, "r+"), places, dataset);
  }

  /**
   * Writes the next chunks, in C order.
   *
   * @throws a Node error where the file cannot be written
   */
  async append({ sizes, bytes }: CompressedTile): Promise<void> {
    for (const size of sizes) this.row.sizes[this.written++] = size;
    await this.write(bytes);
  }

  /** Writes the index after the last chunk, and makes the file whole. @throws as {@link append} */
  async finish(): Promise<void> {
    if (this.written !== this.row.sizes.length) {
      throw new Error(`expected ${this.row.sizes.length} chunks, found ${this.written}`);
    }
    let root = 0;
    let nodes: Uint8Array[] = [];
    for (const { address, node } of chunkTree(this.row, this.end)) {
      root = address;
      nodes.push(node);
      if (nodes.length * node.length >= PIECE_BYTES) {
        await this.write(Buffer.concat(nodes));
        nodes = [];
      }
    }
    await this.write(Buffer.concat(nodes));
    await this.patch(this.places.filters, filterMessage(this.row.elementBytes));
    await this.patch(this.places.tree, addressBytes(root));
    await this.patch(END_OF_FILE, addressBytes(this.end));
  }

  async close(): Promise<void> {
    await this.file.close();
  }

  private async write(bytes: Uint8Array): Promise<void> {
    await this.patch(this.end, bytes);
    this.end += bytes.length;
  }

  private async patch(at: number, bytes: Uint8Array): Promise<void> {
    for (let done = 0; done < bytes.length; ) {
      done += (await this.file.write(bytes, done, bytes.length - done, at + done)).bytesWritten;
    }
  }
}

function addressBytes(address: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(address), true);
  return bytes;
}
