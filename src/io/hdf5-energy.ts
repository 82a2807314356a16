// Node only: the energy axis that a program stored beside a cube.
import { checkEnergyAxis, type EnergyAxis } from "../energy-axis.js";
import type { Hdf5File } from "./hdf5-file.js";

type Finder = (file: Hdf5File, path: string, channels: number) => [offset: number, gain: number] | undefined;

/** How far energies may be from equally spaced, in channels. */
const SPACING = 1e-3;

const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);

function beside(path: string, name: string): string {
  return `${path.slice(0, path.lastIndexOf("/"))}/${name}`;
}

/** ganx: attributes of the file or of the dataset. */
const fromAttributes: Finder = (file, path) => {
  for (const owner of [path, "/"]) {
    const offset = file.attribute("offset_kev", owner);
    const gain = file.attribute("gain_kev", owner);
    if (isNumber(offset) && isNumber(gain)) return [offset, gain];
  }
  return undefined;
};

function numbers(file: Hdf5File, path: string): number[] | undefined {
  const found = file.find(path);
  if (found === undefined || found === "group" || found.shape?.length !== 1 || found.shape[0]! > 65_536) {
    return undefined;
  }
  const value = file.read(() => found.to_array()) as unknown[];
  return Array.isArray(value) && value.every(isNumber) ? value : undefined;
}

/** PyMca: `calibration` [a, b, c] with a + b * channel + c * channel^2 in keV. */
const fromCalibration: Finder = (file, path) => {
  const [offset, gain, square] = numbers(file, beside(path, "calibration")) ?? [];
  return isNumber(offset) && isNumber(gain) && gain > 0 && !square ? [offset, gain] : undefined;
};

/** NeXus: a dataset of energies. */
const fromEnergies: Finder = (file, path, channels) => {
  const energies = numbers(file, beside(path, "energy"));
  if (energies?.length !== channels || channels < 2) return undefined;
  const units = file.attribute("units", beside(path, "energy"));
  const scale = units === "eV" ? 1e-3 : 1;
  const gain = (energies[channels - 1]! - energies[0]!) / (channels - 1);
  const even = energies.every((energy, i) => Math.abs(energy - energies[0]! - i * gain) <= SPACING * gain);
  return even && gain > 0 ? [energies[0]! * scale, gain * scale] : undefined;
};

/** HyperSpy: a group `axis-2` with attributes. */
const fromHyperSpy: Finder = (file, path) => {
  const group = beside(path, "axis-2");
  if (file.find(group) !== "group") return undefined;
  const [offset, gain] = [file.attribute("offset", group), file.attribute("scale", group)];
  const units = file.attribute("units", group);
  const scale = units === "eV" ? 1e-3 : 1;
  return isNumber(offset) && isNumber(gain) && gain > 0 ? [offset * scale, gain * scale] : undefined;
};

/** Finds the energy axis of a dataset `[height, width, channels]`, or nothing. @throws GanxError `INVALID_FILE` */
export function findEnergyAxis(file: Hdf5File, path: string, channels: number): EnergyAxis | undefined {
  for (const find of [fromAttributes, fromCalibration, fromEnergies, fromHyperSpy]) {
    const found = find(file, path, channels);
    if (!found) continue;
    const [offsetKeV, gainKeV] = found;
    try {
      return checkEnergyAxis({ offsetKeV, gainKeV, channels });
    } catch (cause) {
      throw file.invalid((cause as Error).message);
    }
  }
  return undefined;
}
