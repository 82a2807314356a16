import { GanxError } from "../../errors.js";

/** An `INVALID_IMAGE` error whose message starts with `TIFF: `. */
export function tiffError(message: string, options?: ErrorOptions): GanxError {
  return new GanxError("INVALID_IMAGE", `TIFF: ${message}`, options);
}
