import { describe, expect, it } from "vitest";
import { paletteSvg } from "../../src/figures/palette-plot.js";
import { renderSvg } from "../../src/io/render-svg.js";

const axis = { offsetKeV: 0, gainKeV: 0.1, channels: 50 };
const row = (share: number, pigments: number) => ({
  rgb: [255, 254.6, 0] as const,
  hex: "#ffff00",
  share,
  mixture: Array.from({ length: pigments }, (_, i) => ({ name: `pigment <${i}>`, abundance: 1 / pigments })),
  expected: Float64Array.from({ length: 50 }, (_, i) => Math.exp(-((i - 20) ** 2) / 8)),
});

/** Ends of what is written in a size, right of x. */
const bars = (svg: string) =>
  [...svg.matchAll(/<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="14"/g)].map((bar) =>
    bar.map(Number),
  );

describe("paletteSvg", () => {
  it("shows swatch, share, pigments and spectrum of a colour", async () => {
    const svg = paletteSvg({ colors: [row(0.75, 2), row(0.25, 3)], axis, title: "<t>" });
    expect(svg).toContain('fill="rgb(255,255,0)"');
    for (const text of ["#ffff00", "75 %", "25 %", "pigment &lt;1&gt; 50 %"])
      expect(svg).toContain(`>${text}</text>`);
    expect(svg).not.toMatch(/NaN|undefined|<t>/);
    const [first, second] = bars(svg).filter(([, x]) => x === 160);
    expect(first[3] / second[3]).toBeCloseTo(3, 5);
    const parts = bars(svg).filter(([, x, y]) => x >= 308 && y === bars(svg).find(([, x]) => x === 308)![2]);
    expect(parts).toHaveLength(2);
    expect(parts.reduce((sum, [, , , width]) => sum + width, 0)).toBeCloseTo(396, 5);
    await renderSvg(svg);
  });

  it("shows the first 24 of many colours and says what the others cover", () => {
    const svg = paletteSvg({ colors: Array.from({ length: 256 }, () => row(1 / 256, 1)) });
    expect(svg.match(/>#ffff00</g)).toHaveLength(24);
    expect(svg).toContain(">The first 24 of 256 colours; the other 232 cover 91 % of the picture.</text>");
  });

  it("names as many pigments as fit and counts the rest", () => {
    const svg = paletteSvg({ colors: [row(1, 12)] });
    const named = svg.match(/pigment &lt;/g)!.length;
    expect(named).toBeGreaterThan(3);
    expect(svg).toContain(`>+ ${12 - named} more</text>`);
  });

  it("gives a pigment one colour all over the figure, its own where it is known", () => {
    const own = { name: "azurite", abundance: 1, rgb: [20, 60, 150] as const };
    const svg = paletteSvg({
      colors: [row(0.5, 1), { ...row(0.5, 1), mixture: [...row(1, 1).mixture, own] }],
    });
    expect(svg.match(/fill="#0072b2" stroke/g)).toHaveLength(4);
    expect(svg.match(/fill="rgb\(20,60,150\)"/g)).toHaveLength(2);
  });

  it("draws odd colours", async () => {
    const none = { ...row(0, 0), expected: new Float64Array(50) };
    const cut = { ...row(1e-6, 1), mixture: [{ name: "x".repeat(200), abundance: 0 }] };
    const svg = paletteSvg({ colors: [none, cut], axis });
    expect(svg).not.toMatch(/NaN|undefined/);
    expect(svg).toContain("< 0.01 %".replace("<", "&lt;"));
    expect(svg).toMatch(/>x{20,}… &lt; 1 %</);
    await renderSvg(svg);
    expect(() => paletteSvg({ colors: [] })).toThrow(/at least one colour/);
    expect(() => paletteSvg({ colors: [{ ...cut, expected: [1] }], axis })).toThrow(/expected 50 values/);
  });
});
