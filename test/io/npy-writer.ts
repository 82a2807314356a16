// A plain writer of NumPy files, lies included.

/** A NumPy file of this header and these bytes behind it; nothing is checked. */
export function writeNpy(header: string, data: Uint8Array, version = 1, length = header.length): Uint8Array {
  const size = version === 1 ? 2 : 4;
  const file = new Uint8Array(8 + size + header.length + data.length);
  file.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, version, 0]);
  const view = new DataView(file.buffer);
  if (version === 1) view.setUint16(8, length, true);
  else view.setUint32(8, length, true);
  file.set(
    Uint8Array.from(header, (letter) => letter.charCodeAt(0)),
    8 + size,
  );
  file.set(data, 8 + size + header.length);
  return file;
}

export function npyHeader(descr: string, shape: readonly (number | string)[], fortranOrder = false): string {
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`;
  const order = fortranOrder ? "True" : "False";
  return `{'descr': '${descr}', 'fortran_order': ${order}, 'shape': ${tuple}, }\n`;
}

const SETTERS = {
  u1: "setUint8",
  u2: "setUint16",
  u4: "setUint32",
  i1: "setInt8",
  i2: "setInt16",
  i4: "setInt32",
  f4: "setFloat32",
  f8: "setFloat64",
} as const;

export type NpyKind = keyof typeof SETTERS;

/** A sound file of these numbers, which are given in the order of the file. */
export function npyOf(
  kind: NpyKind,
  order: "<" | ">",
  shape: readonly number[],
  values: readonly number[],
  fortranOrder = false,
): Uint8Array {
  const size = Number(kind[1]);
  const view = new DataView(new ArrayBuffer(values.length * size));
  values.forEach((value, i) => {
    view[SETTERS[kind]](i * size, value, order === "<");
  });
  return writeNpy(npyHeader(`${order}${kind}`, shape, fortranOrder), new Uint8Array(view.buffer));
}
