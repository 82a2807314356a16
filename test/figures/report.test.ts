import { describe, expect, it } from "vitest";
import { contactSheetSvg } from "../../src/figures/contact-sheet.js";
import { paletteSvg } from "../../src/figures/palette-plot.js";
import { type ReportSection, reportHtml } from "../../src/figures/report.js";
import { spectrumSvg } from "../../src/figures/spectrum-plot.js";
import { DARK_SERIES, DARK_THEME, SERIES, THEME } from "../../src/figures/theme.js";

const axis = { offsetKeV: 1, gainKeV: 0.5, channels: 40 };
const values = Float64Array.from({ length: 40 }, (_, i) => 5 + (i % 9));
const spectrum = (label: string) =>
  spectrumSvg({
    axis,
    series: [
      { label, values },
      { label: "other", values },
    ],
    lines: [{ label: "Fe Ka", energyKeV: 6.4 }],
    scale: "both",
  });
const palette = paletteSvg({ colors: [{ rgb: [255, 255, 255], hex: "#ffffff", share: 1, mixture: [] }] });
const sheet = contactSheetSvg([
  { title: "Pb La", subtitle: "", width: 2, height: 1, values: new Float32Array(2) },
]);

const figure = (svg: string, caption = "A caption") => ({ kind: "figure", svg, caption }) as const;
const sections: ReportSection[] = [
  { heading: "First", blocks: [{ kind: "paragraph", text: "Some text." }, figure(spectrum("a"))] },
  { heading: "Second", blocks: [figure(spectrum("b")), figure(palette), figure(sheet)] },
];
const html = reportHtml({ title: "A report", subtitle: "of a test", sections, footer: "The end." });

/** Names of elements that were opened and not closed, or closed and not opened. */
function unbalanced(document: string): string[] {
  const open: string[] = [];
  const wrong: string[] = [];
  for (const [, close, name, empty] of document.matchAll(
    /<(\/?)([a-zA-Z][\w-]*)(?:"[^"]*"|[^">])*?(\/?)>/g,
  )) {
    if (empty || name === "meta") continue;
    if (!close) open.push(name);
    else if (open.pop() !== name) wrong.push(name);
  }
  return [...wrong, ...open];
}

