// A picture that is large enough for slabs and threads to matter: the hashes must not depend on how many there are.
import { digest } from "../digest.mjs";
import { drawPainting } from "../painting.mjs";

export async function largeScan(ganx) {
  const axis = { offsetKeV: 0.52, gainKeV: 0.05, channels: 512 };
  const instrument = ganx.parseInstrument({ name: "narrow", base: "labec", axis });
  const options = { seed: 11, counts: 900, clusters: 6, delta: 0, threshold: 0.85, instrument };
  return ganx.createScan(drawPainting(240, 170), options);
}

export async function* slabs(ganx, { threads }) {
  const scan = await largeScan(ganx);
  const parts = [];
  for await (const { y, counts } of scan.slabs({ rows: 13, threads })) parts.push([y, await digest(counts)]);
  yield ["slabs", parts];
}

export async function* hdf5(ganx, { threads }) {
  yield ["HDF5 file", await ganx.encodeHdf5(await largeScan(ganx), { threads })];
}
