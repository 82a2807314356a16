import { invalidFile } from "../cube/cube-file.js";

const SPECIAL: Readonly<Record<string, number>> = {
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  "-Infinity": Number.NEGATIVE_INFINITY,
};

/** The bits of a float as hexadecimal digits. */
function ofBits(text: string, bytes: number): number | undefined {
  if (!new RegExp(`^0x[0-9a-f]{${2 * bytes}}$`, "i").test(text)) return undefined;
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, BigInt(text));
  return bytes === 8 ? view.getFloat64(0) : view.getFloat32(4);
}

/** As JSON says a float. */
function said(value: number): number | string {
  if (Number.isFinite(value)) return value;
  return Number.isNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
}

/**
 * What chunks that were never written hold, as zarrita takes it.
 *
 * @param type such as `uint16`
 * @throws GanxError `INVALID_FILE` where the type has no such number
 */
export function fillValueOf(label: string, value: unknown, type: string): number | string | boolean {
  const bits = Number(/\d*$/.exec(type)?.[0]);
  // Version 2: nothing is said of them.
  if (value === null || value === undefined) return type === "bool" ? false : 0;
  if (type === "bool" && typeof value === "boolean") return value;
  if (type.startsWith("float")) {
    if (typeof value === "number") return said(value);
    const text = String(value);
    const found = Object.hasOwn(SPECIAL, text) ? SPECIAL[text] : ofBits(text, bits / 8);
    if (found !== undefined) return said(found);
  }
  if (/^u?int/.test(type) && typeof value === "number" && Number.isInteger(value)) {
    const [low, high] = type.startsWith("u") ? [0, 2 ** bits] : [-(2 ** (bits - 1)), 2 ** (bits - 1)];
    // The largest numbers of 64 bits are rounded as JSON is read; other large ones would be wrong without a word.
    if (bits < 64 ? value >= low && value < high : Number.isSafeInteger(value) && value >= low) return value;
  }
  throw invalidFile(label, `expected a fill_value of ${type}, found ${JSON.stringify(value)}`);
}
