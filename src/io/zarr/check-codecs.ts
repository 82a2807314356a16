// Whether the codecs of an array are known, in an order in which they are undone right.
// Source: Zarr core specification, version 3.0 (2023), and its codecs; Zarr's sharding codec, version 1.0 (ZEP 2, 2023).
import { invalidFile } from "../cube/cube-file.js";

/** A codec in metadata. */
export interface NamedCodec {
  readonly name: string;
  readonly configuration?: Readonly<Record<string, unknown>>;
}

const COMPRESSORS = ["gzip", "zlib", "zstd", "lz4", "blosc"];
/** What an array's bytes go through, in the order in which they may follow each other. */
const KNOWN: readonly (readonly string[])[] = [
  ["transpose"],
  ["numcodecs.delta"],
  ["bytes"],
  ["numcodecs.shuffle"],
  [...COMPRESSORS, ...COMPRESSORS.map((name) => `numcodecs.${name}`)],
  ["crc32c"],
];
const SHARDING = "sharding_indexed";

function namedCodecs(label: string, codecs: unknown): readonly NamedCodec[] {
  const isNamed = (one: unknown): one is NamedCodec =>
    typeof one === "object" && one !== null && "name" in one && typeof one.name === "string";
  if (Array.isArray(codecs) && codecs.every(isNamed)) return codecs;
  throw invalidFile(label, "expected a list of codecs with names");
}

/**
 * Checks codecs.
 *
 * @param chunks shape of a chunk, or of a shard
 * @param type such as `uint16`
 * @returns where the index of shards is, if they are shards
 * @throws GanxError `INVALID_FILE`
 */
export function checkCodecs(
  label: string,
  codecs: unknown,
  chunks: readonly number[],
  type: string,
): { readonly isIndexFirst: boolean } | undefined {
  const found = namedCodecs(label, codecs);
  const sharding = found.find(({ name }) => name === SHARDING);
  if (!sharding) {
    checkChain(label, found, chunks.length, type);
    return undefined;
  }
  if (found.length > 1) {
    const others = found.filter(({ name }) => name !== SHARDING).map(({ name }) => name);
    throw invalidFile(
      label,
      `shards within other codecs, ${others.join(", ")}, are not known; put those into its chunks`,
    );
  }
  const {
    chunk_shape: inner,
    codecs: chain,
    index_codecs: index,
    index_location: place = "end",
  } = sharding.configuration ?? {};
  const fits =
    Array.isArray(inner) &&
    inner.length === chunks.length &&
    inner.every((size, axis) => Number.isSafeInteger(size) && size > 0 && chunks[axis] % size === 0);
  if (!fits) {
    throw invalidFile(label, `expected chunks that divide shards of ${chunks.join(" x ")}, found ${inner}`);
  }
  if (place !== "start" && place !== "end") {
    throw invalidFile(label, `expected the index of shards at their start or end, found ${String(place)}`);
  }
  const names = namedCodecs(label, index).map(({ name }) => name);
  if (!/^bytes(,crc32c)?$/.test(names.join())) {
    throw invalidFile(
      label,
      `expected an index of shards with the codecs bytes and crc32c, found ${names.join(", ")}`,
    );
  }
  const inside = namedCodecs(label, chain);
  if (inside.some(({ name }) => name === SHARDING))
    throw invalidFile(label, "shards within shards are not known");
  checkChain(label, inside, chunks.length, type);
  return { isIndexFirst: place === "start" };
}

function checkChain(label: string, codecs: readonly NamedCodec[], rank: number, type: string): void {
  const bytes = type === "bool" ? 1 : Number(/\d+$/.exec(type)) / 8;
  for (const { name, configuration = {} } of codecs) {
    if (!KNOWN.some((names) => names.includes(name))) {
      const known = KNOWN.flat().filter((one) => !one.includes("."));
      throw invalidFile(
        label,
        `its codec ${name.replace("numcodecs.", "")} is not known; known are ${[...known, "shuffle", "delta"].join(", ")}`,
      );
    }
    if (name === "transpose") checkOrder(label, configuration.order, rank);
    if (
      name === "bytes" &&
      !["little", "big", undefined].includes(configuration.endian as string | undefined)
    ) {
      throw invalidFile(
        label,
        `expected bytes in little or big order, found ${String(configuration.endian)}`,
      );
    }
    if (name === "numcodecs.shuffle" && configuration.elementsize !== bytes) {
      throw invalidFile(
        label,
        `expected a shuffle of ${bytes} bytes, found ${String(configuration.elementsize)}`,
      );
    }
    if (name === "numcodecs.delta") checkDelta(label, configuration, type, bytes);
  }
  const places = codecs.map(({ name }) => KNOWN.findIndex((names) => names.includes(name)));
  const twice = places.find((place, i) => places.indexOf(place) !== i && KNOWN[place].length === 1);
  if (twice !== undefined) throw invalidFile(label, `expected the codec ${KNOWN[twice][0]} once`);
}

function checkOrder(label: string, order: unknown, rank: number): void {
  if (order === "F") return;
  const isOrder =
    Array.isArray(order) &&
    order.length === rank &&
    Array.from(order.keys()).every((axis) => order.includes(axis));
  if (!isOrder) throw invalidFile(label, `expected an order of ${rank} axes, found ${JSON.stringify(order)}`);
}

/** Differences are taken in the array's own type alone. */
function checkDelta(
  label: string,
  { dtype, astype = dtype }: Readonly<Record<string, unknown>>,
  type: string,
  bytes: number,
): void {
  const expected = `${type[0]}${bytes}`;
  const isSame = [dtype, astype].every(
    (one) => one === type || String(one).replace(/^[<>|]/, "") === expected,
  );
  if (!isSame)
    throw invalidFile(
      label,
      `expected differences of ${type}, found those of ${String(dtype)} as ${String(astype)}`,
    );
}
