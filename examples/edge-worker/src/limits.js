// What a request may cost, so that an isolate of 128 MB can serve it whatever the picture is.
export const LIMITS = {
  /** Bytes of the file. */
  bytes: 4 * 2 ** 20,
  /** Pixels of the picture. */
  pixels: 1024 * 640,
  /** Counts that a line map is summed from: pixels times channels. */
  counts: 1024 * 640 * 1024,
  /** Letters of the query. */
  queryLetters: 500,
  /** Requests at the same time in one isolate. */
  requests: 4,
  /** Time until the last byte of the picture has come, s. */
  bodySeconds: 20,
  /** Time after which a request that was broken off no longer counts, s. */
  requestSeconds: 60,
};
