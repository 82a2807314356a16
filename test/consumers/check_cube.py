#!/usr/bin/python3
"""Opens a cube that ganx wrote with h5py and checks layout, totals and the law of the counts.

usage: check_cube.py FILE.h5...   (needs Debian's python3-h5py, python3-numpy, python3-scipy)

Prints one line a file; exit code 1 where something is wrong. Significance levels: 1e-6 a colour for the chi-square
test of the pooled counts against /truth/expected, 1e-6 overall for the variances of single channels across pixels.
"""
import json
import sys

import h5py
import numpy as np
from scipy import stats

LEVEL = 1e-6


def check(path):
    with h5py.File(path, "r") as f:
        img, truth = f["img"], f["truth"]
        height, width, channels = img.shape
        recipe = json.loads(f.attrs["recipe"])
        photons = recipe["counts"]["photons"]
        labels = truth["labels"][:]
        expected = truth["expected"][:]
        colors, pigments = truth["abundances"].shape

        assert img.dtype == (np.uint16 if photons <= 65535 else np.uint32), img.dtype
        assert img.attrs["interpretation"] == "spectrum"
        assert img.compression == "gzip" and img.shuffle and img.chunks is not None
        assert f.attrs["gain_kev"] > 0 and "offset_kev" in f.attrs
        assert labels.shape == (height, width) and truth["image"].shape == (height, width, 3)
        assert truth["image"].dtype == np.uint8
        assert truth["palette"].shape == (colors, 3) and expected.shape == (colors, channels)
        assert expected.dtype == np.float64 and truth["pigments"].shape == (pigments,)
        assert len({name.decode() for name in truth["pigments"][:]}) == pigments
        assert np.allclose(expected.sum(1), 1, atol=1e-12)
        assert np.allclose(truth["abundances"][:].sum(1), 1, atol=1e-12)

        pooled = np.zeros((colors, channels))
        squares = np.zeros((colors, channels))
        pixels = np.bincount(labels.ravel(), minlength=colors)
        for y in range(0, height, img.chunks[0]):
            rows = img[y : y + img.chunks[0]].reshape(-1, channels).astype(np.float64)
            assert (rows.sum(1) == photons).all(), f"a pixel of rows {y}.. has not {photons} counts"
            of = labels[y : y + img.chunks[0]].ravel()
            for k in np.unique(of):
                pooled[k] += rows[of == k].sum(0)
                squares[k] += (rows[of == k] ** 2).sum(0)

    worst = 1.0
    scores = []
    for k in range(colors):
        mean = expected[k] * photons
        total = mean * pixels[k]
        # Neighbouring channels are pooled until at least 10 counts are expected.
        groups = np.minimum(np.floor(np.cumsum(total) / 10), np.floor(total.sum() / 10) - 1).astype(int)
        _, groups = np.unique(groups, return_inverse=True)
        e, o = np.bincount(groups, total), np.bincount(groups, pooled[k])
        if len(e) > 1:
            worst = min(worst, stats.chi2.sf(((o - e) ** 2 / e).sum(), len(e) - 1))
        variance = mean * (1 - expected[k])
        use = mean * pixels[k] > 200
        if pixels[k] > 1000 and use.any():
            found = squares[k] / pixels[k] - 2 * mean * pooled[k] / pixels[k] + mean**2
            p = expected[k]
            error = np.sqrt((2 * variance**2 + variance * (1 - 6 * p * (1 - p))) / pixels[k])
            scores.append(((found - variance) / error)[use])
    z = np.concatenate(scores) if scores else np.zeros(1)
    bound = stats.norm.isf(LEVEL / 2 / len(z))
    # All together: a variance wrong by a tenth of its standard error on average, or scores too wide, would show.
    together = len(z) < 1000 or (abs(z.mean()) < 0.1 and abs(z.std() - 1) < 0.05)
    ok = worst > LEVEL and np.abs(z).max() < bound and together
    print(
        f"{path}: {height} x {width} x {channels}, every pixel {photons} counts; {colors} colours, "
        f"smallest chi-square p {worst:.3g}; {len(z)} channel variances, z mean {z.mean():+.3f}, "
        f"sd {z.std():.3f}, largest |z| {np.abs(z).max():.2f} (bound {bound:.2f}): {'ok' if ok else 'WRONG'}"
    )
    return ok


if __name__ == "__main__":
    sys.exit(0 if all([check(path) for path in sys.argv[1:]]) else 1)
