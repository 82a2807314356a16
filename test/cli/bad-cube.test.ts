import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { Dataset } from "h5wasm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SHAPE, someCounts, withCount, writeCube } from "./cube-fixtures.js";
import {
  lookInto,
  mistake,
  type Run,
  randomPicture,
  runCli,
  smallLibrary,
  success,
  temporaryFolder,
} from "./run-cli.js";

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
const ALL = SHAPE[0] * SHAPE[1] * SHAPE[2];
const windows = process.platform === "win32";
const root = process.getuid?.() === 0;

beforeAll(async () => {
  await writeCube(at("good.h5"));
  await writeCube(at("bare.h5"), someCounts(), { axis: null });
  await lookInto(
    at("two.h5"),
    (file) => {
      for (const name of ["scan", "other"]) {
        file.create_dataset({ name, data: someCounts(), shape: [...SHAPE] });
      }
    },
    "w",
  );
  await writeCube(at("flat.h5"), someCounts([1, 12, 300]), { shape: [12, 300] });
  await writeCube(at("nan.h5"), withCount(Float64Array.from(someCounts()), Number.NaN));
  await writeCube(at("below.h5"), withCount(Float64Array.from(someCounts()), -0.5));
  await writeCube(at("signed.h5"), withCount(Int16Array.from(someCounts()), -1));
  await writeCube(at("huge.h5"), withCount(Float64Array.from(someCounts()), 1e300));
  await writeCube(at("zeros.h5"), new Uint16Array(ALL));
  await writeCube(at("far.h5"), someCounts(), { axis: [100, 0.04] });
  writeFileSync(at("text.h5"), "no cube");
  writeFileSync(at("empty.h5"), "");
  mkdirSync(at("a-folder"));
});

/** Runs a command whose output would lie in a new folder, in which nothing may be left. */
async function refused(args: readonly string[], output = "report"): Promise<string> {
  const own = mkdtempSync(at("run-"));
  const line = mistake(await runCli([...args, "-o", join(own, output)], { cwd: folder }));
  expect(readdirSync(own)).toEqual([]);
  return line;
}

const FILES: [what: string, file: string, reason: RegExp][] = [
  ["is text", "text.h5", /cannot read text\.h5 as HDF5/],
  ["is empty", "empty.h5", /empty\.h5/],
  ["is not there", "gone.h5", /^ganx: cannot read gone\.h5: no such file$/m],
  [
    "is a folder",
    "a-folder",
    /^ganx: cannot read a-folder: it is a folder, without a Zarr store, workspace\.json or \.mca files$/m,
  ],
  [
    "has two cubes",
    "two.h5",
    /two\.h5: expected .* found \/\w+ \[12, 20, 300\], \/\w+ \[12, 20, 300\]; name one with --dataset$/m,
  ],
  ["has two dimensions", "flat.h5", /flat\.h5: \/img: expected .* found one of rank 2$/m],
  ["has NaN", "nan.h5", /nan\.h5: \/img: expected counts of 0 or more/],
  ["has a number below 0", "below.h5", /below\.h5: \/img: expected counts of 0 or more/],
  ["has a signed number below 0", "signed.h5", /signed\.h5: \/img: expected counts of 0 or more/],
  [
    "has a number too large",
    "huge.h5",
    /huge\.h5: \/img: expected sums of counts below 2\^53, found 1e\+300/,
  ],
  ["says nothing of energies", "bare.h5", /bare\.h5: \/img: found no energy axis; .*--energy/],
];

describe.concurrent("ganx inspect refuses a file that", () => {
  it.each(FILES)("%s", async (_, file, reason) => {
    expect(await refused(["inspect", file])).toMatch(reason);
  });
});

