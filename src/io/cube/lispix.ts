// The text of a Lispix description (`.rpl`) of a file of plain numbers.
// Source: D. S. Bright, Lispix, NIST, "ripple" files; the keys as RosettaSciIO and PyMca read them.
import type { EnergyAxis } from "../../energy-axis.js";
import { NUMBER_TYPES, type NumberType } from "../../kernels/sums.js";
import { invalidFile } from "./cube-file.js";
import { lengthUm, type PixelSize, pixelSizeOf } from "./pixel-size.js";
import { type RawLayout, stridesOf } from "./raw-layout.js";

/** What a description says. */
export interface Lispix {
  readonly layout: RawLayout;
  readonly recordBy: string;
  /** keV, where it says them. */
  readonly axis?: { readonly offsetKeV: number; readonly gainKeV: number };
  readonly pixel: PixelSize;
}

const LETTERS: Readonly<Record<string, string>> = { unsigned: "u", signed: "i", float: "f" };

/**
 * Reads a description: lines of a key, a tab or spaces, and a value.
 *
 * @throws GanxError `INVALID_FILE`
 */
export function parseLispix(path: string, text: string): Lispix {
  const fields = fieldsOf(path, text);
  const whole = (key: string, otherwise?: number): number => {
    const found = fields.get(key);
    if (found === undefined && otherwise !== undefined) return otherwise;
    if (found !== undefined && /^\d{1,15}$/.test(found)) return Number(found);
    throw invalidFile(path, `expected ${key} and a whole number, found ${found ?? "no such key"}`);
  };
  const shape = [whole("height"), whole("width"), whole("depth", 1)] as const;
  const recordBy = fields.get("record-by") ?? "vector";
  const order = orderOf(path, recordBy, shape);
  const layout = {
    type: typeOf(path, fields, whole("data-length")),
    bigEndian: isBigEndian(path, fields),
    start: whole("offset", 0),
    shape,
    strides: stridesOf(shape, order),
  };
  const axis = axisOf(path, fields);
  return { layout, recordBy, pixel: pixelOf(fields, shape), ...(axis && { axis }) };
}

function fieldsOf(path: string, text: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const line of text.split(/[\r\n]+/)) {
    const entry = line.trim().toLowerCase();
    const end = entry.search(/\s/);
    if (end < 0 || entry.startsWith(";")) continue;
    const [name, value] = [entry.slice(0, end), entry.slice(end).trim()];
    if (fields.has(name) && fields.get(name) !== value) {
      throw invalidFile(path, `expected the key ${name} once, found it again with another value`);
    }
    fields.set(name, value);
  }
  return fields;
}

function typeOf(path: string, fields: ReadonlyMap<string, string>, bytes: number): NumberType {
  const kind = fields.get("data-type") ?? "unsigned";
  const type = NUMBER_TYPES.find((one) => one === `${LETTERS[kind]}${8 * bytes}`);
  if (type) return type;
  throw invalidFile(
    path,
    `expected data-type unsigned or signed of data-length 1, 2, 4 or 8, or float of 4 or 8, found ${kind} of ${bytes}`,
  );
}

function isBigEndian(path: string, fields: ReadonlyMap<string, string>): boolean {
  const order = fields.get("byte-order") ?? "dont-care";
  if (order === "little-endian" || order === "big-endian") return order === "big-endian";
  // HyperSpy writes this of the usual order of its machine, which is little-endian on all of today.
  if (order === "dont-care") return false;
  throw invalidFile(path, `expected byte-order little-endian or big-endian, found ${order}`);
}

function orderOf(
  path: string,
  recordBy: string,
  [height, width, depth]: readonly [number, number, number],
): [number, number, number] {
  // One image or one spectrum lies the same way either way.
  const isFlat = depth === 1 || height * width === 1;
  if (recordBy === "vector" || (recordBy === "dont-care" && isFlat)) return [0, 1, 2];
  if (recordBy === "image") return [2, 0, 1];
  throw invalidFile(path, `expected record-by vector or image, found ${recordBy}`);
}

