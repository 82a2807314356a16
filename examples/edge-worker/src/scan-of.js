// From a picture as a file to its scan.
import { createScan, decodeImage, GanxError, imageSize, instrumentByName } from "ganx";
import { LIMITS } from "./limits.js";
import { refuse } from "./refusal.js";

/** The last scan: whoever asks for tiles asks for many of one picture. */
let last;

/** The scan of a picture. */
export async function scanOf(file, query) {
  const { seed, counts, clusters, delta, threshold, metric, instrument } = query;
  const options = { seed, counts, clusters, delta, threshold, metric, instrument };
  const name = JSON.stringify([await hashOf(file), options]);
  if (last?.name === name) return last.scan;
  // Its memory is needed.
  last = undefined;
  const scan = await makeScan(file, options);
  last = { name, scan };
  return scan;
}

const hashOf = async (file) => new Uint8Array(await crypto.subtle.digest("SHA-256", file)).toString();

async function makeScan(file, { instrument, ...options }) {
  await checkSize(file);
  const image = await decodeImage(file);
  return createScan(image, { ...options, instrument: instrument && instrumentByName(instrument) });
}

/** The header decides whether a picture is worked on: a few bytes may announce any number of pixels. */
async function checkSize(file) {
  const { width, height } = await imageSize(file).catch((error) => {
    throw error instanceof GanxError ? refuse(415, "NOT_A_PICTURE", error.message) : error;
  });
  if (width * height <= LIMITS.pixels) return;
  const message = `expected at most ${LIMITS.pixels} pixels, found ${width} x ${height}; scale the picture down`;
  throw refuse(413, "TOO_LARGE", message);
}
