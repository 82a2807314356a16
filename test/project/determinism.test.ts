// What is computed in TypeScript has the same bits in every engine: no function whose last bits are left to the engine.
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const SRC = fileURLToPath(new URL("../../src/", import.meta.url));
/** What people look at, in Node alone. */
const FACES = /^(cli|demo|figures|report)\//;

const LOOSE =
  /\bMath\.(a?(cos|sin|tan)h?|atan2|cbrt|exp|expm1|hypot|log|log10|log1p|log2|pow)\b|\bMath\s*\[|= Math;/;
/** Squares, and powers of two with whole exponents, are exact everywhere. */
const EXACT = /\b2 \*\* -?[\w(]|[\w)\]] \*\* 2\b/g;

const codeOf = (line: string): string =>
  line.replace(/\/\*\*?.*?\*\/|^\s*\/?\*.*|\/\/.*/g, "").replace(EXACT, "");

const isLoose = (line: string): boolean => LOOSE.test(codeOf(line)) || codeOf(line).includes("**");

describe("the engine's own functions", () => {
  test.each([
    "const y = Math.exp(-x);",
    "const y = base ** exponent;",
    "const y = x ** 3;",
    "const { log } = Math;",
    "const y = values.map(Math.log10);",
  ])("are seen in: %s", (line) => expect(isLoose(line)).toBe(true));

  test.each(["const y = x ** 2;", "const bytes = 2 ** 20;", "/** Not Math.exp. */", "Math.sqrt(x * x);"])(
    "are not in: %s",
    (line) => expect(isLoose(line)).toBe(false),
  );

  const files = readdirSync(SRC, { recursive: true, encoding: "utf8" }).filter(
    (name) =>
      name.endsWith(".ts") && !FACES.test(name) && !name.endsWith("-hex.ts") && !name.startsWith("data/"),
  );
  test.each(files)("are not in %s", (file) => {
    const lines = readFileSync(SRC + file, "utf8").split("\n");
    expect(lines.filter(isLoose)).toEqual([]);
  });
});
