// Decoded pictures and maps of photons.
import * as files from "../files.mjs";

function bytesOf(base64) {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

/** A NumPy file of 16-bit numbers, big-endian. */
function npyFile() {
  const header = "{'descr': '>u2', 'fortran_order': False, 'shape': (3, 4), }".padEnd(117).concat("\n");
  const text = `\x93NUMPY\x01\x00${String.fromCharCode(header.length, 0)}${header}`;
  const bytes = new Uint8Array(text.length + 24);
  for (let i = 0; i < bytes.length; i++) bytes[i] = i < text.length ? text.charCodeAt(i) : (i * 29) % 256;
  return bytes;
}

export async function* pictures(ganx) {
  for (const [name, base64] of Object.entries(files)) yield [name, await ganx.decodeImage(bytesOf(base64))];
  const alphaBackground = [40, 90, 140];
  yield ["png16 on blue", await ganx.decodeImage(bytesOf(files.png16), { alphaBackground })];
  yield ["count map of a PNG", await ganx.decodeCountMap(bytesOf(files.pngGrey16))];
  yield ["count map of NumPy", await ganx.decodeCountMap(npyFile())];
}
