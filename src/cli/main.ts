#!/usr/bin/env node
// The command line: `ganx generate`, `ganx inspect`, and the others.
import { Command, CommanderError } from "commander";
import { writeReason } from "../io/file-error.js";
import { VERSION } from "../version.js";
import { compareCommand } from "./compare.js";
import { demoCommand } from "./demo.js";
import { endWith, failure, oneLine } from "./failure.js";
import { generateCommand } from "./generate.js";
import { inspectCommand } from "./inspect.js";
import { regenerateCommand } from "./regenerate.js";

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  // A reader that closes the pipe early (`ganx ... | head`) is no error.
  if (error.code === "EPIPE") process.exit(0);
  process.stderr.write(`ganx: cannot write to standard output: ${writeReason(error)}\n`);
  process.exit(2);
});

const program = new Command("ganx")
  .description("Turns a picture of a painting into a synthetic macro X-ray fluorescence (MA-XRF) scan.")
  .version(VERSION)
  .exitOverride()
  .configureOutput({
    outputError: (text, write) => write(`ganx: ${oneLine(text.replace(/^error: /, ""))}\n`),
  });
for (const command of [
  generateCommand(),
  inspectCommand(),
  compareCommand(),
  regenerateCommand(),
  demoCommand(),
]) {
  program.addCommand(command.copyInheritedSettings(program));
}

try {
  await program.parseAsync();
} catch (error) {
  // Commander has printed its line already; 0 is `--help` and `--version`.
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else endWith(failure(error));
}
