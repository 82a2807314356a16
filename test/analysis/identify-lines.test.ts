import { beforeAll, describe, expect, test } from "vitest";
import { findPeaks } from "../../src/analysis/find-peaks.js";
import { type IdentifyLinesOptions, identifyLines } from "../../src/analysis/identify-lines.js";
import { type TubeScatter, tubeScatter } from "../../src/analysis/tube-scatter.js";
import { embeddedLibrary } from "../../src/embedded-library.js";
import { GanxError } from "../../src/errors.js";
import { DEFAULT_INSTRUMENT } from "../../src/instrument.js";
import { pigmentDistribution } from "../../src/library.js";
import { parseLine } from "../../src/lines.js";
import { pigmentSpectrum } from "../../src/xray/pigment-spectrum.js";
import { draw } from "./draw.js";

const axis = DEFAULT_INSTRUMENT.axis;
let scatter: TubeScatter;

beforeAll(async () => {
  scatter = await tubeScatter();
});

/** Peaks of what is expected, drawn, with their names. */
function identify(expected: ArrayLike<number>, seed = 1, options: IdentifyLinesOptions = {}) {
  return identifyLines(findPeaks(draw(expected, seed), { axis }), { axis, scatter, ...options });
}

type Named = ReturnType<typeof identify>;

/** What a painting is made of: argon is the air's. */
const elementsIn = (peaks: Named) =>
  [
    ...new Set(
      peaks.flatMap(({ lines }) => lines.filter(({ kind }) => kind === "line").map((l) => l.element)),
    ),
  ]
    .filter((element) => element !== "Ar")
    .sort();
const namesAt = (peaks: Named, line: string) => {
  const { energyKeV } = parseLine(line);
  const near = peaks.toSorted(
    (a, b) => Math.abs(a.energyKeV - energyKeV) - Math.abs(b.energyKeV - energyKeV),
  )[0];
  return near?.lines.map(({ name }) => name);
};

/** The spectrum of a mixture of compounds, by their shares of the photons. */
async function mixture(shares: Readonly<Record<string, number>>, photons: number): Promise<Float64Array> {
  const total = new Float64Array(axis.channels);
  for (const [formula, share] of Object.entries(shares)) {
    (await pigmentSpectrum({ formula }, DEFAULT_INSTRUMENT)).distribution.forEach((value, i) => {
      total[i]! += value * share * photons;
    });
  }
  return total;
}

describe("the pigments of the library", () => {
  // What has a line above 1.2 keV that stands out, of 1e6 photons. Without: H, C, N and O, which have no line there; Na
  // and Mg, whose lines hardly get through air and window; S of vermilion, whose line (2.307 keV) is in the M lines of
  // mercury (2.2 to 2.3 keV), half a FWHM away.
  test.each([
    ["red_lead", "Pb"],
    ["vermilion", "Hg"],
    ["organic_red_dye", "Al Ca K S"],
    ["lead_tin_yellow", "Pb Sn"],
    ["ultramarine", "Al Ca Fe S Si"],
    ["azurite", "Cu"],
    ["indigo", ""],
    ["malachite", "Cu"],
    ["chalk", "Ca"],
    ["lead_white", "Pb"],
    ["bone_black", "Ca P"],
    ["iron_gall_ink", "Fe K Mn S Zn"],
    ["gold_leaf", "Ag Au Cu"],
    ["parchment", "Ca Cl S"],
  ])("%s is made of %s", async (id, elements) => {
    const pigment = (await embeddedLibrary()).pigments.find((one) => one.id === id)!;
    const distribution = await pigmentDistribution(pigment, DEFAULT_INSTRUMENT);
    for (const seed of [1, 2, 3]) {
      const peaks = identify(
        distribution.map((share) => share * 1e6),
        seed,
      );
      // Sodium of ultramarine is at the very limit: some seeds show it.
      const found = elementsIn(peaks).filter((element) => element !== "Na" || id !== "ultramarine");
      expect(found.join(" ")).toBe(elements);
      for (const { energyKeV, lines } of peaks) expect(lines.length, `${energyKeV} keV`).toBeGreaterThan(0);
    }
    // Fewer photons show fewer elements, and never another; more bring Na and Mg of ultramarine.
    for (const photons of [400, 1e4, 1e9]) {
      const found = elementsIn(identify(distribution.map((share) => share * photons)));
      const known = [...elements.split(" "), ...(photons > 1e6 && id === "ultramarine" ? ["Na", "Mg"] : [])];
      for (const element of found) expect(known, `${photons} photons`).toContain(element);
    }
  });

  test("one pixel of 400 counts is named by its strongest lines", async () => {
    const { pigments } = await embeddedLibrary();
    for (const [id, line] of Object.entries({ azurite: "Cu Ka", chalk: "Ca Ka", vermilion: "Hg La" })) {
      const pigment = pigments.find((one) => one.id === id)!;
      const distribution = await pigmentDistribution(pigment, DEFAULT_INSTRUMENT);
      const expected = distribution.map((share) => share * 400);
      const hits = Array.from({ length: 20 }, (_, seed) => namesAt(identify(expected, seed), line));
      expect(hits.filter((names) => names?.[0] === line).length, id).toBeGreaterThan(17);
    }
  });
});

