// The package as users get it: packed, and installed in a folder of its own with the suite beside it.
import { cpSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { npm } from "./npm.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const here = fileURLToPath(new URL(".", import.meta.url));

/**
 * Packs the built tree and installs it; from npm's cache where it can.
 *
 * @returns `folder`: where it is installed; whoever asks calls `remove`
 */
export async function installPacked() {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "ganx-conformance-")));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.on("exit", remove);
  try {
    // Building is not the suite's business.
    await npm(["pack", "--ignore-scripts", "--pack-destination", folder], { cwd: root });
    const [file] = readdirSync(folder);
    writeFileSync(join(folder, "package.json"), '{ "private": true, "type": "module" }\n');
    const install = ["install", "--prefer-offline", "--ignore-scripts", "--no-package-lock"];
    await npm([...install, `./${file}`], { cwd: folder });
    for (const part of ["suite", "entries"])
      cpSync(join(here, part), join(folder, part), { recursive: true });
  } catch (cause) {
    remove();
    throw cause;
  }
  return { folder, remove };
}
