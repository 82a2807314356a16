#!/usr/bin/python3
"""Makes attenuation.json: total mass attenuation coefficients of every element of the tables, cm2/g.

Needs Debian's python3-xraylib (made with xraylib 4.0.0):
    /usr/bin/python3 test/golden/make_attenuation.py

Energies from 1.05 to 58 keV, but for 2 % below to 45 % above every edge: there xraylib's splines swing by 4 to 9 % around
their own source (silicon at 2.5 keV, chromium at 7.2 keV), and compilations differ.
"""
import json
import os

import xraylib

here = os.path.dirname(os.path.abspath(__file__))
ELEMENTS = (
    "H He Be B C N O F Na Mg Al Si P S Cl Ar K Ca Ti V Cr Mn Fe Co Ni Cu Zn As Se Br Rb Sr Zr Mo Rh Pd Ag Cd Sn Sb I Ba W Pt "
    "Au Hg Pb Bi"
).split()
SHELLS = ["K", "L1", "L2", "L3", "M1", "M2", "M3", "M4", "M5"]
STEPS = 24


def away(z, energy):
    for shell in SHELLS:
        try:
            edge = xraylib.EdgeEnergy(z, getattr(xraylib, f"{shell}_SHELL"))
        except ValueError:
            continue
        if 0.98 * edge < energy < 1.45 * edge:
            return False
    return True


rows = {}
for symbol in ELEMENTS:
    z = xraylib.SymbolToAtomicNumber(symbol)
    energies = [round(1.05 * (58 / 1.05) ** (i / (STEPS - 1)), 3) for i in range(STEPS)]
    rows[symbol] = [[energy, float("%.5g" % xraylib.CS_Total(z, energy))] for energy in energies if away(z, energy)]
with open(os.path.join(here, "attenuation.json"), "w") as f:
    f.write('{"made_by": "make_attenuation.py, xraylib 4.0.0", "columns": ["energyKeV", "cm2PerG"], "elements": {\n')
    f.write(",\n".join(f'"{symbol}": {json.dumps(values, separators=(",", ":"))}' for symbol, values in rows.items()))
    f.write("\n}}\n")
