// The images of test/golden/make_ssim.py, from whole numbers by the same rule.

/** Source: S. K. Park, K. W. Miller, Commun. ACM 31 (1988) 1192-1201. */
function parkMiller(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 16_807) % 2_147_483_647;
    return state;
  };
}

export function makeImages(kind: string, width: number, height: number) {
  const first = parkMiller(width + 1000 * height);
  const second = parkMiller(7 + width + 1000 * height);
  const a = new Float64Array(width * height);
  const b = new Float64Array(width * height);
  for (let i = 0; i < a.length; i++) {
    const [u, v] = [first(), second()];
    if (kind === "counts") {
      a[i] = u % 8 === 0 ? u % 5 : 0;
      b[i] = v % 6 === 0 ? v % 4 : a[i];
    } else {
      a[i] = ((3 * (i % width) + 5 * Math.floor(i / width)) % 97) + (u % 60);
      b[i] = (kind === "inverse" ? 255 - a[i] : a[i]) - (v % 40);
    }
    if (kind === "offset") {
      a[i] += 1_000_000;
      b[i] += 1_000_000;
    }
  }
  return { a, b };
}
