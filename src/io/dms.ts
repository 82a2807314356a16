import { GanxError } from "../errors.js";

/** A map with its name. */
export interface NamedMap {
  readonly name: string;
  /** `[height, width]`. */
  readonly values: Float32Array;
}

/**
 * Encodes maps as an elemental cube (`.dms`) of datamuncher and XRF-Explorer.
 *
 * @param maps all of one size; names without line breaks
 * @throws GanxError `INVALID_ARGUMENT` if a size and the values disagree
 *
 * Source: XRF-Explorer 2.0, olive-groves/xrf-explorer, `elemental_cube.py`.
 */
export function encodeDms(maps: readonly NamedMap[], width: number, height: number): Uint8Array<ArrayBuffer> {
  const wrong = maps.find(({ values }) => values.length !== width * height);
  if (wrong) {
    throw new GanxError(
      "INVALID_ARGUMENT",
      `dms: expected ${width} * ${height} values of ${wrong.name}, found ${wrong.values.length}`,
    );
  }
  const head = new TextEncoder().encode(`2\n${width} ${height} ${maps.length}\n`);
  const names = new TextEncoder().encode(maps.map(({ name }) => name.replace(/[\r\n]+/g, " ")).join("\n"));
  const file = new Uint8Array(head.length + 4 * maps.length * width * height + names.length);
  const view = new DataView(file.buffer);
  file.set(head);
  let at = head.length;
  for (const { values } of maps) {
    for (const value of values) {
      view.setFloat32(at, value, true);
      at += 4;
    }
  }
  file.set(names, at);
  return file;
}
