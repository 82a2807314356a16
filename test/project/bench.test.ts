// The numbers of the benchmarks are reckoned rightly, and each says how it was got.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { interleave, judge, median } from "../../bench/lib/numbers.mjs";
import { cells, markdownTable, missedGoals } from "../../bench/lib/table.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));

const row = {
  question: "how long?",
  unit: "s",
  ours: [3, 1, 2],
  peer: "another",
  theirs: [40, 30],
  command: "run it",
};

describe("numbers", () => {
  test("the median is in the middle", () => {
    expect(median([5])).toBe(5);
    expect(median([10, 9, 1])).toBe(9);
    expect(median([100, 1, 20, 9])).toBe(14.5);
  });

  test("the ratio is the peer's median over ours, and the goal is at least that", () => {
    expect(judge(row)).toMatchObject({ ratio: 17.5, reached: null });
    expect(judge({ ...row, goal: 17.5 }).reached).toBe(true);
    expect(judge({ ...row, goal: 17.6 }).reached).toBe(false);
    expect(judge(row).summary.ours).toEqual({ median: 2, min: 1, max: 3 });
  });

  test("a peer that cannot run is neither a goal reached nor one missed", () => {
    expect(judge({ ...row, theirs: null, goal: 2 })).toMatchObject({ ratio: null, reached: null });
  });

  test("works run in turns", async () => {
    const order: string[] = [];
    const note = (name: string) => () => order.push(name);
    const results = await interleave(3, { a: note("a"), b: note("b") }, { b: 1 });
    expect(order.join("")).toBe("abaa");
    expect(results).toEqual({ a: [1, 3, 4], b: [2] });
  });
});

describe("the table", () => {
  test("a row has median, spread, ratio and goal", () => {
    expect(cells(judge({ ...row, goal: 20 }))).toMatchObject({
      ours: "2 s (1..3)",
      theirs: "35 s (30..40)",
      ratio: "17.5 x",
      goal: "at least 20 x: MISSED",
    });
    expect(cells(judge({ ...row, theirs: [34] })).theirs).toBe("34 s (one run)");
  });

  test("a skipped peer says why", () => {
    const skipped = judge({ ...row, theirs: null, reason: "no gcc here", goal: 20 });
    expect(cells(skipped)).toMatchObject({
      theirs: "skipped: no gcc here",
      ratio: "",
      goal: "at least 20 x: not measured",
    });
  });

  test("only goals that were missed are listed", () => {
    const rows = [17, 18].map((goal) => judge({ ...row, goal }));
    expect(missedGoals([{ name: "group", rows }])).toEqual([
      "group: how long?, beside another: 17.5 x, expected at least 18 x",
    ]);
  });

  test("the command stands in the last cell, whatever it holds", () => {
    const last = markdownTable([judge({ ...row, command: "a | b" })]).split("\n")[2];
    expect(last).toMatch(/\| `a \\\| b` \|$/);
  });
});

describe("RESULTS.md", () => {
  const page = readFileSync(`${root}bench/RESULTS.md`, "utf8");
  const rows = page.split("\n").filter((line) => /^\| (?!question|---)/.test(line));
  const results = readdirSync(`${root}bench/results`).filter((name) => name.endsWith(".json"));

  test("every row has a command", () => {
    expect(rows.length).toBeGreaterThan(0);
    for (const line of rows) expect(line).toMatch(/\| `[^`]+` \|$/);
  });

  test.each(results)("%s is of a group that exists and is on the page as it is in the file", (name) => {
    const group = JSON.parse(readFileSync(`${root}bench/results/${name}`, "utf8"));
    expect(existsSync(`${root}bench/${group.name}.mjs`)).toBe(true);
    expect(page).toContain(markdownTable(group.rows));
    for (const one of group.rows) expect(judge(one)).toMatchObject({ reached: one.reached });
  });
});
