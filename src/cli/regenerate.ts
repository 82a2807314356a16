import { Command } from "commander";
import { checkInteger } from "../check.js";
import { readHdf5 } from "../io/read-hdf5.js";
import { findDifference, recreateScan } from "../io/regenerate.js";
import { replaceable } from "../io/replace-file.js";
import { writeHdf5 } from "../io/write-hdf5.js";
import { MAX_THREADS } from "../workers/pool.js";
import { stoppable } from "./failure.js";
import { threadsOption } from "./options.js";
import { ProgressBar } from "./progress.js";

interface RegenerateOptions {
  readonly output?: string;
  readonly threads: number;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

async function regenerate(
  path: string,
  options: RegenerateOptions,
  signal: AbortSignal,
): Promise<string | undefined> {
  const threads = checkInteger("threads", options.threads, 1, MAX_THREADS);
  const progress = new ProgressBar(Boolean(options.quiet || options.json));
  const onProgress = progress.update;
  if (options.output !== undefined) await replaceable(options.output, [path]);
  const stored = await readHdf5(path);
  try {
    const scan = await recreateScan(stored, { signal, onProgress });
    const difference = await findDifference(scan, stored, { threads, signal, onProgress });
    if (options.output !== undefined) {
      await writeHdf5(scan, options.output, { threads, signal, onProgress });
    }
    return difference;
  } finally {
    stored.close();
    progress.clear();
  }
}

export function regenerateCommand(): Command {
  return new Command("regenerate")
    .description("Makes a file's scan again from the recipe in it and says whether every array is identical.")
    .argument("<file>", "an HDF5 file that ganx wrote")
    .option("-o, --output <file>", "also write the scan that was made")
    .addOption(threadsOption())
    .option("--json", "print one JSON object")
    .option("--quiet", "print nothing; the exit code tells")
    .addHelpText("after", "\nExit code: 0 identical, 1 different, 2 not a file that can be made again.")
    .action(async (path: string, options: RegenerateOptions) => {
      const difference = await stoppable((signal) => regenerate(path, options, signal));
      const identical = difference === undefined;
      if (!identical) process.exitCode = 1;
      if (options.json) process.stdout.write(`${JSON.stringify({ file: path, identical, difference })}\n`);
      else if (!options.quiet) {
        process.stdout.write(identical ? `${path}: identical\n` : `${path}: not identical; ${difference}\n`);
      }
    });
}
