// The cube as HyperSpy stores its own signals; it opens them where the file is named .hspy.
// Source: HyperSpy 1.7, io_plugins/hspy.py and _hierarchical.py, file format version 3.1.
import { quantityOf } from "../../energy-axis.js";
import { fwhmKeV, MN_KA_KEV } from "../../instrument.js";
import { group, type Hdf5Group, int32 } from "../hdf5-format/tree.js";
import type { CubeDescription } from "./description.js";
import { nexusUnit } from "./nexus.js";

/** Attributes of the root. */
export const HYPERSPY_FORMAT = { file_format: "HyperSpy", file_format_version: "3.1" };

interface Axis {
  readonly name: string;
  readonly offset: number;
  readonly scale: number;
  readonly units: string;
  readonly size: number;
  readonly isSignal?: boolean;
}

function axisGroup({ isSignal = false, size, ...axis }: Axis, index: number): Hdf5Group {
  return group({
    _type: "UniformDataAxis",
    ...axis,
    size: int32(size),
    navigate: !isSignal,
    is_binned: isSignal,
    index_in_array: int32(index),
  });
}

/** HyperSpy has one live time for all pixels. */
function meanOf(seconds: number | Float32Array): number {
  return typeof seconds === "number" ? seconds : seconds.reduce((sum, one) => sum + one, 0) / seconds.length;
}

/** What HyperSpy knows of an instrument it takes for an electron microscope: signals of tubes are not among its kinds. */
function acquisition({ instrument, liveSeconds, dwellSeconds }: CubeDescription): Hdf5Group {
  const eds = {
    ...(instrument && {
      energy_resolution_MnKa: 1000 * fwhmKeV(instrument, MN_KA_KEV),
      elevation_angle: instrument.geometry.takeOffDeg,
    }),
    ...(liveSeconds !== undefined && { live_time: meanOf(liveSeconds) }),
    ...(dwellSeconds !== undefined && { real_time: dwellSeconds }),
  };
  const sem = group(instrument ? { beam_energy: instrument.tube.kV } : {}, {
    Detector: group({}, { EDS: group(eds) }),
  });
  return group({}, { SEM: sem });
}

/** The group `/Experiments`. */
export function hyperSpyExperiments(cube: CubeDescription): Hdf5Group {
  const { counts, energyAxis, height, width, title, pixelSizeUm } = cube;
  const quantity = quantityOf(energyAxis);
  const isEnergy = quantity === "energy";
  const along = { offset: 0, scale: pixelSizeUm ?? 1, units: pixelSizeUm === undefined ? "px" : "µm" };
  const axes: Axis[] = [
    { ...along, name: "y", size: height },
    { ...along, name: "x", size: width },
    {
      name: quantity[0]!.toUpperCase() + quantity.slice(1),
      offset: energyAxis.offsetKeV,
      scale: energyAxis.gainKeV,
      units: nexusUnit(energyAxis),
      size: energyAxis.channels,
      isSignal: true,
    },
  ];
  const experiment = group(
    {},
    {
      data: counts,
      ...Object.fromEntries(axes.map((axis, i) => [`axis-${i}`, axisGroup(axis, i)])),
      metadata: group(
        {},
        {
          General: group({ title }),
          Signal: group({ signal_type: isEnergy ? "EDS_SEM" : "" }),
          Acquisition_instrument: isEnergy ? acquisition(cube) : undefined,
        },
      ),
      original_metadata: group(),
    },
  );
  // A title is a name of a group, where a slash would mean another, and dots the group itself.
  return group({}, { [title.replace(/\/|^\.+$/g, "-")]: experiment });
}
