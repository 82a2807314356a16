// Node only: a cube as one file of numbers with two descriptions, of Lispix and of ENVI.
import { writeFile } from "node:fs/promises";
import { fwhmKeV, MN_KA_KEV } from "../../instrument.js";
import type { NumberType } from "../../kernels/sums.js";
import { enviText, enviType } from "../cube/envi.js";
import { lispixText } from "../cube/lispix.js";
import { stem } from "../cube/sibling.js";
import { replaceFile } from "../replace-file.js";
import { bytesInOrder, type CubeToWrite } from "./cube-to-write.js";
import { writeStream } from "./write-stream.js";

/** The three files that a name stands for. */
export function rawPaths(path: string): { raw: string; rpl: string; hdr: string } {
  const name = stem(path);
  return { raw: `${name}.raw`, rpl: `${name}.rpl`, hdr: `${name}.hdr` };
}

/** The description for Lispix, PyMca, HyperSpy and XRF-Explorer. */
export function describeLispix(cube: CubeToWrite, type: NumberType): string {
  const { width, height, energyAxis, isCalibrated, pixelSizeUm, recipe } = cube;
  const axis = isCalibrated ? { axis: energyAxis } : {};
  const fwhmEV = recipe && 1000 * fwhmKeV(recipe.instrument, MN_KA_KEV);
  return lispixText({
    width,
    height,
    channels: energyAxis.channels,
    type,
    ...axis,
    pixelSizeUm,
    ...(fwhmEV && { fwhmEV }),
  });
}

/** Signed bytes, which ENVI has not, with a second byte of their sign. */
async function* widened(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const bytes of pieces) {
    const wide = Int16Array.from(new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    yield new Uint8Array(wide.buffer);
  }
}

/**
 * Writes `NAME.raw`, `NAME.rpl` and `NAME.hdr`.
 *
 * @param path any of the three
 * @throws GanxError `IO`, and what the cube throws
 */
export async function writeRaw(cube: CubeToWrite, path: string): Promise<void> {
  const { raw, rpl, hdr } = rawPaths(path);
  const { width, height, energyAxis, isCalibrated, pixelSizeUm } = cube;
  const isKnown = enviType(cube.type) !== undefined;
  const type = isKnown ? cube.type : "i16";
  const bytes = isKnown ? bytesInOrder(cube) : widened(bytesInOrder(cube));
  const axis = isCalibrated ? { axis: energyAxis } : {};
  const envi = { width, height, channels: energyAxis.channels, type, ...axis, pixelSizeUm };
  await replaceFile(hdr, (header) =>
    replaceFile(rpl, (description) =>
      replaceFile(raw, async (data) => {
        await writeFile(header, enviText(envi));
        await writeFile(description, describeLispix(cube, type));
        await writeStream(data, bytes);
      }),
    ),
  );
}
