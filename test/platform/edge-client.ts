import { encodePng } from "../../src/io/png/encode.js";
import { edge } from "./runtimes/edge.mjs";
import { drawPainting } from "./suite/painting.mjs";

/** Why there is no workerd, in words for a test's name; empty where it is installed. */
export const missing = await edge
  .find()
  .then((found) => (found.missing ? ` (workerd is not installed: ${found.missing})` : ""));

/** A picture whose last chunks are not full. */
export const picture = smallPicture();

function smallPicture(): Buffer {
  const painting = drawPainting(150, 70);
  return Buffer.from(encodePng({ ...painting, data: painting.rgb }));
}

/** Bytes of any kind of memory, too. */
export type Body = BodyInit | Uint8Array;

/** What a Worker answers to a picture. */
export async function post(address: string, body: Body = picture, headers: Record<string, string> = {}) {
  // `duplex` is required of bodies that are streams.
  const how: RequestInit & { duplex: "half" } = {
    method: "POST",
    body: body as BodyInit,
    headers,
    duplex: "half",
  };
  // A connection that is kept may be closed by the other side just when it is used again.
  const response = await fetch(address, how).catch(() => fetch(address, how));
  const bytes = new Uint8Array(await response.arrayBuffer());
  const json = () => JSON.parse(new TextDecoder().decode(bytes));
  return { status: response.status, headers: response.headers, bytes, json };
}
