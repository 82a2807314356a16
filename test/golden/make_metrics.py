#!/usr/bin/python3
"""Makes the golden values of spectrum-metrics.json.

Needs Debian's python3-scipy and python3-mpmath (made with SciPy 1.10.1 and mpmath 1.2.1):
    /usr/bin/python3 test/golden/make_metrics.py

SciPy loses digits where spectra are nearly equal, so every pair has the values of the plain formulas in arithmetic of
60 digits as well; `scipy` is left out where the definition gives no number.
"""
import json
import math
import os

import mpmath
import numpy as np
import scipy
from mpmath import mpf
from scipy.spatial import distance

mpmath.mp.dps = 60
here = os.path.dirname(os.path.abspath(__file__))
rng = np.random.default_rng(20260102)


def by_scipy(a, b):
    p, q = a / a.sum(), b / b.sum()
    values = {
        "cosine": distance.cosine(p, q),
        "jensenShannon": distance.jensenshannon(p, q),
        "chebyshev": distance.chebyshev(p, q),
        "brayCurtis": distance.braycurtis(p, q),
    }
    if np.ptp(a) > 0 and np.ptp(b) > 0:
        values["correlation"] = distance.correlation(p, q)
    return {name: float(value) for name, value in values.items()}


def exact(a, b):
    a, b = [mpf(float(x)) for x in a], [mpf(float(x)) for x in b]
    p, q = [x / mpmath.fsum(a) for x in a], [x / mpmath.fsum(b) for x in b]
    n = len(p)
    pairs = list(zip(p, q))

    def cosine(u, v):
        dot = mpmath.fsum(x * y for x, y in zip(u, v))
        return dot / mpmath.sqrt(mpmath.fsum(x * x for x in u) * mpmath.fsum(y * y for y in v))

    def term(x, y):
        return x * mpmath.log(2 * x / (x + y)) if x > 0 else mpf(0)

    values = {
        "cosine": 1 - cosine(p, q),
        "jensenShannon": mpmath.sqrt(mpmath.fsum(term(x, y) + term(y, x) for x, y in pairs) / 2),
        "chebyshev": max(abs(x - y) for x, y in pairs),
        "brayCurtis": mpmath.fsum(abs(x - y) for x, y in pairs) / 2,
        "chiSquare": mpmath.fsum((x - y) ** 2 / (x + y) for x, y in pairs if x + y > 0) / 2,
    }
    coefficient = mpmath.fsum(mpmath.sqrt(x * y) for x, y in pairs)
    values["bhattacharyyaCoefficient"] = coefficient
    if coefficient > 0:
        values["bhattacharyyaDistance"] = -mpmath.log(coefficient)
    values["hellinger"] = values["bhattacharyyaRoot"] = mpmath.sqrt(1 - coefficient)
    values["hellingerSquared"] = 1 - coefficient
    values["chiSquareUnhalved"] = 2 * values["chiSquare"]
    if all(y > 0 or x == 0 for x, y in pairs):
        values["chiSquarePearson"] = mpmath.fsum((x - y) ** 2 / y for x, y in pairs if y > 0)
    u, v = [x - mpf(1) / n for x in p], [y - mpf(1) / n for y in q]
    if any(x != a[0] for x in a) and any(y != b[0] for y in b):
        values["pearson"] = cosine(u, v)
        values["correlation"] = 1 - values["pearson"]
    return {name: float(value) for name, value in values.items()}


pairs = []
for n in (1, 2, 3, 17, 1024):
    pairs.append((f"random, {n}", np.round(rng.exponential(1, n), 4), np.round(rng.exponential(1, n), 4)))
for n in (3, 17, 1024):
    a, b = rng.poisson(0.4, n), rng.poisson(0.3, n)
    a[0] += 1
    b[n // 2] += 1
    pairs.append((f"sparse whole numbers, {n}", a, b))
for n in (17, 200):
    values = [np.where(rng.random(n) < 0.7, 0, np.round(rng.lognormal(0, 3, n), 3)) for _ in range(2)]
    values[0][1] = values[1][2] = 1
    pairs.append((f"many zeros, {n}", *values))
counts = rng.poisson(3000, 200)
pairs.append(("nearly equal counts", counts, counts + rng.integers(0, 2, 200)))
one = np.round(rng.exponential(1, 33), 4)
pairs.append(("nearly equal, off by one part in a million", one, np.where(np.arange(33) == 7, one * 1.000001, one)))
pairs.append(("disjoint", np.array([1, 2, 0, 0, 5]), np.array([0, 0, 3, 1, 0])))
pairs.append(("nearly disjoint", np.array([1, 2, 1e-9, 0, 5]), np.array([1e-12, 0, 3, 1, 0])))
pairs.append(("opposite", np.array([0.0, 1, 2, 3]), np.array([3.0, 2, 1, 0])))
pairs.append(("one constant", np.full(4, 2), np.array([1, 2, 3, 4])))
pairs.append(("huge and tiny", np.array([1e308, 5e307, 1e308]), np.array([4e-320, 1e-322, 5e-321])))
with open(os.path.join(here, "spectrum-metrics.json"), "w") as f:
    rows = []
    for name, a, b in pairs:
        row = {"name": name, "a": a.tolist(), "b": b.tolist(), "exact": exact(a, b)}
        if name != "huge and tiny":
            row["scipy"] = by_scipy(a.astype(float), b.astype(float))
        assert all(map(math.isfinite, row["exact"].values())), name
        rows.append(json.dumps(row))
    made_by = f"make_metrics.py, SciPy {scipy.__version__}, mpmath {mpmath.__version__}"
    f.write('{"made_by": %s, "pairs": [\n%s\n]}\n' % (json.dumps(made_by), ",\n".join(rows)))
