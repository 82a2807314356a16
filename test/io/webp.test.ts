import { describe, expect, it } from "vitest";
import { refusal } from "./expect-error.js";
import { PICTURE_FILES } from "./picture-files.js";

const fileOf = (name: string): Uint8Array =>
  PICTURE_FILES.find((entry) => entry.name === `webp ${name}`)!.file;

function changed(name: string, at: number, ...values: number[]): Uint8Array {
  const bytes = fileOf(name).slice();
  bytes.set(values, at);
  return bytes;
}

/** Where the data of a chunk begin. */
function find(bytes: Uint8Array, chunk: string): number {
  const at = Buffer.from(bytes).indexOf(chunk, 12, "latin1");
  expect(at).toBeGreaterThan(0);
  return at + 8;
}

describe("decodeImage on WebP", () => {
  it.each(["lossless", "lossless noise", "lossless smooth", "lossy noise", "lossy alpha", "lossy alpha raw"])(
    "refuses a %s file that is cut short, whatever its header says",
    async (name) => {
      const bytes = fileOf(name);
      for (let length = 12; length < bytes.length; length += 1 + (length >> 5)) {
        expect(await refusal(bytes.subarray(0, length))).toMatch(
          /^WebP: the file ends at byte \d+, .*cut short/,
        );
      }
    },
  );

  it.each(["lossless", "lossless noise", "lossy", "lossy noise", "lossy simple filter"])(
    "refuses a %s picture whose data end early, though the lengths agree",
    async (name) => {
      const bytes = fileOf(name);
      for (const part of [0.5, 0.8, 0.95]) {
        const end = Math.floor(part * bytes.length) & ~1;
        const copy = bytes.slice(0, end);
        const view = new DataView(copy.buffer);
        view.setUint32(4, end - 8, true);
        view.setUint32(16, end - 20, true);
        expect(await refusal(copy)).toMatch(/^WebP: .*(they end too early|cut short)/);
      }
    },
  );

  it.each<[string, Uint8Array, RegExp]>([
    ["no size", changed("lossy", 26, 0, 0), /at least 1, found 0 x/],
    ["too many pixels", changed("lossy", 26, 0xff, 0x3f, 0xff, 0x3f), /16383 x 16383 pixels are more than/],
    [
      "a size beyond its data",
      changed("lossy", 26, 0xff, 0x0f, 0xff, 0x0f),
      /bytes are too few for a picture of/,
    ],
    ["another start code", changed("lossy", 23, 0), /start code 9d 01 2a/],
    ["a frame that is not a key frame", changed("lossy", 20, 1), /expected a key frame/],
    [
      "a first part beyond its data",
      changed("lossy", 20, 0xf0, 0xff, 0xff),
      /first part of \d+ bytes is cut short/,
    ],
    ["another signature", changed("lossless", 20, 0), /signature 2f/],
    ["another version", changed("lossless", 24, 0xff), /expected version 0 of lossless data, found 7/],
    ["no picture", changed("lossless", 12, 0x58), /expected a chunk of a picture, found none/],
  ])("refuses %s", async (_, bytes, message) => {
    expect(await refusal(bytes)).toMatch(message);
  });

  it("refuses an animation", async () => {
    expect(await refusal(changed("lossless", 12, 0x41, 0x4e, 0x49, 0x4d))).toMatch(
      /an animation is not read/,
    );
  });

  it("refuses an opacity of an unknown kind, and one that ends early", async () => {
    const bytes = fileOf("lossy alpha raw");
    const at = find(bytes, "ALPH");
    expect(await refusal(changed("lossy alpha raw", at, 3))).toMatch(/an opacity of an unknown kind/);
    const stored = fileOf("lossy alpha");
    expect(await refusal(changed("lossy alpha", find(stored, "ALPH"), 0))).toMatch(
      /an opacity that ends too early/,
    );
  });

  it("refuses a header that disagrees with its data", async () => {
    const at = find(fileOf("lossy alpha"), "VP8X");
    expect(await refusal(changed("lossy alpha", at + 4, 99))).toMatch(/disagree about its size/);
  });
});
