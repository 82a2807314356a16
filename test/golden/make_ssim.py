#!/usr/bin/python3
"""Makes the golden values of ssim.json.

Needs Debian's python3-skimage and python3-scipy (made with scikit-image 0.19.3 and SciPy 1.10.1):
    /usr/bin/python3 test/golden/make_ssim.py

The images are made from whole numbers by a rule that test/analysis/images.ts follows too. `ssim` is scikit-image's;
`direct` is the definition with every window gathered and its variances about its own mean; `msSsim` is built from SciPy
filters, its last scale checked against scikit-image.
"""
import json
import os

import numpy as np
import scipy
import skimage
from numpy.lib.stride_tricks import sliding_window_view
from scipy import ndimage
from skimage.metrics import structural_similarity

here = os.path.dirname(os.path.abspath(__file__))


def park_miller(seed):
    state = seed
    while True:
        state = state * 16807 % 2147483647
        yield state


def images(kind, width, height):
    first, second = park_miller(width + 1000 * height), park_miller(7 + width + 1000 * height)
    a, b = np.zeros((height, width)), np.zeros((height, width))
    for y in range(height):
        for x in range(width):
            u, v = next(first), next(second)
            if kind == "counts":
                a[y, x] = u % 5 if u % 8 == 0 else 0
                b[y, x] = v % 4 if v % 6 == 0 else a[y, x]
            else:
                a[y, x] = (3 * x + 5 * y) % 97 + u % 60
                b[y, x] = (255 - a[y, x] if kind == "inverse" else a[y, x]) - v % 40
            if kind == "offset":
                a[y, x] += 1000000
                b[y, x] += 1000000
    return a, b


def by_skimage(a, b, window, dynamic_range):
    options = dict(gaussian_weights=True, sigma=1.5, use_sample_covariance=False) if window == "gaussian" else {}
    return structural_similarity(a, b, data_range=dynamic_range, **options)


def direct(a, b, window, dynamic_range):
    side = 11 if window == "gaussian" else 7
    line = np.exp(-((np.arange(side) - side // 2) ** 2) / 4.5) if window == "gaussian" else np.ones(side)
    weights = np.outer(line, line) / line.sum() ** 2
    factor = 1 if window == "gaussian" else 49 / 48
    x, y = (sliding_window_view(image, (side, side)) for image in (a, b))

    def average(values):
        return (values * weights).sum((-1, -2))

    mx, my = average(x), average(y)
    dx, dy = x - mx[..., None, None], y - my[..., None, None]
    # What rounding leaves in the mean of the differences is taken out, too.
    ex, ey = average(dx), average(dy)
    vx, vy, c = (factor * v for v in (average(dx * dx) - ex**2, average(dy * dy) - ey**2, average(dx * dy) - ex * ey))
    c1, c2 = (0.01 * dynamic_range) ** 2, (0.03 * dynamic_range) ** 2
    return ((2 * mx * my + c1) * (2 * c + c2) / ((mx**2 + my**2 + c1) * (vx + vy + c2))).mean()


def by_scipy(a, b, dynamic_range):
    c1, c2 = (0.01 * dynamic_range) ** 2, (0.03 * dynamic_range) ** 2
    result = 1.0
    for scale, exponent in enumerate((0.0448, 0.2856, 0.3001, 0.2363, 0.1333)):

        def average(values):
            return ndimage.gaussian_filter(values, 1.5, truncate=3.5)[5:-5, 5:-5]

        mx, my = average(a), average(b)
        vx, vy, c = average(a * a) - mx * mx, average(b * b) - my * my, average(a * b) - mx * my
        cs = (2 * c + c2) / (vx + vy + c2)
        s = cs * (2 * mx * my + c1) / (mx * mx + my * my + c1)
        whole, full = structural_similarity(
            a, b, data_range=dynamic_range, gaussian_weights=True, sigma=1.5, use_sample_covariance=False, full=True
        )
        assert np.abs(full[5:-5, 5:-5] - s).max() < 1e-9 and abs(whole - s.mean()) < 1e-11
        result *= max(0, s.mean() if scale == 4 else cs.mean()) ** exponent
        # The window of two covers a pixel and the next; "reflect" takes the last one twice.
        a, b = (ndimage.uniform_filter(v, 2, mode="reflect", origin=-1)[::2, ::2] for v in (a, b))
    return result


def row(kind, width, height, window, dynamic_range):
    a, b = images(kind, width, height)
    values = {"kind": kind, "width": width, "height": height, "window": window, "dynamicRange": dynamic_range}
    if kind != "offset":
        values["ssim"] = by_skimage(a, b, window, dynamic_range)
    values["direct"] = direct(a, b, window, dynamic_range)
    if min(width, height) >= 176:
        values["msSsim"] = by_scipy(a, b, dynamic_range)
    return json.dumps(values)


rows = [row("noise", *size, "gaussian", 255) for size in ((11, 11), (12, 11), (11, 40), (60, 12), (43, 44), (97, 33))]
rows += [row("noise", *size, "uniform", 255) for size in ((7, 7), (8, 7), (7, 30), (50, 9), (38, 39), (101, 20))]
rows += [row(kind, 75, 31, window, 4) for kind in ("counts",) for window in ("gaussian", "uniform")]
rows += [row(kind, 50, 29, window, 255) for kind in ("inverse", "offset") for window in ("gaussian", "uniform")]
sizes = ((176, 176), (177, 191), (209, 176), (256, 190))
rows += [row("noise", *size, "gaussian", 255) for size in sizes]
rows += [row("counts", 193, 178, "gaussian", 4), row("inverse", 180, 185, "gaussian", 255)]
made_by = f"make_ssim.py, scikit-image {skimage.__version__}, SciPy {scipy.__version__}"
with open(os.path.join(here, "ssim.json"), "w") as f:
    f.write('{"made_by": %s, "pairs": [\n%s\n]}\n' % (json.dumps(made_by), ",\n".join(rows)))
