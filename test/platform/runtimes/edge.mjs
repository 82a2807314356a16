// workerd, the runtime of edge functions, through miniflare.
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { within } from "../processes.mjs";
import { bundleForEdge } from "./edge-bundle.mjs";

const require = createRequire(import.meta.url);

export const edge = {
  id: "workerd",
  name: "workerd",
  hasThreads: false,
  async find() {
    if (!existsSync(new URL("../node_modules/miniflare", import.meta.url))) {
      return { missing: "npm run conformance installs it" };
    }
    return { version: require("workerd/package.json").version };
  },
  async run(folder, options) {
    const { Miniflare } = await import("miniflare");
    const modules = await bundleForEdge(folder, "entries/edge.mjs");
    // `cf`: else it would ask the network where it is.
    const miniflare = new Miniflare({ modules, compatibilityDate: "2026-01-01", cf: false });
    try {
      const address = `http://localhost/?options=${encodeURIComponent(JSON.stringify(options))}`;
      const response = await within(300, "workerd", miniflare.dispatchFetch(address));
      const text = await response.text();
      if (!response.ok) throw new Error(`workerd answered ${response.status}: ${text.slice(0, 2000)}`);
      return JSON.parse(text);
    } finally {
      await miniflare.dispose();
    }
  },
};
