import { addGaussianLines, normalize, resampleSpectrum } from "../spectrum";

const CANARY: f64 = -12345.5;

function zeros(n: i32): usize {
  const pointer = heap.alloc((<usize>n + 1) << 3);
  for (let i = 0; i < n; i++) store<f64>(pointer + ((<usize>i) << 3), 0);
  store<f64>(pointer + ((<usize>n) << 3), CANARY);
  return pointer;
}

function put(values: f64[]): usize {
  const pointer = zeros(values.length);
  for (let i = 0; i < values.length; i++) store<f64>(pointer + ((<usize>i) << 3), values[i]);
  return pointer;
}

function at(pointer: usize, i: i32): f64 {
  return load<f64>(pointer + ((<usize>i) << 3));
}

function total(pointer: usize, n: i32): f64 {
  let sum: f64 = 0;
  for (let i = 0; i < n; i++) sum += at(pointer, i);
  return sum;
}

function expectNear(found: f64, expected: f64, tolerance: f64): void {
  expect(Math.abs(found - expected)).toBeLessThan(tolerance);
}

describe("resampleSpectrum", () => {
  test("shares bins out by overlap", () => {
    const out = zeros(4);
    // Channels 0..1, 1..2, 2..3, 3..4; the first bin hangs over the lower end.
    const covered = resampleSpectrum(out, 0.5, 1, 4, put([-1, 1, 2.5, 3]), put([4, 6, 8]), 3);
    expectNear(at(out, 0), 2, 1e-14);
    expectNear(at(out, 1), 4, 1e-14);
    expectNear(at(out, 2), 10, 1e-14);
    expect(at(out, 3)).toBe(0);
    expectNear(covered, 16, 1e-14);
    expect(at(out, 4)).toBe(CANARY);
  });

  test("conserves what lies on the axis, at every number of channels and a large one", () => {
    for (let n = 0; n <= 1000; n = n < 17 ? n + 1 : n + 983) {
      const out = zeros(n);
      const edges = new Array<f64>(12);
      for (let i = 0; i < 12; i++) edges[i] = 0.5 + <f64>i * <f64>n * 0.07;
      const counts = new Array<f64>(11).map<f64>((_, i) => <f64>(i + 1));
      const covered = resampleSpectrum(out, 0.5, 1, n, put(edges), put(counts), 11);
      expectNear(total(out, n), covered, 1e-9);
      if (n > 2) expectNear(covered, 66, 1e-9);
      expect(at(out, n)).toBe(CANARY);
    }
  });

  test("leaves out bins beyond either end", () => {
    const out = zeros(2);
    expect(resampleSpectrum(out, 0.5, 1, 2, put([-3, -1]), put([5]), 1)).toBe(0);
    expect(resampleSpectrum(out, 0.5, 1, 2, put([2, 9]), put([5]), 1)).toBe(0);
    expect(total(out, 2)).toBe(0);
  });

  test("puts a bin without width into one channel", () => {
    const out = zeros(2);
    expect(resampleSpectrum(out, 0.5, 1, 2, put([1.5, 1.5]), put([5]), 1)).toBe(5);
    expect(at(out, 1)).toBe(5);
  });
});

describe("addGaussianLines", () => {
  test("gives each channel its integral", () => {
    const out = zeros(3);
    // Channels -1.5..-0.5, -0.5..0.5, 0.5..1.5 of a standard normal: differences of its distribution function.
    addGaussianLines(out, -1, 1, 3, put([0]), put([2]), put([1]), 1);
    expectNear(at(out, 1), 2 * 0.3829249225480262, 6e-8);
    expectNear(at(out, 0), 2 * 0.2417303374571288, 6e-8);
    expectNear(at(out, 2), at(out, 0), 1e-15);
    expect(at(out, 3)).toBe(CANARY);
  });

  test("keeps the area whatever the width, and stays inside at every number of channels", () => {
    for (let n = 0; n <= 17; n++) {
      for (let s = 0; s < 8; s++) {
        const sigma = 0.0004 * Math.pow(4, <f64>s);
        const out = zeros(n);
        addGaussianLines(out, 0, 0.05, n, put([0.4]), put([1]), put([sigma]), 1);
        if (n === 17 && sigma < 0.06) expectNear(total(out, n), 1, 3e-8);
        expect(total(out, n)).toBeLessThan(1.0000001);
        expect(at(out, n)).toBe(CANARY);
      }
    }
  });

  test("a line far away adds nothing", () => {
    const out = zeros(4);
    addGaussianLines(out, 0, 1, 4, put([1e6, -1e6]), put([1, 1]), put([1, 1]), 2);
    expect(total(out, 4)).toBe(0);
  });
});

describe("normalize", () => {
  test("divides by the sum, exactly, at every length and a large one", () => {
    for (let n = 1; n <= 1001; n = n < 17 ? n + 1 : n + 984) {
      const values = new Array<f64>(n).map<f64>((_, i) => 1 / <f64>(i + 3));
      let sum: f64 = 0;
      for (let i = 0; i < n; i++) sum += values[i];
      const out = put(values);
      expect(normalize(out, n)).toBe(sum);
      for (let i = 0; i < n; i++) expect(at(out, i)).toBe(values[i] / sum);
      expect(at(out, n)).toBe(CANARY);
    }
  });

  test("leaves nothing, zeros and infinities alone", () => {
    expect(normalize(zeros(0), 0)).toBe(0);
    const none = put([0, 0, 0]);
    expect(normalize(none, 3)).toBe(0);
    expect(at(none, 1)).toBe(0);
    const huge = put([1e308, 1e308]);
    expect(normalize(huge, 2)).toBe(Infinity);
    expect(at(huge, 0)).toBe(1e308);
  });
});
