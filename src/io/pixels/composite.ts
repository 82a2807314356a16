import type { DecodedPicture, Rgb8, Samples } from "./decoded-picture.js";

/**
 * Lays the colours of a picture on a background, in place, and rounds once.
 *
 * @param alpha opacity of each pixel, at the depth of the colours
 */
export function composite(
  { colours, isPremultiplied }: Pick<DecodedPicture, "colours" | "isPremultiplied">,
  alpha: Samples,
  background: Rgb8,
): void {
  const most = colours instanceof Uint8Array ? 255 : 65_535;
  const behind = background.map((value) => (value * most) / 255);
  for (let i = 0, at = 0; i < alpha.length; i++, at += 3) {
    const opacity = alpha[i];
    if (opacity === most) continue;
    const rest = most - opacity;
    for (let c = 0; c < 3; c++) {
      const own = isPremultiplied ? Math.min(colours[at + c], opacity) * most : colours[at + c] * opacity;
      colours[at + c] = Math.round((own + behind[c] * rest) / most);
    }
  }
}

/** Divides colours by their opacity, in place, as far as whole numbers allow. */
export function unmultiply(colours: Samples, alpha: Samples): void {
  const most = colours instanceof Uint8Array ? 255 : 65_535;
  for (let i = 0, at = 0; i < alpha.length; i++, at += 3) {
    const opacity = alpha[i];
    if (opacity === most || opacity === 0) continue;
    for (let c = 0; c < 3; c++)
      colours[at + c] = Math.min(most, Math.round((colours[at + c] * most) / opacity));
  }
}
