import { GanxError } from "../errors.js";

/** A map with its name. */
export interface NamedMap {
  readonly name: string;
  /** `[height, width]`. */
  readonly values: Float32Array;
}

/**
 * Maps as an elemental cube (`.dms`) of datamuncher and XRF-Explorer: text, floats `[maps, height, width]`, names.
 *
 * @param maps all of one size; names without line breaks
 * @returns the bytes of the file, a map at a time
 * @throws GanxError `INVALID_ARGUMENT` if a size and the values disagree
 *
 * Source: XRF-Explorer 2.0, olive-groves/xrf-explorer, `elemental_cube.py`.
 */
export async function* dmsStream(
  maps: readonly NamedMap[],
  width: number,
  height: number,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const text = new TextEncoder();
  yield text.encode(`2\n${width} ${height} ${maps.length}\n`);
  for (const { name, values } of maps) {
    if (values.length !== width * height) {
      throw new GanxError(
        "INVALID_ARGUMENT",
        `dms: expected ${width} * ${height} values of ${name}, found ${values.length}`,
      );
    }
    const bytes = new DataView(new ArrayBuffer(4 * values.length));
    for (let i = 0; i < values.length; i++) bytes.setFloat32(4 * i, values[i], true);
    yield new Uint8Array(bytes.buffer);
  }
  yield text.encode(maps.map(({ name }) => name.replace(/[\r\n]+/g, " ")).join("\n"));
}
