#!/usr/bin/python3
"""Makes the golden values of snip.json and convolve.json.

Needs Debian's python3-pymca5 and python3-scipy (made with PyMca 5.8.0 and SciPy 1.10.1):
    /usr/bin/python3 test/golden/make_analysis_golden.py
"""
import json
import os

import numpy as np
import PyMca5
import scipy
from PyMca5.PyMcaMath.fitting import SpecfitFuns
from scipy.signal import convolve2d

here = os.path.dirname(os.path.abspath(__file__))
rng = np.random.default_rng(20260102)


def write(name, values):
    with open(os.path.join(here, name), "w") as f:
        json.dump(values, f)
        f.write("\n")


def lls(x):
    return np.log(np.log(np.sqrt(x + 1) + 1) + 1)


def inverse_lls(y):
    return (np.exp(np.exp(y) - 1) - 1) ** 2 - 1


def counts(n, scale):
    """Poisson counts of peaks on a continuum; some channels are empty when the scale is low."""
    x = np.arange(n)
    expected = 0.02 * np.exp(-x / (n + 1)) + 0.2 * np.exp(-((x - 0.35 * n) ** 2) / 8) + np.exp(-((x - 0.6 * n) ** 2) / 30)
    return rng.poisson(scale * expected).astype(float)


cases = []
for n, scale, width, smoothing in (
    [(n, 300, 3, 0) for n in range(0, 18)]
    + [(n, 300, 40, 2) for n in (1, 2, 3, 8, 17)]
    + [(150, 5, 12, 0), (150, 5, 12, 3), (150, 1e9, 20, 0), (150, 1e4, 0, 1), (150, 1e4, 1000, 0), (40, 0, 5, 0)]
):
    spectrum = counts(n, scale)
    smoothed = SpecfitFuns.snip1d(spectrum, 0, smoothing)
    cases.append(
        {
            "spectrum": spectrum.astype(int).tolist(),
            "width": width,
            "smoothing": smoothing,
            # PyMca clips the counts as they are; Ryan et al. clip their LLS transform.
            "plain": SpecfitFuns.snip1d(spectrum, width, smoothing).tolist(),
            "lls": inverse_lls(SpecfitFuns.snip1d(lls(smoothed), width)).tolist(),
        }
    )
write("snip.json", {"made_by": f"make_analysis_golden.py, PyMca {PyMca5.version()}", "cases": cases})

cases = []
for width, height, kernel in (
    [(n, 3, rng.integers(-4, 9, (3, 3))) for n in range(1, 18)]
    + [(5, n, rng.integers(-4, 9, (2, 4))) for n in range(1, 6)]
    + [
        (7, 5, np.array([[1, 2, 1], [2, 4, 2], [1, 2, 1]])),
        (7, 5, rng.integers(0, 9, (1, 5))),
        (7, 5, rng.integers(0, 9, (4, 1))),
        (7, 5, rng.integers(0, 9, (1, 1))),
        (4, 3, rng.integers(0, 9, (9, 11))),
        (2, 1, rng.integers(0, 9, (6, 13))),
        (1, 1, rng.integers(0, 9, (5, 4))),
    ]
):
    image = rng.integers(0, 1000, (height, width))
    result = convolve2d(image, kernel, mode="same", boundary="symm")
    cases.append(
        {
            "width": width,
            "height": height,
            "image": image.ravel().tolist(),
            "kernel": kernel.tolist(),
            "result": result.ravel().tolist(),
        }
    )
write("convolve.json", {"made_by": f"make_analysis_golden.py, SciPy {scipy.__version__}", "cases": cases})
