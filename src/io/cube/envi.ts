// The text of an ENVI header (`.hdr`) of a file of plain numbers.
// Source: ENVI Header Files, NV5 Geospatial Software; the ways that Spectral Python and GDAL read it.
import type { EnergyAxis } from "../../energy-axis.js";
import type { NumberType } from "../../kernels/sums.js";
import { invalidFile } from "./cube-file.js";
import { evenAxis } from "./even-axis.js";
import { lengthUm, type PixelSize, pixelSizeOf } from "./pixel-size.js";
import { type RawLayout, stridesOf } from "./raw-layout.js";

/** What a header says. */
export interface Envi {
  readonly layout: RawLayout;
  readonly interleave: string;
  /** keV, where it says them. */
  readonly axis?: Pick<EnergyAxis, "offsetKeV" | "gainKeV">;
  /** Why what it says of energies is of no use. */
  readonly problem?: string;
  readonly pixel: PixelSize;
}

/** ENVI's numbers of types. Complex ones (6, 9) are no counts. */
const TYPES: Readonly<Record<number, NumberType>> = {
  1: "u8",
  2: "i16",
  3: "i32",
  4: "f32",
  5: "f64",
  12: "u16",
  13: "u32",
  14: "i64",
  15: "u64",
};

/** The number of a type, where ENVI has one. */
export function enviType(type: NumberType): number | undefined {
  return Object.keys(TYPES)
    .map(Number)
    .find((number) => TYPES[number] === type);
}

/** Axes from the slowest to the fastest. */
const ORDERS: Readonly<Record<string, readonly [number, number, number]>> = {
  bip: [0, 1, 2],
  bil: [0, 2, 1],
  bsq: [2, 0, 1],
};

/** Whether a text is such a header. */
export const isEnvi = (text: string): boolean => /^\uFEFF?ENVI\s/.test(text);

/** Reads a header. @throws GanxError `INVALID_FILE` */
export function parseEnvi(path: string, text: string): Envi {
  if (!isEnvi(text)) throw invalidFile(path, "expected a header that begins with ENVI, found another text");
  const fields = fieldsOf(text);
  const whole = (key: string, otherwise?: number): number => {
    const found = fields.get(key);
    if (found === undefined && otherwise !== undefined) return otherwise;
    if (found !== undefined && /^\d{1,15}$/.test(found)) return Number(found);
    throw invalidFile(path, `expected ${key} = a whole number, found ${found ?? "no such key"}`);
  };
  if (fields.get("file compression") === "1") {
    throw invalidFile(path, "its numbers are compressed, which is not supported; save it without");
  }
  const shape = [whole("lines"), whole("samples"), whole("bands", 1)] as const;
  const interleave = (fields.get("interleave") ?? "bsq").toLowerCase();
  const order = Object.hasOwn(ORDERS, interleave) ? ORDERS[interleave] : undefined;
  if (!order) throw invalidFile(path, `expected interleave bip, bil or bsq, found ${interleave}`);
  const type = TYPES[whole("data type")];
  if (!type) {
    throw invalidFile(
      path,
      `expected data type ${Object.keys(TYPES).join(", ")}, found ${fields.get("data type")}`,
    );
  }
  const byteOrder = whole("byte order", 0);
  if (byteOrder > 1) throw invalidFile(path, `expected byte order 0 or 1, found ${byteOrder}`);
  const strides = stridesOf(shape, [...order]);
  const layout = { type, bigEndian: byteOrder === 1, start: whole("header offset", 0), shape, strides };
  return { layout, interleave, pixel: pixelOf(fields, shape), ...axisOf(fields, shape[2]) };
}

