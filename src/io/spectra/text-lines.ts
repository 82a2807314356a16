import { SpectrumProblem } from "./found-spectrum.js";

/** The text of a file: UTF-8, or UTF-16 where a byte order mark says so. @throws SpectrumProblem for binary data */
export function decodeText(bytes: Uint8Array): string {
  const mark = bytes[0]! * 256 + bytes[1]!;
  const encoding = mark === 0xfffe ? "utf-16le" : mark === 0xfeff ? "utf-16be" : "utf-8";
  const text = new TextDecoder(encoding).decode(bytes);
  if (!text.includes("\0")) return text;
  throw new SpectrumProblem("expected HDF5 or text, found binary data");
}

/** The lines of a text with their numbers, counted from 1, whatever ends them. */
export function* linesOf(text: string): Generator<[number: number, line: string]> {
  const end = /\r\n|\n|\r/g;
  let from = 0;
  for (let number = 1; ; number++) {
    const found = end.exec(text);
    yield [number, text.slice(from, found?.index)];
    if (!found) return;
    from = end.lastIndex;
  }
}
