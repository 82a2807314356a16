// X-ray physics: attenuation, tube, fluorescence, detector.

export async function* physics(ganx) {
  const energies = Float64Array.from({ length: 500 }, (_, i) => 0.6 + i / 9);
  const substances = [
    { material: "lead_white" },
    { formula: "HgS" },
    { massFractions: { Cu: 0.6, Sn: 0.4 } },
  ];
  const attenuation = [];
  for (const substance of substances) attenuation.push(await ganx.massAttenuation(substance, energies));
  yield ["massAttenuation", attenuation];

  for (const anode of ["Mo", "Rh", "W"]) {
    yield [`tubeSpectrum ${anode}`, await ganx.tubeSpectrum({ anode, kV: 45 }, { edgesKeV: [13.035] })];
  }

  const stack = await ganx.parseStackText("vermilion:20um / lead_white:80um / linen_canvas");
  const beam = { energiesKeV: [17.48, 19.6, 25], weights: [5, 2, 1] };
  yield ["sherman", await ganx.sherman(stack, beam, { incidenceDeg: 40, takeOffDeg: 55 })];
  yield ["stackSpectrum", await ganx.stackSpectrum(stack)];
  const fast = { tube: { anode: "Ag", kV: 50 }, electronics: { deadTimeUs: 3, strobeHz: 20 } };
  yield ["stackSpectrum split", await ganx.stackSpectrum(stack, fast, { split: true })];

  const photons = {
    energiesKeV: Float64Array.of(2.3, 6.4, 10.55, 17.4),
    photons: Float64Array.of(1e4, 3e4, 5e3, 100),
    sigmasKeV: Float64Array.of(0, 0.01, 0, 0.3),
  };
  yield ["detectorResponse", await ganx.detectorResponse({ photons }, {})];

  const stratigraphy = await ganx.objectStratigraphy("panel", { thicknessUm: 25 });
  const visible = [
    { material: "azurite", share: 0.7 },
    { material: "lead_white", share: 0.3 },
  ];
  yield ["paintStack", [stratigraphy, await ganx.paintStack(stratigraphy, { visible })]];
}
