// Node only: the energy axis that a program stored beside a cube.
import { checkEnergyAxis, type EnergyAxis, type Quantity, UNITS } from "../energy-axis.js";
import type { GanxError } from "../errors.js";
import type { Hdf5File } from "./hdf5-file.js";
import { besideCube, isNumber, numbersAt } from "./hdf5-values.js";
import { parseUnit, type UnitOfQuantity } from "./spectra/units.js";

type Finder = (
  file: Hdf5File,
  path: string,
  channels: number,
) => [offset: number, gain: number, quantity?: Quantity] | undefined;

/** How far energies may be from equally spaced, in channels. */
const SPACING = 1e-3;

function uneven(file: Hdf5File, path: string): GanxError {
  return file.invalid(
    `${path}: its energies are not evenly spaced; say which range comes closest, such as --energy 0.5,38.5 (keV)`,
  );
}

/** The unit of what is at a path, keV where it says none; nothing for one that no axis has. */
function unitAt(file: Hdf5File, path: string): UnitOfQuantity | undefined {
  return parseUnit(String(file.attribute("units", path) ?? "keV"));
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

/** ganx: attributes of the file for another quantity than energy. */
const fromOtherAttributes: Finder = (file) => {
  const unit = parseUnit(String(file.attribute("axis_units")));
  if (!unit) return undefined;
  const [offset, gain] = [file.attribute("axis_offset"), file.attribute("axis_gain")];
  return isNumber(offset) && isNumber(gain)
    ? [offset * unit.scale, gain * unit.scale, unit.quantity]
    : undefined;
};

/** PyMca: `calibration` [a, b, c] with a + b * channel + c * channel^2 in keV. */
const fromCalibration: Finder = (file, path) => {
  const [offset, gain, ...curvature] = numbersAt(file, besideCube(path, "calibration")) ?? [];
  if (!isNumber(offset) || !isNumber(gain) || gain <= 0) return undefined;
  if (curvature.some((term) => term !== 0)) throw uneven(file, besideCube(path, "calibration"));
  return [offset, gain];
};

/** NeXus: a dataset of energies, or of another quantity. */
const fromEnergies: Finder = (file, path, channels) => {
  for (const name of Object.keys(UNITS)) {
    const energies = numbersAt(file, besideCube(path, name));
    if (energies?.length !== channels || channels < 2) continue;
    const unit = unitAt(file, besideCube(path, name));
    const gain = (energies[channels - 1]! - energies[0]!) / (channels - 1);
    if (!unit || gain <= 0) continue;
    const even = energies.every((energy, i) => Math.abs(energy - energies[0]! - i * gain) <= SPACING * gain);
    if (!even) throw uneven(file, besideCube(path, name));
    return [energies[0]! * unit.scale, gain * unit.scale, unit.quantity];
  }
  return undefined;
};

/** HyperSpy: a group `axis-2` with attributes. */
const fromHyperSpy: Finder = (file, path) => {
  const group = besideCube(path, "axis-2");
  if (file.find(group) !== "group") return undefined;
  const [offset, gain] = [file.attribute("offset", group), file.attribute("scale", group)];
  const unit = unitAt(file, group);
  if (!unit || !isNumber(offset) || !isNumber(gain) || gain <= 0) return undefined;
  return [offset * unit.scale, gain * unit.scale, unit.quantity];
};

/** Finds the energy axis of a dataset `[height, width, channels]`, or nothing. @throws GanxError `INVALID_FILE` */
export function findEnergyAxis(file: Hdf5File, path: string, channels: number): EnergyAxis | undefined {
  for (const find of [fromAttributes, fromCalibration, fromEnergies, fromHyperSpy, fromOtherAttributes]) {
    const found = find(file, path, channels);
    if (!found) continue;
    const [offsetKeV, gainKeV, quantity] = found;
    try {
      return checkEnergyAxis({ offsetKeV, gainKeV, channels, ...(quantity && { quantity }) });
    } catch (cause) {
      throw file.invalid((cause as Error).message);
    }
  }
  return undefined;
}
