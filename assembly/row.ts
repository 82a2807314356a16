// Adding to the counts of a row, of two or four bytes each.

/** Adds to one channel. */
export function addCount<T>(row: usize, channel: u32, count: i32): void {
  const at = row + <usize>channel * sizeof<T>();
  store<T>(at, <T>(load<T>(at) + <T>count));
}

/** Takes i16 [8] from eight neighbours: counts are made as minus themselves, because a comparison that holds is -1. */
export function takeVector<T>(at: usize, counts: v128): void {
  if (sizeof<T>() === 2) {
    v128.store(at, i16x8.sub(v128.load(at), counts));
  } else {
    v128.store(at, i32x4.sub(v128.load(at), i32x4.extend_low_i16x8_s(counts)));
    v128.store(at, i32x4.sub(v128.load(at, 16), i32x4.extend_high_i16x8_s(counts)), 16);
  }
}
