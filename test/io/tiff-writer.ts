/** Tags, types (1: byte, 3: short, 4: long) and values of a directory. */
export type TiffField = readonly [tag: number, type: 1 | 3 | 4, values: readonly number[]];

const BYTES = { 1: 1, 3: 2, 4: 4 } as const;

/** A little-endian TIFF of one strip, written field by field; the strip's place and length are filled in. */
export function writeTiff(fields: readonly TiffField[], data: Uint8Array): Uint8Array {
  const given = new Set(fields.map(([tag]) => tag));
  const rest: TiffField[] = [
    [273, 4, [0]],
    [279, 4, [data.length]],
  ];
  const all = [...fields, ...rest.filter(([tag]) => !given.has(tag))].sort(([a], [b]) => a - b);
  let extra = 8 + 2 + 12 * all.length + 4;
  const places = all.map(([, type, values]) => {
    const bytes = BYTES[type] * values.length;
    if (bytes <= 4) return 0;
    const at = extra;
    extra += bytes + (bytes % 2);
    return at;
  });
  const out = new Uint8Array(extra + data.length);
  const view = new DataView(out.buffer);
  out.set([0x49, 0x49, 42, 0]);
  view.setUint32(4, 8, true);
  view.setUint16(8, all.length, true);
  all.forEach(([tag, type, values], i) => {
    const entry = 10 + 12 * i;
    view.setUint16(entry, tag, true);
    view.setUint16(entry + 2, type, true);
    view.setUint32(entry + 4, values.length, true);
    if (places[i] > 0) view.setUint32(entry + 8, places[i], true);
    const isPlace = tag === 273 && !given.has(273);
    values.forEach((value, k) => {
      const at = (places[i] || entry + 8) + k * BYTES[type];
      if (type === 1) view.setUint8(at, value);
      else if (type === 3) view.setUint16(at, value, true);
      else view.setUint32(at, isPlace ? extra : value, true);
    });
  });
  out.set(data, extra);
  return out;
}

/** The fields of a picture of 8-bit samples in one uncompressed strip. */
export function tiffFields(
  width: number,
  height: number,
  samples: number,
  more: Readonly<Record<number, number | readonly number[]>> = {},
): TiffField[] {
  const fields: Record<number, readonly number[]> = {
    256: [width],
    257: [height],
    258: new Array(samples).fill(8),
    259: [1],
    262: [samples < 3 ? 1 : 2],
    277: [samples],
    278: [height],
  };
  for (const [tag, value] of Object.entries(more))
    fields[Number(tag)] = typeof value === "number" ? [value] : value;
  return Object.entries(fields).map(([tag, values]): TiffField => [Number(tag), 4, values]);
}
