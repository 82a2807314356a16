// A picture in, a scan's HDF5 file out:
//
//   npm install ganx
//   deno run --allow-read=painting.jpg --allow-write=painting.h5 deno.ts painting.jpg painting.h5
import { createScan, decodeImage, encodeHdf5 } from "ganx";

const [picture, output] = Deno.args;
if (!picture || !output) {
  console.error("expected a picture and the HDF5 file to write: deno.ts painting.jpg painting.h5");
  Deno.exit(2);
}

const scan = await createScan(await decodeImage(await Deno.readFile(picture)), { seed: 7, counts: 400 });
for (const { hex, share, mixture } of scan.palette) {
  console.log(hex, share.toFixed(3), mixture.map(({ name }) => name).join(", "));
}

const file = await encodeHdf5(scan, { threads: navigator.hardwareConcurrency });
await Deno.writeFile(output, file.stream());
console.log(`${output}: ${scan.width} x ${scan.height} pixels, ${file.size} bytes`);