describe("overlaps", () => {
  // Shares are of photons; elements without a line of their own to be seen are left out in the list.
  test.each([
    ["lead white alone has no arsenic", { Pb3C2O8H2: 1 }, "Pb"],
    ["orpiment alone has no lead", { As2S3: 1 }, "As S"],
    ["Pb La and As Ka: told by As Kb", { Pb3C2O8H2: 0.7, As2S3: 0.3 }, "As Pb"],
    ["emerald green in lead white", { Cu2As3O8C2H3: 0.7, Pb3C2O8H2: 0.3 }, "As Cu Pb"],
    ["barite alone has no titanium", { BaSO4: 1 }, "Ba S"],
    ["titanium white alone has no barium, and no vanadium at Ti Kb", { TiO2: 1 }, "Ti"],
    ["Ba La and Ti Ka: both", { BaSO4: 0.5, TiO2: 0.5 }, "Ba S Ti"],
    ["lithopone", { BaSO4: 0.5, ZnS: 0.5 }, "Ba S Zn"],
    ["barium chromate", { BaCrO4: 1 }, "Ba Cr"],
    ["Fe Kb and Co Ka", { Fe2O3: 0.7, K2CoSi6O14: 0.3 }, "Co Fe K Si"],
    ["iron alone has no cobalt at Fe Kb", { Fe2O3: 1 }, "Fe"],
    ["Mn Ka at Cr Kb", { MnO2: 0.8, Cr2O3: 0.2 }, "Cr Mn"],
    ["chromium alone has no manganese at Cr Kb", { Cr2O3: 1 }, "Cr"],
    ["bismuth vanadate", { BiVO4: 1 }, "Bi V"],
    ["cadmium yellow: Cd La is not argon or potassium", { CdS: 1 }, "Cd S"],
    ["K Kb and Sn La", { KAlS2O8: 0.8, SnO2: 0.2 }, "Al K S Sn"],
    ["Naples yellow on chalk: Sb La under Ca Ka", { Pb2Sb2O7: 0.7, CaCO3: 0.3 }, "Ca Pb Sb"],
    ["gypsum with vermilion: no silicon at Hg Mz", { CaSO4H4O2: 0.7, HgS: 0.3 }, "Ca Hg S"],
    ["gold and vermilion", { Au: 0.7, HgS: 0.3 }, "Au Hg"],
    ["strontium yellow", { SrCrO4: 1 }, "Cr Sr"],
    ["zinc white with lead white", { ZnO: 0.5, Pb3C2O8H2: 0.5 }, "Pb Zn"],
  ])("%s", async (_, shares, elements) => {
    for (const photons of [1e5, 1e7]) {
      for (const seed of [1, 2]) {
        const peaks = identify(await mixture(shares as Record<string, number>, photons), seed);
        expect(elementsIn(peaks).join(" "), `${photons} photons`).toBe(elements);
      }
    }
  });

  test("lines are named by their families, with what else they might be", async () => {
    const peaks = identify(await mixture({ Pb3C2O8H2: 1 }, 1e7));
    for (const line of ["Pb Ma", "Pb Ll", "Pb La", "Pb Lb", "Pb Lg1"])
      expect(namesAt(peaks, line)).toEqual([line]);
    const alpha = peaks.find(({ lines }) => lines[0]?.name === "Pb La")!;
    expect(alpha.alternatives.map(({ name }) => name)).toEqual(["As Ka"]);
    const [line] = alpha.lines;
    expect(line).toMatchObject({
      element: "Pb",
      line: "La",
      kind: "line",
      energyKeV: parseLine("Pb La").energyKeV,
    });
    expect(line!.deviationKeV).toBeCloseTo(alpha.energyKeV - line!.energyKeV, 12);
    expect(alpha.significance).toBeGreaterThan(100);
    expect(namesAt(identify(await mixture({ Fe2O3: 1 }, 1e6)), "Fe Kb")).toEqual(["Fe Kb"]);
    expect(namesAt(identify(await mixture({ Pb3C2O8H2: 0.5, As2S3: 0.5 }, 1e7)), "Pb La")!.sort()).toEqual([
      "As Ka",
      "Pb La",
    ]);
  });
});

