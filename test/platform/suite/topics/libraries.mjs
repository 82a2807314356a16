// The embedded pigments, lines, axes, colours.

export async function* libraries(ganx) {
  yield ["library", await ganx.embeddedLibrary()];
  yield ["library of all pigments", await ganx.embeddedLibrary({ palette: "all" })];
  yield [
    "library of canvases 1500..1600",
    await ganx.embeddedLibrary({ period: "1500..1600", technique: "canvas" }),
  ];
  const elements = ["Ca", "Fe", "Cu", "Hg", "Pb"];
  yield ["lines", elements.map((element) => [ganx.lines(element), ganx.lineFamilies(element)])];
}

export async function* colours(ganx) {
  const pairs = Array.from({ length: 400 }, (_, i) => {
    return [0, 1].map((j) => [0, 1, 2].map((c) => ((i + 131 * j) * (17 + 31 * c)) % 256));
  });
  const lab = ganx.srgbToLab(Float64Array.from(pairs.flat(2)));
  yield ["colours", { lab, back: ganx.labToSrgb(lab) }];
  const differences = ["deltaE76", "deltaE94", "deltaE2000", "cosineSimilarity"].map((name) => {
    return pairs.map(([a, b]) => ganx[name](a, b));
  });
  yield ["colour differences", differences];
}
