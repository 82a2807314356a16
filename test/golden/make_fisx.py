#!/usr/bin/python3
"""Makes fisx.json: fluorescence of stacks of layers. Takes some minutes.

Needs Debian's python3-fisx (made with fisx 1.2.0):
    /usr/bin/python3 test/golden/make_fisx.py

What is compared, as fisx 1.2.0 has peculiarities:
- of a beam of several energies its list of what excites a line holds the last one only: they are calculated one by one;
- its secondary fluorescence includes excitation by isotropic Rayleigh scattering, which is taken out here;
- where (mu_in + mu_out) m of a finite layer exceeds 10 it uses the secondary fluorescence of an infinite one: such rows
  have null for it;
- it leaves out what deeper layers excite where little of the line passes the layer: rows of layers of an optical thickness
  above 6 at the line, with layers below, have null too;
- lines up to 20 % above an M4 or M5 edge, or an L edge below 1.5 keV, of an element on their way out are left out: it
  interpolates XCOM coarsely where photo-ionisation sets in late, up to 50 % off EPDL97 (S K in vermilion, Zn L);
- materials whose name looks like a formula return nothing: ours are called "layer 0" and so on;
- below 1 keV it continues XCOM's attenuation downwards, through edges: lines there are left out;
- weak lines that ganx merges with stronger ones are left out: rows are lines of at least 1 % of their shell's photons.
"""
import json
import math
import os

import fisx

here = os.path.dirname(os.path.abspath(__file__))

elements = fisx.Elements()
elements.initializeAsPyMca()

SIEGBAHN = {
    "KL3": "Ka1", "KL2": "Ka2", "KM3": "Kb1", "KM2": "Kb3", "KN3": "Kb2",
    "L3M5": "La1", "L3M4": "La2", "L2M4": "Lb1", "L3N5": "Lb2", "L1M3": "Lb3", "L1M2": "Lb4",
    "L2N4": "Lg1", "L1N2": "Lg2", "L1N3": "Lg3", "L3M1": "Ll", "L2M1": "Ln",
    "M5N7": "Ma1", "M5N6": "Ma2", "M4N6": "Mb", "M3N5": "Mg", "M5N3": "Mz1", "M4N2": "Mz2",
}
LEAST_SHARE = 0.01
LEAST_KEV = 1.0

