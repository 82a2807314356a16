// Licences of the packages whose code is inside the bundle.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The folder of the package that a module is of, or nothing where it is our own. */
function packageOf(module) {
  return /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(module)?.[1];
}

function notice(folder) {
  const { name, version, license, author } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const by = typeof author === "string" ? author : author?.name;
  const text = file
    ? readFileSync(join(folder, file), "utf8").trim()
    : `Licence: ${license}${by ? `, ${by}` : ""}; its text is that of the file LICENSE.`;
  return `${name} ${version} (${license})\n\n${text}\n`;
}

/**
 * The notices of bundled packages, by name.
 *
 * @param modules paths of the modules in the bundle
 */
export function bundledLicences(modules) {
  const folders = new Set(
    modules.map(packageOf).filter((folder) => folder && existsSync(join(folder, "package.json"))),
  );
  const line = `\n${"-".repeat(80)}\n\n`;
  return `ganx contains code of these packages.\n${line}${[...folders].sort().map(notice).join(line)}`;
}
