import { halveRows, ssimRows } from "../ssim";
import { at, expectNear, intact, nextLength, put, room, same, scatter, set } from "./buffers";

const C1: f64 = 6.5;
const C2: f64 = 58.5;
const UNBIAS: f64 = 1.125;

function noise(length: i32, salt: i32): usize {
  const pointer = room<f64>(length);
  for (let i = 0; i < length; i++) set<f64>(pointer, i, <f64>scatter(i + salt, 256));
  return pointer;
}

/** Settings of a triangular window. */
function settingsOf(radius: i32, shiftX: f64, shiftY: f64): usize {
  const pointer = room<f64>(6 + radius);
  set<f64>(pointer, 0, UNBIAS);
  set<f64>(pointer, 1, C1);
  set<f64>(pointer, 2, C2);
  set<f64>(pointer, 3, shiftX);
  set<f64>(pointer, 4, shiftY);
  const side = <f64>(radius + 1);
  for (let k = 0; k <= radius; k++) set<f64>(pointer, 5 + k, (side - <f64>k) / (side * side));
  return pointer;
}

function weight(settings: usize, radius: i32, i: i32, j: i32): f64 {
  const down = at<f64>(settings, 5 + abs(i - radius));
  return down * at<f64>(settings, 5 + abs(j - radius));
}

let similarity: f64 = 0;
let structure: f64 = 0;

/** One window by the definition, variances about its means. */
function score(x: usize, y: usize, first: i32, width: i32, settings: usize, radius: i32): void {
  const side = 2 * radius + 1;
  let mx: f64 = 0;
  let my: f64 = 0;
  for (let i = 0; i < side; i++) {
    for (let j = 0; j < side; j++) {
      const w = weight(settings, radius, i, j);
      mx += w * at<f64>(x, first + i * width + j);
      my += w * at<f64>(y, first + i * width + j);
    }
  }
  let variances: f64 = 0;
  let covariance: f64 = 0;
  for (let i = 0; i < side; i++) {
    for (let j = 0; j < side; j++) {
      const w = weight(settings, radius, i, j) * UNBIAS;
      const dx = at<f64>(x, first + i * width + j) - mx;
      const dy = at<f64>(y, first + i * width + j) - my;
      variances += w * (dx * dx + dy * dy);
      covariance += w * dx * dy;
    }
  }
  structure = (2 * covariance + C2) / (variances + C2);
  similarity = (structure * (2 * mx * my + C1)) / (mx * mx + my * my + C1);
}

function checkRows(rows: i32, width: i32, radius: i32): void {
  const x = noise(rows * width, 0);
  const y = noise(rows * width, 500);
  const copy = noise(rows * width, 0);
  const settings = settingsOf(radius, 100, 140);
  const out = room<f64>(2 * (rows - 2 * radius));
  ssimRows(out, x, y, rows, width, settings, radius);
  for (let row = 0; row < rows - 2 * radius; row++) {
    let ssim: f64 = 0;
    let cs: f64 = 0;
    for (let column = 0; column < width - 2 * radius; column++) {
      score(x, y, row * width + column, width, settings, radius);
      ssim += similarity;
      cs += structure;
    }
    expectNear(at<f64>(out, 2 * row), ssim, 1e-11);
    expectNear(at<f64>(out, 2 * row + 1), cs, 1e-11);
  }
  expect(intact<f64>(out, 2 * (rows - 2 * radius))).toBe(true);
  expect(intact<f64>(x, rows * width)).toBe(true);
  expect(intact<f64>(y, rows * width)).toBe(true);
  expect(same<f64>(x, copy, rows * width)).toBe(true);
}

describe("ssimRows", () => {
  test("agrees with the definition at every number of windows from 1 to 17, and more than a strip", () => {
    for (let radius = 1; radius <= 5; radius++) {
      for (let n = 1; n <= 17; n++) checkRows(2 * radius + 1 + (n % 3), 2 * radius + n, radius);
      for (let n = 31; n <= 34; n++) checkRows(2 * radius + 2, 2 * radius + n, radius);
    }
    checkRows(13, 500, 5);
    checkRows(60, 12, 5);
  });

  test("a row's sums are the same whatever rows come before", () => {
    const x = noise(40 * 20, 0);
    const y = noise(40 * 20, 9);
    const settings = settingsOf(3, 0, 0);
    const all = room<f64>(2 * 34);
    const part = room<f64>(2 * 20);
    ssimRows(all, x, y, 40, 20, settings, 3);
    ssimRows(part, x + 14 * 160, y + 14 * 160, 26, 20, settings, 3);
    expect(same<f64>(part, all + 14 * 16, 40)).toBe(true);
  });

  test("is the number of windows for equal images", () => {
    const x = noise(11 * 64, 0);
    const out = room<f64>(2);
    ssimRows(out, x, x, 11, 64, settingsOf(5, 100, 100), 5);
    expect(at<f64>(out, 0)).toBe(54);
    expect(at<f64>(out, 1)).toBe(54);
  });
});

describe("halveRows", () => {
  test("means of 2 x 2, the odd taken twice, at every width and a large one", () => {
    for (let width = 0; width <= 1000; width = nextLength(width)) {
      for (let rows = 0; rows <= 3; rows++) {
        const values = noise(rows * width, width);
        const halfWidth = (width + 1) / 2;
        const halfRows = (rows + 1) / 2;
        const out = room<f64>(halfRows * halfWidth);
        halveRows(out, values, rows, width);
        for (let i = 0; i < halfRows; i++) {
          for (let j = 0; j < halfWidth; j++) {
            const top = 2 * i * width;
            const bottom = min(2 * i + 1, rows - 1) * width;
            const left = 2 * j;
            const right = min(2 * j + 1, width - 1);
            const sum =
              at<f64>(values, top + left) +
              at<f64>(values, top + right) +
              at<f64>(values, bottom + left) +
              at<f64>(values, bottom + right);
            expect(at<f64>(out, i * halfWidth + j)).toBe(sum / 4);
          }
        }
        expect(intact<f64>(out, halfRows * halfWidth)).toBe(true);
      }
    }
  });

  test("adds nothing where there is nothing", () => {
    const out = put<f64>([7]);
    halveRows(out, out, 0, 0);
    expect(at<f64>(out, 0)).toBe(7);
  });
});
