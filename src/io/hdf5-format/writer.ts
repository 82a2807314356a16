// A file written from its beginning to its end, in the oldest format.
// Source: HDF5 File Format Specification version 3.0, The HDF Group.
import { type CompressedTile, compressTile } from "../../kernels/deflate.js";
import { ChunkIndex } from "./chunk-tree.js";
import { bytesOf } from "./data-type.js";
import { plainBytes } from "./encode-values.js";
import { encodeHead } from "./head.js";
import { type Hdf5Dataset, type Hdf5Group, objectsOf } from "./tree.js";

/** Trees are written in pieces of about so many bytes. */
const PIECE_BYTES = 2 ** 20;

/** Takes the bytes of a file: all one after the other, but what is at position 0 last. */
export interface Hdf5Sink {
  /** The bytes are not changed afterwards. */
  write(position: number, bytes: Uint8Array): void | Promise<void>;
}

/** Writes a file; the caller brings the chunks between `start` and `finish`. */
export class Hdf5Writer {
  private readonly places = new Map<Hdf5Dataset, number>();
  private readonly indexes = new Map<Hdf5Dataset, ChunkIndex>();
  private readonly headBytes: number;
  private end: number;

  constructor(
    private readonly root: Hdf5Group,
    private readonly sink: Hdf5Sink,
  ) {
    this.headBytes = encodeHead({ root, places: this.places, end: 0 }).length;
    this.end = this.headBytes;
  }

  /** Writes all datasets whose values are known. @throws whatever the sink throws */
  async start(): Promise<void> {
    for (const object of objectsOf(this.root)) {
      if (object.kind === "group") continue;
      const { type, shape, chunks, values } = object;
      if (chunks) {
        this.indexes.set(object, new ChunkIndex({ shape, chunks, elementBytes: bytesOf(type) }));
        if (values) await this.writePicture(object);
      } else if (values && type !== "text" && values.length > 0) {
        this.places.set(object, this.end);
        await this.append(plainBytes({ type, values }));
      }
    }
  }

  /** Compresses a picture `[height, width, ...]` in bands of whole chunks. */
  private async writePicture(dataset: Hdf5Dataset): Promise<void> {
    const [height = 1, columns = 1, ...rest] = dataset.shape;
    const [chunkRows = 1, chunkColumns = 1] = dataset.chunks!;
    const channels = rest.reduce((product, size) => product * size, 1);
    const values = dataset.values as Uint8Array | Float32Array;
    const across = Math.ceil(columns / chunkColumns);
    for (let y = 0; y < height; y += chunkRows) {
      const rows = Math.min(chunkRows, height - y);
      const band = values.subarray(y * columns * channels, (y + rows) * columns * channels);
      const chunk = [chunkRows, chunkColumns, channels] as const;
      const compressed = compressTile(band, { rows, columns, channels }, chunk);
      await this.writeChunks(dataset, (y / chunkRows) * across, compressed);
    }
  }

  /**
   * Writes chunks that follow each other in C order.
   *
   * @param first number of the first one in the dataset
   * @throws whatever the sink throws
   */
  async writeChunks(dataset: Hdf5Dataset, first: number, { sizes, bytes }: CompressedTile): Promise<void> {
    const position = this.end;
    await this.append(bytes);
    this.indexes.get(dataset)!.put(first, position, sizes);
  }

  /**
   * Writes the indexes of all chunks, and makes the file whole.
   *
   * @returns bytes of the file
   * @throws Error where a chunk is missing; whatever the sink throws
   */
  async finish(): Promise<number> {
    for (const [dataset, index] of this.indexes) {
      if (index.count > 0) this.places.set(dataset, await this.writeTree(index));
    }
    const { root, places, end } = this;
    const head = encodeHead({ root, places, end });
    if (head.length !== this.headBytes) throw new Error("the file's tree was changed while it was written");
    await this.sink.write(0, head);
    return end;
  }

  /** @returns the address of the root */
  private async writeTree(index: ChunkIndex): Promise<number> {
    const size = index.nodeBytes;
    const together = Math.ceil(PIECE_BYTES / size);
    let piece: Uint8Array[] = [];
    const flush = async (): Promise<void> => {
      const bytes = new Uint8Array(piece.length * size);
      for (const [i, node] of piece.entries()) bytes.set(node, i * size);
      piece = [];
      await this.append(bytes);
    };
    for (const node of index.nodes(this.end)) {
      if (piece.push(node) === together) await flush();
    }
    if (piece.length > 0) await flush();
    return this.end - size;
  }

  private async append(bytes: Uint8Array): Promise<void> {
    const position = this.end;
    this.end += bytes.length;
    await this.sink.write(position, bytes);
  }
}