/** `key = value`, a value in braces over several lines. */
function fieldsOf(text: string): Map<string, string> {
  const fields = new Map<string, string>();
  const lines = text.split(/\r\n|\r|\n/).slice(1);
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i];
    const at = line.indexOf("=");
    if (at < 0 || line.startsWith(";")) continue;
    const key = line.slice(0, at).trim().toLowerCase().replace(/\s+/g, " ");
    const parts = [line.slice(at + 1).trim()];
    if (parts[0].startsWith("{"))
      while (!lines[i].includes("}") && i + 1 < lines.length) parts.push(lines[++i]);
    fields.set(key, parts.join(" "));
  }
  return fields;
}

function axisOf(fields: ReadonlyMap<string, string>, channels: number): Pick<Envi, "axis" | "problem"> {
  // Ours: exact, where a list of energies is rounded.
  const own = ["energy offset kev", "energy gain kev"].map((key) => Number(fields.get(key) ?? Number.NaN));
  if (own.every(Number.isFinite)) return { axis: { offsetKeV: own[0], gainKeV: own[1] } };
  const unit = { kev: 1, ev: 1e-3 }[(fields.get("wavelength units") ?? "").toLowerCase()];
  const list = /^\{(.*)\}/.exec(fields.get("wavelength") ?? "")?.[1].split(",");
  if (unit === undefined || !list) return {};
  const energies = list.map((one) => (one.trim() === "" ? Number.NaN : Number(one)));
  if (energies.length !== channels || channels < 2 || !energies.every(Number.isFinite)) {
    return { problem: `its wavelengths are not ${channels} numbers` };
  }
  const axis = evenAxis(energies);
  if (!axis) return { problem: "its energies are not evenly spaced and increasing" };
  return { axis: { offsetKeV: axis.offsetKeV * unit, gainKeV: axis.gainKeV * unit } };
}

/**
 * `pixel size = { x, y, units=Meters }`. Without a unit it says none: ENVI then means metres, but makers of instruments
 * have written other ones.
 */
function pixelOf(
  fields: ReadonlyMap<string, string>,
  [height, width]: readonly [number, number, number],
): PixelSize {
  const list = /^\{(.*)\}/.exec(fields.get("pixel size") ?? "")?.[1].split(",") ?? [];
  const unit = /^\s*units\s*=\s*(.+)$/i.exec(list[2] ?? "")?.[1];
  const [xUm, yUm] = list.slice(0, 2).map((text) => lengthUm(Number(text), unit));
  return pixelSizeOf({ xUm, yUm }, { width, height });
}

/** What a header is written of. */
export interface EnviText {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  /** One that ENVI has: see {@link enviType}. */
  readonly type: NumberType;
  /** keV; where it is not known, the header says no energies. */
  readonly axis?: Pick<EnergyAxis, "offsetKeV" | "gainKeV">;
  /** Width and height of a pixel, um, where they are known. */
  readonly pixelSizeUm?: number;
}

/** Writes the header of a little-endian cube `[height, width, channels]`. */
export function enviText({ width, height, channels, type, axis, pixelSizeUm }: EnviText): string {
  const lines = [
    "ENVI",
    "description = { X-ray fluorescence counts }",
    `samples = ${width}`,
    `lines = ${height}`,
    `bands = ${channels}`,
    "header offset = 0",
    "file type = ENVI Standard",
    `data type = ${enviType(type)}`,
    "interleave = bip",
    "byte order = 0",
  ];
  if (pixelSizeUm !== undefined) {
    // The unit that ENVI has for what lies on no map.
    const metres = Number((pixelSizeUm / 1e6).toPrecision(15));
    lines.push(`pixel size = { ${metres}, ${metres}, units=Meters }`);
  }
  if (axis) {
    const energies = Array.from({ length: channels }, (_, i) =>
      Number((axis.offsetKeV + i * axis.gainKeV).toPrecision(12)),
    );
    lines.push(`energy offset kev = ${axis.offsetKeV}`, `energy gain kev = ${axis.gainKeV}`);
    lines.push("wavelength units = keV", `wavelength = { ${energies.join(", ")} }`);
  }
  return `${lines.join("\n")}\n`;
}
