// What can be asked of a scan. `fields`: names in the query beside those of a scan, and whether they have to be there.
import { channelEnergies, encodeGrey16, zarrFile } from "ganx";
import { LIMITS } from "./limits.js";
import { refuse } from "./refusal.js";

export const answers = new Map([
  ["palette", { fields: {}, hasKey: false, answer: palette }],
  ["map", { fields: { line: true, window: false }, hasKey: false, answer: map }],
  ["spectrum", { fields: { x: true, y: true }, hasKey: false, answer: spectrum }],
  ["zarr", { fields: {}, hasKey: true, answer: zarr }],
]);

/** The colours, and the pigments that explain each. */
function palette({ width, height, palette: colors }) {
  return Response.json({ width, height, palette: colors });
}

/** Photons of a line in every pixel as 16-bit grey, the brightest pixel white. */
async function map(scan, { line, window }) {
  const { width, height, energyAxis } = scan;
  if (width * height * energyAxis.channels > LIMITS.counts) {
    const found = `${width} x ${height} x ${energyAxis.channels}`;
    const message = `a map is summed from at most ${LIMITS.counts} counts, found ${found}; scale the picture down`;
    throw refuse(413, "TOO_LARGE", message);
  }
  const photons = scan.lineMap(line, { windowKeV: window });
  const most = photons.reduce((a, b) => Math.max(a, b), 0);
  const greyPerPhoton = 65_535 / Math.max(1, most);
  const grey = new Uint16Array(photons.length);
  for (let i = 0; i < grey.length; i++) grey[i] = Math.round(photons[i] * greyPerPhoton);
  return new Response(await encodeGrey16(grey, width, height), {
    headers: { "content-type": "image/png", "ganx-grey-per-photon": String(greyPerPhoton) },
  });
}

/** Photons of one pixel, by channel. */
function spectrum(scan, { x, y }) {
  const counts = Array.from(scan.spectrum(x, y));
  return Response.json({ x, y, energiesKeV: Array.from(channelEnergies(scan.energyAxis)), counts });
}

/** A file of the scan's Zarr store: metadata, or one chunk of an array. */
async function zarr(scan, _, key) {
  const bytes = await zarrFile(scan, key);
  if (!bytes) throw refuse(404, "NOT_FOUND", "no such file; zarr.json says which arrays the store has");
  const type = key.endsWith(".json") ? "application/json" : "application/octet-stream";
  return new Response(bytes, { headers: { "content-type": type } });
}
