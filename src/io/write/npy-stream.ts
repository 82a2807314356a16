import type { NumberType } from "../../kernels/sums.js";
import { npyHead } from "../npy.js";
import { bytesInOrder, type CubeToWrite } from "./cube-to-write.js";

/** What NumPy calls a type. */
const descriptionOf = (type: NumberType): string =>
  `${type.endsWith("8") ? "|" : "<"}${type[0]}${Number(type.slice(1)) / 8}`;

/** A cube as a NumPy file, `[height, width, channels]`. */
export async function* npyStream(cube: CubeToWrite): AsyncGenerator<Uint8Array> {
  const { width, height, energyAxis, type } = cube;
  yield npyHead(descriptionOf(type), [height, width, energyAxis.channels]);
  yield* bytesInOrder(cube);
}
