import { describe, expect, test } from "vitest";
import { createScan } from "../../src/create-scan.js";
import { encodeZarr } from "../../src/io/encode-cube.js";
import { zarrFile } from "../../src/io/zarr/zarr-file.js";
import { blockPicture } from "../scan/picture.js";

const scan = await createScan(blockPicture(70, 40, 3), { seed: 5, clusters: 4, delta: 0 });

describe("zarrFile", () => {
  test("gives each file of the store that is written as a whole", async () => {
    const keys: string[] = [];
    for await (const { key, bytes } of encodeZarr(scan)) {
      keys.push(key);
      expect(await zarrFile(scan, key), key).toEqual(bytes);
    }
    expect(keys.filter((key) => key.startsWith("counts/c/"))).toHaveLength(2 * 2 * 4);
    expect(keys.at(-1)).toBe("zarr.json");
  });

  test.each([
    "",
    "counts",
    "counts/c/2/0/0",
    "counts/c/0/2/0",
    "counts/c/0/0/4",
    "counts/c/00/0/0",
    "counts/c/-1/0/0",
    "counts/c/0/0",
    "../zarr.json",
    "truth/hidden/labels/c/0/0",
  ])("has no file %j", async (key) => {
    expect(await zarrFile(scan, key)).toBeUndefined();
  });
});
