// Fluorescence of stacks against fisx: see make_fisx.py for what is compared and what is not.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { sherman } from "../../src/xray/sherman.js";

type Row = [
  layer: number,
  element: string,
  shell: string,
  line: string,
  primary: number,
  secondary: number | null,
];

interface Golden {
  readonly beams: Record<string, { energiesKeV: number[]; weights: number[] }>;
  readonly cases: readonly {
    readonly layers: readonly {
      readonly name: string;
      readonly massFractions: Record<string, number>;
      readonly densityGCm3: number;
      readonly thicknessUm: number | null;
    }[];
    readonly beam: string;
    readonly angles: [number, number];
    readonly rows: readonly Row[];
  }[];
}

const golden: Golden = JSON.parse(readFileSync(new URL("../golden/fisx.json", import.meta.url), "utf8"));

/** Lines weaker than this beside the strongest of their stack are negligible. */
const NEGLIGIBLE = 3e-4;

interface Deviation {
  readonly kind: string;
  readonly primary: number;
  /** Of the line's total; absent where fisx is no reference. */
  readonly secondary?: number;
  readonly share: number;
  readonly label: string;
}

const stackOf = ({ layers }: Golden["cases"][number]) =>
  layers.map(({ name, massFractions, densityGCm3, thicknessUm }) => {
    return { name, massFractions, densityGCm3, thicknessUm: thicknessUm ?? Infinity };
  });

async function deviations(): Promise<Deviation[]> {
  const found: Deviation[] = [];
  for (const one of golden.cases) {
    const geometry = { incidenceDeg: one.angles[0], takeOffDeg: one.angles[1] };
    const lines = await sherman(stackOf(one), golden.beams[one.beam]!, geometry);
    const strongest = Math.max(...one.rows.map((row) => row[4]));
    for (const [layer, element, shell, line, primary, secondary] of one.rows) {
      const ours = lines.find((other) => {
        return (
          other.layer === layer && other.element === element && other.line === line && other.shell === shell
        );
      })!;
      found.push({
        kind: shell.startsWith("M") ? "M" : shell,
        primary: Math.abs(ours.primary / primary - 1),
        ...(secondary === null
          ? {}
          : { secondary: Math.abs(ours.secondary - secondary) / (primary + secondary) }),
        share: primary / strongest,
        label: `${element} ${line} of ${one.layers.map(({ name }) => name).join(" / ")}, ${one.beam}, ${one.angles}`,
      });
    }
  }
  return found;
}

const all = await deviations();
const KINDS = ["K", "L1", "L2", "L3", "M"];

const quantile = (values: readonly number[], q: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(q * values.length))]!;

describe("sherman and fisx", () => {
  test("are compared on enough", () => {
    const names = golden.cases
      .filter(({ layers }) => layers.length === 1)
      .map(({ layers }) => layers[0]!.name);
    expect(new Set(names).size).toBeGreaterThanOrEqual(15);
    const stacks = golden.cases
      .filter(({ layers }) => layers.length > 1)
      .map(({ layers }) => JSON.stringify(layers));
    expect(new Set(stacks).size).toBeGreaterThanOrEqual(6);
    expect(new Set(golden.cases.map(({ beam }) => beam)).size).toBe(2);
    expect(new Set(golden.cases.map(({ angles }) => String(angles))).size).toBe(2);
    for (const kind of KINDS) expect(all.filter((one) => one.kind === kind).length).toBeGreaterThan(200);
    expect(all.filter(({ secondary }) => secondary !== undefined).length).toBeGreaterThan(0.9 * all.length);
  });

  test.each(KINDS)("primary %s lines agree within 2.5 % (L1, M: 3 %)", (kind) => {
    const own = all.filter((one) => one.kind === kind);
    for (const { primary, share, label } of own) {
      const limit = share < NEGLIGIBLE || kind === "L1" || kind === "M" ? 0.03 : 0.025;
      if (share >= 1e-4) expect(primary, label).toBeLessThan(limit);
    }
    expect(
      quantile(
        own.map(({ primary }) => primary),
        0.5,
      ),
    ).toBeLessThan(0.005);
  });

  test.each(KINDS)("secondary %s lines agree within 1 % of their total", (kind) => {
    const own = all.filter((one) => one.kind === kind && one.secondary !== undefined);
    for (const { secondary, share, label } of own) {
      if (share >= 1e-4) expect(secondary, label).toBeLessThan(0.01);
    }
  });

  test("the table in docs/physics.md is what is measured", () => {
    const docs = readFileSync(new URL("../../docs/physics.md", import.meta.url), "utf8");
    expect(docs).toContain(table(all));
  });
});

/** The comparison as it stands in the docs. */
function table(found: readonly Deviation[]): string {
  const percent = (value: number): string => (100 * value).toFixed(2);
  const rows = KINDS.map((kind) => {
    const own = found.filter((one) => one.kind === kind && one.share >= NEGLIGIBLE);
    const primary = own.map((one) => one.primary);
    const secondary = own.flatMap((one) => (one.secondary === undefined ? [] : [one.secondary]));
    const cells = [primary, secondary].flatMap((values) => [
      String(values.length),
      ...[0.5, 0.95, 1].map((q) => percent(quantile(values, q))),
    ]);
    return `| ${[kind, ...cells].join(" | ")} |`;
  });
  return rows.join("\n");
}
