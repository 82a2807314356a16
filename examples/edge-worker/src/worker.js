// A Worker that scans the picture in each request. The same picture and query give the same bytes from every Worker, so
// that tiles of one cube can be asked of many.
import { answers } from "./answers.js";
import { describe } from "./describe.js";
import { inTurn, withPlace } from "./place.js";
import { readQuery } from "./query.js";
import { readBody } from "./read-body.js";
import { refusalOf, refuse } from "./refusal.js";
import { scanOf } from "./scan-of.js";

async function answer(request) {
  const { pathname, search } = new URL(request.url);
  if (pathname === "/") return describe(request);
  const [, name, key] = /^\/(\w+)(?:\/(.*))?$/.exec(pathname) ?? [];
  const route = answers.get(name);
  if (!route || (key !== undefined) !== route.hasKey) {
    throw refuse(404, "NOT_FOUND", "expected /palette, /map, /spectrum or /zarr/<file of the store>");
  }
  if (request.method !== "POST") {
    const message = `expected POST with a picture as the body, found ${request.method}`;
    throw refuse(405, "METHOD_NOT_ALLOWED", message, { allow: "POST" });
  }
  const query = readQuery(search, route.fields);
  return withPlace(async () => {
    const file = await readBody(request);
    return inTurn(async () => route.answer(await scanOf(file, query), query, key));
  });
}

export default {
  fetch: (request) => answer(request).catch(refusalOf),
};
