import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { mistake, runCli, success, temporaryFolder } from "./run-cli.js";

const folder = temporaryFolder();
const pigments = async (...args: string[]): Promise<string> => success(await runCli(["pigments", ...args]));

describe("ganx pigments list", () => {
  it("names all 76, with estimated colours", async () => {
    const list = JSON.parse(await pigments("list", "--json"));
    expect(list).toHaveLength(76);
    for (const { hex, colorBasis } of list) {
      expect(hex).toMatch(/^#[0-9a-f]{6}$/);
      expect(colorBasis).toBe("estimate");
    }
    const text = await pigments("list");
    expect(text.trimEnd().split("\n")).toHaveLength(77);
    expect(text).toMatch(/^azurite +#2c5894 +from 2500 BCE to 1750 +Azurite: Cu3\(CO3\)2\(OH\)2$/m);
    expect(text).toMatch(/every colour is an estimate, not a measurement$/m);
  });

  it("chooses by period and technique, and shows other kinds", async () => {
    const ids = JSON.parse(await pigments("list", "--period", "-300..400", "--json")).map(
      ({ id }: { id: string }) => id,
    );
    expect(ids).toContain("egyptian_blue");
    expect(ids).not.toContain("smalt");
    expect(await pigments("list", "--technique", "fresco")).not.toMatch(/^lead_white /m);
    expect(await pigments("list", "--kind", "ground")).toMatch(
      /^lead_white_ground .*Pb3\(CO3\)2\(OH\)2 90 %/m,
    );
    expect(await pigments("list", "--kind", "binder")).toMatch(/^linseed_oil /m);
  });
});

describe("ganx pigments show", () => {
  it("tells colour, years, formula, source and lines relative to the strongest", async () => {
    const text = await pigments("show", "vermilion", "--instrument", "m6-jetstream");
    expect(text).toMatch(/^Vermilion \/ cinnabar \(vermilion\), pigment$/m);
    expect(text).toMatch(/^colour +#cc3626 \(estimate\)$/m);
    expect(text).toMatch(/^in use +from 1000 BCE$/m);
    expect(text).toMatch(/^composition +HgS$/m);
    expect(text).toMatch(/^source /m);
    expect(text).toMatch(/^ {2}Hg La +9\.98\d +100\.0 /m);
    const { lines } = JSON.parse(await pigments("show", "vermilion", "--json"));
    expect(lines[0]).toMatchObject({ element: "Hg", line: "La", relative: 1 });
    expect(lines.map(({ name }: { name: string }) => name)).toContain("S Ka");
    for (let i = 1; i < lines.length; i++)
      expect(lines[i].relative).toBeLessThanOrEqual(lines[i - 1].relative);
  });

  it("shows what has no line that is seen, and what is no pigment", async () => {
    expect(await pigments("show", "indigo")).toMatch(/^lines +none that labec sees/m);
    expect(await pigments("show", "linen_canvas")).toMatch(/^Linen canvas \(linen_canvas\), support$/m);
  });

  it("writes a spectrum", async () => {
    const path = join(folder, "azurite.svg");
    expect(await pigments("show", "azurite", "-o", path)).toMatch(/azurite\.svg\n$/);
    expect(readFileSync(path, "utf8")).toMatch(/^<svg .*Cu Ka.*<\/svg>$/s);
  });
});

describe("ganx pigments refuses", () => {
  it.concurrent.each<[string, RegExp]>([
    ["show", /missing required argument 'id'/],
    ["show azurit", /found "azurit"; the nearest is "azurite"/],
    ["show azurite --instrument m7", /expected labec.*found "m7"/],
    ["show azurite -o a.jpg", /--output: expected a name that ends in \.csv, \.png, \.svg, found "a\.jpg"/],
    ["show azurite -o none/a.csv", /cannot write none\/a\.csv/],
    ["list --period x", /--period: expected FROM\.\.TO/],
    ["list --kind colour", /--kind.*'colour'/],
    ["list --palette azurit", /the nearest is "azurite"/],
    ["paint", /unknown command 'paint'/],
  ])("%s", async (command, reason) => {
    const run = await runCli(["pigments", ...command.split(" ")], { cwd: folder });
    expect(mistake(run)).toMatch(reason);
    expect(existsSync(join(folder, "a.jpg"))).toBe(false);
  });
});
