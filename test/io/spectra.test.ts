import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { decodeOrdinates } from "../../src/io/spectra/jcamp-numbers.js";
import { decodeSpectrum, type SpectrumFileOptions } from "../../src/io/spectrum-file.js";
import { utf8 } from "../library/fixtures.js";

interface Golden {
  readonly name: string;
  readonly text: string;
  readonly unit: string;
  readonly oracle: string;
  readonly x: number[];
  readonly y: number[];
  readonly liveSeconds?: number;
}

const { files }: { files: Golden[] } = JSON.parse(
  readFileSync(new URL("../golden/spectra.json", import.meta.url), "utf8"),
);

const read = (text: string, name = "a.txt", options: SpectrumFileOptions = {}) =>
  decodeSpectrum(utf8(text), name, options);
const golden = (name: string): string => files.find((file) => file.name === name)!.text;

describe("files of others", () => {
  test.each(files)(
    "$name is read as $oracle reads it",
    async ({ name, text, x, y, unit, liveSeconds, oracle }) => {
      const { spectrum, ...about } = await read(text, name);
      expect(Array.from(spectrum.counts)).toEqual(y);
      const digits = oracle.includes("6 digits") ? 1e-5 : 1e-12;
      spectrum.energiesKeV.forEach((energy, i) => {
        expect(Math.abs(energy - x[i]!)).toBeLessThanOrEqual(digits * Math.max(1, Math.abs(x[i]!)));
      });
      expect(spectrum.quantity).toBe(unit === "keV" ? undefined : "wavenumber");
      expect(about.liveSeconds).toBe(liveSeconds);
    },
  );

  test("the content says what a file is, whatever its name", async () => {
    const formats = await Promise.all(files.map(async ({ text }) => (await read(text, "a.csv")).format));
    expect([...new Set(formats)]).toEqual(["EMSA/MAS", "Bruker SPX", "Amptek MCA", "SPE", "JCAMP-DX"]);
  });

  test.each([
    ["a.spx", /expected Bruker XML, found "1,2"/],
    ["a.MSA", /expected EMSA\/MAS/],
    ["a.jdx", /expected JCAMP-DX/],
  ])("a name that promises another format is told: %s", async (name, message) => {
    await expect(read("1,2\n2,3\n", name)).rejects.toThrow(message);
  });

  test("a marked end counts for more than a number of points that is too small", async () => {
    const { spectrum } = await read(`${MSA}#SPECTRUM:\n1,2,3\n#ENDOFDATA:\n9`);
    expect(Array.from(spectrum.counts)).toEqual([1, 2, 3]);
  });

  test("titles and times", async () => {
    expect(await read(golden("two.mca"))).toMatchObject({
      title: "azurite",
      liveSeconds: 59.524,
      realSeconds: 60.1,
    });
    expect(await read(golden("plain.spx"))).toMatchObject({
      title: "p 059",
      liveSeconds: 28.046,
      realSeconds: 30,
    });
    expect(await read(golden("linked.dx"))).toMatchObject({ title: "azurite AFFN" });
  });
});

describe("the published example of JCAMP-DX", () => {
  // R. S. McDonald, P. A. Wilks 1988, table VI.
  test.each([
    ["fixed", "0 1 2 3 3 2 1 0 -1 -2 -3"],
    ["PAC", "0+1+2+3+3+2+1+0-1-2-3"],
    ["SQZ", "0ABCCBA@abc"],
    ["DIF", "0AJJ%jjjjjj"],
    ["DIFDUP", "0AJJ%jX"],
  ])("%s", (_, line) => {
    expect(decodeOrdinates(line, 1)).toMatchObject({ x: 0, ordinates: [1, 2, 3, 3, 2, 1, 0, -1, -2, -3] });
  });

  test("exponents, digits behind pseudo-digits, repeated ordinates", () => {
    expect(decodeOrdinates("1.5E+02 2.5E-01,+3", 1)).toMatchObject({ x: 150, ordinates: [0.25, 3] });
    expect(decodeOrdinates("10A23b4U", 1).ordinates).toEqual([123, -24, -24, -24]);
    expect(decodeOrdinates("10A0J5k", 1)).toMatchObject({ ordinates: [10, 25, 23], endsInDifference: true });
  });
});

