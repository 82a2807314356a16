// Where the numbers of a cube lie in an HDF5 file.
// Source: HDF5 File Format Specification version 3.0, The HDF Group, sections III.A.1 and IV.A.2.i.
import { type ByteSource, Hdf5Problem, isHdf5 } from "./bytes.js";
import { required } from "./dataset.js";
import { type Filter, readFilters } from "./filters.js";
import { groupLinks, MESSAGE, readMessages, rootAddress, treeLeaves } from "./objects.js";

/** A chunk as it is stored. */
export interface StoredChunk {
  /** Index of its first element along each dimension. */
  readonly offset: readonly number[];
  readonly address: number;
  /** Bytes in the file. */
  readonly size: number;
  /** Bit i: filter i was left out. */
  readonly skipped: number;
}

/** The numbers of a dataset: one piece, or chunks behind filters. */
export type Placement =
  | { readonly kind: "contiguous"; readonly address: number }
  | {
      readonly kind: "chunks";
      readonly chunks: readonly StoredChunk[];
      readonly filters: readonly Filter[];
    };

/** What is known of a dataset. */
export interface DatasetShape {
  readonly shape: readonly number[];
  /** Shape of a chunk, where there are chunks. */
  readonly chunks?: readonly number[];
  /** Bytes of an element. */
  readonly elementBytes: number;
}

/**
 * Finds the numbers of a dataset.
 *
 * @param path of the dataset, such as `/entry/data`
 * @param inflater undoes deflate
 * @throws Hdf5Problem where the file uses what this reader does not know: links and chunk indexes of the newest format,
 *   filters other than deflate, shuffle and Fletcher-32, chunks that were never written
 */
export function findPlacement(
  source: ByteSource,
  path: string,
  { shape, chunks, elementBytes }: DatasetShape,
  inflater: Filter,
): Placement {
  // A user's block before it moves all addresses.
  if (source.length < 8 || !isHdf5(source.read(0, 8)))
    throw new Hdf5Problem("it does not begin at its first byte");
  let address = rootAddress(source);
  for (const name of path.split("/").filter((part) => part !== "")) {
    const next = groupLinks(source, address).get(name);
    if (next === undefined) throw new Hdf5Problem(`it has no plain link ${name}`);
    address = next;
  }
  const messages = readMessages(source, address);
  const layout = required(messages, MESSAGE.layout, "layout");
  const version = layout.u8();
  const kind = layout.u8();
  const bytes = shape.reduce((product, size) => product * size, elementBytes);
  if ((version === 3 || version === 4) && kind === 1) {
    const start = layout.address();
    if (start === undefined || layout.u64() < bytes || start + bytes > source.length) {
      throw new Hdf5Problem("a dataset is cut short");
    }
    return { kind: "contiguous", address: start };
  }
  if (version !== 3 || kind !== 2 || chunks === undefined) throw new Hdf5Problem("an unknown layout");

  const rank = layout.u8();
  const tree = layout.address();
  const sizes = Array.from({ length: rank }, () => layout.u32());
  if (tree === undefined || sizes.join() !== [...chunks, elementBytes].join()) {
    throw new Hdf5Problem("a dataset's chunks are not what they should be");
  }
  const expected = shape.reduce((product, size, i) => product * Math.ceil(size / chunks[i]!), 1);
  const stored = treeLeaves(source, tree, 1, 8 + 8 * rank, expected).map(({ key, child }) => {
    const [size, skipped] = [key.u32(), key.u32()];
    if (child + size > source.length) throw new Hdf5Problem("a chunk is cut short");
    return { address: child, size, skipped, offset: shape.map(() => key.u64()) };
  });
  if (stored.length !== expected) throw new Hdf5Problem("a part of a dataset was never written");
  checkOffsets(stored, shape, chunks);
  const filters = messages.find(({ type }) => type === MESSAGE.filters);
  return { kind: "chunks", chunks: stored, filters: filters ? readFilters(filters.data, inflater) : [] };
}

/** Requires that every place of a chunk is taken once; there are as many chunks as places. */
function checkOffsets(
  stored: readonly StoredChunk[],
  shape: readonly number[],
  chunks: readonly number[],
): void {
  const taken = new Set<number>();
  for (const { offset } of stored) {
    let place = 0;
    for (const [i, at] of offset.entries()) {
      const index = at / chunks[i]!;
      if (!(Number.isInteger(index) && at < shape[i]!))
        throw new Hdf5Problem("a chunk lies outside its dataset");
      place = place * Math.ceil(shape[i]! / chunks[i]!) + index;
    }
    taken.add(place);
  }
  if (taken.size !== stored.length) throw new Hdf5Problem("two chunks have the same place");
}
