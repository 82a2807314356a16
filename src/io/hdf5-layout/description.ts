import { checkNumber, show } from "../../check.js";
import { type EnergyAxis, quantityOf } from "../../energy-axis.js";
import { GanxError } from "../../errors.js";
import type { Instrument } from "../../instrument.js";
import type { NumberType } from "../../kernels/sums.js";
import { checkPixelSize } from "../../pixel-size.js";
import type { Hdf5Dataset } from "../hdf5-format/tree.js";

/** What a file says of a cube besides its counts; what is not known is left out. */
export interface CubeNotes {
  /** What programs call the cube, 1 to 100 characters; default "XRF scan", or "scan" of another axis than energies. */
  readonly title?: string;
  readonly instrument?: Instrument;
  /** Time at a pixel, s. */
  readonly dwellSeconds?: number;
  /** Time in which a pixel's counts were heard, s: of every pixel, or `[height, width]`. */
  readonly liveSeconds?: number | Float32Array;
  /** Width and height of a pixel, um, 0.001..1e9; default what the source says. */
  readonly pixelSizeUm?: number;
}

/** What a scan is called that nobody named. */
export function titleOf(axis: EnergyAxis): string {
  return quantityOf(axis) === "energy" ? "XRF scan" : "scan";
}

/** Notes with a title. @throws GanxError `INVALID_ARGUMENT` */
export function checkNotes(
  notes: CubeNotes,
  { width, height, energyAxis }: Pick<CubeDescription, "width" | "height" | "energyAxis">,
): CubeNotes & { readonly title: string } {
  const { title = titleOf(energyAxis), dwellSeconds, liveSeconds, pixelSizeUm } = notes;
  if (typeof title !== "string" || !/^[^\p{Cc}]{1,100}$/u.test(title) || !/\S/.test(title)) {
    throw new GanxError("INVALID_ARGUMENT", `title: expected 1 to 100 characters, found ${show(title)}`);
  }
  if (dwellSeconds !== undefined) checkNumber("dwellSeconds", dwellSeconds, 0, 1e9);
  if (pixelSizeUm !== undefined) checkPixelSize(pixelSizeUm);
  if (typeof liveSeconds === "object") {
    if (!(liveSeconds instanceof Float32Array) || liveSeconds.length !== width * height) {
      throw new GanxError(
        "INVALID_ARGUMENT",
        `liveSeconds: expected a number or a Float32Array of ${width * height}, found ${show(liveSeconds)}`,
      );
    }
  } else if (liveSeconds !== undefined) checkNumber("liveSeconds", liveSeconds, 0, 1e9);
  return { ...notes, title };
}

/** A cube as the layouts of the programs need it; its counts are one dataset that all of them link to. */
export interface CubeDescription extends CubeNotes {
  readonly title: string;
  readonly width: number;
  readonly height: number;
  readonly energyAxis: EnergyAxis;
  readonly counts: Hdf5Dataset;
  /** Whether the live time is only said to be one, because the counts follow from no time. */
  readonly isNominalTime?: boolean;
  /** The registered colour picture, `[height, width, 3]`. */
  readonly image?: Hdf5Dataset;
}

/** Shape of a chunk of counts of a cube. */
export type ChunkShape = readonly [rows: number, columns: number, channels: number];

/** How the counts of a cube are stored. */
export interface CountStorage {
  readonly type: NumberType;
  readonly chunks: ChunkShape;
}
