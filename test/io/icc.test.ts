import { describe, expect, it } from "vitest";
import { convertProfile } from "../../src/io/icc/convert.js";
import { linearFromSrgb, srgbEncoder } from "../../src/io/icc/encode.js";
import { exactPower } from "../../src/io/icc/power.js";

/** A profile of these tags. */
function profile(space: string, tags: Record<string, number[]>, connection = "XYZ "): Uint8Array {
  const letters = (text: string): number[] => [...text].map((letter) => letter.charCodeAt(0));
  const long = (value: number): number[] => [
    value >>> 24,
    (value >> 16) & 255,
    (value >> 8) & 255,
    value & 255,
  ];
  const names = Object.keys(tags);
  let at = 132 + 12 * names.length;
  const table = names.flatMap((name) => {
    const entry = [...letters(name), ...long(at), ...long(tags[name].length)];
    at += tags[name].length;
    return entry;
  });
  const head = new Array(128).fill(0);
  head.splice(16, 8, ...letters(space), ...letters(connection));
  head.splice(36, 4, ...letters("acsp"));
  return Uint8Array.from([...head, ...long(names.length), ...table, ...Object.values(tags).flat()]);
}

const letters = (text: string): number[] => [...text].map((letter) => letter.charCodeAt(0));
const fixed = (value: number): number[] => {
  const whole = Math.round(value * 65_536);
  return [(whole >> 24) & 255, (whole >> 16) & 255, (whole >> 8) & 255, whole & 255];
};
const xyz = (...values: number[]): number[] => [...letters("XYZ "), 0, 0, 0, 0, ...values.flatMap(fixed)];
const para = (kind: number, ...values: number[]): number[] => [
  ...[...letters("para"), 0, 0, 0, 0, 0, kind, 0, 0],
  ...values.flatMap(fixed),
];
const gamma = (value: number): number[] => [
  ...[...letters("curv"), 0, 0, 0, 0, 0, 0, 0, 1],
  ...[value, Math.round((value % 1) * 256)],
];
const SRGB = {
  rXYZ: xyz(0.43607, 0.22249, 0.01392),
  gXYZ: xyz(0.38515, 0.71687, 0.09708),
  bXYZ: xyz(0.14307, 0.06061, 0.7141),
};
const curves = (curve: number[]) => ({ rTRC: curve, gTRC: curve, bTRC: curve });
const SRGB_CURVE = para(3, 2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045);
const colours = (): Uint8Array => Uint8Array.from({ length: 300 }, (_, i) => (i * 37) & 255);

describe("powers", () => {
  it("agree with Math.pow to 1e-13", () => {
    for (const exponent of [0, 1, 2, 3, 0.5, 1.8, 2.19921875, 2.2, 2.4, 1 / 2.4, 2.6, 17.3]) {
      for (let i = 1; i <= 300; i++) {
        const base = i / 256;
        expect(Math.abs(exactPower(base, exponent) / base ** exponent - 1)).toBeLessThan(1e-13);
      }
    }
    expect([exactPower(0, 2.2), exactPower(0, 0), exactPower(1, 99.9)]).toEqual([0, 1, 1]);
  });
});

describe("sRGB", () => {
  it.each([255, 65_535])("goes to linear light and back at %i", (most) => {
    const encode = srgbEncoder(most);
    for (let sample = 0; sample <= most; sample++) expect(encode(linearFromSrgb(sample / most))).toBe(sample);
    expect([-1, 0, 1, 2, Number.NaN].map(encode)).toEqual([0, 0, most, most, 0]);
  });
});

