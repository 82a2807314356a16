// The cube as NeXus has it, for silx and h5web, and what PyMca looks for beside it.
// Sources: NeXus definitions NXdata, NXdetector, NXsource (https://manual.nexusformat.org); PyMca 5.8,
// PyMcaCore/NexusTools.py.
import { channelEnergies, type EnergyAxis, type Measured, quantityOf, unitOf } from "../../energy-axis.js";
import type { Instrument } from "../../instrument.js";
import {
  constantDataset,
  dataset,
  group,
  type Hdf5Dataset,
  type Hdf5Group,
  int32,
  picture,
} from "../hdf5-format/tree.js";
import type { CubeDescription } from "./description.js";

const withUnits = (value: number, units: string): Hdf5Dataset => dataset(value, { units });

/** The unit of an axis as NeXus and HyperSpy write it. */
export function nexusUnit(measured: Measured): string {
  const unit = unitOf(measured);
  return unit === "cm-1" ? "1/cm" : unit;
}

/** An axis; viewers show its `long_name`, and then not its unit. */
const axisOf = (values: Float64Array, name: string, units: string): Hdf5Dataset =>
  dataset(values, { units, long_name: `${name} (${units})` });

/** Positions of rows or columns: their middles where the size of a pixel is known, else their numbers. */
function positions(
  count: number,
  { name, counted }: { readonly name: string; readonly counted: string },
  pixelSizeUm: number | undefined,
): Hdf5Dataset {
  const numbers = Float64Array.from({ length: count }, (_, i) => i);
  if (pixelSizeUm === undefined) return dataset(numbers, { units: "pixel", long_name: counted });
  return axisOf(
    numbers.map((i) => (i * pixelSizeUm) / 1000),
    name,
    "mm",
  );
}

/** Live time of each pixel, `[height, width]`. */
export function liveTime(cube: CubeDescription): Hdf5Dataset | undefined {
  const { liveSeconds, isNominalTime, height, width } = cube;
  if (liveSeconds === undefined) return undefined;
  const long_name = isNominalTime ? "nominal live time: the counts follow from no time" : "live time";
  const attributes = { units: "s", long_name };
  if (typeof liveSeconds !== "number") return picture(liveSeconds, [height, width], attributes);
  return constantDataset(Float32Array.of(liveSeconds), [height, width], attributes);
}

function source({ tube }: Instrument): Hdf5Group {
  return group(
    { NX_class: "NXsource" },
    {
      type: dataset("Fixed Tube X-ray"),
      probe: dataset("x-ray"),
      target_material: dataset(tube.anode),
      voltage: withUnits(tube.kV, "kV"),
      current: withUnits(tube.currentUA, "uA"),
    },
  );
}

/** What PyMca wants beside the counts, which it takes for energies: `a + b channel + c channel^2`. */
function calibrationOf(axis: EnergyAxis): Readonly<Record<string, Hdf5Dataset | undefined>> {
  const { offsetKeV, gainKeV, channels } = axis;
  const isEnergy = quantityOf(axis) === "energy";
  return {
    calibration: isEnergy ? dataset(Float64Array.of(offsetKeV, gainKeV, 0), { units: "keV" }) : undefined,
    channels: dataset(Int32Array.from({ length: channels }, (_, i) => i)),
  };
}

/** The instrument, where it is one of X-rays. */
const instrumentOf = ({ energyAxis, instrument }: CubeDescription): Instrument | undefined =>
  quantityOf(energyAxis) === "energy" ? instrument : undefined;

function detector(cube: CubeDescription, calibration: ReturnType<typeof calibrationOf>): Hdf5Group {
  const { dwellSeconds, counts } = cube;
  const instrument = instrumentOf(cube);
  const own = instrument && {
    type: dataset("silicon drift detector"),
    sensor_material: dataset("Si"),
    sensor_thickness: withUnits(instrument.detector.siThicknessUm, "um"),
    distance: withUnits(instrument.detector.distanceMm, "mm"),
  };
  return group(
    { NX_class: "NXdetector" },
    {
      data: counts,
      ...calibration,
      live_time: liveTime(cube),
      count_time: dwellSeconds === undefined ? undefined : withUnits(dwellSeconds, "s"),
      ...own,
    },
  );
}

/** The group `/entry`; its default is the cube's spectra. */
export function nexusEntry(cube: CubeDescription): Hdf5Group {
  const { counts, energyAxis, height, width, pixelSizeUm, image, title } = cube;
  const quantity = quantityOf(energyAxis);
  const instrument = instrumentOf(cube);
  const calibration = calibrationOf(energyAxis);
  const data = group(
    {
      NX_class: "NXdata",
      signal: "data",
      axes: ["y", "x", quantity],
      y_indices: int32(0),
      x_indices: int32(1),
      [`${quantity}_indices`]: int32(2),
    },
    {
      title: dataset(title),
      data: counts,
      y: positions(height, { name: "y", counted: "row" }, pixelSizeUm),
      x: positions(width, { name: "x", counted: "column" }, pixelSizeUm),
      [quantity]: axisOf(channelEnergies(energyAxis), quantity, nexusUnit(energyAxis)),
      // Here PyMca finds no live time, which keeps it from opening what is larger than its memory.
      ...calibration,
    },
  );
  const colors =
    image && group({ NX_class: "NXdata", signal: "data" }, { title: dataset("picture"), data: image });
  return group(
    { NX_class: "NXentry", default: "data" },
    {
      title: dataset(title),
      data,
      image: colors,
      instrument: group(
        { NX_class: "NXinstrument" },
        {
          name: instrument && dataset(instrument.name),
          source: instrument && source(instrument),
          detector: detector(cube, calibration),
        },
      ),
    },
  );
}
