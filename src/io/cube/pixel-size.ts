// What a file says of the size of its pixels.
import { LEAST_PIXEL_UM, MOST_PIXEL_UM } from "../../pixel-size.js";
import type { CubeFile } from "./cube-file.js";

/** The size of pixels, as far as a file says it. */
export interface PixelSize {
  /** Width and height, um. */
  readonly pixelSizeUm?: number;
  /** Why what it says is of no use. */
  readonly pixelProblem?: string;
}

const UNITS: readonly (readonly [pattern: RegExp, um: number])[] = [
  [/^(nm|nanomet(er|re)s?)$/, 1e-3],
  [/^(um|[µμ]m|micromet(er|re)s?|microns?)$/, 1],
  [/^(mm|millimet(er|re)s?)$/, 1e3],
  [/^(cm|centimet(er|re)s?)$/, 1e4],
  [/^(m|met(er|re)s?)$/, 1e6],
];

/** Micrometres in one of a unit of length; undefined for what is none, such as `px`. */
export function micrometresIn(unit: unknown): number | undefined {
  if (typeof unit !== "string" || unit.length > 60) return undefined;
  const plain = unit.trim().toLowerCase();
  return UNITS.find(([pattern]) => pattern.test(plain))?.[1];
}

/** A length in um, without the digits that the change of unit leaves behind. */
export function lengthUm(value: unknown, unit: unknown): number | undefined {
  const um = micrometresIn(unit);
  if (um === undefined || typeof value !== "number") return undefined;
  return um === 1 ? value : Number((value * um).toPrecision(12));
}

/** How far from its place a measured position may be, in steps. */
const MOST_OFF = 0.1;

/** The step of positions that go on evenly, in um; measured ones are not known to more than six digits. */
export function stepUm(positions: ArrayLike<number>, unit: unknown): number | undefined {
  const { length } = positions;
  const step = (positions[length - 1] - positions[0]) / (length - 1);
  if (length < 2 || !Number.isFinite(step)) return undefined;
  for (let i = 0; i < length; i++) {
    if (!(Math.abs(positions[i] - positions[0] - i * step) <= MOST_OFF * Math.abs(step))) return undefined;
  }
  return lengthUm(Number(step.toPrecision(6)), unit);
}

/** How far width and height may differ, as part of them. */
const SQUARE = 1e-3;

const usable = (um: number | undefined): number | undefined => {
  const size = Math.abs(um ?? 0);
  return size >= LEAST_PIXEL_UM && size <= MOST_PIXEL_UM ? size : undefined;
};

/**
 * The size of pixels from their width and height.
 *
 * @param xUm, yUm as the file says them; of a picture that is one pixel wide or high, the other counts
 */
export function pixelSizeOf(
  { xUm, yUm }: { readonly xUm: number | undefined; readonly yUm: number | undefined },
  { width, height }: { readonly width: number; readonly height: number },
): PixelSize {
  const x = usable(xUm) ?? (width === 1 ? usable(yUm) : undefined);
  const y = usable(yUm) ?? (height === 1 ? usable(xUm) : undefined);
  if (x === undefined || y === undefined) return {};
  if (Math.abs(x - y) <= SQUARE * x) return { pixelSizeUm: x };
  return { pixelProblem: `its pixels are ${x} x ${y} um; only the size of square ones is kept` };
}

/** A cube whose pixels have another size, which its recipe then says as well. */
export function withPixelSize(cube: CubeFile, pixelSizeUm: number): CubeFile {
  const { label, path, format, name, type, width, height, energyAxis, isCalibrated, rowsTogether, recipe } =
    cube;
  return {
    ...{ label, path, format, name, type, width, height, energyAxis, isCalibrated, rowsTogether },
    pixelSizeUm,
    ...(recipe && { recipe: { ...recipe, pixelSizeUm } }),
    ...(cube.truth && {
      truth: async () => {
        const truth = await cube.truth!();
        return { ...truth, recipe: { ...truth.recipe, pixelSizeUm } };
      },
    }),
    ...(cube.picture && { picture: () => cube.picture!() }),
    blocks: () => cube.blocks(),
    block: (region) => cube.block(region),
    close: () => cube.close(),
  };
}
