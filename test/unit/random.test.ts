import { describe, expect, test } from "vitest";
import { withKernels } from "../../src/kernels/core.js";
import { philoxTwin } from "../twins/philox.js";

function philox(counter: readonly number[], key: readonly number[]): number[] {
  const [c0, c1, c2, c3] = counter;
  return withKernels((kernels, arena) => {
    const out = arena.reserve(16);
    kernels.philox(out, c0, c1, c2, c3, key[0], key[1]);
    return Array.from(arena.get(new Uint32Array(4), out));
  });
}

// Known answers: Random123 1.14, tests/kat_vectors, philox4x32 with 10 rounds.
const known = [
  { counter: [0, 0, 0, 0], key: [0, 0], out: [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8] },
  {
    counter: [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
    key: [0xffffffff, 0xffffffff],
    out: [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
  },
  {
    counter: [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
    key: [0xa4093822, 0x299f31d0],
    out: [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
  },
];

describe("Philox4x32-10", () => {
  test.each(known)("gives the known answer for counter $counter", ({ counter, key, out }) => {
    expect(philox(counter, key)).toEqual(out);
    expect(philoxTwin(counter, key)).toEqual(out);
  });

  test("four blocks at once are four blocks", () => {
    for (const first of [0, 1, 12_345, 0xfffffffc]) {
      const words = withKernels((kernels, arena) => {
        const out = arena.reserve(64);
        kernels.philoxFour(out, first, 7, 8, 9, 10, 11);
        return arena.get(new Uint32Array(16), out);
      });
      for (let block = 0; block < 4; block++) {
        const expected = philoxTwin([(first + block) >>> 0, 7, 8, 9], [10, 11]);
        expect([0, 1, 2, 3].map((word) => words[4 * word + block])).toEqual(expected);
      }
    }
  });
});
