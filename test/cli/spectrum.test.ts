import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { sherman } from "../../src/xray/sherman.js";
import { mistake, runCli, success, temporaryFolder } from "./run-cli.js";

const folder = temporaryFolder();
const write = (name: string, content: string): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

const STACK = [
  { massFractions: { Pb: 0.801, O: 0.165, C: 0.031, H: 0.003 }, densityGCm3: 6.8, thicknessUm: 50 },
  { formula: "CaSO4*2H2O", densityGCm3: 2.3, thicknessUm: 100 },
  { material: "linen_canvas", thicknessUm: 500 },
];
const stack = write("stack.json", JSON.stringify(STACK));
const beam = write("beam.csv", "energy_kev,weight\n20,3\n12.5,1\n");
const spectrum = (...options: string[]) => runCli(["spectrum", "--lines", ...options]);

describe("ganx spectrum --lines", () => {
  test("prints what sherman gives", async () => {
    const output = success(await spectrum("--stack", stack, "--beam", beam, "--angles", "60,40", "--json"));
    const expected = await sherman(
      STACK,
      { energiesKeV: [20, 12.5], weights: [0.75, 0.25] },
      { incidenceDeg: 60, takeOffDeg: 40 },
    );
    expect(JSON.parse(output)).toEqual(expected);
    expect(output.endsWith("]\n")).toBe(true);
  });

  test("takes a beam in any format of spectra, of one line too", async () => {
    const lines = async (name: string, text: string): Promise<string> =>
      success(await spectrum("--stack", stack, "--beam", write(name, text), "--json"));
    const plain = await lines("one.csv", "20,3\n");
    const head = "#FORMAT: EMSA/MAS Spectral Data File\n#XUNITS: eV\n#DATATYPE: XY\n#SPECTRUM:\n";
    expect(await lines("one.msa", `${head}20000, 3\n#ENDOFDATA:\n`)).toBe(plain);
  });

  test("takes an energy for a beam, 45 and 45 degrees by default", async () => {
    const output = success(await spectrum("--stack", stack, "--beam", "20", "--json"));
    expect(JSON.parse(output)).toEqual(await sherman(STACK, 20));
  });

  test("prints comma-separated values for people", async () => {
    const lines = success(await spectrum("--stack", stack, "--beam", "20"))
      .trim()
      .split("\n");
    expect(lines[0]).toBe("layer,element,shell,line,energy_kev,primary,secondary");
    expect(lines.some((line) => line.startsWith("0,Pb,L3,La1,10.5512,"))).toBe(true);
    for (const line of lines.slice(1)) expect(line.split(",")).toHaveLength(7);
  });

  test.each(['"Infinity"', "Infinity", "1e999"])("%s is a thickness", async (thickness) => {
    const path = write("infinite.json", `[{"formula": "HgS", "thicknessUm": ${thickness}}]`);
    const output = success(await spectrum("--stack", path, "--beam", "20", "--json"));
    expect(JSON.parse(output)).toEqual(await sherman([{ formula: "HgS", thicknessUm: Infinity }], 20));
  });

  const badStack = (name: string, content: string) => ["--stack", write(name, content), "--beam", "20"];
  test.each<[string, string[], RegExp]>([
    ["no stack", ["--beam", "20"], /required option '--stack <file>' not specified/],
    ["no beam", ["--stack", stack], /required option '--beam <keV\|file>' not specified/],
    [
      "a stack that is not there",
      ["--stack", join(folder, "none"), "--beam", "20"],
      /cannot read .*no such file/,
    ],
    ["a stack that is no JSON", badStack("a.json", "[{"), /a\.json: expected a JSON array of layers/],
    ["a stack that is no array", badStack("b.json", "{}"), /b\.json: expected a JSON array .*type object/],
    ["null", badStack("c.json", "null"), /found null/],
    ["an empty stack", badStack("d.json", "[]"), /d\.json: expected a stack of 1 to 100 layers/],
    [
      "a layer without density",
      badStack("e.json", '[{"material":"chalk","thicknessUm":1},{"formula":"PbO","thicknessUm":1}]'),
      /e\.json: layer 2: densityGCm3 is missing; only named materials have one/,
    ],
    [
      "fractions that do not sum to 1",
      badStack("f.json", '[{"massFractions":{"Pb":0.9},"densityGCm3":1,"thicknessUm":1}]'),
      /f\.json: layer 1: mass fractions: expected a sum of 1, found 0.9/,
    ],
    [
      "an unknown material",
      badStack("g.json", '[{"material":"gesso","thicknessUm":1}]'),
      /no material "gesso"/,
    ],
    [
      "an infinite layer above another",
      badStack(
        "h.json",
        '[{"material":"chalk","thicknessUm":"Infinity"},{"material":"chalk","thicknessUm":1}]',
      ),
      /layer 1: expected a finite/,
    ],
    [
      "a beam that is not there",
      ["--stack", stack, "--beam", join(folder, "none.csv")],
      /cannot read .*none\.csv: no such file/,
    ],
    [
      "a beam of words",
      ["--stack", stack, "--beam", write("w.csv", "energy,weight\na,b\n")],
      /w\.csv": expected lines of two numbers/,
    ],
    [
      "a beam of three columns",
      ["--stack", stack, "--beam", write("t.csv", "5,1\n6,1,2\n")],
      /t\.csv": expected two numbers in line 2/,
    ],
    ["a beam out of range", ["--stack", stack, "--beam", "70"], /energies of 0.5 to 60 keV, found 70/],
    [
      "a weight below 0",
      ["--stack", stack, "--beam", write("n.csv", "5,-1\n")],
      /weights of at least 0, found -1/,
    ],
    [
      "a beam of wavelengths",
      ["--stack", stack, "--beam", write("nm.csv", "Wavelength (nm),R\n500,1\n600,1\n")],
      /--beam .*nm\.csv: expected an axis of energy \(keV\), found one of wavelength \(nm\)/,
    ],
    ["weights of 0", ["--stack", stack, "--beam", write("z.csv", "5,0\n")], /sum above 0/],
    [
      "one angle",
      ["--stack", stack, "--beam", "20", "--angles", "45"],
      /--angles: expected IN,OUT in degrees, found "45"/,
    ],
    ["an angle of 0", ["--stack", stack, "--beam", "20", "--angles", "0,45"], /--angles/],
    [
      "an angle above 90",
      ["--stack", stack, "--beam", "20", "--angles", "45,135"],
      /of 0.01 to 90 degrees, found 135/,
    ],
  ])("%s is one line and exit code 2", async (_, options, message) => {
    expect(mistake(await spectrum(...options))).toMatch(message);
  });

  test("without --lines says what is missing", async () => {
    expect(mistake(await runCli(["spectrum", "--stack", stack, "--beam", "20"]))).toMatch(
      /'--lines' not specified/,
    );
  });
});
