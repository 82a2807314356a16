// HDF5 files as h5py and the HDF5 library write them, small enough to carry along, and how to make more.
import { File, ready } from "h5wasm";

/** An HDF5 file with datasets `x` and `y`, written by the HDF5 library itself. */
export async function hdf5File(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  options: { dtype?: string; chunks?: number[]; compression?: number; names?: [string, string] } = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const { names = ["x", "y"], dtype, ...layout } = options;
  const { FS } = await ready;
  const file = new File("/fixture.h5", "w");
  file.create_dataset({ name: names[0], data: Float64Array.from(x), ...layout });
  const data = dtype?.includes("i") ? Int32Array.from(y) : Float64Array.from(y);
  file.create_dataset({ name: names[1], data, ...(dtype ? { dtype } : {}), ...layout });
  file.close();
  const bytes = FS.readFile("/fixture.h5");
  FS.unlink("/fixture.h5");
  return Uint8Array.from(bytes);
}

/** Bytes of a text. */
export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A pigment in ganx's own format, with something changed. */
export const pigmentJson = (changes: Record<string, unknown> = {}): Record<string, unknown> => ({
  id: "test_white",
  name: "Test white",
  srgb: [240, 240, 230],
  spectrum: { energiesKeV: [1, 2, 3], counts: [0, 5, 1] },
  ...changes,
});

/** A library in ganx's own format. */
export const libraryJson = (pigments: unknown, changes: Record<string, unknown> = {}): unknown => ({
  format: "ganx-library",
  version: 1,
  name: "Test",
  pigments,
  ...changes,
});
