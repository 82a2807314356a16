import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { checkCountMap } from "../../src/count-map.js";
import { GanxError } from "../../src/errors.js";
import { loadGanx } from "../../src/ganx.js";
import { decodeCountMap } from "../../src/io/decode-count-map.js";
import { readCountMap } from "../../src/io/read-count-map.js";
import golden from "../golden/npy-read.json" with { type: "json" };
import { npyHeader, npyOf, writeNpy } from "./npy-writer.js";
import { joinChunks, makeRandom, pngChunks, writePng } from "./png-writer.js";

/** The message with which `decodeCountMap` refuses these bytes. */
function refusal(bytes: Uint8Array): string {
  try {
    decodeCountMap(bytes);
  } catch (error) {
    expect(error).toBeInstanceOf(GanxError);
    const { code, message } = error as GanxError;
    expect(code).toBe("INVALID_FILE");
    expect(message).toMatch(/^(count map|npy|PNG): [ -~]{10,200}$/);
    return message;
  }
  throw new Error("expected decodeCountMap to refuse these bytes");
}

describe("decodeCountMap on NumPy files", () => {
  it("reads [height, width] in either order, and [height, width, 1]", () => {
    const rows = { width: 3, height: 2, values: Float32Array.of(0, 1, 2, 3, 4, 5) };
    expect(decodeCountMap(npyOf("u2", "<", [2, 3], [0, 1, 2, 3, 4, 5]))).toEqual(rows);
    expect(decodeCountMap(npyOf("f8", ">", [2, 3], [0, 3, 1, 4, 2, 5], true))).toEqual(rows);
    expect(decodeCountMap(npyOf("i4", "<", [2, 3, 1], [0, 1, 2, 3, 4, 5]))).toEqual(rows);
    expect(decodeCountMap(npyOf("i4", "<", [2, 3, 1], [0, 3, 1, 4, 2, 5], true))).toEqual(rows);
  });

  it("keeps whole numbers exactly and rounds others to 32 bits", () => {
    const whole = [0, 1, 65_535, 65_536, 999_999, 1_000_000];
    expect([...decodeCountMap(npyOf("f8", "<", [1, 6], whole)).values]).toEqual(whole);
    const others = [0.1, 1 / 3, 999_999.99, 5e-324];
    expect([...decodeCountMap(npyOf("f8", "<", [4, 1], others)).values]).toEqual(others.map(Math.fround));
  });

  it("gives 0 for -0", () => {
    for (const kind of ["f4", "f8"] as const) {
      expect(Object.is(decodeCountMap(npyOf(kind, "<", [1, 1], [-0])).values[0], 0)).toBe(true);
    }
  });

  it.each([
    ["NaN", Number.NaN],
    ["Infinity", Number.POSITIVE_INFINITY],
    ["-Infinity", Number.NEGATIVE_INFINITY],
    ["-1", -1],
    ["-5e-324", -5e-324],
    // Rounded to 32 bits it would be the largest value allowed.
    ["1000000.001", 1_000_000.001],
  ])("refuses %s and says where it is", (name, value) => {
    const stored = [1, 2, 3, 4, 5, 6];
    stored[5] = value;
    expect(refusal(npyOf("f8", "<", [2, 3], stored))).toBe(
      `count map: expected photons from 0 to 1000000, found ${name} at row 1, column 2 (from 0)`,
    );
    stored[5] = 6;
    stored[1] = value;
    // The second value of a file in Fortran order is below the first.
    expect(refusal(npyOf("f8", "<", [2, 3], stored, true))).toMatch(/at row 1, column 0 \(from 0\)$/);
  });

  it("refuses other shapes", () => {
    const shapes = [[], [4], [2, 2, 2], [1, 2, 2, 1], [1, 1, 1, 1, 1]];
    for (const shape of shapes) {
      const count = shape.reduce((product, size) => product * size, 1);
      expect(refusal(npyOf("u1", "<", shape, new Array(count).fill(1)))).toBe(
        `count map: expected an array [height, width], found [${shape.join(", ")}]`,
      );
    }
    for (const shape of [
      [0, 3],
      [3, 0],
      [0, 2 ** 53 - 1],
    ]) {
      expect(refusal(npyOf("u1", "<", shape, []))).toMatch(/a width and height of at least 1, found/);
    }
    expect(refusal(npyOf("u1", "<", new Array(60).fill(1), [1]))).toMatch(/found an array of 60 dimensions/);
  });

  it("refuses more pixels than a picture may have, before it takes memory for them", () => {
    const wide = writeNpy(npyHeader("|u1", [1, 100_000_001]), new Uint8Array(100_000_001));
    expect(refusal(wide)).toBe(
      "count map: 100000001 x 1 pixels are more than the 100000000 supported; scale the map down",
    );
  });

  it("refuses other types", () => {
    for (const { file } of golden.refused) {
      expect(refusal(new Uint8Array(Buffer.from(file, "base64")))).toMatch(/^npy: expected .*, found /);
    }
  });
});

