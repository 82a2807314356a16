// Node only: zarrita, loaded when it is first needed, with decoders that a damaged chunk cannot make fill the memory.
import { promisify } from "node:util";
import { gunzip, inflate } from "node:zlib";

type Zarrita = typeof import("zarrita");
type CodecEntry = NonNullable<ReturnType<Zarrita["registry"]["get"]>>;
type Codec = Awaited<ReturnType<CodecEntry>>;

/** What is known of a chunk. */
interface ChunkMeta {
  readonly shape: readonly number[];
}

/** Bytes that a chunk may have once unpacked: eight a number, and what filters add. */
const mostBytes = ({ shape }: ChunkMeta): number => 8 * shape.reduce((a, b) => a * b, 1) + 1024;

const tooMany = (found: number, most: number): Error =>
  new Error(`expected at most ${most} bytes in a chunk, found ${found}`);

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

type Coding = (bytes: Uint8Array) => Promise<Uint8Array>;

/** Bytes that a frame says it holds, or undefined where it does not say. */
type Announced = (bytes: Uint8Array) => number | undefined;

const blosc: Announced = (bytes) => (bytes.length >= 16 ? viewOf(bytes).getUint32(4, true) : undefined);
const lz4: Announced = (bytes) => (bytes.length >= 4 ? viewOf(bytes).getUint32(0, true) : undefined);

/** Most that a compressed block of Zstandard holds. */
const BLOCK_BYTES = 2 ** 17;
/** Programs that write as they go do not say a frame's size, and end blocks as they like. */
const MOST_UNSAID = 2 ** 24;

/** Most that blocks hold: 0 where that is harmless, and they may hold much less. Source: RFC 8878, section 3.1.1.2. */
function mostOfBlocks(bytes: Uint8Array, first: number): number {
  let most = 0;
  for (let at = first; at + 3 <= bytes.length; ) {
    const head = bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16);
    const [isLast, kind, size] = [head & 1, (head >> 1) & 3, head >> 3];
    most += kind === 2 ? BLOCK_BYTES : size;
    if (isLast) break;
    at += 3 + (kind === 1 ? 1 : size);
  }
  return most <= MOST_UNSAID ? 0 : most;
}

/** Source: RFC 8878, section 3.1.1. */
const zstd: Announced = (bytes) => {
  if (bytes.length < 18) return bytes.length < 6 ? undefined : 0;
  const descriptor = bytes[4];
  const isSingle = (descriptor >> 5) & 1;
  const at = 5 + (isSingle ? 0 : 1) + [0, 1, 2, 4][descriptor & 3];
  const view = viewOf(bytes);
  const kind = descriptor >> 6;
  if (kind === 0) return isSingle ? bytes[at] : mostOfBlocks(bytes, at);
  if (kind === 1) return view.getUint16(at, true) + 256;
  return kind === 2 ? view.getUint32(at, true) : Number(view.getBigUint64(at, true));
};

/** Node's own decoder, which stops where a chunk is full. */
function bounded(
  decode: (bytes: Uint8Array, options: { maxOutputLength: number }) => Promise<Uint8Array>,
): Codec {
  return {
    fromConfig: (_: unknown, meta: ChunkMeta) => ({
      kind: "bytes_to_bytes",
      encode: () => Promise.reject(new Error("not for writing")),
      decode: (bytes: Uint8Array) => decode(bytes, { maxOutputLength: mostBytes(meta) }),
    }),
  } as unknown as Codec;
}

/** A decoder that is asked only for what fits in a chunk. */
function guarded(entry: CodecEntry, announced: Announced): CodecEntry {
  return async () => {
    const inner = (await entry()) as unknown as {
      fromConfig(config: unknown, meta: ChunkMeta): Record<"encode" | "decode", Coding>;
    };
    return {
      fromConfig: (config: unknown, meta: ChunkMeta) => {
        const codec = inner.fromConfig(config, meta);
        const decode = async (bytes: Uint8Array): Promise<Uint8Array> => {
          const found = announced(bytes);
          const most = mostBytes(meta);
          if (found === undefined || found > most) throw tooMany(found ?? Number.NaN, most);
          return codec.decode(bytes);
        };
        return { kind: "bytes_to_bytes", encode: (bytes: Uint8Array) => codec.encode(bytes), decode };
      },
    } as unknown as Codec;
  };
}

let loading: Promise<Zarrita> | undefined;

/** zarrita with those decoders in its registry. */
export function loadZarrita(): Promise<Zarrita> {
  loading ??= (async () => {
    const zarrita = await import("zarrita");
    const { registry } = zarrita;
    const [unzip, unwrap] = [bounded(promisify(gunzip)), bounded(promisify(inflate))];
    const known: [string, Announced][] = [
      ["blosc", blosc],
      ["lz4", lz4],
      ["zstd", zstd],
    ];
    for (const prefix of ["", "numcodecs."]) {
      registry.set(`${prefix}gzip`, async () => unzip);
      registry.set(`${prefix}zlib`, async () => unwrap);
      for (const [name, announced] of known) {
        const entry = registry.get(`${prefix}${name}`);
        if (entry) registry.set(`${prefix}${name}`, guarded(entry, announced));
      }
    }
    return zarrita;
  })();
  return loading;
}
