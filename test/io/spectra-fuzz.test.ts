import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { GanxError } from "../../src/errors.js";
import { decodeSpectrum } from "../../src/io/spectrum-file.js";
import { utf8 } from "../library/fixtures.js";
import { change, mutate, position } from "./mutate.js";

const { files }: { files: { name: string; text: string }[] } = JSON.parse(
  readFileSync(new URL("../golden/spectra.json", import.meta.url), "utf8"),
);
const TEXT = { name: "a.csv", text: `Energy (keV);Counts\n${"1,5;10\n2,5;20\n3,5;7\n"}` };
const all = [...files, TEXT].map(({ name, text }) => ({ name, bytes: utf8(text) }));
const SETTINGS = { seed: 20230428, endOnFailure: true };
/** Longest that a file may take, ms: what takes time as the square of the length takes minutes. */
const LONGEST_MS = 5000;

/** A right answer or a typed error, soon. */
async function decodeOrRefuse(bytes: Uint8Array, name: string): Promise<void> {
  const start = performance.now();
  try {
    const { spectrum } = await decodeSpectrum(bytes, name);
    const { energiesKeV, counts } = spectrum;
    // No more numbers than the text has room for: repeated ordinates are held by the header's number of points.
    expect(counts.length).toBeLessThanOrEqual(bytes.length);
    expect(energiesKeV.length).toBe(counts.length);
    expect(counts.every((value) => value >= 0 && Number.isFinite(value))).toBe(true);
    expect(energiesKeV.every((value, i) => i === 0 || value > energiesKeV[i - 1]!)).toBe(true);
  } catch (error) {
    expect(error).toBeInstanceOf(GanxError);
    expect((error as GanxError).code).toBe("INVALID_FILE");
    expect((error as GanxError).message).toMatch(/^spectrum file "[^"]*": [^\n\r]{1,400}$/u);
  }
  expect(performance.now() - start).toBeLessThan(LONGEST_MS);
}

describe("decodeSpectrum gives a spectrum or a GanxError", () => {
  test("for files changed and cut anywhere", { timeout: 60_000 }, async () => {
    const changes = fc.array(change, { minLength: 1, maxLength: 4 });
    const property = fc.asyncProperty(
      fc.constantFrom(...all),
      changes,
      position,
      async ({ bytes, name }, list, at) => {
        await decodeOrRefuse(mutate(bytes, list), name);
        await decodeOrRefuse(bytes.subarray(0, Math.floor(at * bytes.length)), name);
      },
    );
    await fc.assert(property, { ...SETTINGS, numRuns: 8000 });
  });

  test("for headers whose numbers lie", { timeout: 60_000 }, async () => {
    const number = fc.oneof(
      fc.integer({ min: -3, max: 200 }).map(String),
      fc.constantFrom(
        "1e9",
        "1048577",
        "99999999",
        "4294967296",
        "-1",
        "0",
        "1e-300",
        "1e308",
        "1e999",
        "NaN",
        "",
      ),
      fc.double().map(String),
    );
    const property = fc.asyncProperty(
      fc.constantFrom(...all),
      fc.nat(),
      number,
      async ({ bytes, name }, which, lie) => {
        const text = new TextDecoder().decode(bytes);
        const numbers = [...text.matchAll(/[+-]?\d+(\.\d*)?(E[+-]?\d+)?/g)];
        // Headers come first, so the first numbers matter most.
        const { index, 0: old } = numbers[which % Math.min(40, numbers.length)]!;
        await decodeOrRefuse(utf8(text.slice(0, index) + lie + text.slice(index + old.length)), name);
      },
    );
    await fc.assert(property, { ...SETTINGS, numRuns: 6000 });
  });

  test("for pieces put together", { timeout: 60_000 }, async () => {
    const pieces = [
      ..."\n \t,;:=#$<>/\"'-+.?@AJSsE%0123456789".split(""),
      ...[
        "##TITLE=",
        "##XYDATA=(X++(Y..Y))\n",
        "##NPOINTS=4\n",
        "##FIRSTX=1\n",
        "##LASTX=4\n",
        "##XUNITS=1/CM\n",
      ],
      ...[
        "##XYPOINTS=(XY..XY)\n",
        "##END=\n",
        "#FORMAT: EMSA\n",
        "#SPECTRUM:\n",
        "#XUNITS: eV\n",
        "#XPERCHAN: 1\n",
      ],
      ...[
        "<<PMCA SPECTRUM>>\n",
        "<<DATA>>\n",
        "<<END>>\n",
        "<<CALIBRATION>>\n",
        "$DATA:\n",
        "$MCA_CAL:\n2\n",
      ],
      ...[
        "<TRTSpectrum>",
        "</TRTSpectrum>",
        "<Channels>",
        "</Channels>",
        "<CalibLin>1</CalibLin>",
        "<![CDATA[",
        "]]>",
      ],
      ...["<!--", "-->", "&#x41;", "1 2\n", "2,5;3\n"],
    ];
    const text = fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((list) => list.join(""));
    const start = fc.constantFrom(
      "",
      "##TITLE=a\n",
      "#FORMAT: EMSA\n",
      "<<PMCA SPECTRUM>>\n",
      "<TRTSpectrum>",
      "$DATA:\n",
    );
    await fc.assert(
      fc.asyncProperty(start, text, async (head, rest) => decodeOrRefuse(utf8(head + rest), "a.txt")),
      { ...SETTINGS, numRuns: 5000 },
    );
  });

  test("for long runs of one piece, in no time", { timeout: 60_000 }, async () => {
    const heads = [
      "",
      "##TITLE=",
      "##TITLE=a\n##XYDATA=(X++(Y..Y))\n1",
      "#FORMAT: EMSA\n#A",
      "#FORMAT: EMSA\n#XPERCHAN: 1",
    ];
    heads.push(
      "<<PMCA SPECTRUM>>\n<<",
      "<<PMCA SPECTRUM>>\nLIVE_TIME -",
      "<TRTSpectrum ",
      "<TRTSpectrum a=",
      "<!--",
    );
    heads.push("<TRTSpectrum>&", "$DATA:\n", "$DATA:\n0 1\n1 2\n$MCA_CAL:\n2\n1 2 ", "Wavelength cm", "1,");
    const runs = [
      " ",
      "a",
      "1",
      "-",
      "<",
      "<a>",
      "<a ",
      "&",
      "\n",
      ",",
      ";",
      "\t",
      "E",
      "J",
      "s9",
      "##",
      '"',
      "=",
      ".",
      "#",
    ];
    for (const head of heads) {
      for (const run of runs)
        await decodeOrRefuse(utf8(head + run.repeat(Math.ceil(300_000 / run.length))), "a.txt");
    }
  });
});