describe("decodeCountMap on PNG", () => {
  for (const depth of [1, 2, 4, 8, 16]) {
    it.each([false, true])(`keeps ${depth} bits as they are (interlaced: %s)`, (interlaced) => {
      for (let width = 1; width <= 10; width++) {
        for (let height = 1; height <= 9; height++) {
          const random = makeRandom(width * 100 + height * 10 + depth);
          const samples = Array.from({ length: width * height }, () => random() % 2 ** depth);
          const picture = { width, height, depth, colourType: 0, interlaced, samples };
          const map = decodeCountMap(writePng({ ...picture, filter: (row) => (row + width) % 5 }));
          expect(map).toEqual({ width, height, values: Float32Array.from(samples) });
        }
      }
    });
  }

  it("reads a file of Pillow's", () => {
    const { shape, values, file } = golden.png;
    expect(decodeCountMap(new Uint8Array(Buffer.from(file, "base64")))).toEqual({
      height: shape[0],
      width: shape[1],
      values: Float32Array.from(values),
    });
  });

  it.each([8, 16])(
    "reads RGB of %i bits whose components are equal, and names the first pixel that is not",
    (depth) => {
      for (const interlaced of [false, true]) {
        const grey = Array.from({ length: 12 }, (_, i) => (i * 7919) % 2 ** depth);
        const samples = grey.flatMap((value) => [value, value, value]);
        const picture = { width: 4, height: 3, depth, colourType: 2, interlaced, samples };
        expect([...decodeCountMap(writePng(picture)).values]).toEqual(grey);
        for (const component of [0, 1, 2]) {
          const changed = [...samples];
          changed[3 * 6 + component] ^= 1;
          const colour = changed.slice(18, 21).join(", ");
          expect(refusal(writePng({ ...picture, samples: changed }))).toBe(
            `PNG: expected a grey picture, found the colour ${colour} at row 1, column 2 (from 0); save it as grey of 8 or 16 bits`,
          );
        }
      }
    },
  );

  it("refuses palettes and transparency", () => {
    const one = { width: 1, height: 1, depth: 8 };
    const palette = new Uint8Array(3);
    const transparency = new Uint8Array(2);
    expect(refusal(writePng({ ...one, colourType: 3, samples: [0], palette }))).toMatch(/found a palette/);
    expect(refusal(writePng({ ...one, colourType: 4, samples: [1, 255] }))).toMatch(/found an alpha channel/);
    expect(refusal(writePng({ ...one, colourType: 6, samples: [1, 1, 1, 9] }))).toMatch(/an alpha channel/);
    expect(refusal(writePng({ ...one, colourType: 0, samples: [1], transparency }))).toMatch(/\(tRNS\)/);
  });

  it("refuses damage with the words of the picture decoder", () => {
    const chunks = pngChunks({ width: 2, height: 1, depth: 16, colourType: 0, samples: [1, 2] });
    const file = joinChunks(chunks);
    for (let length = 1; length < file.length; length++) refusal(file.subarray(0, length));
    file[20] ^= 1;
    expect(refusal(file)).toMatch(/^PNG: chunk IHDR at byte 8 has CRC/);
    const header = { ...chunks[0], data: chunks[0].data.slice() };
    header.data.set([0, 0, 0x27, 0x10, 0, 0, 0x27, 0x10]);
    expect(refusal(joinChunks([header, ...chunks.slice(1)]))).toMatch(/cannot hold/);
    header.data.set([0, 0, 0x27, 0x11]);
    expect(refusal(joinChunks([header, ...chunks.slice(1)]))).toMatch(/more than supported/);
  });
});

