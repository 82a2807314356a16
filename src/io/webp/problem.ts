import { GanxError } from "../../errors.js";

/** An `INVALID_IMAGE` error whose message starts with `WebP: `. */
export function webpError(message: string, options?: ErrorOptions): GanxError {
  return new GanxError("INVALID_IMAGE", `WebP: ${message}`, options);
}

/** The error where compressed data end before the picture does, or mean nothing. */
export function damaged(what: string): GanxError {
  return webpError(`the compressed data are damaged (${what}); copy or download the file again`);
}
