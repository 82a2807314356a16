#!/usr/bin/python3
"""Writes src/data/scatter-data.ts from xraylib's tables.

Needs Debian's python3-xraylib (made with 4.0.0):
    /usr/bin/python3 tools/make-scatter-data.py
"""
import os
import re

import xraylib

root = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
text = open(os.path.join(root, "src/data/xray-data.ts")).read()
symbols = re.findall(r"^([A-Z][a-z]?):\{Z:", text, re.M)

KNOTS = [0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1, 1.25, 1.5, 1.75, 2, 2.5, 3, 3.5, 4, 5]


def short(value):
    return ("%.4g" % value).replace("e-0", "e-")


def profile_width(z):
    """Full width at half maximum of the Compton profile, atomic units."""
    half = xraylib.ComptonProfile(z, 0.0) / 2
    low, high = 0.0, 50.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if xraylib.ComptonProfile(z, middle) > half else (low, middle)
    return 2 * low


lines = []
for symbol in symbols:
    z = xraylib.SymbolToAtomicNumber(symbol)
    factors = ",".join(short(xraylib.FF_Rayl(z, q)) for q in KNOTS)
    functions = ",".join(short(xraylib.SF_Compt(z, q)) for q in KNOTS)
    lines.append(f"{symbol}:{{F:[{factors}],S:[{functions}],width:{short(profile_width(z))}}},")

with open(os.path.join(root, "src/data/scatter-data.ts"), "w") as f:
    f.write(
        """// How atoms scatter X-rays. Tables, not code: see ../xray/scatter.ts for their meaning.
//
// Credits, to be kept with any copy:
//   form factors, incoherent scattering functions  J. H. Hubbell et al., J. Phys. Chem. Ref. Data 4 (1975) 471; EPDL97:
//                                                  D. E. Cullen et al., LLNL UCRL-50400 vol. 6 rev. 5, 1997
//   widths of Compton profiles                     F. Biggs, L. B. Mendelsohn, J. B. Mann, At. Data Nucl. Data Tables 16
//                                                  (1975) 201
// Extracted with xraylib 4.0.0 (BSD-3) by tools/make-scatter-data.py.

import type { ScatterElement } from "../xray/scatter-tables.js";

/** sin(angle / 2) / wavelength at which the tables are given, 1/angstrom. */
export const SCATTER_KNOTS: readonly number[] = ["""
        + ",".join(map(str, KNOTS))
        + """];

/** Element symbol to its tables, by atomic number. */
export const SCATTER_ELEMENTS: Readonly<Record<string, ScatterElement>> = {
"""
        + "\n".join(lines)
        + "\n};\n"
    )
print(len(lines), "elements")
