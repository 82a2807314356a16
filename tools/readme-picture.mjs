// Makes docs/line-maps.png, the README's picture, from demo/line-maps.png: smaller, and in 128 colours.
//
//   npm run demo && node tools/readme-picture.mjs
import { readFileSync, writeFileSync } from "node:fs";
import UPNG from "upng-js";
import { renderSvg } from "../dist/io/render-svg.js";

const png = readFileSync("demo/line-maps.png");
const width = png.readUInt32BE(16);
const height = png.readUInt32BE(20);
const href = `data:image/png;base64,${png.toString("base64")}`;
const size = `width="${width}" height="${height}"`;
const svg = `<svg xmlns="http://www.w3.org/2000/svg" ${size}><image ${size} href="${href}"/></svg>`;
const small = await renderSvg(svg, { scale: 1050 / width });
const encoded = UPNG.encode([small.rgba.buffer], small.width, small.height, 128);
writeFileSync("docs/line-maps.png", new Uint8Array(encoded));