# Name, phases as formula and mass fraction, density in g/cm3.
MATERIALS = {
    "lead white": ([("Pb3(CO3)2(OH)2", 1)], 6.8),
    "zinc white": ([("ZnO", 1)], 5.61),
    "barium white": ([("BaSO4", 1)], 4.48),
    "lithopone": ([("BaSO4", 0.705), ("ZnS", 0.295)], 4.3),
    "chalk": ([("CaCO3", 1)], 2.71),
    "gypsum": ([("CaSO4(H2O)2", 1)], 2.32),
    "lead-tin yellow": ([("Pb2SnO4", 1)], 8.26),
    "naples yellow": ([("Pb2Sb2O7", 1)], 9.0),
    "orpiment": ([("As2S3", 1)], 3.49),
    "yellow ochre": ([("Fe1O2H1", 0.35), ("Al2Si2O9H4", 0.4), ("SiO2", 0.2), ("CaCO3", 0.05)], 3.0),
    "vermilion": ([("HgS", 1)], 8.1),
    "red lead": ([("Pb3O4", 1)], 8.92),
    "cadmium red": ([("CdS0.6Se0.4", 1)], 5.0),
    "chrome yellow": ([("PbCrO4", 1)], 6.12),
    "azurite": ([("Cu3C2O8H2", 1)], 3.77),
    "smalt": ([("SiO2", 0.7), ("K2O", 0.15), ("CoO", 0.06), ("As2O3", 0.04), ("Fe2O3", 0.03), ("NiO", 0.02)], 2.5),
    "emerald green": ([("Cu4As6C4H6O16", 1)], 3.27),
    "cobalt violet": ([("Co3As2O8", 1)], 4.7),
    "titanium white": ([("TiO2", 1)], 4.23),
    "umber": ([("FeO2H", 0.45), ("MnO2", 0.12), ("Al2Si2O9H4", 0.25), ("SiO2", 0.13), ("CaCO3", 0.05)], 3.2),
    "gold": ([("Au", 0.965), ("Ag", 0.02), ("Cu", 0.015)], 18.9),
    "silver": ([("Ag", 0.99), ("Cu", 0.01)], 10.5),
    "oil": ([("C57H98O6", 1)], 0.93),
    "brass": ([("Cu", 0.7), ("Zn", 0.3)], 8.5),
    "steel": ([("Fe", 0.72), ("Cr", 0.18), ("Ni", 0.1)], 7.9),
}
INFINITE = None
PIGMENTS = [name for name in MATERIALS if name not in ("oil", "brass", "steel")]
# Top first, with the thickness in um.
STACKS = [
    [("azurite", 15), ("lead white", 20), ("chalk", INFINITE)],
    [("vermilion", 5), ("red lead", 10), ("gypsum", 300), ("oil", INFINITE)],
    [("lead-tin yellow", 8), ("azurite", 20), ("lead white", INFINITE)],
    [("gold", 0.2), ("yellow ochre", 10), ("chalk", 200)],
    [("oil", 30), ("zinc white", 20), ("barium white", 40), ("umber", INFINITE)],
    [("titanium white", 10), ("cadmium red", 15), ("smalt", 40), ("emerald green", INFINITE)],
    [("chrome yellow", 3), ("cobalt violet", 12)],
    [("silver", 0.5), ("steel", 8), ("brass", INFINITE)],
]
BEAMS = {
    "20 keV": ([20.0], [1.0]),
    # A filtered tube of 40 kV in a few energies, roughly, with lines of Rh.
    "40 kV": (
        [4.5, 6, 8, 10.5, 13.5, 16, 18, 20.18, 22.74, 25.8, 29.5, 34],
        [0.3, 0.8, 3, 8, 9, 8, 7, 18, 4, 6, 5, 3],
    ),
}
ANGLES = [(45.0, 45.0), (65.0, 35.0)]


used = []


def digits(value, n=6):
    return float(f"%.{n}g" % value)


def mass_fractions(phases):
    found = {}
    for formula, share in phases:
        for symbol, fraction in elements.getComposition(formula).items():
            symbol = symbol.decode() if isinstance(symbol, bytes) else symbol
            found[symbol] = found.get(symbol, 0) + share * fraction
    return {symbol: digits(value, 8) for symbol, value in found.items()}


def layers_of(stack):
    return [
        {"name": name, "massFractions": mass_fractions(MATERIALS[name][0]), "densityGCm3": MATERIALS[name][1],
         "thicknessUm": thickness}
        for name, thickness in stack
    ]


def name_of(key):
    return key.decode() if isinstance(key, bytes) else key


def shell_of(line):
    return line[:1] if line[0] == "K" else line[:2]


def is_near_threshold(layers, energy):
    for symbol in {symbol for layer in layers for symbol in layer["massFractions"]}:
        for shell, edge in elements.getBindingEnergies(symbol).items():
            shell = name_of(shell)
            if shell in ("M4", "M5") or (shell[0] == "L" and edge < 1.5):
                if edge < energy < 1.2 * edge:
                    return True
    return False


