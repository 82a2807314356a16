import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { GanxError } from "../../src/errors.js";
import type { StackLayer } from "../../src/xray/stack.js";
import { stackSpectrum } from "../../src/xray/stack-spectrum.js";
import { parseStackText } from "../../src/xray/stack-text.js";

describe("a stack in words", () => {
  test("is layers from the top, the lowest infinite", async () => {
    expect(await parseStackText("azurite:30um / lead_white:100um / linen_canvas")).toEqual([
      { material: "azurite", densityGCm3: 3.77, thicknessUm: 30 },
      { material: "lead_white", densityGCm3: 6.8, thicknessUm: 100 },
      { material: "linen_canvas", densityGCm3: 0.6, thicknessUm: Infinity },
    ]);
  });

  test.each<[string, Partial<StackLayer>]>([
    ["chalk:200nm", { thicknessUm: 0.2 }],
    ["chalk : 0.5 mm", { thicknessUm: 500 }],
    ["chalk:2cm", { thicknessUm: 20_000 }],
    ["chalk:30\u00b5m", { thicknessUm: 30 }],
    ["chalk:30\u03bcm", { thicknessUm: 30 }],
    ["chalk:.5um", { thicknessUm: 0.5 }],
    ["chalk:1e2um", { thicknessUm: 100 }],
    ["chalk:inf", { thicknessUm: Infinity }],
    ["chalk@1.5:30um", { densityGCm3: 1.5, thicknessUm: 30 }],
    ["chalk : 30um @ 1.5", { densityGCm3: 1.5, thicknessUm: 30 }],
    ["PbO@9.5:1um", { formula: "PbO", densityGCm3: 9.5 } as Partial<StackLayer>],
    ["CaSO4*2H2O", { formula: "CaSO4*2H2O", thicknessUm: Infinity } as Partial<StackLayer>],
    ["LEAD_TIN_YELLOW_i", { material: "lead_tin_yellow_I" } as Partial<StackLayer>],
  ])("%s", async (text, layer) => {
    expect((await parseStackText(text))[0]).toMatchObject(layer);
  });

  test("parts are by mass, on any scale or in percent, and volumes add", async () => {
    const texts = ["azurite 0.7 + lead_white 0.3", "azurite 7+lead_white 3", "azurite 70% + lead_white 30 %"];
    for (const text of texts) {
      const [layer] = await parseStackText(`${text} : 30um`);
      const { mixture, densityGCm3 } = layer as Extract<StackLayer, { mixture: unknown }>;
      expect(mixture.map(({ substance }) => substance)).toEqual([
        { material: "azurite" },
        { material: "lead_white" },
      ]);
      expect(mixture[0]!.massFraction).toBeCloseTo(0.7, 12);
      expect(densityGCm3).toBeCloseTo(1 / (0.7 / 3.77 + 0.3 / 6.8), 12);
    }
    const [equal] = await parseStackText("azurite + lead_white : 30um");
    expect((equal as Extract<StackLayer, { mixture: unknown }>).mixture[1]!.massFraction).toBe(0.5);
  });

  test("is what stackSpectrum takes", async () => {
    const stack = await parseStackText("azurite 0.7 + lead_white 0.3 : 30um / linen_canvas");
    const { counts } = await stackSpectrum(stack);
    expect(counts.reduce((a, b) => a + b, 0)).toBeGreaterThan(1000);
  });

  test.each<[string, RegExp]>([
    ["", /layer 1: expected ids of materials/],
    ["azurite:30um / / linen_canvas", /layer 2: expected ids of materials/],
    ["azurit", /layer 1: .*the nearest id is "azurite", found "azurit"/],
    ["azurite / linen_canvas", /layer 1: expected a thickness, such as :30um, of every layer but the lowest/],
    ["azurite:inf / linen_canvas", /layer 1: expected a finite thickness/],
    ["azurite:30 / linen_canvas", /layer 1: expected a thickness such as 30um.*found "30"/],
    ["azurite:-3um", /expected a thickness/],
    ["azurite:30um:40um", /one thickness a layer/],
    ["azurite@1@2", /one density a layer/],
    ["azurite@0", /expected a density in g\/cm3 above 0, at most 30/],
    ["azurite@31", /expected a density/],
    ["PbO:30um", /layer 1: expected a density behind a formula/],
    ["Xx2O3", /layer 1: no X-ray data for element "Xx"/],
    ["Pb(", /layer 1: formula "Pb\("/],
    ["azurite 0.7 + lead_white", /parts by mass of all substances of a mixture or of none/],
    ["azurite 0 + lead_white 1", /parts by mass above 0/],
    ["azurite and lead_white", /a substance and its part by mass/],
  ])("%j is refused, naming the layer", async (text, message) => {
    const error = await parseStackText(text).catch((cause: unknown) => cause);
    expect(error).toMatchObject({
      code: "INVALID_ARGUMENT",
      message: expect.stringMatching(/^stack: layer \d+: /),
    });
    expect((error as Error).message).toMatch(message);
  });

  test("any text is read or refused with a GanxError", async () => {
    const piece = fc.constantFrom(
      "azurite",
      "PbO",
      ":",
      "30um",
      "/",
      "+",
      "@",
      "2",
      " ",
      "0.5",
      "(",
      "*",
      "%",
      "inf",
      "\u00e9",
    );
    const texts = fc.oneof(
      fc.string({ maxLength: 40 }),
      fc.array(piece, { maxLength: 12 }).map((all) => all.join("")),
    );
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        const result = await parseStackText(text).catch((cause: unknown) => cause);
        if (!Array.isArray(result)) expect(result).toBeInstanceOf(GanxError);
        else
          for (const { thicknessUm } of result as StackLayer[]) expect(thicknessUm).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 400, seed: 2 },
    );
  });
});
