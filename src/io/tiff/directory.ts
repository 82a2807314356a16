/** Damage of a TIFF structure; the message is the rest of a sentence about the file. */
export class TiffProblem extends Error {}

/** Bytes of a value by type. Source: TIFF 6.0, section 2; BigTIFF (types 16 to 18). */
const TYPE_BYTES: Readonly<Record<number, number>> = {
  ...{ 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4 },
  ...{ 16: 8, 17: 8, 18: 8 },
};

interface Field {
  readonly type: number;
  readonly count: number;
  /** Where the values are in the file. */
  readonly at: number;
}

/** Whole files whose next directories are counted no further. */
const MAX_PAGES = 10_000;

/** A TIFF's first directory: fields by tag. */
export class TiffDirectory {
  private readonly view: DataView;
  private readonly fields = new Map<number, Field>();
  /** Where the second directory is; 0 for none. */
  private readonly next: number;

  constructor(
    readonly bytes: Uint8Array,
    readonly isLittle: boolean,
    /** Whether offsets have 64 bits. */
    private readonly isBig: boolean,
    at: number,
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const { start, count, end } = this.entries(at);
    for (let i = 0, entry = start; i < count; i++, entry += this.entryBytes) this.readField(entry);
    this.next = this.offset(end);
  }

  private get entryBytes(): number {
    return this.isBig ? 20 : 12;
  }

  /** A pointer or a count of the file's own size. */
  private offset(at: number): number {
    if (at + (this.isBig ? 8 : 4) > this.bytes.length) throw new TiffProblem("ends inside its directory");
    return this.isBig
      ? Number(this.view.getBigUint64(at, this.isLittle))
      : this.view.getUint32(at, this.isLittle);
  }

  /** Where the entries of a directory are. */
  private entries(at: number): { readonly start: number; readonly count: number; readonly end: number } {
    const head = this.isBig ? 8 : 2;
    if (at < 8 || at + head > this.bytes.length)
      throw new TiffProblem(`has a directory at byte ${at}, outside of it`);
    const count = this.isBig ? this.offset(at) : this.view.getUint16(at, this.isLittle);
    const start = at + head;
    const end = start + count * this.entryBytes;
    if (count < 1 || end > this.bytes.length)
      throw new TiffProblem(`has a directory of ${count} entries, more than fit`);
    return { start, count, end };
  }

  private readField(entry: number): void {
    const tag = this.view.getUint16(entry, this.isLittle);
    const type = this.view.getUint16(entry + 2, this.isLittle);
    const size = TYPE_BYTES[type];
    // Of two fields of one tag the first counts; types of the future are skipped.
    if (size === undefined || this.fields.has(tag)) return;
    const count = this.offset(entry + 4);
    const value = entry + (this.isBig ? 12 : 8);
    const inline = count * size <= (this.isBig ? 8 : 4);
    this.fields.set(tag, { type, count, at: inline ? value : this.offset(value) });
  }

  private field(tag: number): (Field & { readonly size: number }) | undefined {
    const field = this.fields.get(tag);
    if (!field) return undefined;
    const size = TYPE_BYTES[field.type];
    if (field.at + field.count * size > this.bytes.length) {
      throw new TiffProblem(`has a field ${tag} of ${field.count} values, which lie outside of it`);
    }
    return { ...field, size };
  }

  has(tag: number): boolean {
    return this.fields.has(tag);
  }

  /** The whole numbers of a field, or undefined where there is no such field. @throws TiffProblem */
  numbers(tag: number): Float64Array | undefined {
    const field = this.field(tag);
    if (!field) return undefined;
    const { type, count, at, size } = field;
    const { view, isLittle } = this;
    const read: Readonly<Record<number, (where: number) => number>> = {
      1: (where) => view.getUint8(where),
      3: (where) => view.getUint16(where, isLittle),
      4: (where) => view.getUint32(where, isLittle),
      13: (where) => view.getUint32(where, isLittle),
      16: (where) => Number(view.getBigUint64(where, isLittle)),
      18: (where) => Number(view.getBigUint64(where, isLittle)),
    };
    const one = read[type];
    if (!one) throw new TiffProblem(`has a field ${tag} of type ${type}, where whole numbers are expected`);
    return Float64Array.from({ length: count }, (_, i) => one(at + i * size));
  }

  /** The bytes of a field; a view into the file. @throws TiffProblem */
  data(tag: number): Uint8Array | undefined {
    const field = this.field(tag);
    return field && this.bytes.subarray(field.at, field.at + field.count * field.size);
  }

  /** How many directories follow each other, up to 10 000; a chain that is damaged ends there. */
  countPages(): number {
    const seen = new Set<number>();
    try {
      for (let at = this.next; at !== 0 && !seen.has(at) && seen.size < MAX_PAGES; ) {
        const { end } = this.entries(at);
        seen.add(at);
        at = this.offset(end);
      }
    } catch (cause) {
      if (!(cause instanceof TiffProblem)) throw cause;
    }
    return 1 + seen.size;
  }
}

/**
 * Reads the first directory of a TIFF, classic or BigTIFF, of either byte order; EXIF data are one, too.
 *
 * @throws TiffProblem
 * Source: Adobe, TIFF revision 6.0 (1992), section 2; BigTIFF as of libtiff 4.0.
 */
export function readDirectory(bytes: Uint8Array): TiffDirectory {
  const order = String.fromCharCode(...bytes.subarray(0, 2));
  if (bytes.length < 8 || (order !== "II" && order !== "MM"))
    throw new TiffProblem("is cut short or no TIFF");
  const isLittle = order === "II";
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const version = view.getUint16(2, isLittle);
  if (version === 42) return new TiffDirectory(bytes, isLittle, false, view.getUint32(4, isLittle));
  if (version !== 43) throw new TiffProblem(`is of version ${version}, not 42 or 43`);
  if (bytes.length < 16 || view.getUint16(4, isLittle) !== 8 || view.getUint16(6, isLittle) !== 0) {
    throw new TiffProblem("is cut short or has offsets of another size than 8 bytes");
  }
  return new TiffDirectory(bytes, isLittle, true, Number(view.getBigUint64(8, isLittle)));
}