def monochromatic(layers, names, energy, angles):
    """Layer, symbol, line to energy, primary and secondary photons at the surface; secondary is NaN where it is not fair."""
    xrf = fisx.XRF()
    xrf.setBeam([energy], [1.0])
    # Ten metres of anything are infinite.
    xrf.setSample([
        [name, layer["densityGCm3"], 1000.0 if layer["thicknessUm"] is None else layer["thicknessUm"] * 1e-4]
        for name, layer in zip(names, layers)
    ])
    xrf.setGeometry(*angles)
    wanted = [
        f"{symbol} {family} {j}"
        for j, layer in enumerate(layers) for symbol in layer["massFractions"] for family in ("K", "L", "M")
    ]
    found = xrf.getMultilayerFluorescence(wanted, elements, secondary=2, useGeometricEfficiency=0, useMassFractions=1)
    sines = [math.sin(math.radians(angle)) for angle in angles]

    def attenuation(j, at):
        return elements.getMassAttenuationCoefficients(names[j], [at])["total"][0]

    result = {}
    for key, per_layer in found.items():
        symbol = name_of(key).split()[0]
        for j, lines in ((int(name_of(j)), lines) for j, lines in per_layer.items()):
            for line, values in ((name_of(line), values) for line, values in (lines or {}).items()):
                sources = {name_of(source): value for source, value in values.items()}
                secondary = sum(
                    value for source, value in sources.items()
                    if source.split(" ")[-1].isdigit() and not source.startswith("coherent")
                )
                thickness = layers[j]["thicknessUm"]
                if thickness is not None:
                    grams = layers[j]["densityGCm3"] * thickness * 1e-4
                    chi = attenuation(j, energy) / sines[0] + attenuation(j, sources["energy"]) / sines[1]
                    depth = attenuation(j, sources["energy"]) / sines[1] * grams
                    if chi * grams > 10 or (depth > 6 and j + 1 < len(layers)):
                        secondary = math.nan
                # The efficiency is that of the detector, of which there is none, and of the layers above.
                passed = sources["efficiency"]
                result[j, symbol, line] = (sources["energy"], sources["primary"] * passed, secondary * passed)
    return result


def case(stack, beam, angles):
    """Energy by energy, as fisx's list of what excites a line holds the last energy's values only."""
    layers = layers_of(stack)
    energies, weights = BEAMS[beam]
    names = []
    for layer in layers:
        names.append(f"layer {len(used)}")
        used.append(names[-1])
        material = fisx.Material(names[-1], layer["densityGCm3"], 1.0)
        material.setComposition(layer["massFractions"])
        elements.addMaterial(material, errorOnReplace=True)
    total = {}
    for energy, weight in zip(energies, weights):
        for key, (at, primary, secondary) in monochromatic(layers, names, energy, angles).items():
            if primary > 0:
                _, p, s = total.get(key, (at, 0.0, 0.0))
                total[key] = (at, p + primary * weight / sum(weights), s + secondary * weight / sum(weights))
    shells = {}
    for (j, symbol, line), (_, primary, _) in total.items():
        group = (j, symbol, shell_of(line))
        shells[group] = shells.get(group, 0.0) + primary
    strongest = max(primary for _, primary, _ in total.values())
    rows = [
        [j, symbol, shell_of(line), SIEGBAHN[line], digits(primary), None if math.isnan(secondary) else digits(secondary)]
        for (j, symbol, line), (at, primary, secondary) in total.items()
        if line in SIEGBAHN and at > LEAST_KEV and primary > 1e-5 * strongest
        and primary > LEAST_SHARE * shells[j, symbol, shell_of(line)]
        and not is_near_threshold(layers[: j + 1], at)
    ]
    rows.sort(key=lambda row: row[:4])
    return {"layers": layers, "beam": beam, "angles": list(angles), "rows": rows}


cases = []
for beam in BEAMS:
    for angles in ANGLES:
        for name in PIGMENTS:
            cases.append(case([(name, INFINITE)], beam, angles))
        for stack in STACKS:
            cases.append(case(stack, beam, angles))
with open(os.path.join(here, "fisx.json"), "w") as f:
    f.write('{"made_by": "make_fisx.py, fisx 1.2.0",\n"columns": ["layer", "element", "shell", "line", "primary", "secondary"],\n')
    f.write('"beams": ' + json.dumps({k: {"energiesKeV": e, "weights": w} for k, (e, w) in BEAMS.items()}) + ',\n"cases": [\n')
    f.write(",\n".join(json.dumps(one, separators=(",", ":")) for one in cases))
    f.write("\n]}\n")
print(len(cases), sum(len(one["rows"]) for one in cases), sum(r[5] is None for one in cases for r in one["rows"]))
