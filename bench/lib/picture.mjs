// Pictures of any size: the upper half of the embedded example, drawn at that size rather than enlarged.
//
//   node bench/lib/picture.mjs WIDTH HEIGHT FILE.png
import { existsSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { runProgram, scratch } from "./process.mjs";

/** The page is drawn 300 units wide; 200 of its 400 are shown, as wide to high as the paper's 600 x 400. */
const [UNITS_WIDE, UNITS_HIGH] = [300, 200];

async function draw(width, height, path) {
  const { choirBookSvg } = await import("../../build/modules/demo/choir-book.js");
  const { encodePng } = await import("../../build/modules/io/png/encode.js");
  const { renderSvg } = await import("../../build/modules/io/render-svg.js");
  const page = 'width="300" height="400" viewBox="0 0 300 400"';
  const half = `width="${UNITS_WIDE}" height="${UNITS_HIGH}" viewBox="0 0 ${UNITS_WIDE} ${UNITS_HIGH}"`;
  const svg = choirBookSvg();
  if (!svg.includes(page)) throw new Error("the page has changed");
  const drawn = await renderSvg(svg.replace(page, half), { scale: width / UNITS_WIDE });
  if (drawn.width !== width || drawn.height !== height)
    throw new Error(`drawn ${drawn.width} x ${drawn.height}`);
  const rgb = new Uint8Array(width * height * 3);
  for (let i = 0; i < width * height; i++) {
    for (let c = 0; c < 3; c++) rgb[3 * i + c] = drawn.rgba[4 * i + c];
  }
  writeFileSync(path, encodePng({ width, height, data: rgb }));
}

/** A picture file that lasts as long as the run. @param width a multiple of 3; the height is two thirds of it */
export async function pictureOf(width) {
  const height = (width * UNITS_HIGH) / UNITS_WIDE;
  const path = scratch(`painting-${width}x${height}.png`);
  // In a process of its own: the largest takes gigabytes.
  const self = fileURLToPath(import.meta.url);
  if (!existsSync(path)) await runProgram(process.execPath, [self, String(width), String(height), path]);
  return path;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [width, height, path] = process.argv.slice(2);
  await draw(Number(width), Number(height), path);
}
