// Spectra over wavelength and wavenumber in libraries.
import { describe, expect, test } from "vitest";
import { energyAxisFromRange } from "../../src/energy-axis.js";
import { DEFAULT_INSTRUMENT } from "../../src/instrument.js";
import { parseLibrary } from "../../src/io/parse-library.js";
import {
  libraryToJson,
  type MeasuredSpectrum,
  parseInlineLibrary,
  pigmentDistribution,
  resampleSpectrum,
} from "../../src/library.js";
import { libraryJson, pigmentJson, utf8 } from "./fixtures.js";

const measured = async (spectrum: unknown, file = ""): Promise<MeasuredSpectrum> => {
  const json = libraryJson([pigmentJson({ spectrum })]);
  const { pigments } = await parseLibrary(json, async () => utf8(file));
  return pigments[0]!.spectrum as MeasuredSpectrum;
};

describe("a library", () => {
  test("has spectra over wavelength and wavenumber, inline and in files, and writes them with their unit", async () => {
    const json = libraryJson([
      pigmentJson({ id: "a", spectrum: { wavelengthsNm: [400, 401], counts: [0.5, 1] } }),
      pigmentJson({ id: "b", spectrum: { wavenumbersPerCm: [400, 401], counts: [0.5, 1] } }),
      pigmentJson({ id: "c", spectrum: { file: "a.csv" } }),
    ]);
    const library = await parseLibrary(json, async () => utf8("Wavenumber / cm-1;A\n1200;0,1\n1199;0,2\n"));
    const quantities = library.pigments.map(({ spectrum }) => (spectrum as MeasuredSpectrum).quantity);
    expect(quantities).toEqual(["wavelength", "wavenumber", "wavenumber"]);
    const text = libraryToJson(library);
    expect(text).toContain('"wavelengthsNm":[400,401]');
    expect(text).toContain('"wavenumbersPerCm":[1199,1200],"counts":[0.2,0.1]');
    expect(await parseInlineLibrary(text)).toEqual(library);
  });

  test("says the unit and the calibration of files that do not", async () => {
    expect((await measured({ file: "a.csv", unit: "nm" }, "400 1\n401 2\n")).quantity).toBe("wavelength");
    const { energiesKeV } = await measured({ file: "a.mca", offsetKeV: -0.5, gainKeV: 0.5 }, "1\n2\n3\n");
    expect(Array.from(energiesKeV)).toEqual([-0.5, 0, 0.5]);
    await expect(measured({ file: "a.mca" }, "1\n2\n3\n")).rejects.toMatchObject({
      code: "INVALID_LIBRARY",
      message: expect.stringMatching(
        /pigment "Test white": spectrum file "a.mca": its 3 channels .* "offsetKeV"/,
      ),
    });
    await expect(measured({ wavelengthsNm: [401, 400], counts: [1, 1] })).rejects.toThrow(
      /increasing wavelengths, found 400 nm after 401 nm/,
    );
  });
});

describe("resampling", () => {
  const axis = energyAxisFromRange(400, 420, 2, "wavelength");
  const flat: MeasuredSpectrum = {
    energiesKeV: Float64Array.of(400, 401, 402, 410, 420),
    counts: Float64Array.of(0.5, 0.5, 0.5, 0.5, 0.5),
    quantity: "wavelength",
  };

  test("keeps a flat reflectance flat, however densely it was measured", () => {
    expect(resampleSpectrum(flat, axis)[0]).toBeCloseTo(resampleSpectrum(flat, axis)[1]!, 12);
  });

  test("needs spectrum and axis of one quantity", async () => {
    expect(() => resampleSpectrum(flat, DEFAULT_INSTRUMENT.axis)).toThrow(
      /spectrum: expected a spectrum of energy \(keV\), as the axis is, found one of wavelength \(nm\)/,
    );
    const pigment = { id: "a", name: "A", srgb: [1, 2, 3] as const };
    await expect(
      pigmentDistribution({ ...pigment, spectrum: flat }, DEFAULT_INSTRUMENT),
    ).rejects.toMatchObject({
      code: "INVALID_LIBRARY",
      message: expect.stringMatching(/^pigment "A": expected a spectrum of energy/),
    });
    await expect(
      pigmentDistribution({ ...pigment, spectrum: { formula: "HgS" } }, { ...DEFAULT_INSTRUMENT, axis }),
    ).rejects.toThrow(
      /pigment "A" of a composition: expected an axis of energy \(keV\), found one of wavelength/,
    );
  });
});
