// Chromium and Firefox, driven as a user would: clicks, files, downloads.
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findProgram } from "./processes.mjs";

const isRoot = process.getuid?.() === 0;

/** Preferences of Firefox that put downloads into a folder unasked. */
const downloadsTo = (folder) => ({
  "browser.download.folderList": 2,
  "browser.download.dir": folder,
  "browser.download.always_ask_before_handling_new_types": false,
  "browser.helperApps.neverAsk.saveToDisk": "application/x-hdf5",
});

const BROWSERS = {
  chromium: {
    name: "Chromium",
    programs: ["chromium", "chromium-browser", "google-chrome"],
    options: () => ({
      browser: "chrome",
      args: [...(isRoot ? ["--no-sandbox"] : []), "--disable-gpu", "--disable-dev-shm-usage"],
    }),
  },
  firefox: {
    name: "Firefox",
    programs: ["firefox-esr", "firefox"],
    options: (downloads) => ({ browser: "firefox", extraPrefsFirefox: downloadsTo(downloads) }),
  },
};

/** Why a browser cannot be driven; undefined where it can. */
export function whyNot(id) {
  const { name, programs } = BROWSERS[id];
  if (!existsSync(new URL("node_modules/puppeteer-core", import.meta.url))) {
    return "puppeteer-core is not installed: node test/platform/install.mjs";
  }
  return findProgram(...programs) ? undefined : `${name} is not installed: apt-get install ${programs[0]}`;
}

/**
 * Starts a browser without a window, with a new profile.
 *
 * @param id `chromium` or `firefox`
 * @returns puppeteer's `browser`, the folder of its `downloads`, and `close`
 */
export async function openBrowser(id) {
  const { launch } = await import("puppeteer-core");
  const { programs, options } = BROWSERS[id];
  const folder = mkdtempSync(join(tmpdir(), `ganx-${id}-`));
  const downloads = join(folder, "downloads");
  const browser = await launch({
    executablePath: findProgram(...programs),
    headless: true,
    userDataDir: join(folder, "profile"),
    env: { ...process.env, HOME: folder, MOZ_CRASHREPORTER_DISABLE: "1" },
    ...options(downloads),
  });
  if (id === "chromium") {
    const session = await browser.target().createCDPSession();
    await session.send("Browser.setDownloadBehavior", { behavior: "allow", downloadPath: downloads });
  }
  const close = async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  return { browser, downloads, close };
}