describe("reportHtml", () => {
  it("is one well-formed document with its headings in order", () => {
    expect(html).toMatch(/^<!DOCTYPE html>\n<html lang="en">/);
    expect(unbalanced(html)).toEqual([]);
    expect([...html.matchAll(/<h(\d)/g)].map(([, level]) => level)).toEqual(["1", "2", "2"]);
    expect(html).toContain("<title>A report</title>");
    expect([...html.matchAll(/<figcaption>Figure (\d)\./g)].map(([, number]) => number)).toEqual([
      "1",
      "2",
      "3",
      "4",
    ]);
  });

  it("needs nothing from elsewhere", () => {
    const text = html.replaceAll(/xmlns(:xlink)?="[^"]*"/g, "");
    expect(text).not.toMatch(/https?:|\/\/|<script|<link|@import|@font-face| src=/);
    for (const [, target] of text.matchAll(/href="([^"]*)"/g))
      expect(target).toMatch(/^data:image\/png;base64,/);
  });

  it("keeps the ids of its figures apart, and every reference leads to one", () => {
    const ids = [...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(ids.length).toBeGreaterThan(8);
    expect(new Set(ids).size).toBe(ids.length);
    const references = [...html.matchAll(/url\(#([^)]*)\)|aria-labelledby="([^"]*)"/g)];
    expect(references.length).toBeGreaterThan(8);
    for (const [, one, other] of references) expect(ids).toContain(one ?? other);
  });

  it("turns the colours of the theme into variables that both grounds define, and leaves swatches alone", () => {
    // What cuts off a curve at the frame is never seen.
    expect(html.replaceAll(/<clipPath.*?<\/clipPath>/g, "")).not.toMatch(/ (?:fill|stroke)="#/);
    const used = new Set([...html.matchAll(/var\((--[\w-]+)\)/g)].map(([, name]) => name));
    expect(used.size).toBeGreaterThan(7);
    const [light, dark] = [...html.matchAll(/:root\{([^}]*--paper[^}]*)\}/g)].map(([, rules]) => rules);
    for (const name of used) {
      expect(light).toContain(`${name}:`);
      expect(dark).toContain(`${name}:`);
    }
    expect(html).toContain('fill="rgb(255,255,255)"');
    expect(html).toContain(">#ffffff</text>");
  });

  it("escapes every text", () => {
    const nasty = `<img src=x onerror="a()"> & $& 'q' \u0000</style>`;
    const escaped = "&lt;img src=x onerror=&quot;a()&quot;&gt; &amp; $&amp; &#39;q&#39; &lt;/style&gt;";
    const full = reportHtml({
      title: nasty,
      subtitle: nasty,
      footer: nasty,
      sections: Array.from({ length: 4 }, () => ({
        heading: nasty,
        blocks: [
          { kind: "paragraph", text: nasty },
          { ...figure(spectrum(nasty), nasty), alt: nasty, files: [{ label: nasty, path: nasty }] },
          { kind: "table", caption: nasty, columns: [{ label: nasty }], rows: [[nasty]], notes: [nasty] },
        ],
      })),
    });
    expect(unbalanced(full)).toEqual([]);
    expect(full).not.toMatch(/<img|onerror="/);
    expect(full.split("</style>")).toHaveLength(2);
    // Title twice, subtitle, footer; in each section 2 headings, 1 text, 4 in and at the figure, 5 in the table.
    expect(full.split(escaped).length - 1).toBeGreaterThanOrEqual(4 + 4 * 12);
  });

  it("links to files beside it and to nothing else", () => {
    const files = ["a b#1.png", "javascript:alert(1)", "figures/ü?.svg", "//host/x"].map((path) => ({
      label: "f",
      path,
    }));
    const linked = reportHtml({
      title: "t",
      sections: [{ heading: "h", blocks: [{ ...figure(palette), files }] }],
    });
    expect([...linked.matchAll(/<a href="([^"]*)"/g)].map(([, href]) => href)).toEqual([
      "a%20b%231.png",
      "javascript%3Aalert(1)",
      "figures/%C3%BC%3F.svg",
      "host/x",
    ]);
  });

  it("begins a long report with its contents", () => {
    expect(html).not.toContain("<nav");
    const long = reportHtml({
      title: "t",
      sections: ["a", "b", "c", "d"].map((heading) => ({ heading, blocks: [] })),
    });
    expect(long).toMatch(
      /<nav[^>]*><ul><li><a href="#s1">a<\/a><\/li>.*<a href="#s4">d<\/a><\/li><\/ul><\/nav>/,
    );
  });

  it("sets numbers to the right and says which way is better", () => {
    const table = reportHtml({
      title: "t",
      sections: [
        {
          heading: "h",
          blocks: [
            {
              kind: "table",
              columns: [{ label: "metric" }, { label: "value", align: "number" }],
              rows: [
                ["SSIM", 0.123456],
                ["counts", "12"],
              ],
              better: ["higher", undefined],
              notes: ["A remark."],
            },
          ],
        },
      ],
    });
    expect(table).toContain(
      '<tr><th scope="row">SSIM</th><td class="number">0.123</td><td class="better">↑ higher</td></tr>',
    );
    expect(table).toContain('<td class="number">12</td><td class="better"></td></tr>');
    expect(table).toContain('<p class="notes">A remark.</p>');
  });

  it("says what is wrong", () => {
    const table = { kind: "table", columns: [{ label: "a" }], rows: [["x", "y"]] } as const;
    const report = (block: ReportSection["blocks"][number]) => () =>
      reportHtml({ title: "t", sections: [{ heading: "h", blocks: [block] }] });
    expect(report(table)).toThrow(/expected 1 cells in a row, found 2/);
    expect(report(figure("<p>"))).toThrow(/figure 1 to be an SVG/);
  });
});

/** Contrast of two colours, 1..21. Source: W3C, WCAG 2.2, "contrast ratio" and "relative luminance". */
function contrast(a: string, b: string): number {
  const luminance = (color: string) =>
    [0.2126, 0.7152, 0.0722].reduce((sum, weight, c) => {
      const level = Number.parseInt(color.slice(1 + 2 * c, 3 + 2 * c), 16) / 255;
      return sum + weight * (level <= 0.04045 ? level / 12.92 : ((level + 0.055) / 1.055) ** 2.4);
    }, 0);
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

describe("the theme", () => {
  const [links, washes] = ["link", "wash"].map((name) =>
    [...html.matchAll(new RegExp(`--${name}:(#[0-9a-f]{6})`, "g"))].map(([, color]) => color),
  );

  it.each([
    ["light", THEME, 0],
    ["dark", DARK_THEME, 1],
  ] as const)("reads well on its %s ground", (_, theme, i) => {
    for (const ground of [theme.paper, washes[i]]) {
      for (const color of [theme.ink, theme.muted, links[i]]) {
        expect(contrast(color, ground)).toBeGreaterThanOrEqual(4.5);
      }
    }
  });

  it("shows the first curves clearly on both grounds", () => {
    for (const color of SERIES.slice(0, 3)) expect(contrast(color, THEME.paper)).toBeGreaterThanOrEqual(3);
    for (const color of DARK_SERIES) expect(contrast(color, DARK_THEME.paper)).toBeGreaterThanOrEqual(3);
  });
});
