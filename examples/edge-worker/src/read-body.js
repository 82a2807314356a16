// The body of a request, of a limited size and in a limited time, whatever its headers announce.
import { LIMITS } from "./limits.js";
import { refuse } from "./refusal.js";

/** A client that is refused while it sends sees a broken connection; what is a little too large is heard to its end. */
const HEARD_BYTES = 4 * LIMITS.bytes;

/** The body's bytes. */
export async function readBody(request) {
  if (!request.body)
    throw refuse(415, "NOT_A_PICTURE", "expected a PNG or JPEG picture as the body, found none");
  if (Number(request.headers.get("content-length")) > HEARD_BYTES) throw tooLarge();
  const reader = request.body.getReader();
  let timer;
  const late = new Promise((_, reject) => {
    const message = `expected the whole picture within ${LIMITS.bodySeconds} s`;
    timer = setTimeout(() => reject(refuse(408, "TIMEOUT", message)), 1000 * LIMITS.bodySeconds);
  });
  const broken = () => {
    throw refuse(400, "BROKEN_OFF", "the connection ended before the picture did");
  };
  try {
    return await collect(() => Promise.race([reader.read().catch(broken), late]));
  } catch (error) {
    // Nobody waits for what is left of it.
    reader.cancel(error).catch(() => {});
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** Piece by piece into one buffer, because a body may come as millions of pieces. */
async function collect(read) {
  let bytes = new Uint8Array(2 ** 16);
  let used = 0;
  for (;;) {
    const { done, value } = await read();
    if (done) break;
    const begin = used;
    used += value.length;
    if (used > HEARD_BYTES) throw tooLarge();
    if (used > LIMITS.bytes) continue;
    if (used > bytes.length) bytes = grow(bytes, used);
    bytes.set(value, begin);
  }
  if (used > LIMITS.bytes) throw tooLarge();
  return bytes.subarray(0, used);
}

function grow(bytes, least) {
  const larger = new Uint8Array(Math.min(LIMITS.bytes, Math.max(least, 2 * bytes.length)));
  larger.set(bytes);
  return larger;
}

const tooLarge = () =>
  refuse(413, "TOO_LARGE", `expected a file of at most ${LIMITS.bytes} bytes, found more`);
