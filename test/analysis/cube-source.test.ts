import { describe, expect, test } from "vitest";
import { type CountArray, forEachBlock, sourceOf } from "../../src/analysis/cube-source.js";
import { CubeSums } from "../../src/analysis/cube-sums.js";
import { widenBlock } from "../../src/kernels/sums.js";

const [HEIGHT, WIDTH, CHANNELS] = [4, 5, 6];
const energyAxis = { offsetKeV: 1, gainKeV: 0.1, channels: CHANNELS };
const VALUES = Array.from({ length: HEIGHT * WIDTH * CHANNELS }, (_, i) => (i * 37) % 120);
const ARRAYS: CountArray[] = [
  Uint8Array.from(VALUES),
  Uint16Array.from(VALUES),
  Uint32Array.from(VALUES),
  BigUint64Array.from(VALUES.map(BigInt)),
  Int8Array.from(VALUES),
  Int16Array.from(VALUES),
  Int32Array.from(VALUES),
  BigInt64Array.from(VALUES.map(BigInt)),
  Float32Array.from(VALUES),
  Float64Array.from(VALUES),
];
const memory = { width: WIDTH, height: HEIGHT, energyAxis, counts: ARRAYS[1]! };

describe("sourceOf", () => {
  test.each(ARRAYS.map((counts) => [counts.constructor.name, counts] as const))("takes a %s", (_, counts) => {
    const source = sourceOf({ ...memory, counts });
    const seen: number[] = [];
    for (const { layout, bytes } of source.blocks()) seen.push(...widenBlock(bytes, layout));
    expect(seen).toEqual(VALUES);
    const { layout, bytes } = source.block({ x: 2, y: 1, width: 3, height: 2 });
    const rows = [1, 2].flatMap((y) => VALUES.slice((y * WIDTH + 2) * CHANNELS, (y * WIDTH + 5) * CHANNELS));
    expect([...widenBlock(bytes, layout)]).toEqual(rows);
  });

  test("takes a part of a larger array", () => {
    const larger = Float32Array.from([-1, ...VALUES, -1]);
    const source = sourceOf({ ...memory, counts: larger.subarray(1, -1) });
    const { layout, bytes } = source.block({ x: 0, y: 0, width: WIDTH, height: HEIGHT });
    expect([...widenBlock(bytes, layout)]).toEqual(VALUES);
  });

  test.each([
    ["too few counts", { counts: new Uint16Array(7) }, /4 x 5 x 6 counts in a typed array, found 7/],
    ["a plain array", { counts: VALUES }, /typed array, found Array/],
    ["a Buffer", { counts: Buffer.from(VALUES) }, /typed array, found Buffer/],
    ["a DataView", { counts: new DataView(new ArrayBuffer(120)) }, /typed array, found DataView/],
    ["no counts", { counts: undefined }, /typed array, found undefined/],
    ["a size of two parts below 0", { width: -5, height: -4 }, /width: expected/],
    ["half a pixel", { width: 2.5, height: 8 }, /width: expected/],
    ["no pixel", { width: 0, counts: new Uint16Array(0) }, /width: expected/],
    ["no gain", { energyAxis: { ...energyAxis, gainKeV: 0 } }, /energy axis/],
  ])("refuses %s", (_, wrong, message) => {
    expect(() => sourceOf({ ...memory, ...wrong } as unknown as typeof memory)).toThrow(
      expect.objectContaining({ code: "INVALID_ARGUMENT", message: expect.stringMatching(message) }),
    );
  });

  test("refuses a rectangle outside of it", () => {
    const source = sourceOf(memory);
    for (const region of [
      { x: 5, y: 0, width: 1, height: 1 },
      { x: 0, y: 3, width: 1, height: 2 },
      { x: 0, y: 0, width: 0, height: 1 },
      { x: 0.5, y: 0, width: 1, height: 1 },
    ]) {
      expect(() => source.block(region)).toThrow(expect.objectContaining({ code: "INVALID_ARGUMENT" }));
    }
  });
});

describe("forEachBlock", () => {
  test("visits all counts and tells how far it is", async () => {
    const sums = new CubeSums(WIDTH, HEIGHT, CHANNELS);
    const progress: number[] = [];
    await forEachBlock(sourceOf(memory), (block) => sums.add(block), {
      onProgress: (done) => progress.push(done),
    });
    expect(sums.pixels.reduce((a, b) => a + b)).toBe(VALUES.reduce((a, b) => a + b));
    expect(progress).toEqual([0.25, 0.5, 0.75, 1]);
  });

  test("stops on a signal, before and in the midst, and closes the source", async () => {
    let closed = 0;
    const whole = sourceOf(memory);
    const source = {
      ...whole,
      *blocks() {
        try {
          yield* whole.blocks();
        } finally {
          closed++;
        }
      },
    };
    for (const most of [0, 1, 3]) {
      const controller = new AbortController();
      let visits = 0;
      if (most === 0) controller.abort();
      const visit = (): void => {
        if (++visits === most) controller.abort();
      };
      await expect(forEachBlock(source, visit, { signal: controller.signal })).rejects.toMatchObject({
        code: "ABORTED",
      });
      expect(visits).toBe(most);
    }
    expect(closed).toBe(2);
    const failing = forEachBlock(source, () => {
      throw new Error("a visit failed");
    });
    await expect(failing).rejects.toThrow("a visit failed");
    expect(closed).toBe(3);
  });

  test("lets others have their turn", async () => {
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    await forEachBlock(sourceOf(memory), () => {
      for (const end = performance.now() + 60; performance.now() < end; );
    });
    clearInterval(timer);
    expect(turns).toBeGreaterThanOrEqual(2);
  });
});
