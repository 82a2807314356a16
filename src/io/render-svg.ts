// Node only: SVG to pixels.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { initWasm, Resvg } from "@resvg/resvg-wasm";
import { dejaVuSansBase64, dejaVuSansBoldBase64 } from "../data/font.js";
import { GanxError } from "../errors.js";

/** Options of {@link renderSvg} and {@link svgToPng}. */
export interface RenderSvgOptions {
  /** Pixels for each SVG unit, above 0; 1 unless given. */
  readonly scale?: number;
}

let ready: Promise<Uint8Array[]> | undefined;

/**
 * Draws an SVG as pixels, the same ones on every machine: the only font is the one embedded here.
 *
 * @param svg a whole SVG document with a width and a height
 * @returns sRGB with straight (not premultiplied) alpha, `[height, width, 4]`, row by row from the top left
 * @throws GanxError `INVALID_ARGUMENT` if the scale is not above 0 or the text is not an SVG
 */
export async function renderSvg(
  svg: string,
  options: RenderSvgOptions = {},
): Promise<{ width: number; height: number; rgba: Uint8Array }> {
  return withRendered(svg, options, ({ width, height, pixels }) => ({
    width,
    height,
    rgba: straightAlpha(pixels),
  }));
}

/**
 * Draws an SVG as a PNG file.
 *
 * @param svg a whole SVG document with a width and a height
 * @returns the bytes of the file
 * @throws GanxError `INVALID_ARGUMENT` if the scale is not above 0 or the text is not an SVG
 */
export async function svgToPng(svg: string, options: RenderSvgOptions = {}): Promise<Uint8Array> {
  return withRendered(svg, options, (image) => image.asPng());
}

type Rendered = ReturnType<InstanceType<typeof Resvg>["render"]>;

async function withRendered<T>(
  svg: string,
  { scale = 1 }: RenderSvgOptions,
  use: (image: Rendered) => T,
): Promise<T> {
  if (!Number.isFinite(scale) || scale <= 0) {
    throw new GanxError("INVALID_ARGUMENT", `scale: expected a number above 0, found ${scale}`);
  }
  ready ??= load();
  const fontBuffers = await ready;
  let drawing: InstanceType<typeof Resvg>;
  try {
    drawing = new Resvg(svg, {
      fitTo: { mode: "zoom", value: scale },
      font: { fontBuffers, defaultFontFamily: "DejaVu Sans", sansSerifFamily: "DejaVu Sans" },
    });
  } catch (error) {
    throw new GanxError("INVALID_ARGUMENT", `svg: expected a well-formed SVG document, found: ${error}`);
  }
  // Both live in the renderer's own memory, which no garbage collector sees.
  try {
    const image = drawing.render();
    try {
      return use(image);
    } finally {
      image.free();
    }
  } finally {
    drawing.free();
  }
}

async function load(): Promise<Uint8Array[]> {
  const path = createRequire(import.meta.url).resolve("@resvg/resvg-wasm/index_bg.wasm");
  try {
    await initWasm(await readFile(path));
  } catch (error) {
    // Whoever shares this copy of the renderer may have started it before us.
    if (!/already initialized/i.test(String(error))) {
      ready = undefined;
      throw error;
    }
  }
  return [dejaVuSansBase64, dejaVuSansBoldBase64].map((text) => Buffer.from(text, "base64"));
}

/** Divides the colours by their alpha; the renderer works with premultiplied ones. */
function straightAlpha(pixels: Uint8Array): Uint8Array {
  const rgba = pixels;
  for (let i = 0; i < rgba.length; i += 4) {
    const alpha = rgba[i + 3];
    if (alpha === 0 || alpha === 255) continue;
    for (let c = 0; c < 3; c++) rgba[i + c] = Math.min(255, Math.round((rgba[i + c] * 255) / alpha));
  }
  return rgba;
}