describe("decodeCountMap", () => {
  it.each([
    ["an empty file", ""],
    ["a JPEG picture", "\xff\xd8\xff\xe0"],
    ["a zip file, which is not supported", "PK\x03\x04"],
    ["a TIFF picture", "II*\0"],
    ["text", "1,2,3\n"],
  ])("names %s", (kind, start) => {
    expect(refusal(Uint8Array.from(start, (letter) => letter.charCodeAt(0)))).toBe(
      `count map: expected a NumPy array (.npy) or a grey PNG of 8 or 16 bits, found ${kind}`,
    );
  });

  it.each([undefined, null, "text", 5, new ArrayBuffer(4), [1, 2]])("refuses %o as bytes", (value) => {
    const act = () => decodeCountMap(value as unknown as Uint8Array);
    expect(act).toThrow(expect.objectContaining({ name: "GanxError", code: "INVALID_ARGUMENT" }));
  });

  it("is part of what loadGanx gives", async () => {
    const samples = [1, 2, 3, 4, 5, 6];
    const png = writePng({ width: 3, height: 2, depth: 8, colourType: 0, samples });
    expect(await (await loadGanx()).decodeCountMap(png)).toEqual(decodeCountMap(png));
  });
});

describe("readCountMap", () => {
  const folder = mkdtempSync(join(tmpdir(), "ganx-count-map-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = (name: string, bytes: Uint8Array): string => {
    writeFileSync(join(folder, name), bytes);
    return join(folder, name);
  };

  it("tells the kind by content, not by name", async () => {
    const map = { width: 2, height: 1, values: Float32Array.of(7, 300) };
    const png = writePng({ width: 2, height: 1, depth: 16, colourType: 0, samples: [7, 300] });
    expect(await readCountMap(file("map.npy", png))).toEqual(map);
    expect(await readCountMap(file("map.png", npyOf("u2", ">", [1, 2], [7, 300])))).toEqual(map);
  });

  it("names the file where it fails", async () => {
    const missing = join(folder, "none.npy");
    const io = { code: "IO", message: `cannot read ${missing}: no such file` };
    await expect(readCountMap(missing)).rejects.toMatchObject(io);
    const text = file("map.txt", new TextEncoder().encode("1 2 3\n"));
    const invalid = {
      code: "INVALID_FILE",
      message: expect.stringContaining(`${text}: count map: expected`),
    };
    await expect(readCountMap(text)).rejects.toMatchObject(invalid);
  });

  it("stops on request", async () => {
    const path = file("stop.npy", npyOf("u1", "<", [1, 1], [1]));
    await expect(readCountMap(path, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: "GanxError",
      code: "ABORTED",
    });
  });
});

describe("checkCountMap", () => {
  const sound = { width: 2, height: 1, values: Float32Array.of(0, 1_000_000) };

  it("returns a sound map", () => {
    expect(checkCountMap(sound)).toBe(sound);
  });

  it.each([
    [{ width: 0 }, /a width and height of at least 1, found 0 x 1$/],
    [{ height: 1.5 }, /found 2 x 1\.5$/],
    [{ width: "2" }, /found "2" x 1$/],
    [{ width: 3 }, /a Float32Array of 3 values, found 2$/],
    [{ values: [0, 1] }, /a Float32Array of 2 values, found an array of 2$/],
    [{ width: 1e5, height: 1e5 }, /pixels are more than the 100000000 supported/],
    [{ values: Float32Array.of(1, Number.NaN) }, /found NaN at row 0, column 1 \(from 0\)$/],
    [{ values: Float32Array.of(-1, 1) }, /found -1 at row 0, column 0 \(from 0\)$/],
    [{ values: Float32Array.of(0, 1_000_000.0625) }, /found 1000000\.0625 at/],
  ])("refuses %o", (change, words) => {
    const act = () => checkCountMap({ ...sound, ...change } as typeof sound);
    expect(act).toThrow(expect.objectContaining({ name: "GanxError", code: "INVALID_ARGUMENT" }));
    expect(act).toThrow(words);
  });
});