describe("what is given", () => {
  const peak = (energyKeV: number, area: number) => ({ energyKeV, area, significance: Math.sqrt(area) / 2 });

  test("peaks come back as they were, in their order, and one that nothing explains has no lines", () => {
    const peaks = [peak(7.75, 1e4), peak(6.4, 1e5), { ...peak(7.06, 1.3e4), channel: 5 }];
    const named = identifyLines(peaks);
    expect(named.map(({ lines: _, alternatives: __, ...rest }) => rest)).toEqual(peaks);
    expect(named.map(({ lines }) => lines.map(({ name }) => name))).toEqual([[], ["Fe Ka"], ["Fe Kb"]]);
    expect(identifyLines([])).toEqual([]);
  });

  test("elements to choose from", () => {
    const peaks = [peak(10.54, 1e4), peak(12.62, 8e3)];
    expect(identifyLines(peaks)[0]!.lines[0]!.name).toBe("Pb La");
    expect(identifyLines(peaks, { elements: ["As"] })[0]!.alternatives[0]!.name).toBe("As Ka");
    expect(identifyLines([peak(2.957, 400)])[0]!.lines[0]!.name).toBe("Ar Ka");
    expect(identifyLines([peak(20.2, 400)])[0]!.lines).toEqual([]);
    expect(identifyLines([peak(20.2, 400)], { elements: ["Rh"] })[0]!.lines[0]!.name).toBe("Rh Ka");
  });

  test("tolerance, tube and axis", () => {
    expect(identifyLines([peak(6.5, 400)])[0]!.lines).toEqual([]);
    expect(identifyLines([peak(6.5, 400)], { toleranceKeV: 0.12 })[0]!.lines[0]!.name).toBe("Fe Ka");
    // Without the beam for tin's K lines its L lines speak for it; silver's K lines are beyond the axis.
    const tube = { ...DEFAULT_INSTRUMENT.tube, kV: 10 };
    const lead = [peak(2.36, 1e4)];
    expect(identifyLines(lead)[0]!.lines.map(({ name }) => name)).toEqual([]);
    expect(identifyLines(lead, { instrument: { ...DEFAULT_INSTRUMENT, tube } })[0]!.lines[0]!.name).toBe(
      "Pb Ma",
    );
    const short = { offsetKeV: 0.5, gainKeV: 0.01, channels: 750 };
    expect(identifyLines(lead, { axis: short })[0]!.lines[0]!.name).toBe("Pb Ma");
  });

  test("escape and sum peaks", () => {
    const peaks = [peak(6.4, 1e7), peak(7.06, 1.3e6), peak(4.66, 5e4), peak(12.8, 2e4)];
    const [, , escaped, sum] = identifyLines(peaks).map(({ lines }) => lines[0]!);
    expect(escaped).toMatchObject({ kind: "escape", element: "Fe", name: "Fe Ka escape" });
    expect(escaped!.energyKeV).toBeCloseTo(parseLine("Fe Ka").energyKeV - 1.74, 9);
    expect(sum).toMatchObject({ kind: "sum", name: "Fe Ka + Fe Ka" });
  });

  test.each([
    [[{ energyKeV: Number.NaN, area: 1, significance: 1 }], {}, /peak 0: energyKeV: expected a number/],
    [[{ energyKeV: 1, area: -1, significance: 1 }], {}, /peak 0: area/],
    [[{ energyKeV: 1, area: 1 }], {}, /peak 0: significance/],
    [[peak(1, 1)], { elements: ["Xx"] }, /no X-ray data for element "Xx"/],
    [[peak(1, 1)], { elements: [] }, /elements: expected symbols/],
    [[peak(1, 1)], { toleranceKeV: 0 }, /toleranceKeV/],
  ])("refuses case %#", (peaks, options, message) => {
    const call = () => identifyLines(peaks as never, options);
    expect(call).toThrow(GanxError);
    expect(call).toThrow(message);
  });
});
