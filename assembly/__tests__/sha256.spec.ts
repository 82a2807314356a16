import { sha256Blocks } from "../sha256";
import { at, intact, put, room, set, zeros } from "./buffers";

const INITIAL: u32[] = [
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
];

/** The digest's words, in order. */
function expectState(state: usize, expected: u32[]): void {
  for (let i = 0; i < 8; i++) expect(at<u32>(state, i)).toBe(expected[i]);
  expect(intact<u32>(state, 8)).toBe(true);
}

describe("sha256Blocks", () => {
  // Source: NIST, Cryptographic Standards and Guidelines, examples with intermediate values, SHA256.pdf.
  test("knows abc", () => {
    const data = zeros<u8>(64);
    set<u32>(data, 0, 0x80636261);
    set<u8>(data, 63, 24);
    const state = put<u32>(INITIAL);
    sha256Blocks(state, data, 1);
    expectState(
      state,
      [0xba7816bf, 0x8f01cfea, 0x414140de, 0x5dae2223, 0xb00361a3, 0x96177a9c, 0xb410ff61, 0xf20015ad],
    );
  });

  test("knows a message of two blocks, at once and one by one", () => {
    const data = zeros<u8>(128);
    for (let i = 0; i < 56; i++) set<u8>(data, i, <u8>(0x61 + i / 4 + (i % 4)));
    set<u8>(data, 56, 0x80);
    set<u8>(data, 126, 1);
    set<u8>(data, 127, 0xc0);
    const expected: u32[] = [
      0x248d6a61, 0xd20638b8, 0xe5c02693, 0x0c3e6039, 0xa33ce459, 0x64ff2167, 0xf6ecedd4, 0x19db06c1,
    ];
    const state = put<u32>(INITIAL);
    sha256Blocks(state, data, 2);
    expectState(state, expected);
    const again = put<u32>(INITIAL);
    sha256Blocks(again, data, 1);
    sha256Blocks(again, data + 64, 1);
    expectState(again, expected);
  });

  test("does nothing with no blocks", () => {
    const state = put<u32>(INITIAL);
    sha256Blocks(state, room<u8>(0), 0);
    expectState(state, INITIAL);
  });
});
