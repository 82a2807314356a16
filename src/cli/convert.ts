import { Command } from "commander";
import { type Measured, quantityField, unitOf } from "../energy-axis.js";
import type { CubeFile, CubeFileOptions } from "../io/cube/cube-file.js";
import { openCube } from "../io/open-cube.js";
import { writeFileAs } from "../io/write/write-any.js";
import {
  type CubeFormat,
  checkWritable,
  cubeFormatOf,
  holdsEnergies,
  holdsPixelSize,
  holdsTruth,
} from "../io/write/write-cube.js";
import { bytesWritten } from "../io/write/written.js";
import { stoppable } from "./failure.js";
import { peakMemoryMiB } from "./memory.js";
import { formatOption, shapeOption } from "./options.js";
import { pixelSizeArgument, widthInWords } from "./pixel-size.js";
import { ProgressBar, Stopwatch } from "./progress.js";
import { fileArguments, fileOptions } from "./report-files.js";
import { showSize } from "./size.js";

interface ConvertOptions {
  readonly dataset?: string;
  readonly energy?: readonly [number, number];
  readonly shape?: readonly [number, number];
  /** um. */
  readonly pixelSize?: number;
  readonly format?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** What was converted. */
interface Converted extends Measured {
  readonly input: string;
  readonly from: string;
  readonly output: string;
  readonly format: CubeFormat;
  readonly bytes: number;
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly type: string;
  /** keV, or the unit of another quantity; null where energies are not known. */
  readonly offsetKeV: number | null;
  readonly gainKeV: number | null;
  /** Null where it is not known. */
  readonly pixelSizeUm: number | null;
  /** What the input has and the output has not. */
  readonly leftOut: readonly string[];
  readonly notes: readonly string[];
  readonly seconds: number;
}

/** What a format cannot hold of a cube. */
function leftOutOf(cube: CubeFile, format: CubeFormat): string[] {
  const out: string[] = [];
  if (cube.truth && !holdsTruth(format)) out.push("the truth and the recipe");
  if (cube.picture && format !== "xrf-explorer") out.push("the picture");
  if (cube.isCalibrated && !holdsEnergies(format)) out.push("the energy axis");
  if (cube.pixelSizeUm !== undefined && !holdsPixelSize(format)) out.push("the size of a pixel");
  return out;
}

async function convert(
  input: string,
  output: string,
  options: ConvertOptions,
  signal: AbortSignal,
): Promise<Converted> {
  const progress = new ProgressBar(Boolean(options.quiet || options.json));
  const watch = new Stopwatch();
  watch.start("convert");
  const format = cubeFormatOf(output, options.format);
  const how: CubeFileOptions = {
    ...fileOptions(options),
    uncalibrated: true,
    pixelSizeUm: options.pixelSize,
  };
  const cube = await openCube(input, how);
  try {
    await checkWritable(output, format, [input]);
    const notes = await writeFileAs(format, cube, output, {
      signal,
      onProgress: ({ done, of }) => progress.update({ stage: "convert", done, of }),
    });
    watch.stop();
    const { width, height, energyAxis, isCalibrated, pixelSizeUm, pixelProblem, type } = cube;
    if (pixelProblem !== undefined) notes.push(pixelProblem);
    return {
      input,
      from: `${cube.format}: ${cube.name}`,
      output,
      format,
      bytes: await bytesWritten(output, format),
      width,
      height,
      channels: energyAxis.channels,
      type,
      offsetKeV: isCalibrated ? energyAxis.offsetKeV : null,
      gainKeV: isCalibrated ? energyAxis.gainKeV : null,
      ...quantityField(energyAxis),
      pixelSizeUm: pixelSizeUm ?? null,
      leftOut: leftOutOf(cube, format),
      notes,
      seconds: watch.seconds.convert,
    };
  } finally {
    cube.close();
    progress.clear();
  }
}

function convertedToText(found: Converted): string {
  const { input, from, output, bytes, width, height, channels, type, offsetKeV, gainKeV, pixelSizeUm } =
    found;
  const size = pixelSizeUm === null ? "" : ` of ${widthInWords(pixelSizeUm)}`;
  const [low, high] = [
    (offsetKeV ?? 0) - (gainKeV ?? 0) / 2,
    (offsetKeV ?? 0) + (channels - 0.5) * (gainKeV ?? 0),
  ];
  const energies =
    gainKeV === null ? "no energies" : `${low.toPrecision(5)} to ${high.toPrecision(5)} ${unitOf(found)}`;
  return [
    `${input}: ${from}`,
    `${width} x ${height} pixels${size}, ${channels} channels of ${type}, ${energies}`,
    `${output}: ${showSize(bytes)}`,
    ...(found.leftOut.length > 0
      ? [`left out, because the format has no place for it: ${found.leftOut.join(", ")}`]
      : []),
    ...found.notes,
    `${found.seconds.toFixed(2)} s, ${Math.round(peakMemoryMiB())} MiB at most`,
    "",
  ].join("\n");
}

export function convertCommand(): Command {
  const command = new Command("convert")
    .description("Writes a cube in another format, its counts, energies and size of pixels unchanged.")
    .argument(
      "<in>",
      "HDF5 of any program, .rpl or .raw, ENVI .hdr, .zarr, .npy, .npz, .edf, .xrf-explorer, a folder of .mca",
    )
    .argument("<out>", "a name that ends in .h5, .hspy, .nxs, .zarr, .rpl, .npy, .npz or .xrf-explorer")
    .addOption(formatOption())
    .addOption(shapeOption())
    .addOption(
      pixelSizeArgument("width and height of a pixel, such as 250um or 0.5mm (default: what the file says)"),
    );
  for (const option of fileArguments()) command.addOption(option);
  return command
    .option("--json", "print one JSON object")
    .option("--quiet", "print nothing")
    .addHelpText(
      "after",
      "\n.rpl, .raw and .hdr write all three: one file of numbers, described for Lispix and for ENVI." +
        "\nThe truth of a scan that ganx made goes into .h5, .zarr and .npz; energies and the size of a" +
        "\npixel into all but .npy.",
    )
    .action(async (input: string, output: string, options: ConvertOptions) => {
      const found = await stoppable((signal) => convert(input, output, options, signal));
      if (options.json) process.stdout.write(`${JSON.stringify(found)}\n`);
      else if (!options.quiet) process.stdout.write(convertedToText(found));
    });
}
