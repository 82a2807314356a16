// What the numbers were measured on and with.
import { spawnSync } from "node:child_process";
import { cpus, release, totalmem, type } from "node:os";
import { SAMPLER_VERSION, VERSION } from "../../build/modules/version.js";
import { PYTHON } from "./process.mjs";

const MODULES = ["numpy", "scipy", "sklearn", "skimage", "h5py"];
const SCRIPT = `
import json, platform
from importlib import import_module
found = {"python": platform.python_version()}
for name in ${JSON.stringify(MODULES)}:
    try: found[name] = import_module(name).__version__
    except ImportError: pass
print(json.dumps(found))
`;

/** What a program prints, undefined if it is not there. */
function printed(program, ...args) {
  const { status, stdout } = spawnSync(program, args, { encoding: "utf8" });
  return status === 0 ? stdout.trim() : undefined;
}

export function describeMachine() {
  const found = JSON.parse(printed(PYTHON, "-c", SCRIPT) ?? "{}");
  const gcc = printed("gcc", "-dumpfullversion");
  const missing = ["python", ...MODULES].filter((name) => !(name in found));
  return {
    machine: {
      cpu: cpus()[0].model.trim(),
      cores: cpus().length,
      memory: `${(totalmem() / 2 ** 30).toFixed(1)} GiB`,
      kernel: `${type()} ${release()}`,
    },
    versions: {
      node: process.versions.node,
      ganx: VERSION,
      sampler: SAMPLER_VERSION,
      ...found,
      ...Object.fromEntries(missing.map((name) => [name, "not there"])),
      gcc: gcc ?? "not there",
    },
  };
}
