import { expect } from "vitest";
import { GanxError } from "../../src/errors.js";
import { decodeImage } from "../../src/io/decode-image.js";

/** The message with which `decodeImage` refuses these bytes; fails if it does not, or not with one line of ours. */
export async function refusal(bytes: Uint8Array): Promise<string> {
  try {
    await decodeImage(bytes);
  } catch (error) {
    expect(error).toBeInstanceOf(GanxError);
    const { code, message } = error as GanxError;
    expect(code).toBe("INVALID_IMAGE");
    expect(message).toMatch(/^(image|PNG|JPEG|TIFF|WebP): [^\n\r]{10,250}$/);
    return message;
  }
  throw new Error("expected decodeImage to refuse these bytes");
}

/** Most memory that a file of a few kilobytes may take. */
const MOST_BYTES = 2 ** 28;

/** Decodes, and checks that the outcome is a whole picture or a refusal, within a second of processor time and 256 MiB. */
export async function decodeOrRefuse(bytes: Uint8Array): Promise<"decoded" | "refused"> {
  const start = process.cpuUsage();
  const before = process.memoryUsage().arrayBuffers;
  let outcome: "decoded" | "refused";
  try {
    const image = await decodeImage(bytes);
    expect(image.rgb.constructor).toBe(Uint8Array);
    expect(image.rgb.length).toBe(image.width * image.height * 3);
    outcome = "decoded";
  } catch (error) {
    if (!(error instanceof GanxError)) throw error;
    expect(error.code).toBe("INVALID_IMAGE");
    expect(error.message).not.toMatch(/[\n\r]/);
    outcome = "refused";
  }
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(MOST_BYTES);
  const { user, system } = process.cpuUsage(start);
  expect((user + system) / 1000).toBeLessThan(1000);
  return outcome;
}
