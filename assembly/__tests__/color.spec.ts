import { labToSrgb, srgbToLab } from "../color";
import { at, expectNear, intact, nextLength, put, room, same, scatter, set } from "./buffers";

function expectLab(r: f64, g: f64, b: f64, L: f64, a: f64, b2: f64): void {
  const out = room<f64>(3);
  srgbToLab(out, put<f64>([r, g, b]), 1);
  expectNear(at<f64>(out, 0), L, 1e-9);
  expectNear(at<f64>(out, 1), a, 1e-9);
  expectNear(at<f64>(out, 2), b2, 1e-9);
}

function expectSrgb(L: f64, a: f64, b: f64, red: f64, green: f64, blue: f64): void {
  const out = room<f64>(3);
  labToSrgb(out, put<f64>([L, a, b]), 1);
  expectNear(at<f64>(out, 0), red, 1e-3);
  expectNear(at<f64>(out, 1), green, 1e-3);
  expectNear(at<f64>(out, 2), blue, 1e-3);
}

function colors(n: i32): usize {
  const out = room<f64>(3 * n);
  for (let i = 0; i < 3 * n; i++) set<f64>(out, i, scatter(i, 256));
  return out;
}

// Known values: scikit-image 0.19.3, skimage.color.rgb2lab.
describe("srgbToLab", () => {
  test("knows black and white", () => {
    expectLab(0, 0, 0, 0, 0, 0);
    expectLab(255, 255, 255, 100, -0.0024549378620508655, 0.004653421154054982);
  });

  test("knows the primaries and their mixtures", () => {
    expectLab(255, 0, 0, 53.2405879437449, 80.0923082256922, 67.2027510444287);
    expectLab(0, 255, 0, 87.73509948831895, -86.18302974439501, 83.17970317538452);
    expectLab(0, 0, 255, 32.29567256501351, 79.18559091176556, -107.85730020669489);
    expectLab(0, 255, 255, 91.11330144068016, -48.09059623301676, -14.12632982008224);
    expectLab(255, 0, 255, 60.32350652741458, 98.23305386311321, -60.82101524414514);
    expectLab(255, 255, 0, 97.13950703971321, -21.554681016953513, 94.47812227647823);
  });

  test("knows greys on both sides of the linear pieces", () => {
    expectLab(1, 1, 1, 0.2741734960237956, -1.740712736453265e-5, 3.2995217102982366e-5);
    expectLab(10, 10, 10, 2.7417349602379666, -0.00017407127364532649, 0.00032995217102427254);
    expectLab(11, 11, 11, 3.0228989832440014, -0.0001919222258062181, 0.0003637886581919769);
    expectLab(128, 128, 128, 53.58501345216902, -0.0014726455530578164, 0.0027914514965754478);
    // By hand on the linear pieces: 116 * 7.787 * Y with Y = v / 255 / 12.92.
    expectLab(1, 1, 1, (116 * 7.787) / (255 * 12.92), -1.740712736453265e-5, 3.2995217102982366e-5);
  });

  test("converts many as it converts one, at every length, also in place", () => {
    const one = room<f64>(3);
    for (let n = 0; n <= 1000; n = nextLength(n)) {
      const rgb = colors(n);
      const out = room<f64>(3 * n);
      srgbToLab(out, rgb, n);
      let wrong = 0;
      for (let i = 0; i < n; i++) {
        srgbToLab(one, rgb + <usize>i * 24, 1);
        if (!same<f64>(one, out + <usize>i * 24, 3)) wrong++;
      }
      expect(wrong).toBe(0);
      srgbToLab(rgb, rgb, n);
      expect(same<f64>(rgb, out, 3 * n)).toBe(true);
      expect(intact<f64>(out, 3 * n)).toBe(true);
      expect(intact<f64>(rgb, 3 * n)).toBe(true);
    }
  });
});

describe("labToSrgb", () => {
  test("knows black, white and a primary", () => {
    expectSrgb(0, 0, 0, 0, 0, 0);
    expectSrgb(100, -0.0024549378620508655, 0.004653421154054982, 255, 255, 255);
    expectSrgb(32.29567256501351, 79.18559091176556, -107.85730020669489, 0, 0, 255);
  });

  test("clips to the gamut", () => {
    expectSrgb(150, 0, 0, 255, 255, 255);
    expectSrgb(-20, 0, 0, 0, 0, 0);
    const out = room<f64>(3);
    // Far redder than the red primary.
    labToSrgb(out, put<f64>([53, 200, 200]), 1);
    expect(at<f64>(out, 0)).toBe(255);
    expect(at<f64>(out, 1)).toBe(0);
    expect(at<f64>(out, 2)).toBe(0);
  });

  test("undoes srgbToLab at every length, also in place", () => {
    for (let n = 0; n <= 1000; n = nextLength(n)) {
      const rgb = colors(n);
      const lab = room<f64>(3 * n);
      const out = room<f64>(3 * n);
      srgbToLab(lab, rgb, n);
      labToSrgb(out, lab, n);
      let furthest: f64 = 0;
      for (let i = 0; i < 3 * n; i++) {
        furthest = Math.max(furthest, Math.abs(at<f64>(out, i) - at<f64>(rgb, i)));
      }
      expect(furthest).toBeLessThan(1e-3);
      labToSrgb(lab, lab, n);
      expect(same<f64>(lab, out, 3 * n)).toBe(true);
      expect(intact<f64>(out, 3 * n)).toBe(true);
      expect(intact<f64>(lab, 3 * n)).toBe(true);
    }
  });
});
