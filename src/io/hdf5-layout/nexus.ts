// The cube as NeXus has it, for silx and h5web, and what PyMca looks for beside it.
// Sources: NeXus definitions NXdata, NXdetector, NXsource (https://manual.nexusformat.org); PyMca 5.8,
// PyMcaCore/NexusTools.py.
import { channelEnergies, type EnergyAxis } from "../../energy-axis.js";
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

/** Positions of rows or columns: their middles where the size of a pixel is known, else their numbers. */
function positions(count: number, name: string, pixelSizeUm: number | undefined): Hdf5Dataset {
  const numbers = Float64Array.from({ length: count }, (_, i) =>
    pixelSizeUm === undefined ? i : (i * pixelSizeUm) / 1000,
  );
  return dataset(numbers, { units: pixelSizeUm === undefined ? "pixel" : "mm", long_name: name });
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

/** What PyMca wants beside the counts: energy is `a + b channel + c channel^2`. */
function calibrationOf({ offsetKeV, gainKeV, channels }: EnergyAxis): Readonly<Record<string, Hdf5Dataset>> {
  return {
    calibration: dataset(Float64Array.of(offsetKeV, gainKeV, 0), { units: "keV" }),
    channels: dataset(Int32Array.from({ length: channels }, (_, i) => i)),
  };
}

function detector(cube: CubeDescription, calibration: ReturnType<typeof calibrationOf>): Hdf5Group {
  const { instrument, dwellSeconds, counts } = cube;
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
  const { counts, energyAxis, height, width, pixelSizeUm, image, instrument, title } = cube;
  const calibration = calibrationOf(energyAxis);
  const data = group(
    {
      NX_class: "NXdata",
      signal: "data",
      axes: ["y", "x", "energy"],
      y_indices: int32(0),
      x_indices: int32(1),
      energy_indices: int32(2),
      title,
    },
    {
      data: counts,
      y: positions(height, "row", pixelSizeUm),
      x: positions(width, "column", pixelSizeUm),
      energy: dataset(channelEnergies(energyAxis), { units: "keV", long_name: "energy" }),
      // Here PyMca finds no live time, which keeps it from opening what is larger than its memory.
      ...calibration,
    },
  );
  const colors = image && group({ NX_class: "NXdata", signal: "data", title: "picture" }, { data: image });
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
