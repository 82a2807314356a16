import { INFERNO } from "./colormap.js";
import { pngDataUrl } from "./png.js";
import { px } from "./svg.js";

const STEPS = 256;
const ALONG = Uint8Array.from({ length: STEPS }, (_, i) => i);

/** The colours of {@link INFERNO} from 0 to 1, left to right or from the foot up; one picture, so without seams. */
export function colorBar(
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
  direction: "right" | "up",
): string {
  const size = direction === "right" ? { width: STEPS, height: 1 } : { width: 1, height: STEPS };
  const data = direction === "right" ? ALONG : ALONG.toReversed();
  return (
    `<image x="${px(x)}" y="${px(y)}" width="${px(width)}" height="${px(height)}" preserveAspectRatio="none" ` +
    `xlink:href="${pngDataUrl({ ...size, data, palette: INFERNO })}"/>`
  );
}