const MSA = "#FORMAT: EMSA/MAS Spectral Data File\n#NPOINTS: 2\n#XUNITS: keV\n#XPERCHAN: 1\n";
const JDX = "##TITLE=a\n##XUNITS=1/CM\n##FIRSTX=10\n##LASTX=13\n##NPOINTS=4\n";
const SPX = (inside: string) =>
  `<TRTSpectrum><ClassInstance Type="TRTSpectrum">${inside}</ClassInstance></TRTSpectrum>`;
const CHANNELS = "<CalibAbs>0</CalibAbs><CalibLin>1</CalibLin><Channels>1,2</Channels>";

describe("what is wrong is told in one line", () => {
  test.each([
    ["<<PMCA SPECTRUM>>\n<<DATA>>\n1\n2\n", /cut short: expected <<END>>/],
    ["<<PMCA SPECTRUM>>\n<<END>>\n", /section <<DATA>>/],
    ["<<PMCA SPECTRUM>>\n<<DATA>>\n1\n-2\n<<END>>", /a count in line 4, found "-2"/],
    ["<<PMCA SPECTRUM>>\n<<DATA>>\n1\n2\n<<END>>", /2 channels have no energy calibration; give "offsetKeV"/],
    [
      "<<PMCA SPECTRUM>>\n<<CALIBRATION>>\nLABEL - Channel\n1 1\n<<DATA>>\n1\n2\n<<END>>",
      /no energy calibration/,
    ],
    ["<<PMCA SPECTRUM>>\n<<CALIBRATION>>\n1 1 1\n<<DATA>>\n1\n<<END>>", /its energy in line 3/],
    ["<<PMCA SPECTRUM>>\n<<CALIBRATION>>\n1 1\n1 2\n<<DATA>>\n1\n<<END>>", /rise with the channel/],
    [
      "<<PMCA SPECTRUM>>\n<<DATA>>\n1\n<<END>>\n<<DP5 CONFIGURATION>>\nMCAC=9;",
      /expected 9 counts \(MCAC\), found 1/,
    ],
    ["$DATA:\n0 2\n1 2\n", /expected 3 counts \(\$DATA\), found 2/],
    ["$DATA:\n0 9999999\n1 2\n", /first and the last channel in line 2/],
    ["$SPEC_ID:\nx\n", /a block \$DATA:/],
    ["$DATA:\n0 1\n1 x\n", /numbers in line 3, found "x"/],
    [`${MSA}#SPECTRUM:\n1,2,3\n`, /expected 2 points \(#NPOINTS\), found 3/],
    [`${MSA}#SPECTRUM:\n1\n#ENDOFDATA:\n`, /expected 2 points \(#NPOINTS\), found 1/],
    [`${MSA}1,2\n`, /expected #SPECTRUM/],
    [`${MSA}#DATATYPE: Z\n#SPECTRUM:\n1,2\n`, /#DATATYPE to be Y or XY in line 5/],
    [`${MSA}#DATATYPE: XY\n#SPECTRUM:\n1,2,3\n`, /expected 2 points/],
    [`${MSA.replace("1\n", "no\n")}#SPECTRUM:\n1,2`, /a number for #XPERCHAN in line 4, found "no"/],
    [`${MSA.replace("keV", "")}#SPECTRUM:\n1,2`, /does not say its unit; give "unit"/],
    [`${MSA.replace("keV", "furlong")}#SPECTRUM:\n1,2`, /a unit of keV, eV, nm, um or cm-1, found "furlong"/],
    [`${JDX}##XYDATA=(X++(Y..Y))\n10 1 2 3\n##END=`, /expected 4 points \(##NPOINTS\), found 3/],
    [`${JDX}##XYDATA=(X++(Y..Y))\n10 1 2 3 4 5 6\n##END=`, /more than/],
    [`${JDX}##XYDATA=(X++(Y..Y))\n10 1 2\n19 3 4\n##END=`, /an abscissa near 12 in line 8, found "19"/],
    [
      `${JDX}##XYDATA=(X++(Y..Y))\n10AJ\n11CJ\n##END=`,
      /the ordinate 2 of the line before in line 8, found "3"/,
    ],
    [`${JDX}##XYDATA=(X++(Y..Y))\n10 1 ? 2 3\n##END=`, /numbers of JCAMP-DX in line 7, found "\? 2 3"/],
    [`${JDX}##XYDATA=(X++(Y..Y))\n10AJs99999999\n##END=`, /more than 5 ordinates/],
    [`${JDX}##XYDATA=(XY..)\n##END=`, /the form \(X\+\+\(Y..Y\)\) or \(XY..XY\) in line 6/],
    ["##TITLE=a\n##NTUPLES=NMR\n##END=", /found none, only NTUPLES/],
    ["##TITLE=a\n##XUNITS=HZ\n##XYPOINTS=(XY..XY)\n1,2\n3,4\n##END=", /a unit of .* found "HZ"/],
    ["##TITLE=a\n##XUNITS=NANOMETERS\n##XYPOINTS=(XY..XY)\n1,2\n3\n##END=", /pairs of numbers in line 5/],
    [SPX("<CalibAbs>0</CalibAbs>"), /a spectrum with <Channels>/],
    [SPX(`<ChannelCount>3</ChannelCount>${CHANNELS}`), /expected 3 counts \(<ChannelCount>\), found 2/],
    [SPX(CHANNELS.replace("<CalibLin>1", "<CalibLin>x")), /a number in <CalibLin>, found "x"/],
    [SPX(CHANNELS.replace("1,2", "1,z")), /numbers in <Channels>, found "z"/],
    [SPX(CHANNELS).replace("</TRTSpectrum>", ""), /cut short, inside of <TRTSpectrum>/],
    [SPX(CHANNELS.replace("</Channels>", "</Channel>")), /tags do not match/],
    ['<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><TRTSpectrum/>', /declares a document type/],
    [`<TRTSpectrum>${"<a>".repeat(300)}`, /more than 200 deep/],
  ])("%j", async (text, message) => {
    const failed = read(text);
    await expect(failed).rejects.toMatchObject({
      code: "INVALID_FILE",
      message: expect.stringMatching(message),
    });
    await expect(failed).rejects.toThrow(/^spectrum file "a.txt": [^\n]{1,300}$/);
  });

  test("entities that would grow are left as they are", async () => {
    const bomb = '<!DOCTYPE z [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>';
    await expect(read(bomb + SPX(CHANNELS), "a.spx")).rejects.toThrow(/expected Bruker XML|document type/);
    const { title } = await read(SPX(CHANNELS).replace('Spectrum">', 'Spectrum" Name="a &lt;&#65;&boom;">'));
    expect(title).toBe("a <A&boom;");
  });
});

describe("text", () => {
  test.each([
    ["Wavenumber (cm-1);Absorbance\n4000,5;0,1\n3999,5;0,2\n", "wavenumber", [3999.5, 4000.5], [0.2, 0.1]],
    ["# Raman shift [cm⁻¹]\n100\t1\n101\t2\n", "wavenumber", [100, 101], [1, 2]],
    ["Wavelength (nm),R\n400,1\n405,2\n", "wavelength", [400, 405], [1, 2]],
    ["Wavelength (µm),R\n0.5,1\n0.75,2\n", "wavelength", [500, 750], [1, 2]],
    ["Energy (eV),I\n1000,1\n2000,2\n", undefined, [1, 2], [1, 2]],
    ['"Energy","Counts"\r\n"1","5"\r\n"2","6"\r\n', undefined, [1, 2], [5, 6]],
    ["Sample: azurite\nLive time 100 s\n\n1 5\n2 6\n", undefined, [1, 2], [5, 6]],
    ["% comment\n1,5\n! another\n2,6\n// a third\n", undefined, [1, 2], [5, 6]],
  ])("%j", async (text, quantity, x, y) => {
    const { spectrum } = await read(text);
    expect(spectrum.quantity).toBe(quantity);
    expect(Array.from(spectrum.energiesKeV)).toEqual(x);
    expect(Array.from(spectrum.counts)).toEqual(y);
  });

  test("UTF-16, as Excel writes it", async () => {
    const text = "\ufeffEnergy (keV)\tCounts\r\n1,5\t10\r\n2,5\t20\r\n";
    for (const isLittle of [true, false]) {
      const bytes = new Uint8Array(2 * text.length);
      const view = new DataView(bytes.buffer);
      for (let i = 0; i < text.length; i++) view.setUint16(2 * i, text.charCodeAt(i), isLittle);
      expect(Array.from((await decodeSpectrum(bytes, "a.txt")).spectrum.energiesKeV)).toEqual([1.5, 2.5]);
    }
  });

  test("one column is calibrated beside the file", async () => {
    const { spectrum } = await read("# PyMca\n0.0e0\n5.0e0\n7.0e0\n", "a.mca", {
      offsetKeV: -0.5,
      gainKeV: 0.25,
    });
    expect(Array.from(spectrum.energiesKeV)).toEqual([-0.5, -0.25, 0]);
    expect(Array.from(spectrum.counts)).toEqual([0, 5, 7]);
    await expect(read("1\n2\n")).rejects.toThrow(/no energy calibration/);
    await expect(read("1 2\n2 3\n", "a.txt", { offsetKeV: 0, gainKeV: 1 })).rejects.toThrow(
      /has a calibration/,
    );
    await expect(read("1\n2 3\n")).rejects.toThrow(/one number in line 2/);
  });

  test("channels are no energies", async () => {
    const text = "Live time 100 s\nChannel,Counts\n1,5\n2,6\n3,7\n";
    await expect(read(text)).rejects.toThrow(/its 3 channels have no energy calibration/);
    const { spectrum } = await read(text, "a.csv", { offsetKeV: 0, gainKeV: 0.5 });
    expect(Array.from(spectrum.energiesKeV)).toEqual([0.5, 1, 1.5]);
    await expect(read("Channel,Counts\n1,5\n3,6\n")).rejects.toThrow(
      /channels that count up by 1, found 3 at/,
    );
    const spe = await read("$DATA:\n10 11\n1 2\n", "a.spe", { offsetKeV: 0, gainKeV: 0.5 });
    expect(Array.from(spe.spectrum.energiesKeV)).toEqual([5, 5.5]);
    // Words about channels above the columns' names are no names.
    const named = await read("Channels: 4096\nEnergy,Counts\n1,5\n2,6\n");
    expect(Array.from(named.spectrum.energiesKeV)).toEqual([1, 2]);
  });

  test("a unit beside the file says what the file does not, and may not gainsay it", async () => {
    const { spectrum } = await read("400,1\n401,2\n", "a.csv", { unit: "nm" });
    expect(spectrum.quantity).toBe("wavelength");
    await expect(read("keV,I\n1,1\n2,2\n", "a.csv", { unit: "cm-1" })).rejects.toThrow(
      /expected wavenumber \(cm-1\), as "unit" says, found energy \(keV\) in the file/,
    );
    await expect(read("1,1\n2,2\n", "a.csv", { unit: "furlong" })).rejects.toThrow(/"unit" to be keV/);
    expect(
      (await read(`${MSA.replace("keV", "")}#SPECTRUM:\n1,2`, "a.msa", { unit: "eV" })).spectrum
        .energiesKeV[1],
    ).toBe(1e-3);
  });
});
