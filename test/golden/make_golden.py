#!/usr/bin/python3
"""Makes the golden values of color.json and silhouette.json.

Needs Debian's python3-skimage and python3-sklearn (made with scikit-image 0.19.3 and scikit-learn 1.2.1):
    /usr/bin/python3 test/golden/make_golden.py
"""
import json
import os

import numpy as np
import skimage
import sklearn
from skimage import color
from sklearn.metrics import silhouette_score

here = os.path.dirname(os.path.abspath(__file__))
rng = np.random.default_rng(20260101)


def write(name, values):
    with open(os.path.join(here, name), "w") as f:
        json.dump(values, f)
        f.write("\n")


corners = np.array([[r, g, b] for r in (0, 255) for g in (0, 255) for b in (0, 255)])
greys = np.array([[v, v, v] for v in (1, 5, 10, 11, 50, 128, 200, 254)])
rgb = np.vstack([corners, greys, rng.integers(0, 256, (200, 3))]).astype(float)
lab = color.rgb2lab(rgb[None] / 255)[0]

a = np.vstack([lab[:100], rng.uniform([0, -120, -120], [100, 120, 120], (300, 3))])
b = np.vstack([lab[100:200], rng.uniform([0, -120, -120], [100, 120, 120], (300, 3))])
table = os.path.join(os.path.dirname(skimage.__file__), "color", "tests", "ciede2000_test_data.txt")
rows = np.loadtxt(table)
columns = {"lab1": [2, 3, 4], "lab2": [17, 18, 19], "deltaE": [15]}
write(
    "color.json",
    {
        "made_by": f"make_golden.py, scikit-image {skimage.__version__}",
        "rgb": rgb.astype(int).tolist(),
        "lab": lab.tolist(),
        "pairs": {
            "lab1": a.tolist(),
            "lab2": b.tolist(),
            "deltaE76": color.deltaE_cie76(a, b).tolist(),
            "deltaE94": color.deltaE_ciede94(a, b).tolist(),
            "deltaE2000": color.deltaE_ciede2000(a, b).tolist(),
        },
        "sharma": {
            "source": "G. Sharma, W. Wu, E. N. Dalal, Color Res. Appl. 30 (2005), table 1, as in scikit-image",
            **{name: rows[:, c].squeeze().tolist() for name, c in columns.items()},
        },
    },
)

sets = []
for n, k in ((7, 2), (40, 3), (300, 8)):
    points = rng.integers(0, 256, (n, 3))
    labels = np.argmin(((points[:, None] - points[None, :k]) ** 2).sum(-1), axis=1)
    labels[:k] = np.arange(k)
    sets.append({"points": points.tolist(), "labels": labels.tolist(), "score": silhouette_score(points, labels)})
weights = rng.integers(1, 6, 60)
points = rng.uniform(-50, 100, (60, 3))
labels = rng.integers(0, 4, 60)
repeated = np.repeat(np.arange(60), weights)
write(
    "silhouette.json",
    {
        "made_by": f"make_golden.py, scikit-learn {sklearn.__version__}",
        "sets": sets,
        "weighted": {
            "points": points.tolist(),
            "labels": labels.tolist(),
            "weights": weights.tolist(),
            "score": silhouette_score(points[repeated], labels[repeated]),
        },
    },
)
