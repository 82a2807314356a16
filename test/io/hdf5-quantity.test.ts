// Axes of other quantities, as other programs write them.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { File } from "h5wasm";
import { afterAll, expect, test } from "vitest";
import { openCube } from "../../src/io/open-cube.js";
import { lookInto } from "../cli/run-cli.js";

const folder = mkdtempSync(join(tmpdir(), "ganx-quantity-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function axisOf(write: (file: File) => void, dataset = "/entry/data") {
  const path = join(folder, "cube.h5");
  await lookInto(
    path,
    (file) => {
      file.create_group("entry");
      file.create_dataset({ name: "/entry/data", data: new Uint16Array(2 * 3 * 4), shape: [2, 3, 4] });
      write(file);
    },
    "w",
  );
  const cube = await openCube(path, { dataset });
  try {
    return cube.energyAxis;
  } finally {
    cube.close();
  }
}

test.each([
  ["wavelength", "nm", [400, 410, 420, 430], { offsetKeV: 400, gainKeV: 10, quantity: "wavelength" }],
  ["wavelength", "um", [0.5, 0.75, 1, 1.25], { offsetKeV: 500, gainKeV: 250, quantity: "wavelength" }],
  ["wavenumber", "1/cm", [400, 404, 408, 412], { offsetKeV: 400, gainKeV: 4, quantity: "wavenumber" }],
  ["energy", "eV", [1000, 2000, 3000, 4000], { offsetKeV: 1, gainKeV: 1 }],
])("NeXus: %s in %s", async (name, units, values, axis) => {
  const found = await axisOf((file) => {
    file.create_dataset({ name: `/entry/${name}`, data: Float64Array.from(values) });
    (file.get(`/entry/${name}`) as File).create_attribute("units", units);
  });
  expect(found).toEqual({ ...axis, channels: 4 });
});

test.each([
  ["nm", { offsetKeV: 400, gainKeV: 2, quantity: "wavelength" }],
  ["1/cm", { offsetKeV: 400, gainKeV: 2, quantity: "wavenumber" }],
  ["keV", { offsetKeV: 400, gainKeV: 2 }],
])("HyperSpy: an axis in %s", async (units, axis) => {
  const found = await axisOf((file) => {
    const group = file.create_group("/entry/axis-2");
    for (const [name, value] of Object.entries({ offset: 400, scale: 2, units })) {
      group.create_attribute(name, value);
    }
  });
  expect(found).toEqual({ ...axis, channels: 4 });
});

test("a unit that no axis has is not guessed", async () => {
  const write = (file: File) => {
    file.create_dataset({ name: "/entry/wavelength", data: Float64Array.of(1, 2, 3, 4) });
    (file.get("/entry/wavelength") as File).create_attribute("units", "s");
  };
  await expect(axisOf(write)).rejects.toThrow(/found no energy axis/);
});
