#!/usr/bin/env node
// The command line: `ganx generate`, `ganx inspect`, and the others.
import { Command, CommanderError } from "commander";
import { writeReason } from "../io/file-error.js";
import { VERSION } from "../version.js";
import { endWith, failure, oneLine } from "./failure.js";

/** What a command needs is loaded for that command only: a small job must not wait for the figures of a large one. */
const COMMANDS: Record<string, () => Promise<Command>> = {
  generate: async () => (await import("./generate.js")).generateCommand(),
  inspect: async () => (await import("./inspect.js")).inspectCommand(),
  compare: async () => (await import("./compare.js")).compareCommand(),
  convert: async () => (await import("./convert.js")).convertCommand(),
  regenerate: async () => (await import("./regenerate.js")).regenerateCommand(),
  spectrum: async () => (await import("./spectrum.js")).spectrumCommand(),
  pigments: async () => (await import("./pigments.js")).pigmentsCommand(),
  demo: async () => (await import("./demo.js")).demoCommand(),
};

/** The commands that may be meant: the first word, or any of them where that is none. */
function commandsFor(word = ""): string[] {
  if (word === "--version" || word === "-V") return [];
  return Object.hasOwn(COMMANDS, word) ? [word] : Object.keys(COMMANDS);
}

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

try {
  for (const name of commandsFor(process.argv[2])) {
    const command = (await COMMANDS[name]()).copyInheritedSettings(program);
    for (const child of command.commands) child.copyInheritedSettings(program);
    program.addCommand(command);
  }
  await program.parseAsync();
} catch (error) {
  // Commander has printed its line already; 0 is `--help` and `--version`.
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else endWith(failure(error));
}
