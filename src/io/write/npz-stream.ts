import { channelEnergies } from "../../energy-axis.js";
import { bytesOfType } from "../../kernels/sums.js";
import { truthArrays, truthTexts } from "../cube/truth-parts.js";
import { encodeNpy, type NpyValues } from "../npy.js";
import { type DeflateStream, type ZipMember, zipStream } from "../zip/write.js";
import { type CubeToWrite, requireEnergies } from "./cube-to-write.js";
import { npyStream } from "./npy-stream.js";

/** Members from this size on may need sizes of 64 bits; deflate may make a little more of what it cannot compress. */
const LARGE_BYTES = 2 ** 31;

/**
 * A cube as an archive of NumPy files: `counts`, where energies are known `energy_kev` of each channel and the axis's
 * `offset_kev` and `gain_kev`, where it is known `pixel_size_um`, and the arrays of the truth as `truth/...`, its texts as `truth.json`.
 */
export function npzStream(cube: CubeToWrite, deflate?: DeflateStream): AsyncGenerator<Uint8Array> {
  return zipStream(members(cube), deflate);
}

async function* members(cube: CubeToWrite): AsyncGenerator<ZipMember> {
  requireEnergies(cube, "npz");
  const { width, height, energyAxis, isCalibrated, type } = cube;
  const array = (name: string, values: NpyValues, shape: readonly number[]): ZipMember => ({
    name: `${name}.npy`,
    bytes: [encodeNpy(values, shape)],
    large: values.byteLength >= LARGE_BYTES,
  });
  const size = width * height * energyAxis.channels * bytesOfType(type);
  yield { name: "counts.npy", bytes: npyStream(cube), large: size >= LARGE_BYTES };
  if (isCalibrated) {
    yield array("energy_kev", channelEnergies(energyAxis), [energyAxis.channels]);
    yield array("offset_kev", Float64Array.of(energyAxis.offsetKeV), []);
    yield array("gain_kev", Float64Array.of(energyAxis.gainKeV), []);
  }
  if (cube.pixelSizeUm !== undefined) yield array("pixel_size_um", Float64Array.of(cube.pixelSizeUm), []);
  const truth = await cube.truth();
  if (!truth) return;
  for (const { name, values, shape } of truthArrays(truth, height, width)) {
    yield array(`truth/${name}`, values, shape);
  }
  yield { name: "truth.json", bytes: [new TextEncoder().encode(`${JSON.stringify(truthTexts(truth))}\n`)] };
}
