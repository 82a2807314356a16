// Node only: a workspace folder of XRF-Explorer.
// Source: XRF-Explorer 2.0, olive-groves/xrf-explorer.
import { writeFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { blockOf } from "../../analysis/cube-source.js";
import { CubeSums } from "../../analysis/cube-sums.js";
import { chooseLines } from "../../analysis/inspect.js";
import { GanxError } from "../../errors.js";
import type { RgbImage } from "../../image.js";
import type { NumberType } from "../../kernels/sums.js";
import { numbersOf } from "../cube/number-array.js";
import { dmsStream } from "../dms.js";
import { encodeGrey16, encodePng } from "../png/encode.js";
import { replaceFolder } from "../replace-folder.js";
import { type CubeToWrite, regionsInOrder } from "./cube-to-write.js";
import { describeLispix } from "./raw-files.js";
import { writeStream } from "./write-stream.js";
import { explorerChannels, type SpectralParams } from "./xrf-explorer-axis.js";

/** Its counts are of 16 bits. */
const MOST_COUNT = 65_535;

/** Counts of 16 bits. @throws GanxError `INVALID_ARGUMENT` where a count has more, or a fraction */
function shortCounts(bytes: Uint8Array, type: NumberType): Uint16Array {
  const values = numbersOf(bytes, type);
  if (values instanceof Uint16Array) return values;
  return shortened(Float64Array.from<number | bigint>(values, Number));
}

/** `Pb L` of `Pb La`: the program finds the element by leaving out the last letter. */
const seriesOf = (line: string): string => line.replace(/^(\w+ [KLM]).*$/, "$1");

function shortened(values: ArrayLike<number>): Uint16Array {
  const out = Uint16Array.from(values);
  for (let i = 0; i < out.length; i++) {
    if (out[i] === values[i]) continue;
    throw new GanxError(
      "INVALID_ARGUMENT",
      `XRF-Explorer: expected whole counts from 0 to ${MOST_COUNT}, found ${values[i]}; write .h5 or .zarr instead`,
    );
  }
  return out;
}

/** The picture, where it has the cube's pixels: of any other, nobody knows how it lies over them. */
async function registered(cube: CubeToWrite): Promise<{ image?: RgbImage; notes: string[] }> {
  const { width, height } = cube;
  try {
    const image = await cube.picture?.();
    if (!image || (image.width === width && image.height === height))
      return { notes: [], ...(image && { image }) };
    return { notes: [`without the picture, which has ${image.width} x ${image.height} pixels`] };
  } catch (cause) {
    if (!(cause instanceof GanxError) || cause.code === "ABORTED") throw cause;
    return { notes: [`without the picture: ${cause.message}`] };
  }
}

/** The counts of all channels in grey. */
function greyImage(pixels: Float64Array, width: number, height: number): Uint8Array {
  const most = pixels.reduce((a, b) => Math.max(a, b), 1);
  return encodeGrey16(
    Uint16Array.from(pixels, (value) => Math.round((MOST_COUNT * value) / most)),
    width,
    height,
  );
}

/**
 * Writes a workspace: the cube as `.raw` and `.rpl`, maps of the usual lines as `.dms`, and the picture.
 *
 * @returns what is to be said of it, a line each
 * @throws GanxError `IO`; `INVALID_ARGUMENT` where counts do not fit in 16 bits; what the cube throws
 */
export async function writeXrfExplorer(cube: CubeToWrite, path: string): Promise<string[]> {
  const { width, height, energyAxis, recipe } = cube;
  const { channels } = energyAxis;
  const instrument = recipe?.instrument;
  const { chosen } = chooseLines(energyAxis, instrument ? { instrument } : {});
  const sums = new CubeSums(
    width,
    height,
    channels,
    chosen.map(({ window }) => [window]),
  );
  const counts = async function* (): AsyncGenerator<Uint8Array> {
    for await (const { region, bytes } of cube.read(regionsInOrder(cube))) {
      const short = shortCounts(bytes, cube.type);
      sums.add(blockOf(region, short, channels));
      yield new Uint8Array(short.buffer, short.byteOffset, short.byteLength);
    }
  };
  const name = basename(resolve(path));
  const { image, notes: pictureNotes } = await registered(cube);
  const { params, notes } = explorerChannels(energyAxis);
  await replaceFolder(path, async (folder) => {
    await writeStream(join(folder, "cube.raw"), counts());
    await writeFile(join(folder, "cube.rpl"), describeLispix(cube, "u16"));
    const names = chosen.map((line) => seriesOf(line.name));
    const maps = names.map((name, i) => ({ name, values: sums.maps[i] }));
    await writeStream(join(folder, "maps.dms"), dmsStream(maps, width, height));
    const png = image ? encodePng({ width, height, data: image.rgb }) : greyImage(sums.pixels, width, height);
    await writeFile(join(folder, "image.png"), png);
    await writeFile(
      join(folder, "workspace.json"),
      `${JSON.stringify(workspace(name, names, params), undefined, 2)}\n`,
    );
  });
  return [...notes, ...pictureNotes];
}

function workspace(name: string, lines: readonly string[], params: SpectralParams): object {
  return {
    name,
    baseImage: { name: "image", imageLocation: "image.png", recipeLocation: "" },
    contextualImages: [],
    spectralCubes: [{ name: "cube", rawLocation: "cube.raw", rplLocation: "cube.rpl", recipeLocation: "" }],
    elementalCubes: [{ name: "maps", fileType: "dms", dataLocation: "maps.dms", recipeLocation: "" }],
    elementalChannels: lines.map((line, channel) => ({ name: line, channel, enabled: true })),
    spectralParams: params,
  };
}
