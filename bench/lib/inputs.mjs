// Files that let the peers draw exactly the scan that ganx draws.
import { writeFileSync } from "node:fs";
import { embeddedLibrary } from "../../build/modules/embedded-library.js";
import { DEFAULT_INSTRUMENT } from "../../build/modules/index.js";
import { pigmentDistribution } from "../../build/modules/library.js";
import { encodeNpy } from "../../build/modules/node.js";
import { scratch } from "./process.mjs";

function save(name, bytes) {
  const path = scratch(name);
  writeFileSync(path, bytes);
  return path;
}

/** Labels and expected spectra of a scan, for numpy and as raw bytes for C. */
export function saveScan(scan, name) {
  const { width, height, truth } = scan;
  const { channels } = scan.energyAxis;
  const { labels, expected } = truth;
  const bytes = new Uint8Array(expected.buffer, expected.byteOffset, expected.byteLength);
  return {
    labels: save(`${name}-labels.npy`, encodeNpy(labels, [height, width])),
    expected: save(`${name}-expected.npy`, encodeNpy(expected, [expected.length / channels, channels])),
    rawLabels: save(`${name}-labels.bin`, labels),
    rawExpected: save(`${name}-expected.bin`, bytes),
  };
}

/** Colours and spectra of the embedded library's pigments. */
export async function savePigments() {
  const { pigments } = await embeddedLibrary();
  const { channels } = DEFAULT_INSTRUMENT.axis;
  const spectra = new Float64Array(pigments.length * channels);
  for (const [p, pigment] of pigments.entries()) {
    spectra.set(await pigmentDistribution(pigment, DEFAULT_INSTRUMENT), p * channels);
  }
  const colors = Float64Array.from(pigments.flatMap(({ srgb }) => [...srgb]));
  return {
    colors: save("pigment-colors.npy", encodeNpy(colors, [pigments.length, 3])),
    spectra: save("pigment-spectra.npy", encodeNpy(spectra, [pigments.length, channels])),
  };
}