describe.concurrent("ganx compare refuses a file that", () => {
  it.each(FILES)("%s", async (_, file, reason) => {
    expect(await refused(["compare", "good.h5", file])).toMatch(reason);
    expect(mistake(await runCli(["compare", file, "good.h5", "--json"], { cwd: folder }))).toMatch(reason);
  });

  it("has no counts", async () => {
    const reason = /^ganx: zeros\.h5: \/img: expected counts in the total spectrum, found none$/m;
    expect(await refused(["compare", "good.h5", "zeros.h5"])).toMatch(reason);
    expect(await refused(["compare", "zeros.h5", "good.h5"])).toMatch(reason);
  });

  it("has other energies", async () => {
    const reason =
      /^ganx: energy axes: expected a channel within both, found 0\.980 to 12\.980 keV and 99\.980 to 111\.980 keV$/m;
    expect(await refused(["compare", "good.h5", "far.h5"])).toMatch(reason);
  });
});

describe.concurrent("ganx inspect and compare refuse", () => {
  it.each<[args: string[], reason: RegExp]>([
    [["--lines", "Xy Ka"], /no X-ray data for element "Xy"/],
    [["--lines", "Pb"], /expected an element and a line/],
    [["--lines", "Pb La,"], /expected an element and a line, such as "Pb La", found ""/],
    [["--lines", ""], /expected an element and a line, such as "Pb La", found ""/],
    [["--lines", "Pb La,Ag Ka"], /line Ag Ka: expected one between/],
    [["--window", "0"], /window: expected a number from .* found 0$/m],
    [["--window", "-1"], /window: expected a number from .* found -1$/m],
    [["--window", "nan"], /--window: expected a number, found "nan"/],
    [["--window", ""], /--window: expected a number, found ""/],
    [["--energy", "38,1"], /--energy: expected LOW,HIGH in keV, found "38,1"/],
    [["--energy", "1,1"], /--energy: expected LOW,HIGH in keV/],
    [["--energy", "low,high"], /--energy: expected LOW,HIGH in keV/],
    [["--energy", "1"], /--energy: expected LOW,HIGH in keV/],
    [["--dataset", "/nothing"], /it has \/img \[12, 20, 300\]; name one with --dataset/],
    [["--dataset", ""], /good\.h5/],
    [["--palette"], /unknown option '--palette'/],
  ])("%j", async (args, reason) => {
    expect(await refused(["inspect", "good.h5", ...args])).toMatch(reason);
    expect(await refused(["compare", "good.h5", "good.h5", ...args])).toMatch(reason);
  });

  it.each<[args: string[], reason: RegExp]>([
    [["inspect", "good.h5", "--background", "foo"], /'foo' is invalid\. Allowed choices are none, snip/],
    [["inspect"], /missing required argument 'cube'/],
    [["compare", "good.h5"], /missing required argument 'b'/],
    [["compare", "good.h5", "good.h5", "--seed", "-1"], /seed: expected a whole number from 0 .* found -1$/m],
    [["compare", "good.h5", "good.h5", "--seed", "0.5"], /seed: expected a whole number .* found 0\.5$/m],
    [["compare", "good.h5", "good.h5", "--dataset-b", "/nothing"], /it has \/img/],
    [["compare", "good.h5", "bare.h5", "--energy-b", "9,1"], /expected LOW,HIGH in keV/],
  ])("%j", async (args, reason) => {
    expect(await refused(args)).toMatch(reason);
  });

  it("an inspection without an output", async () => {
    expect(mistake(await runCli(["inspect", "good.h5"], { cwd: folder }))).toMatch(/required option '-o/);
  });
});

describe.concurrent.each([
  ["inspect", ["inspect", "good.h5"]],
  ["compare", ["compare", "good.h5", "good.h5", "--no-similarity"]],
])("ganx %s", (name, args) => {
  const to = (output: string): Promise<Run> => runCli([...args, "-o", output], { cwd: folder });

  it("refuses an output that is a file", async () => {
    writeFileSync(at(`${name}-file`), "kept");
    expect(mistake(await to(`${name}-file`))).toBe(
      `ganx: cannot write the folder ${name}-file: it is not a folder\n`,
    );
    expect(readFileSync(at(`${name}-file`), "utf8")).toBe("kept");
  });

  it("refuses an output below a file", async () => {
    writeFileSync(at(`${name}-other`), "kept");
    expect(mistake(await to(join(`${name}-other`, "report")))).toMatch(/cannot write the folder .*a folder/);
    expect(readFileSync(at(`${name}-other`), "utf8")).toBe("kept");
  });

  it("refuses an output in a folder that is not there", async () => {
    expect(await refused(args, join("gone", "report"))).toMatch(/report: the folder does not exist$/m);
  });

  it("refuses an output without a name", async () => {
    const own = mkdtempSync(at("run-"));
    const full = args.map((arg) => (arg.endsWith(".h5") ? at(arg) : arg));
    expect(mistake(await runCli([...full, "-o", ""], { cwd: own }))).toMatch(/expected its name/);
    expect(readdirSync(own)).toEqual([]);
  });

  it.skipIf(root || windows)(
    "refuses an output where it may not write (not as root, not on Windows)",
    async () => {
      for (const output of ["report", "."]) {
        const own = mkdtempSync(at("locked-"));
        chmodSync(own, 0o500);
        const line = mistake(await to(join(own, output)));
        expect(line).toMatch(/cannot write the folder .*: permission denied$/m);
        expect(readdirSync(own)).toEqual([]);
        chmodSync(own, 0o700);
      }
    },
  );

  it.skipIf(process.platform !== "linux")(
    "refuses an output where nobody may write (needs Linux)",
    async () => {
      expect(mistake(await to("/proc/report"))).toMatch(/cannot write the folder \/proc\/report: /);
    },
  );

  it("leaves other files of a folder, when it fails and when it does not", async () => {
    const own = mkdtempSync(at("run-"));
    mkdirSync(join(own, "maps"));
    for (const file of ["notes.txt", "index.html", join("maps", "mine.txt")])
      writeFileSync(join(own, file), "kept");
    const before = readdirSync(own, { recursive: true }).sort();
    const wrong = args.map((arg) => (arg === "good.h5" ? "nan.h5" : arg));
    mistake(await runCli([...wrong, "-o", own], { cwd: folder }));
    expect(readdirSync(own, { recursive: true }).sort()).toEqual(before);
    expect(readFileSync(join(own, "index.html"), "utf8")).toBe("kept");
    success(await to(own));
    expect(readFileSync(join(own, "notes.txt"), "utf8")).toBe("kept");
    expect(readFileSync(join(own, "maps", "mine.txt"), "utf8")).toBe("kept");
    expect(readFileSync(join(own, "index.html"), "utf8")).toMatch(/^<!DOCTYPE html>/);
    expect(readdirSync(own).filter((file) => file.endsWith(".part"))).toEqual([]);
  });
});

/** Mounts a file system of some size. @returns its folder, nothing where that is not allowed */
function mount(name: string, size: string): string {
  if (process.platform !== "linux" || !root) return "";
  mkdirSync(at(name));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${size}`, "tmpfs", at(name)], { stdio: "pipe" });
  } catch {
    return "";
  }
  afterAll(() => execFileSync("umount", ["--lazy", at(name)], { stdio: "pipe" }));
  return at(name);
}
const [tiny, roomy] = [mount("tiny", "200k"), mount("roomy", "20m")] as const;

describe("another disk (needs Linux, root, mount)", () => {
  it.skipIf(tiny === "").each([
    ["inspect", ["inspect", "good.h5"]],
    ["compare", ["compare", "good.h5", "good.h5"]],
  ])("that is full is told, and nothing is left: %s", async (_, args) => {
    writeFileSync(join(tiny, "index.html"), "earlier");
    for (const output of [tiny, join(tiny, "report")]) {
      const line = mistake(await runCli([...args, "-o", output], { cwd: folder }));
      expect(line).toBe(`ganx: cannot write the folder ${output}: the disk is full\n`);
      expect(readdirSync(tiny)).toEqual(["index.html"]);
      expect(readFileSync(join(tiny, "index.html"), "utf8")).toBe("earlier");
    }
  });

  it.skipIf(roomy === "")("may be the output itself", async () => {
    success(await runCli(["inspect", "good.h5", "-o", roomy], { cwd: folder }));
    expect(existsSync(join(roomy, "index.html"))).toBe(true);
    expect(readdirSync(roomy).filter((file) => file.endsWith(".part"))).toEqual([]);
  });
});

describe.concurrent("ganx inspect refuses a scan whose", () => {
  beforeAll(async () => {
    randomPicture(at("painting.png"), 24, 16);
    const args = ["generate", "painting.png", "-o", "scan.h5", "--library", smallLibrary(at("small.json"))];
    success(await runCli(args, { cwd: folder }));
  });

  interface Values {
    readonly data: unknown;
    readonly shape: number[];
  }
  const PARTS = ["labels", "palette", "abundances", "expected", "pigments", "image", "trials", "library"];

  /** Writes a copy of the scan in which parts of the truth, or the recipe, are others. */
  async function copyWith(
    name: string,
    others: Readonly<Record<string, Values | null>>,
    recipe: (old: Record<string, unknown>) => unknown = (old) => old,
  ): Promise<string> {
    const scan = await lookInto(at("scan.h5"), (file) => {
      const values = ({ value: data, shape }: Dataset): Values => ({ data, shape: shape as number[] });
      const parts = PARTS.map((part) => [part, values(file.get(`truth/${part}`) as Dataset)] as const);
      const attributes = ["offset_kev", "gain_kev", "recipe"].map((key) => file.attrs[key]!.value);
      return { parts, attributes, img: values(file.get("img") as Dataset) };
    });
    const [offset, gain, old] = scan.attributes as [number, number, string];
    await lookInto(
      at(name),
      (file) => {
        file.create_dataset({ name: "img", data: scan.img.data as Uint16Array, shape: scan.img.shape });
        file.create_attribute("offset_kev", offset);
        file.create_attribute("gain_kev", gain);
        file.create_attribute("recipe", JSON.stringify(recipe(JSON.parse(old))));
        const truth = file.create_group("truth");
        for (const [part, same] of scan.parts) {
          const values = part in others ? others[part] : same;
          if (values) {
            truth.create_dataset({ name: part, data: values.data as Float64Array, shape: values.shape });
          }
        }
      },
      "w",
    );
    return name;
  }

  it("not, but takes it with nothing changed", async () => {
    const own = mkdtempSync(at("run-"));
    const copy = await copyWith("same.h5", {});
    success(await runCli(["inspect", copy, "-o", join(own, "report")], { cwd: folder }));
  });

  it.each<[what: string, recipe: (old: Record<string, unknown>) => unknown]>([
    ["instrument is empty", (old) => ({ ...old, instrument: {} })],
    ["instrument is missing", ({ instrument: _, ...rest }) => rest],
    ["recipe is a list", () => []],
  ])("%s", async (what, recipe) => {
    await refused(["inspect", await copyWith(`${what.replaceAll(" ", "-")}.h5`, {}, recipe)]);
  });

  it.each(["labels", "palette", "abundances", "expected", "pigments", "image", "library"])(
    "truth lacks its %s",
    async (part) => {
      const line = await refused(["inspect", await copyWith(`no-${part}.h5`, { [part]: null })]);
      expect(line).toContain(`/truth/${part}`);
    },
  );

  it.each<[part: string, what: string, data: unknown, shape: number[]]>([
    ["image", "a smaller one", new Uint8Array(3 * 5 * 7), [5, 7, 3]],
    ["labels", "fewer", new Uint8Array(35), [5, 7]],
    ["labels", "unknown ones", new Uint8Array(24 * 16).fill(255), [16, 24]],
    ["palette", "fewer colours", Float64Array.of(1, 2, 3), [1, 3]],
    ["palette", "colours that are none", new Float64Array(30).fill(Number.NaN), [10, 3]],
    ["abundances", "fewer", Float64Array.of(1), [1, 1]],
    ["expected", "fewer channels", new Float64Array(8), [2, 4]],
    ["library", "text that is none", "{", []],
  ])("truth has another %s: %s", async (part, what, data, shape) => {
    const name = `other-${part}-${what.replaceAll(" ", "-")}.h5`;
    const line = await refused(["inspect", await copyWith(name, { [part]: { data, shape } })]);
    expect(line).toContain(name);
  });
});
