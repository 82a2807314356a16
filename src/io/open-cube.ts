// Node only: a cube in an HDF5 file of any program.
import { type CubeFileOptions, Hdf5Cube } from "./hdf5-cube.js";
import { openHdf5 } from "./hdf5-file.js";
import { Hdf5Scan } from "./read-hdf5.js";

/**
 * Opens a cube of counts in an HDF5 file: of ganx, then with its truth, or of any other program.
 *
 * The energy axis is that of `energyKeV`, else ganx's attributes, PyMca's `calibration`, a NeXus `energy` or HyperSpy's
 * `axis-2` beside the dataset.
 *
 * @returns an `Hdf5Scan` where no option is given and ganx wrote the file
 * @throws GanxError `IO` where the file cannot be opened, `INVALID_FILE` where there is no such cube in it
 */
export async function openCube(path: string, options: CubeFileOptions = {}): Promise<Hdf5Cube> {
  const file = await openHdf5(path);
  try {
    const plain = options.dataset !== undefined || options.energyKeV !== undefined;
    if (!plain && file.attribute("recipe") !== undefined && file.find("/truth") === "group") {
      return new Hdf5Scan(file);
    }
    return new Hdf5Cube(file, options);
  } catch (cause) {
    file.close();
    throw cause;
  }
}
