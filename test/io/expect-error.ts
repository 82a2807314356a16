import { expect } from "vitest";
import { GanxError } from "../../src/errors.js";
import { decodeImage } from "../../src/io/decode-image.js";

/** The message with which `decodeImage` refuses these bytes; fails if it does not, or not with one line of ours. */
export function refusal(bytes: Uint8Array): string {
  try {
    decodeImage(bytes);
  } catch (error) {
    expect(error).toBeInstanceOf(GanxError);
    const { code, message } = error as GanxError;
    expect(code).toBe("INVALID_IMAGE");
    expect(message).toMatch(/^(image|PNG|JPEG): [^\n\r]{10,250}$/);
    return message;
  }
  throw new Error("expected decodeImage to refuse these bytes");
}

/** Decodes, and checks that the outcome is a whole picture or a refusal, within a second. */
export function decodeOrRefuse(bytes: Uint8Array): string {
  const start = performance.now();
  let outcome: string;
  try {
    const image = decodeImage(bytes);
    expect(image.rgb.constructor).toBe(Uint8Array);
    expect(image.rgb.length).toBe(image.width * image.height * 3);
    outcome = "decoded";
  } catch (error) {
    if (!(error instanceof GanxError)) throw error;
    expect(error.code).toBe("INVALID_IMAGE");
    expect(error.message).not.toMatch(/[\n\r]/);
    outcome = "refused";
  }
  expect(performance.now() - start).toBeLessThan(1000);
  return outcome;
}
