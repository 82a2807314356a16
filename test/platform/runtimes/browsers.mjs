// Chromium and Firefox: a page of our own server in a browser without a window and with a new profile.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findProgram, run, start, within } from "../processes.mjs";
import { servePage } from "./page-server.mjs";

const suiteScript = (options) => `
  const { runSuite } = await import("/suite/index.mjs");
  await tell("result", await runSuite(${JSON.stringify(options)}));`;

/** What a page loads that makes a scan of pixels. */
const CORE_SCRIPT = `
  const { createScan } = await import("ganx");
  await tell("imported");
  const rgb = new Uint8Array(30 * 20 * 3).map((_, i) => (i * 7) % 256);
  const scan = await createScan({ width: 30, height: 20, rgb }, { clusters: 3, delta: 0 });
  await tell("result", scan.spectrum(4, 5).length);`;

/** @param argsOf the command line for a folder of a profile and an address */
function browser(id, name, { programs, hint, argsOf, preferences }) {
  const visit = async (folder, script) => {
    const server = await servePage(folder, script);
    const profile = mkdtempSync(join(tmpdir(), `ganx-${id}-`));
    if (preferences) writeFileSync(join(profile, "user.js"), preferences);
    const env = { MOZ_CRASHREPORTER_DISABLE: "1", HOME: profile };
    const { ended, stop } = start(findProgram(...programs), argsOf(profile, server.address), { env });
    const died = ended.then(({ code, stderr }) => {
      throw new Error(`${name} ended with ${code}: ${stderr.trim().slice(-1000)}`);
    });
    died.catch(() => {});
    try {
      const result = await within(300, name, Promise.race([server.told, died]));
      return { result, files: server.files };
    } finally {
      stop();
      await ended.catch(() => {});
      await server.close();
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    }
  };
  return {
    id,
    name,
    hasThreads: true,
    async find() {
      const program = findProgram(...programs);
      if (!program) return { missing: hint };
      return { version: /\d[\d.]+\w*/.exec(await run(program, ["--version"]))[0] };
    },
    run: async (folder, options) => (await visit(folder, suiteScript(options))).result,
    /** Files that importing ganx and making a scan of pixels ask for, with marks between the steps. */
    filesOfCore: async (folder) => (await visit(folder, CORE_SCRIPT)).files,
  };
}

const isRoot = process.getuid?.() === 0;

export const chromium = browser("chromium", "Chromium", {
  programs: ["chromium", "chromium-browser", "google-chrome"],
  hint: "apt-get install chromium",
  argsOf: (profile, address) => [
    "--headless=new",
    ...(isRoot ? ["--no-sandbox"] : []),
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-breakpad",
    "--no-first-run",
    `--user-data-dir=${profile}`,
    address,
  ],
});

const FIREFOX_PREFERENCES = {
  "app.update.enabled": false,
  "browser.aboutwelcome.enabled": false,
  "browser.shell.checkDefaultBrowser": false,
  "datareporting.policy.dataSubmissionEnabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
};

export const firefox = browser("firefox", "Firefox", {
  programs: ["firefox-esr", "firefox"],
  hint: "apt-get install firefox-esr",
  preferences: Object.entries(FIREFOX_PREFERENCES)
    .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
    .join(""),
  argsOf: (profile, address) => ["--headless", "--no-remote", "--profile", profile, address],
});