describe("a profile", () => {
  it("of sRGB changes nothing, at 8 and at 16 bits", () => {
    const own = colours();
    expect(convertProfile(own, profile("RGB ", { ...SRGB, ...curves(SRGB_CURVE) }), false)).toEqual({});
    expect(own).toEqual(colours());
    const deep = Uint16Array.from(colours(), (value) => value * 201);
    const before = deep.slice();
    expect(convertProfile(deep, profile("RGB ", { ...SRGB, ...curves(SRGB_CURVE) }), false)).toEqual({});
    expect(deep).toEqual(before);
  });

  it("leaves greys grey and white white", () => {
    const greys = Uint16Array.from({ length: 3 * 1000 }, (_, i) =>
      Math.round((Math.floor(i / 3) * 65_535) / 999),
    );
    const adobe = {
      ...{ rXYZ: xyz(0.60974, 0.31111, 0.01947), gXYZ: xyz(0.20528, 0.62567, 0.06087) },
      ...{ bXYZ: xyz(0.14919, 0.06322, 0.74457), ...curves(gamma(2)) },
    };
    const found = convertProfile(greys, profile("RGB ", adobe), false);
    expect(found.note).toBe('converted to sRGB from its colour profile "without a name"');
    for (let i = 0; i < greys.length; i += 3) {
      expect(
        Math.max(...greys.subarray(i, i + 3)) - Math.min(...greys.subarray(i, i + 3)),
      ).toBeLessThanOrEqual(1);
    }
    expect([...greys.subarray(-3)]).toEqual([65_535, 65_535, 65_535]);
  });

  it.each<[string, number[], (v: number) => number]>([
    ["0", para(0, 1.5), (v) => v ** 1.5],
    ["1", para(1, 2, 1.25, -0.25), (v) => (v >= 0.2 ? (1.25 * v - 0.25) ** 2 : 0)],
    ["2", para(2, 2, 1, -0.25, 0.25), (v) => (v >= 0.25 ? (v - 0.25) ** 2 : 0) + 0.25],
    ["3", para(3, 2, 1, 0, 0.125, 0.125), (v) => (v >= 0.125 ? v ** 2 : v * 0.125)],
    ["4", para(4, 2, 1, 0, 0.5, 0.25, 0.125, 0.0625), (v) => (v >= 0.25 ? v ** 2 + 0.125 : v * 0.5 + 0.0625)],
  ])("has parametric curves of kind %s", (_, curve, formula) => {
    const greys = Uint8Array.from({ length: 768 }, (_, i) => Math.floor(i / 3));
    convertProfile(greys, profile("GRAY", { kTRC: curve }), true);
    for (let v = 0; v < 256; v++) {
      const linear = Math.min(1, Math.max(0, formula(v / 255)));
      const srgb = linear > 0.0031308 ? 1.055 * linear ** (1 / 2.4) - 0.055 : 12.92 * linear;
      expect(Math.abs(greys[3 * v] - 255 * srgb)).toBeLessThanOrEqual(0.51);
    }
  });

  it.each<[string, Uint8Array, boolean, RegExp]>([
    ["of CMYK", profile("CMYK", {}), false, /was ignored: it is one of CMYK, the picture is RGB/],
    [
      "of grey for a picture in colour",
      profile("GRAY", { kTRC: gamma(2) }),
      false,
      /one of grey, the picture is in colour/,
    ],
    ["of grey without a curve", profile("GRAY", {}), true, /it has no tone curve/],
    ["without a matrix", profile("RGB ", curves(gamma(2))), false, /made of tables/],
    ["to CIELAB", profile("RGB ", { ...SRGB, ...curves(gamma(2)) }, "Lab "), false, /made of tables/],
    [
      "of no white",
      profile("RGB ", { ...SRGB, rXYZ: xyz(0.9, 0.4, 0), ...curves(gamma(2)) }),
      false,
      /do not make its white/,
    ],
    [
      "with a curve of an unknown kind",
      profile("RGB ", { ...SRGB, ...curves(letters("what    ")) }),
      false,
      /damaged/,
    ],
    [
      "with a curve cut short",
      profile("RGB ", { ...SRGB, ...curves([...letters("curv"), 0, 0, 0, 0, 0, 0, 9, 9]) }),
      false,
      /damaged/,
    ],
    ["with a gamma of 0", profile("GRAY", { kTRC: gamma(0) }), true, /damaged/],
    ["that is none", new Uint8Array(200), false, /damaged/],
    ["cut short", profile("RGB ", { ...SRGB, ...curves(SRGB_CURVE) }).subarray(0, 250), false, /damaged/],
    ["of no bytes", new Uint8Array(0), false, /damaged/],
  ])("%s is named and ignored", (_, bytes, isGrey, note) => {
    const own = colours();
    expect(convertProfile(own, bytes, isGrey).note).toMatch(note);
    expect(own).toEqual(colours());
  });
});