function axisOf(
  path: string,
  fields: ReadonlyMap<string, string>,
): Pick<EnergyAxis, "offsetKeV" | "gainKeV"> | undefined {
  const number = (key: string): number | undefined => {
    const found = fields.get(key);
    if (found === undefined || found === "") return undefined;
    const value = Number(found);
    if (Number.isFinite(value)) return value;
    throw invalidFile(path, `expected ${key} and a number, found ${found}`);
  };
  const unit = { kev: 1, ev: 1e-3 }[fields.get("depth-units") ?? ""];
  const scale = number("depth-scale");
  if (unit !== undefined && scale !== undefined) {
    return { offsetKeV: scaled(number("depth-origin") ?? 0, unit), gainKeV: scaled(scale, unit) };
  }
  if (fields.get("depthscaleunits") === "kev" && number("depthscaleincrement") !== undefined) {
    return { offsetKeV: number("depthscaleorigin") ?? 0, gainKeV: number("depthscaleincrement") as number };
  }
  const perChannel = number("ev-per-chan");
  if (perChannel === undefined) return undefined;
  const origin = unit === undefined ? 0 : scaled(number("depth-origin") ?? 0, unit);
  return { offsetKeV: origin, gainKeV: perChannel / 1000 };
}

/** The size of a pixel; what is no number or no length says none. */
function pixelOf(
  fields: ReadonlyMap<string, string>,
  [height, width]: readonly [number, number, number],
): PixelSize {
  const along = (side: string): number | undefined =>
    lengthUm(Number(fields.get(`${side}-scale`)), fields.get(`${side}-units`));
  return pixelSizeOf({ xUm: along("width"), yUm: along("height") }, { width, height });
}

const scaled = (value: number, unit: number): number => (unit === 1 ? value : value / 1000);

/** What a description is written of. */
export interface LispixText {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly type: NumberType;
  /** keV; where it is not known, the description says no energies. */
  readonly axis?: Pick<EnergyAxis, "offsetKeV" | "gainKeV">;
  /** FWHM at Mn Ka, eV, where the instrument is known. */
  readonly fwhmEV?: number;
  /** Width and height of a pixel, um, where they are known. */
  readonly pixelSizeUm?: number;
}

const KINDS: Readonly<Record<string, string>> = { u: "unsigned", i: "signed", f: "float" };

/**
 * Writes the description of a little-endian cube `[height, width, channels]`.
 *
 * Keys that start with a space are extensions: PyMca takes every line that starts with `depth` or `width` for those.
 */
export function lispixText(cube: LispixText): string {
  const { width, height, channels, type, axis, fwhmEV, pixelSizeUm } = cube;
  const bytes = Number(type.slice(1)) / 8;
  const lines: [string, string | number][] = [
    ["key", "value"],
    ["width", width],
    ["height", height],
    ["depth", channels],
    ["offset", 0],
    ["data-length", bytes],
    ["data-type", KINDS[type[0]]],
    ["byte-order", bytes === 1 ? "dont-care" : "little-endian"],
    ["record-by", "vector"],
  ];
  if (axis) {
    lines.push(["ev-per-chan", decimal(1000 * axis.gainKeV)]);
    if (fwhmEV !== undefined) lines.push(["detector-peak-width-ev", decimal(fwhmEV)]);
    lines.push(["signal", "EDS_SEM"]);
    lines.push([" depth-origin", axis.offsetKeV], [" depth-scale", axis.gainKeV]);
    lines.push([" depth-units", "keV"], [" depth-name", "Energy"]);
  }
  if (axis || pixelSizeUm !== undefined) {
    const [scale, units] = pixelSizeUm === undefined ? [1, "px"] : [pixelSizeUm, "um"];
    for (const [side, name] of [
      ["width", "x"],
      ["height", "y"],
    ] as const) {
      lines.push([` ${side}-origin`, 0], [` ${side}-scale`, scale], [` ${side}-units`, units]);
      lines.push([` ${side}-name`, name]);
    }
  }
  if (axis) {
    lines.push([" depthbinsize", 1], [" depthscaleorigin", axis.offsetKeV]);
    lines.push([" depthscaleincrement", axis.gainKeV], [" depthscaleunits", "keV"]);
  }
  return lines.map(([key, value]) => `${key}\t${value}\n`).join("");
}

/** Without the digits that multiplying by 1000 leaves behind. */
const decimal = (value: number): number => Number(value.toPrecision(12));
