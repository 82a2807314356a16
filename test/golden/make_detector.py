#!/usr/bin/python3
"""Makes the golden values of detector.json: tube, scatter, escape, line shape, pile-up.

Needs Debian's python3-pymca5, python3-fisx and python3-xraylib (made with 5.8.0, 1.2.0 and 4.0.0):
    /usr/bin/python3 test/golden/make_detector.py
"""
import json
import math
import os

import fisx
import numpy as np
import PyMca5
import xraylib
from PyMca5.PyMcaMath.fitting import SpecfitFuns
from PyMca5.PyMcaPhysics.xrf import XRayTubeEbel

here = os.path.dirname(os.path.abspath(__file__))


def digits(values, n=9):
    return [float("%.*g" % (n, v)) for v in values]


# anode, kV, electrons' and photons' angles with the anode's surface, window and filters as [element, g/cm3, um].
TUBES = [
    ("Rh", 50, 90, 20, [["Be", 1.848, 100]]),
    ("Rh", 20, 75, 15, [["Be", 1.848, 125], ["Al", 2.70, 50]]),
    ("Mo", 40, 90, 45, [["Be", 1.848, 250]]),
    ("Mo", 30, 60, 30, []),
    ("Ag", 50, 90, 20, [["Be", 1.848, 127], ["Cu", 8.96, 20], ["Al", 2.70, 100]]),
    ("W", 50, 90, 12, [["Be", 1.848, 300]]),
    ("W", 35, 65, 26, [["Be", 1.848, 300], ["Ti", 4.54, 25]]),
    ("Cr", 30, 90, 20, [["Be", 1.848, 100]]),
    ("Cu", 45, 80, 6, [["Be", 1.848, 100], ["Ni", 8.90, 10]]),
]


def tube(anode, kv, electron, exit_angle, layers):
    energies = [e for e in digits(np.linspace(1.03, kv - 0.37, 48), 6)]
    layers_cm = [[name, density, um * 1e-4] for name, density, um in layers]
    options = dict(
        window=layers_cm[0] if layers_cm else None,
        alphae=electron,
        alphax=exit_angle,
        filterlist=layers_cm[1:] or None,
    )
    continuum = XRayTubeEbel.continuumEbel(anode, kv, energies, **options)
    lines = XRayTubeEbel.characteristicEbel(anode, kv, **options)
    return {
        "anode": anode,
        "kV": kv,
        "electronDeg": electron,
        "takeOffDeg": exit_angle,
        "layers": [dict(zip(["element", "densityGCm3", "thicknessUm"], layer)) for layer in layers],
        "energiesKeV": energies,
        "perKeV": digits(continuum),
        "barePerKeV": digits(XRayTubeEbel.continuumEbel(anode, kv, energies, alphae=electron, alphax=exit_angle)),
        "lines": [{"energyKeV": e, "photons": i} for e, i, _ in lines],
    }


def escape():
    elements = fisx.Elements()
    elements.initializeAsPyMca()
    silicon = fisx.Detector("Si", 2.33, 0.045)
    silicon.setMaximumNumberOfEscapePeaks(20)
    energies = digits([1.9, 2.1, 2.307, 2.622, 2.957, 3.31, 3.69, 4.01, 4.51, 5.41, 6.4, 7.06, 8.05, 9.0, 10.55, 12.6])
    return {
        "energiesKeV": energies,
        "rates": [sum(peak["rate"] for peak in silicon.getEscape(e, elements).values()) for e in energies],
    }


def hypermet():
    """Channels' contents: the integral of PyMca's function by Gauss and Legendre's rule, 12 points a channel."""
    nodes, weights = np.polynomial.legendre.leggauss(12)
    cases = []
    for low, gain, channels, p in (
        (0.0, 0.01, 800, [1000.0, 5.895, 0.139, 0.05, 0.3, 0.02, 3.0, 0.001]),
        (0.5, 0.037, 400, [1.0, 10.55, 0.17, 0.005, 0.12, 0.0, 1.0, 0.0005]),
        (0.0, 0.04, 300, [20.0, 3.69, 0.095, 0.0, 0.2, 0.1, 10.0, 0.0]),
        (1.0, 0.25, 80, [5.0, 8.05, 0.15, 0.03, 0.2, 0.03, 2.0, 0.002]),
    ):
        x = low + gain * (np.arange(channels)[:, None] + 0.5 + 0.5 * nodes[None])
        y = SpecfitFuns.ahypermet(p, x.ravel(), 15, 0).reshape(x.shape)
        names = ["area", "energyKeV", "fwhmKeV", "shortRatio", "shortKeV", "longRatio", "longKeV", "step"]
        counts = 0.5 * gain * (y * weights).sum(axis=1)
        cases.append({**dict(zip(names, p)), "lowKeV": low, "gainKeV": gain, "counts": digits(counts, 12)})
    return cases


def scatter():
    cases = []
    for symbol in ("C", "O", "Al", "Si", "Ca", "Fe", "Cu", "Sn", "Hg", "Pb"):
        z = xraylib.SymbolToAtomicNumber(symbol)
        for degrees in (90.0, 135.0, 150.0):
            energies = [3.0, 8.0, 12.0, 17.44, 20.2, 25.0, 38.0, 49.0]
            theta = math.radians(degrees)
            cases.append(
                {
                    "element": symbol,
                    "degrees": degrees,
                    "energiesKeV": energies,
                    # cm2/g/sr
                    "rayleigh": digits([xraylib.DCS_Rayl(z, e, theta) for e in energies]),
                    "compton": digits([xraylib.DCS_Compt(z, e, theta) for e in energies]),
                    "comptonKeV": digits([xraylib.ComptonEnergy(e, theta) for e in energies]),
                }
            )
    return cases


def pile_up():
    rng = np.random.default_rng(20260102)
    y = rng.integers(0, 50, 60).astype(float)
    return {"counts": y.tolist(), "pairs": SpecfitFuns.pileup(y, 0, 0.0, 1.0).tolist()}


with open(os.path.join(here, "detector.json"), "w") as f:
    values = {
        "made_by": "make_detector.py, PyMca 5.8.0, fisx 1.2.0, xraylib 4.0.0",
        "tubes": [tube(*case) for case in TUBES],
        "escape": escape(),
        "hypermet": hypermet(),
        "scatter": scatter(),
        "pileUp": pile_up(),
    }
    json.dump(values, f)
    f.write("\n")
