import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { GanxError } from "../../src/errors.js";
import { decodeNpy } from "../../src/io/decode-npy.js";
import { encodeNpy } from "../../src/io/npy.js";
import written from "../golden/npy.json" with { type: "json" };
import golden from "../golden/npy-read.json" with { type: "json" };
import { type NpyKind, npyHeader, npyOf, writeNpy } from "./npy-writer.js";

const fromBase64 = (text: string) => new Uint8Array(Buffer.from(text, "base64"));

/** The message with which `decodeNpy` refuses these bytes. */
function refusal(bytes: Uint8Array): string {
  try {
    decodeNpy(bytes);
  } catch (error) {
    expect(error).toBeInstanceOf(GanxError);
    const { code, message } = error as GanxError;
    expect(code).toBe("INVALID_FILE");
    expect(message).toMatch(/^npy: [ -~]{10,200}$/);
    return message;
  }
  throw new Error("expected decodeNpy to refuse these bytes");
}

describe("decodeNpy", () => {
  it.each(golden.files)("reads $name as NumPy does", ({ shape, values, file }) => {
    const array = decodeNpy(fromBase64(file));
    expect(array.shape).toEqual(shape);
    // `Object.is` tells -0 from 0.
    expect([...array.values]).toEqual(values.map(Number));
  });

  it("reads every number of 16 bits as NumPy does", () => {
    const bits = Uint8Array.from({ length: 131_072 }, (_, i) => (i % 2 ? i >> 9 : i >> 1));
    const { values } = decodeNpy(writeNpy(npyHeader("<f2", [65_536]), bits));
    const doubles = Buffer.from(values.map((value) => (Number.isNaN(value) ? -1 : value)).buffer);
    expect(createHash("sha256").update(doubles).digest("hex")).toBe(golden.halves_sha256);
  });

  it.each(written.files)("reads what encodeNpy writes: $dtype $shape", ({ dtype, shape, hex }) => {
    const { values } = decodeNpy(new Uint8Array(Buffer.from(hex, "hex")));
    const scale = dtype[1] === "f" ? -8 : 1;
    expect([...values]).toEqual([...values].map((_, i) => ((i * 37) % 251) / scale));
    expect(decodeNpy(encodeNpy(values, shape))).toEqual({ shape, values });
  });

  it("brings any array into C order", () => {
    const kinds: NpyKind[] = ["u1", "u2", "u4", "i1", "i2", "i4", "f4", "f8"];
    const shapes = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 5 });
    const orders = fc.constantFrom<"<" | ">">("<", ">");
    const property = fc.property(fc.constantFrom(...kinds), orders, shapes, (kind, order, shape) => {
      const count = shape.reduce((product, size) => product * size, 1);
      const stored = Array.from({ length: count }, (_, i) => i % 128);
      const expected = new Array<number>(count);
      for (let i = 0; i < count; i++) {
        // Number i of the file has these indices, the first one fastest.
        let rest = i;
        const indices = shape.map((size) => {
          const index = rest % size;
          rest = (rest - index) / size;
          return index;
        });
        expected[indices.reduce((place, index, axis) => place * shape[axis] + index, 0)] = stored[i];
      }
      expect([...decodeNpy(npyOf(kind, order, shape, stored)).values]).toEqual(stored);
      expect([...decodeNpy(npyOf(kind, order, shape, stored, true)).values]).toEqual(expected);
    });
    fc.assert(property, { seed: 20230428, numRuns: 300 });
  });

  it("reads a header of any sound spelling", () => {
    const data = Uint8Array.of(1, 2, 3);
    for (const header of [
      "{'descr':'|u1','fortran_order':False,'shape':(3,)}",
      '{"shape": (3,), "fortran_order": False, "descr": "|u1"}',
      "\n{ 'shape' : ( 3L , ) ,\t'descr' : '<u1' , 'fortran_order' : True } \n",
      "{'descr': '>u1', 'fortran_order': False, 'shape': (1, 3,), }",
    ]) {
      expect([...decodeNpy(writeNpy(header, data)).values]).toEqual([1, 2, 3]);
    }
  });

  it("counts every byte but 0 as true", () => {
    const file = writeNpy(npyHeader("|b1", [4]), Uint8Array.of(0, 1, 2, 255));
    expect([...decodeNpy(file).values]).toEqual([0, 1, 1, 1]);
  });

  it("reads shared memory and a view into a larger buffer, and leaves the file as it was", () => {
    const file = npyOf("u2", ">", [3], [1, 2, 40_000]);
    const shared = new Uint8Array(new SharedArrayBuffer(file.length + 3)).subarray(3);
    shared.set(file);
    expect([...decodeNpy(shared).values]).toEqual([1, 2, 40_000]);
    expect(Buffer.from(shared).equals(file)).toBe(true);
  });

  it.each(golden.refused)("refuses $name", ({ name, file }) => {
    const found = /^(text|structured|complex|raw|dates|time spans|objects)/.exec(name)?.[0];
    const words: Record<string, RegExp> = {
      structured: /found a structured type; save one of its fields/,
      complex: /found complex numbers \("[<>]c(8|16)"\); convert the array/,
      raw: /found a structured or raw type/,
      text: /found text/,
      dates: /found dates/,
      "time spans": /found time spans/,
      objects: /found Python objects \("\|O"\)/,
    };
    expect(refusal(fromBase64(file))).toMatch(words[found ?? ""] ?? /found (text|another type) \("/);
  });

  const three = Uint8Array.of(1, 2, 3);
  const sound = "{'descr': '|u1', 'fortran_order': False, 'shape': (3,)}";

  it.each([
    [sound.replace("(3,)", "(3)"), /a comma in the header/],
    [sound.replace("(3,)", "[3]"), /expected \( in/],
    [sound.replace("(3,)", "(-3,)"), /a whole number/],
    [sound.replace("(3,)", "(03,)"), /a comma/],
    [sound.replace("(3,)", "(3.0,)"), /a comma/],
    [sound.replace("(3,)", "(,)"), /a whole number/],
    [sound.replace("(3,)", "(1,,3)"), /a whole number/],
    [sound.replace("(3,)", "(99999999999999999999,)"), /a length below 2\^53/],
    [sound.replace("(3,)", `(${"1,".repeat(65)})`), /at most 64 dimensions/],
    [sound.replace("False", "0"), /True or False/],
    [sound.replace("False", "false"), /True or False/],
    [sound.replace("'|u1'", "u1"), /a string/],
    [sound.replace("'descr'", "'dtype'"), /the keys .* found "dtype"/],
    [sound.replace("}", ", 'descr': '|u1'}"), /each once/],
    [sound.replace("'fortran_order': False, ", ""), /found fewer/],
    [sound.replace("}", ""), /a comma or \}.*found its end/],
    [sound.replace(", 'fortran", " 'fortran"), /a comma or \}/],
    [`${sound} + {}`, /nothing behind \}/],
    [`dict(${sound})`, /expected \{/],
    ["", /found its end/],
    ["__import__('os').abort()", /expected \{/],
    [sound.replace("|u1", "|u2"), /another type \("\|u2"\)/],
    [sound.replace("|u1", "=u1"), /another type/],
    [sound.replace("|u1", "u1"), /another type/],
    [sound.replace("|u1", "<u3"), /another type/],
    [sound.replace("|u1", ""), /another type/],
    [sound.replace("|u1", "toString"), /another type/],
    [sound.replace("|u1", "\x07é\u2028"), /another type \("\?\?.?"\)/],
  ])("refuses the header %j", (header, words) => {
    expect(refusal(writeNpy(header, three))).toMatch(words);
  });

  it("refuses a file longer or shorter than its header says", () => {
    for (const shape of [
      [2],
      [4],
      [],
      [0],
      [3, 2],
      [2 ** 53 - 1, 2 ** 53 - 1],
      new Array(64).fill(2 ** 52),
    ]) {
      expect(refusal(writeNpy(npyHeader("|u1", shape), three))).toMatch(
        /bytes for .* found 3: (cut short|damaged, or more than one array)$/,
      );
    }
    const endless = [...new Array(63).fill(2 ** 52), 0];
    expect(decodeNpy(writeNpy(npyHeader("|u1", endless), new Uint8Array(0)))).toEqual({
      shape: endless,
      values: new Float64Array(0),
    });
  });

  it("refuses other versions and headers that do not fit", () => {
    for (const version of [0, 4, 255]) {
      expect(refusal(writeNpy(sound, three, version))).toMatch(new RegExp(`found ${version}\\.0`));
    }
    const minor = writeNpy(sound, three);
    minor[7] = 1;
    expect(refusal(minor)).toMatch(/found 1\.1/);
    expect(refusal(writeNpy(sound, three, 2, 0xffffffff))).toMatch(/at most 65535 bytes, found 4294967295/);
    expect(refusal(writeNpy(sound, three, 1, 59))).toMatch(/the file ends at byte 68, inside its header/);
  });

  it("refuses a file cut anywhere and what is no file of NumPy", () => {
    const file = writeNpy(sound, three);
    for (let length = 0; length < file.length; length++) {
      expect(refusal(file.subarray(0, length))).toMatch(length === 0 ? /magic/ : /cut short/);
    }
    expect(refusal(three)).toMatch(/expected the magic string/);
  });

  it.each([undefined, null, "text", 5, new ArrayBuffer(4), [1, 2]])("refuses %o as bytes", (value) => {
    const act = () => decodeNpy(value as unknown as Uint8Array);
    expect(act).toThrow(expect.objectContaining({ name: "GanxError", code: "INVALID_ARGUMENT" }));
  });
});
