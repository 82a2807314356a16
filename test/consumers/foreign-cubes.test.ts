// Cubes as other programs write them, against what those programs say is in them.
import { hasModules, testForeignCubes } from "./foreign.js";

const PYTHON = "/usr/bin/python3";
const NEEDED = "h5py, hyperspy, PyMca5, fabio, spectral, zarr";
if (process.env.CI && !hasModules(PYTHON, NEEDED)) throw new Error(`${NEEDED} of Debian are required here`);

testForeignCubes(
  "cubes of other programs (skipped without python3-h5py)",
  PYTHON,
  "make_foreign.py",
  hasModules(PYTHON, "h5py"),
);
