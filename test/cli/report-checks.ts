// What every report folder has to be.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { inflateSync } from "node:zlib";
import { expect } from "vitest";
import { decodeImage } from "../../src/io/decode-image.js";
import { decodePng } from "../../src/io/png.js";

/** One document that needs nothing from elsewhere, and each of its figures as SVG and PNG. */
export async function expectReport(folder: string, figures: readonly string[]): Promise<string> {
  const html = readFileSync(join(folder, "index.html"), "utf8");
  expectSelfContained(html);
  expect(html).toMatch(/^<!DOCTYPE html>[\s\S]*<\/html>\n$/);
  const files = readdirSync(folder).filter((name) => /\.(svg|png)$/.test(name));
  expect(files.sort()).toEqual(figures.flatMap((name) => [`${name}.png`, `${name}.svg`]).sort());
  for (const name of figures) {
    const svg = readFileSync(join(folder, `${name}.svg`), "utf8");
    expectSelfContained(svg);
    const width = Number(/^[^>]*<svg [^>]*?width="(\d+)"/.exec(svg)?.[1]);
    const png = await decodeImage(readFileSync(join(folder, `${name}.png`)));
    expect(png.width).toBe(Math.round(1.5 * width));
    expect(png.height).toBeGreaterThan(50);
    expect(new Set(png.rgb).size).toBeGreaterThan(2);
    for (const kind of ["png", "svg"]) expect(html).toContain(`href="${name}.${kind}"`);
  }
  return html;
}

function expectSelfContained(text: string): void {
  expect(text.replaceAll(/xmlns(:\w+)?="[^"]*"/g, "")).not.toMatch(/https?:\/\//);
  expect(text).not.toMatch(/<script|<link|@import|javascript:|\son\w+=/i);
  expect(text).not.toMatch(/\b(src|xlink:href)="(?!data:|#)/);
  expect(text).not.toMatch(/url\((?!["']?(#|data:))/);
  expect(text).not.toMatch(/NaN|undefined|\[object/);
}

/** A greyscale PNG of 16 bits whose rows have no filter. */
export function readGrey16(path: string): { width: number; height: number; values: Uint16Array } {
  const bytes = readFileSync(path);
  // Sound as a picture, to begin with.
  decodePng(bytes);
  const parts: Buffer[] = [];
  for (let at = 8; at < bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    const data = bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at));
    if (bytes.toString("latin1", at + 4, at + 8) === "IDAT") parts.push(data);
  }
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  expect([bytes[24], bytes[25]]).toEqual([16, 0]);
  const rows = inflateSync(Buffer.concat(parts));
  expect(rows.length).toBe(height * (1 + 2 * width));
  const values = Uint16Array.from({ length: width * height }, (_, i) => {
    const row = Math.floor(i / width) * (1 + 2 * width);
    expect(rows[row]).toBe(0);
    return rows.readUInt16BE(row + 1 + 2 * (i % width));
  });
  return { width, height, values };
}

/** A NumPy file of 32-bit floats. */
export function readNpy(path: string): { shape: number[]; values: Float32Array } {
  const bytes = readFileSync(path);
  const start = 10 + bytes.readUInt16LE(8);
  const header = bytes.toString("latin1", 10, start);
  expect(header).toContain("'descr': '<f4', 'fortran_order': False");
  const shape = /\(([\d, ]+)\)/.exec(header)![1]!.split(",").map(Number);
  const values = Float32Array.from({ length: (bytes.length - start) / 4 }, (_, i) =>
    bytes.readFloatLE(start + 4 * i),
  );
  return { shape, values };
}
