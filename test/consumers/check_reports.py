#!/usr/bin/python3
"""Checks what `ganx inspect` and `ganx compare` say of cubes against NumPy, SciPy and scikit-image.

usage: check_reports.py inspect CUBE.h5 REPORT
       check_reports.py compare A.h5 B.h5 COMPARISON.json

(needs Debian's python3-h5py, python3-numpy, python3-scipy, and python3-skimage for `compare` and 16-bit maps)

Prints one line a check; exit code 1 where something is wrong.
"""
import json
import sys

import h5py
import numpy as np
from scipy.spatial import distance

try:
    from skimage.io import imread
    from skimage.metrics import structural_similarity
except ImportError:
    imread = structural_similarity = None


def counts_of(path):
    with h5py.File(path, "r") as f:
        return f["img"][:].astype(np.float64)


def inspect(path, report):
    with open(f"{report}/inspection.json") as f:
        found = json.load(f)
    img = counts_of(path)
    assert img.shape == (found["height"], found["width"], found["channels"])
    assert found["counts"] == img.sum(), (found["counts"], img.sum())
    assert abs(found["countsPerPixel"] / img.sum(2).mean() - 1) < 1e-14
    print(f"{int(img.sum())} counts: ok")
    assert any(line["mean"] > 0 for line in found["maps"])
    for line in found["maps"]:
        own = img[:, :, line["firstChannel"] : line["lastChannel"] + 1].sum(2)
        energies = found["offsetKeV"] + found["gainKeV"] * np.arange(found["channels"])
        nearest = np.abs(energies - line["energyKeV"]).argmin()
        assert line["firstChannel"] <= nearest <= line["lastChannel"]
        npy = np.load(f"{report}/{line['file']}.npy")
        assert npy.dtype == np.float32 and npy.shape == own.shape and (npy == own).all(), line["name"]
        assert abs(line["mean"] - own.mean()) <= 1e-12 * own.mean(), line["name"]
        if imread is None:
            print(f"{line['name']}: 16-bit PNG skipped, no scikit-image")
            continue
        png = imread(f"{report}/{line['file']}.png")
        assert png.dtype == np.uint16 and png.shape == own.shape, (png.dtype, png.shape)
        assert (png == np.round(own * line["pngValuesPerCount"])).all(), line["name"]
        print(f"{line['name']}: ok")


def metrics_of(p, q):
    """Table 1, from SciPy where it has them."""
    p, q = p / p.sum(), q / q.sum()
    coefficient = np.sqrt(p * q).sum()
    both = p + q > 0
    return {
        "correlation": distance.correlation(p, q),
        "cosine": distance.cosine(p, q),
        "jensenShannon": distance.jensenshannon(p, q),
        "chebyshev": distance.chebyshev(p, q),
        "brayCurtis": distance.braycurtis(p, q),
        "chiSquare": 0.5 * ((p - q)[both] ** 2 / (p + q)[both]).sum(),
        "bhattacharyyaCoefficient": coefficient,
        "bhattacharyyaDistance": -np.log(coefficient),
        "hellinger": np.sqrt(0.5 * ((np.sqrt(p) - np.sqrt(q)) ** 2).sum()),
    }


def compare(path_a, path_b, result):
    with open(result) as f:
        found = json.load(f)
    a, b = counts_of(path_a), counts_of(path_b)
    worst = 0
    for name, value in metrics_of(a.sum((0, 1)), b.sum((0, 1))).items():
        off = abs(found[name] - value) / abs(value)
        assert value > 0 and off < 1e-9, f"{name}: found {found[name]}, SciPy has {value}"
        worst = max(worst, off)
    print(f"metrics, worst {worst:.2g}: ok")
    for one, cube in (("a", a), ("b", b)):
        with np.errstate(invalid="ignore", divide="ignore"):
            flat = cube.reshape(-1, cube.shape[2])
            index = flat.var(0, ddof=1) / flat.mean(0)
            local = (np.diff(cube, axis=1) ** 2).mean((0, 1)) / 2 / flat.mean(0)
        for name, own in (("dispersion", index), ("localDispersion", local)):
            values = np.array(found[one][name], dtype=np.float64)
            assert (np.isnan(values) == np.isnan(own)).all() and not np.isnan(own).all()
            assert np.nanmax(np.abs(values - own)) < 1e-9, name
    print("dispersion: ok")
    if structural_similarity is None:
        print("SSIM: skipped, no scikit-image")
        return
    x, y = (np.tanh(np.log1p(cube)).reshape(-1, cube.shape[2]) for cube in (a, b))
    options = {"gaussian_weights": True, "sigma": 1.5, "use_sample_covariance": False, "data_range": 1}
    value = structural_similarity(x, y, **options)
    assert abs(found["ssim"] - value) < 1e-6, f"ssim: found {found['ssim']}, scikit-image has {value}"
    print(f"SSIM, {found['ssim'] - value:.2g} off: ok")


if __name__ == "__main__":
    {"inspect": inspect, "compare": compare}[sys.argv[1]](*sys.argv[2:])
