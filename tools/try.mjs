import { gzipSync } from "node:zlib";
import { rolldown } from "rolldown";

const gz = (s) => gzipSync(s, { level: 9 }).length;
const b = await rolldown({
  input: { index: "build/modules/index.js" },
  external: [/^node:/, /^echarts/, "h5wasm/node", "@resvg/resvg-wasm"],
  platform: "neutral",
  resolve: { mainFields: ["module", "main"] },
});
const { output } = await b.generate({
  format: "esm",
  minify: true,
  codeSplitting: { groups: [{ name: "core", test: /modules\/index\.js$/ }] },
});
const c = output.find((o) => o.name === "core");
const js = c.code.replace(/[`"][0-9a-f]{60000,}[`"]/, '""');
console.log(c.code.length, gz(c.code), "js", js.length, gz(js));
const l = Object.entries(c.modules)
  .map(([id, m]) => [m.code ? gz(m.code) : 0, m.code?.length, id.replace(/.*(modules|node_modules)\//, "")])
  .sort((a, b) => b[0] - a[0]);
console.log(
  l
    .slice(0, 70)
    .map((x) => x.join(" "))
    .join("\n"),
);
