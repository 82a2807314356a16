// Node only: zarrita, loaded when it is first needed, with decoders that a damaged chunk can neither make fill the memory
// nor take for a sound one.
import { promisify } from "node:util";
import { gunzip, inflate } from "node:zlib";
import { unpackBlosc } from "./codecs/blosc.js";
import { withoutCrc32c } from "./codecs/crc32c.js";
import { unpackLz4 } from "./codecs/lz4.js";
import { announcedByZstd } from "./codecs/zstd.js";

type Zarrita = typeof import("zarrita");
type CodecEntry = NonNullable<ReturnType<Zarrita["registry"]["get"]>>;
type Codec = Awaited<ReturnType<CodecEntry>>;

/** What is known of a chunk. */
interface ChunkMeta {
  readonly shape: readonly number[];
}

/** Unpacks bytes, no more than so many. */
type Unpack = (bytes: Uint8Array, most: number) => Uint8Array | Promise<Uint8Array>;

/** Bytes that a chunk may have once unpacked: eight a number, and what filters add. */
const mostBytes = ({ shape }: ChunkMeta): number => 8 * shape.reduce((a, b) => a * b, 1) + 1024;

const tooMany = (found: number, most: number): Error =>
  new Error(`expected at most ${most} bytes in a chunk, found ${found}`);

/** Node's own decoder, which stops where a chunk is full. */
const bounded =
  (decode: (bytes: Uint8Array, options: { maxOutputLength: number }) => Promise<Uint8Array>): Unpack =>
  (bytes, maxOutputLength) =>
    decode(bytes, { maxOutputLength });

/** LZ4 as numcodecs frames it: the size, and one block. */
const lz4: Unpack = (bytes, most) => {
  if (bytes.length < 4) throw new Error("it is cut short");
  const size = new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0, true);
  if (size > most) throw tooMany(size, most);
  const out = new Uint8Array(size);
  unpackLz4(bytes.subarray(4), out);
  return out;
};

/** A decoder that is asked only for what fits in a chunk. */
async function guardedZstd(
  entry: CodecEntry,
): Promise<(bytes: Uint8Array, most: number) => Promise<Uint8Array>> {
  const made = (await entry()) as unknown as {
    fromConfig(config: object): { decode(bytes: Uint8Array): Promise<Uint8Array> };
  };
  const codec = made.fromConfig({ level: 1 });
  return async (bytes, most) => {
    const found = announcedByZstd(bytes);
    if (found === undefined || found > most) throw tooMany(found ?? Number.NaN, most);
    return codec.decode(bytes);
  };
}

/** A decoder as zarrita takes it. */
const codecOf = (unpack: Unpack, computeEncodedSize?: (size: number) => number): Codec =>
  ({
    fromConfig: (_: unknown, meta: ChunkMeta) => ({
      kind: "bytes_to_bytes",
      encode: () => Promise.reject(new Error("not for writing")),
      decode: async (bytes: Uint8Array) => unpack(bytes, mostBytes(meta)),
      ...(computeEncodedSize && { computeEncodedSize }),
    }),
  }) as unknown as Codec;

async function load(): Promise<Zarrita> {
  const zarrita = await import("zarrita");
  const { registry } = zarrita;
  const entry = registry.get("zstd");
  let loading: ReturnType<typeof guardedZstd> | undefined;
  const zstd = async (bytes: Uint8Array, most: number): Promise<Uint8Array> => {
    if (!entry) throw new Error("Zstandard is not there");
    loading ??= guardedZstd(entry);
    return (await loading)(bytes, most);
  };
  const unpackers: readonly [string, Unpack][] = [
    ["gzip", bounded(promisify(gunzip))],
    ["zlib", bounded(promisify(inflate))],
    ["zstd", zstd],
    ["lz4", lz4],
    ["blosc", (bytes, most) => unpackBlosc(bytes, most, zstd)],
  ];
  for (const [name, unpack] of unpackers) {
    for (const prefix of ["", "numcodecs."]) registry.set(`${prefix}${name}`, async () => codecOf(unpack));
  }
  registry.set("crc32c", async () => codecOf(withoutCrc32c, (size) => size + 4));
  return zarrita;
}

let loading: Promise<Zarrita> | undefined;

/** zarrita with those decoders in its registry. */
export function loadZarrita(): Promise<Zarrita> {
  loading ??= load();
  return loading;
}
