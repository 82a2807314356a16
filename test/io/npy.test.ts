import { describe, expect, it } from "vitest";
import { encodeNpy, type NpyValues } from "../../src/io/npy.js";
import golden from "../golden/npy.json" with { type: "json" };

const TYPES = {
  "<f4": Float32Array,
  "<f8": Float64Array,
  "|u1": Uint8Array,
  "<u2": Uint16Array,
  "<u4": Uint32Array,
};

describe("encodeNpy", () => {
  it.each(golden.files)("writes $dtype $shape as NumPy does, byte for byte", ({ dtype, shape, hex }) => {
    const count = shape.reduce((product, size) => product * size, 1);
    const scale = dtype[1] === "f" ? -8 : 1;
    const values: NpyValues = new TYPES[dtype as keyof typeof TYPES](count).map(
      (_: number, i: number) => ((i * 37) % 251) / scale,
    );
    expect(Buffer.from(encodeNpy(values, shape)).toString("hex")).toBe(hex);
  });

  it("writes a part of a larger array", () => {
    const part = Uint16Array.of(9, 1, 2, 9).subarray(1, 3);
    expect(encodeNpy(part, [2])).toEqual(encodeNpy(Uint16Array.of(1, 2), [2]));
  });

  it("says what is wrong", () => {
    for (const shape of [[2], [], [3, 2], [-1, -3], [1.5, 2]]) {
      expect(() => encodeNpy(new Float32Array(3), shape)).toThrow(/expected a shape of 3 values, found \[/);
    }
    expect(() => encodeNpy(new Int8Array(1) as unknown as Uint8Array, [1])).toThrow(/npy: expected floats/);
  });
});
