import { heapBase } from "../memory";

describe("heapBase", () => {
  test("lies above the static data", () => {
    expect(heapBase()).toBeGreaterThan(0);
    const v = i32x4.splat(7);
    expect(i32x4.extract_lane(v, 3)).toBe(7);
  });
});
