import fc from "fast-check";
import { describe, it } from "vitest";
import { decodeOrRefuse } from "./expect-error.js";
import { JPEG_FIXTURES } from "./jpeg-fixtures.js";
import { change, mutate, position } from "./mutate.js";
import { type Chunk, joinChunks, makeRandom, type PngPicture, pngChunks } from "./png-writer.js";

/** The same cases in every run. */
const SETTINGS = { seed: 20230428, endOnFailure: true };

const FORMATS = [
  { colourType: 0, depth: 1 },
  { colourType: 0, depth: 16, transparency: Uint8Array.of(0, 1) },
  { colourType: 2, depth: 8, interlaced: true },
  { colourType: 3, depth: 4, palette: new Uint8Array(48), transparency: new Uint8Array(7) },
  { colourType: 6, depth: 16, interlaced: true },
];

const PNGS = FORMATS.map((format, i) => {
  const random = makeRandom(i);
  const samples = Array.from({ length: 11 * 7 * 4 }, () => random() % 2 ** format.depth);
  const picture: PngPicture = { width: 11, height: 7, samples, filter: (row) => row % 5, ...format };
  return pngChunks(picture);
});

const FILES = [
  ...PNGS.map(joinChunks),
  ...JPEG_FIXTURES.map(({ file }) => new Uint8Array(Buffer.from(file, "base64"))),
];

const file = fc.constantFrom(...FILES);

describe("decodeImage gives a picture or a GanxError", () => {
  it("for random bytes, bare and after a signature", async () => {
    const starts = [[], [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], [0xff, 0xd8], [0xff, 0xd8, 0xff]];
    const property = fc.asyncProperty(
      fc.constantFrom(...starts),
      fc.uint8Array({ maxLength: 300 }),
      async (start, rest) => {
        await decodeOrRefuse(Uint8Array.from([...start, ...rest]));
      },
    );
    await fc.assert(property, { ...SETTINGS, numRuns: 2000 });
  });

  it("for files cut short and changed anywhere", async () => {
    const changes = fc.array(change, { minLength: 1, maxLength: 4 });
    const property = fc.asyncProperty(file, changes, position, async (bytes, list, length) => {
      await decodeOrRefuse(bytes.subarray(0, Math.floor(length * bytes.length)));
      await decodeOrRefuse(mutate(bytes, list));
    });
    await fc.assert(property, { ...SETTINGS, numRuns: 3000 });
  });

  it("for PNGs whose chunks changed and whose CRCs are right", async () => {
    const edits = fc.array(fc.tuple(position, fc.array(change, { minLength: 1, maxLength: 3 })), {
      minLength: 1,
      maxLength: 2,
    });
    const property = fc.asyncProperty(
      fc.constantFrom(...PNGS),
      edits,
      fc.boolean(),
      async (chunks, list, swap) => {
        const changed: Chunk[] = chunks.map((chunk) => ({ ...chunk }));
        for (const [which, changes] of list) {
          const i = Math.floor(which * changed.length);
          changed[i] = { ...changed[i], data: mutate(changed[i].data, changes) };
          if (swap) changed.push(...changed.splice(i, 1));
        }
        await decodeOrRefuse(joinChunks(changed));
      },
    );
    await fc.assert(property, { ...SETTINGS, numRuns: 3000 });
  });

  it("for PNGs of any header", async () => {
    const field = fc.oneof(
      fc.nat(20),
      fc.nat(0xffffffff),
      fc.constantFrom(0, 1, 0x7fffffff, 0xffffffff, 65536),
    );
    const small = fc.constantFrom(0, 1, 2, 3, 4, 6, 8, 16, 255);
    const property = fc.asyncProperty(
      fc.constantFrom(...PNGS),
      fc.tuple(field, field),
      fc.array(small, { minLength: 5, maxLength: 5 }),
      async (chunks, size, rest) => {
        const data = new Uint8Array(13);
        const view = new DataView(data.buffer);
        for (const i of [0, 1]) view.setUint32(4 * i, size[i]);
        data.set(rest, 8);
        await decodeOrRefuse(joinChunks([{ type: "IHDR", data }, ...chunks.slice(1)]));
        data.set([8, 2, 0, 0, rest[4] & 1], 8);
        await decodeOrRefuse(joinChunks([{ type: "IHDR", data }, ...chunks.slice(1)]));
      },
    );
    await fc.assert(property, { ...SETTINGS, numRuns: 2000 });
  });
});
