// A scan over wavelength, from its library to its reports.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Group } from "h5wasm";
import { beforeAll, describe, expect, it } from "vitest";
import { encodePng } from "../../src/io/png/encode.js";
import { lookInto, mistake, runCli, success, temporaryFolder } from "./run-cli.js";

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
const scan = at("scan.h5");
const FACTOR = ["--wavelength", "400,1000", "--channels", "60"];

/** Reflectances: a rise and a fall. */
const reflectance = (rises: boolean): string =>
  Array.from(
    { length: 121 },
    (_, i) => `${400 + 5 * i};${(rises ? 0.1 + i / 150 : 0.9 - i / 150).toFixed(3)}`,
  )
    .join("\n")
    .replaceAll(".", ",");

beforeAll(async () => {
  const rgb = Uint8Array.from({ length: 3 * 40 * 20 }, (_, i) => (Math.floor(i / 3) % 40 < 20 ? 200 : 40));
  writeFileSync(at("picture.png"), encodePng({ width: 40, height: 20, data: rgb }));
  writeFileSync(at("light.csv"), `Wavelength (nm);Reflectance\r\n${reflectance(true)}\r\n`);
  writeFileSync(at("dark.txt"), reflectance(false));
  const pigments = [
    { id: "light", name: "Light", srgb: [200, 200, 200], spectrum: { file: "light.csv" } },
    { id: "dark", name: "Dark", srgb: [40, 40, 40], spectrum: { file: "dark.txt", unit: "nm" } },
  ];
  writeFileSync(
    at("library.json"),
    JSON.stringify({ format: "ganx-library", version: 1, name: "nm", pigments }),
  );
});

describe("a scan over wavelength", () => {
  it("is made of spectra over wavelength, and its file says so", async () => {
    const args = [
      "generate",
      at("picture.png"),
      "--library",
      at("library.json"),
      "--clusters",
      "2",
      "-o",
      scan,
    ];
    const text = success(await runCli([...args, ...FACTOR]));
    expect(text).toMatch(/in 60 channels, 400 to 1000 nm, seed 0/);
    await lookInto(scan, (file) => {
      const attribute = (path: string, name: string) => (file.get(path) as Group).attrs[name]?.value;
      expect(attribute("/", "axis_quantity")).toBe("wavelength");
      expect(attribute("/", "axis_units")).toBe("nm");
      expect(attribute("/", "offset_kev")).toBeUndefined();
      expect(attribute("/entry/data/wavelength", "units")).toBe("nm");
      expect(attribute("/Experiments/scan/axis-2", "units")).toBe("nm");
      expect(file.get("/entry/instrument/detector/calibration")).toBeNull();
    });
    success(await runCli(["regenerate", scan, "-o", at("again.h5"), "--quiet"]));
    expect(readFileSync(at("again.h5")).equals(readFileSync(scan))).toBe(true);
  });

  it("is shown and compared over wavelength, without lines", async () => {
    const found = JSON.parse(success(await runCli(["inspect", scan, "-o", at("inspected"), "--json"])));
    expect(found).toMatchObject({ quantity: "wavelength", offsetKeV: 405, gainKeV: 10, maps: [], peaks: [] });
    const page = readFileSync(at("inspected/index.html"), "utf8");
    expect(page).toContain("60 of 10.00 nm, 400.000 to 1000.000 nm");
    expect(page).toContain("Lines are looked for over energy; this cube is over wavelength (nm).");
    expect(readFileSync(at("inspected/total-spectrum.svg"), "utf8")).toContain("wavelength / nm");
    expect(page.replace(/<script[\s\S]*?<\/script>/g, "")).not.toMatch(/\bkeV\b/);
    const metrics = JSON.parse(success(await runCli(["compare", scan, scan, "--json"])));
    expect(metrics.energyAxis.quantity).toBe("wavelength");
  });

  it.each(["rpl", "zarr", "npz"])("is converted to .%s and back, over wavelength", async (format) => {
    const text = success(await runCli(["convert", scan, at(`out.${format}`)]));
    expect(text).toContain("60 channels of u16, 400.00 to 1000.0 nm");
    const back = JSON.parse(success(await runCli(["convert", at(`out.${format}`), at("back.h5"), "--json"])));
    expect(back).toMatchObject({ offsetKeV: 405, gainKeV: 10, quantity: "wavelength", leftOut: [] });
    const metrics = JSON.parse(success(await runCli(["compare", scan, at("back.h5"), "--json"])));
    expect(metrics.energyAxis.quantity).toBe("wavelength");
    // What ganx made has its truth there and back.
    if (format !== "rpl") {
      expect(success(await runCli(["regenerate", "back.h5"], { cwd: folder }))).toBe("back.h5: identical\n");
    }
    const found = JSON.parse(
      success(await runCli(["inspect", at(`out.${format}`), "-o", at(`inspected-${format}`), "--json"])),
    );
    expect(found).toMatchObject({ quantity: "wavelength", offsetKeV: 405, gainKeV: 10, maps: [] });
  });

  it("is not written as .xrf-explorer, which has energies alone", async () => {
    const run = await runCli(["convert", scan, at("out.xrf-explorer")]);
    expect(mistake(run)).toMatch(
      /: expected channels of energy, found wavelength; \.h5, \.zarr, \.npz and \.rpl hold it/,
    );
    expect(existsSync(at("out.xrf-explorer"))).toBe(false);
  });

  it("gives pigments over wavelength", async () => {
    const args = [
      "pigments",
      "extract",
      scan,
      "--region",
      "0,0,20,20",
      "--name",
      "own",
      "-o",
      at("own.json"),
    ];
    success(await runCli([...args, "--quiet"]));
    const { pigments } = JSON.parse(readFileSync(at("own.json"), "utf8"));
    expect(pigments[0].spectrum.wavelengthsNm.slice(0, 3)).toEqual([405, 415, 425]);
  });

  const picture = () => ["generate", at("picture.png"), "-o", at("none.h5")];
  it.each<[string, () => string[], RegExp]>([
    ["compositions", () => [...picture(), ...FACTOR], /of a composition: expected an axis of energy \(keV\)/],
    [
      "spectra of another quantity",
      () => [...picture(), "--library", at("library.json")],
      /pigment "Light": expected a spectrum of energy \(keV\), as the axis is, found one of wavelength \(nm\)/,
    ],
    [
      "paint",
      () => [...picture(), "--library", at("library.json"), ...FACTOR, "--mixing", "paint"],
      /mixing paint: expected an axis of energy \(keV\), found one of wavelength \(nm\)/,
    ],
    [
      "two axes",
      () => [...picture(), ...FACTOR, "--energy", "1,2"],
      /one axis, found --energy and --wavelength/,
    ],
    [
      "a range of words",
      () => [...picture(), "--wavenumber", "a"],
      /--wavenumber: expected LOW,HIGH in cm-1/,
    ],
    [
      "lines",
      () => ["inspect", scan, "--lines", "Pb La", "-o", at("none")],
      /line Pb La: expected an axis of energy \(keV\), found one of wavelength \(nm\)/,
    ],
  ])("refuses %s", async (_, args, message) => {
    expect(mistake(await runCli(args()))).toMatch(message);
  });
});
