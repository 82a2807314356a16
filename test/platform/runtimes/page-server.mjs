// A small server for the browsers: the installed package, the suite, and a page that imports both without a bundler.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { gzipSync } from "node:zlib";

const TYPES = {
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".json": "application/json",
  ".wasm": "application/wasm",
};

/** Where a browser finds `ganx`: what its exports say. */
async function importMap(folder) {
  const { exports } = JSON.parse(await readFile(join(folder, "node_modules/ganx/package.json"), "utf8"));
  return JSON.stringify({ imports: { ganx: join("/node_modules/ganx", exports["."].default) } });
}

const page = (map, script) => `<!doctype html>
<meta charset="utf-8">
<title>ganx</title>
<link rel="icon" href="data:,">
<script type="importmap">${map}</script>
<script type="module">
const tell = (kind, body) => fetch(\`/tell/\${kind}\`, { method: "POST", body: JSON.stringify(body ?? null) });
try {
  ${script}
} catch (error) {
  await tell("failure", \`\${error}\\n\${error?.stack ?? ""}\`);
}
</script>
`;

async function textOf(request) {
  let text = "";
  for await (const part of request.setEncoding("utf8")) text += part;
  return text;
}

/**
 * Serves a folder and a page with a script at `/`, on this machine alone.
 *
 * @returns `address`; `told`: resolves to what the page tells as `result`; `files`: what it asked for, in order, with
 *   marks where it told something else; `close`
 */
export async function servePage(folder, script) {
  const html = page(await importMap(folder), script);
  const files = [];
  let settle;
  const told = new Promise((resolve, reject) => {
    settle = { resolve, reject };
  });
  told.catch(() => {});

  const hear = (kind, body) => {
    if (kind === "result") settle.resolve(body);
    else if (kind === "failure") settle.reject(new Error(`the page failed: ${body}`));
    else files.push({ mark: kind });
  };
  const serve = async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    if (request.method === "POST") {
      hear(pathname.split("/").at(-1), JSON.parse(await textOf(request)));
      response.end();
    } else if (pathname === "/") {
      response.setHeader("content-type", "text/html");
      response.end(html);
    } else {
      // `pathname` has no dots that lead out of the folder: the URL is normalised.
      const bytes = await readFile(join(folder, pathname));
      files.push({ path: pathname, bytes: bytes.length, gzip: gzipSync(bytes).length });
      response.setHeader("content-type", TYPES[extname(pathname)] ?? "application/octet-stream");
      response.end(bytes);
    }
  };
  const server = createServer((request, response) => {
    serve(request, response).catch(() => {
      response.statusCode = 404;
      response.end();
    });
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return { address: `http://127.0.0.1:${server.address().port}/`, told, files, close };
}
