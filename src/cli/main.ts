#!/usr/bin/env node
// The command line: `ganx generate`, `ganx regenerate`, `ganx demo`.
import { Command, CommanderError } from "commander";
import { VERSION } from "../version.js";
import { demoCommand } from "./demo.js";
import { endWith, failure } from "./failure.js";
import { generateCommand } from "./generate.js";
import { regenerateCommand } from "./regenerate.js";

// A reader that closes the pipe early (`ganx ... | head`) is no error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

const program = new Command("ganx")
  .description("Turns a picture of a painting into a synthetic macro X-ray fluorescence (MA-XRF) scan.")
  .version(VERSION)
  .exitOverride()
  .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, "ganx: ")) });
for (const command of [generateCommand(), regenerateCommand(), demoCommand()]) {
  program.addCommand(command.copyInheritedSettings(program));
}

try {
  await program.parseAsync();
} catch (error) {
  // Commander has printed its line already; 0 is `--help` and `--version`.
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else endWith(failure(error));
}
