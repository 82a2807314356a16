// SHA-256 of any value, bit by bit: the same in every runtime for the same numbers, texts and arrays.

const encoder = new TextEncoder();

async function sha256(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The bits of a number; every NaN is one, because WebAssembly leaves its sign and payload open. */
function bitsOf(value) {
  if (Number.isNaN(value)) return "NaN";
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  return view.getBigUint64(0).toString(16);
}

function withOneNaN(array) {
  const isReal = array instanceof Float32Array || array instanceof Float64Array;
  return isReal && array.some(Number.isNaN)
    ? array.map((value) => (Number.isNaN(value) ? Number.NaN : value))
    : array;
}

/** A value as text in which every array is its hash. */
async function describe(value) {
  if (typeof value === "number") return bitsOf(value);
  if (value === undefined || value === null || typeof value !== "object") return JSON.stringify(value) ?? "-";
  if (ArrayBuffer.isView(value)) {
    const { buffer, byteOffset, byteLength } = withOneNaN(value);
    const hash = await sha256(new Uint8Array(buffer, byteOffset, byteLength));
    return `${value.constructor.name}(${value.length}) ${hash}`;
  }
  if (value instanceof Blob) return describe(new Uint8Array(await value.arrayBuffer()));
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value).sort();
  const parts = [];
  for (const key of keys) {
    if (value[key] !== undefined) parts.push(`${key}: ${await describe(value[key])}`);
  }
  return Array.isArray(value) ? `[${parts.join(", ")}]` : `{${parts.join(", ")}}`;
}

/** SHA-256 in hexadecimal of numbers, texts, typed arrays, blobs, and arrays and plain objects of them. */
export async function digest(value) {
  return sha256(encoder.encode(await describe(value)));
}
