// Spectra of others, as Debian's packages carry them, read as the programs they belong to read them.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { decodeSpectrum } from "../../src/io/spectrum-file.js";

const PYTHON = "/usr/bin/python3";
const HYPERSPY = "/usr/lib/python3/dist-packages/hyperspy/tests/io";
const FILES = [
  `${HYPERSPY}/bruker_data/bruker_m6_jetstream_file_example.spx`,
  `${HYPERSPY}/bruker_data/bruker_nano.spx`,
  `${HYPERSPY}/bruker_data/extracted_from_bcf.spx`,
  `${HYPERSPY}/msa_files/example1.msa`,
  `${HYPERSPY}/msa_files/example2.msa`,
  "/usr/share/pymca/XRFSpectrum.mca",
  "/usr/share/pymca/Steel.spe",
];
const found =
  FILES.every((path) => existsSync(path)) &&
  spawnSync(PYTHON, ["-c", "import hyperspy, PyMca5"]).status === 0;
if (!found && process.env.CI) throw new Error("python3-hyperspy and python3-pymca5 are required here");

describe.skipIf(!found)(
  "spectra of HyperSpy and PyMca (skipped without python3-hyperspy and python3-pymca5)",
  () => {
    test("are read as they read them", { timeout: 120_000 }, async () => {
      const script = fileURLToPath(new URL("read_spectra.py", import.meta.url));
      const { stdout, status } = spawnSync(PYTHON, [script, ...FILES], { encoding: "utf8" });
      expect(status).toBe(0);
      const others: { offset?: number; gain?: number; scale?: number; y: number[] }[] = JSON.parse(stdout);
      for (const [i, path] of FILES.entries()) {
        const { offset, gain, scale = 1, y } = others[i]!;
        const isBare = offset === undefined;
        const bare = isBare ? { offsetKeV: 0, gainKeV: 0.01 } : {};
        const { spectrum } = await decodeSpectrum(new Uint8Array(readFileSync(path)), path, bare);
        expect(Array.from(spectrum.counts), path).toEqual(y);
        if (isBare) continue;
        spectrum.energiesKeV.forEach((energy, channel) => {
          // HyperSpy takes pairs for equally spaced; those of the EMSA standard's example are so within a channel.
          const leeway = path.endsWith("example1.msa") ? gain! * scale : 1e-9;
          expect(Math.abs(energy - scale * (offset + channel * gain!)), path).toBeLessThan(leeway);
        });
      }
    });
  },
);
