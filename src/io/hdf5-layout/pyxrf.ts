// The cube as PyXRF reads it. Source: PyXRF, pyxrf/model/fileio.py (read_hdf_APS), format NSLS2-XRF-MAP 1.0.
import {
  constantDataset,
  dataset,
  group,
  type Hdf5Dataset,
  type Hdf5Group,
  picture,
} from "../hdf5-format/tree.js";
import type { CubeDescription } from "./description.js";

const NAME_BYTES = 16;

function names(...texts: readonly string[]): Hdf5Dataset {
  return dataset({ type: { textBytes: NAME_BYTES }, shape: [texts.length], values: texts });
}

/** Live time as a scaler, to divide maps by: `[height, width, 1]`. */
function scalers({ liveSeconds, height, width }: CubeDescription): Hdf5Group | undefined {
  if (liveSeconds === undefined) return undefined;
  const shape = [height, width, 1] as const;
  const val =
    typeof liveSeconds === "number"
      ? constantDataset(Float32Array.of(liveSeconds), shape)
      : picture(liveSeconds, shape);
  return group({}, { name: names("live_time"), val });
}

/** Positions of pixels, mm, `[2, height, width]`. */
function positions({ pixelSizeUm, height, width }: CubeDescription): Hdf5Group | undefined {
  if (pixelSizeUm === undefined) return undefined;
  const pos = new Float32Array(2 * height * width);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      pos[i] = (x * pixelSizeUm) / 1000;
      pos[height * width + i] = (y * pixelSizeUm) / 1000;
    }
  }
  return group({}, { name: names("x_pos", "y_pos"), pos: dataset(pos, {}, [2, height, width]) });
}

/** The group `/xrfmap`. */
export function pyXrfMap(cube: CubeDescription): Hdf5Group {
  return group(
    {},
    {
      detsum: group({}, { counts: cube.counts }),
      scalers: scalers(cube),
      positions: positions(cube),
      scan_metadata: group({
        file_type: "XRF-MAP",
        file_format: "NSLS2-XRF-MAP",
        file_format_version: "1.0",
      }),
    },
  );
}
