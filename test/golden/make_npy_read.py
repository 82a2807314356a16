#!/usr/bin/python3
"""Makes npy-read.json: files that NumPy wrote and what NumPy reads from them, and a 16-bit PNG of Pillow's.

Needs Debian's python3-numpy and python3-pil (made with NumPy 1.24.2 and Pillow 9.4.0):
    /usr/bin/python3 test/golden/make_npy_read.py
"""
import base64
import hashlib
import io
import json
import os

import numpy as np
import PIL
from PIL import Image

here = os.path.dirname(os.path.abspath(__file__))
EDGES = {
    "f2": [0.0, -0.0, 6e-8, -6.1e-5, 1 / 3, 1, 2049, -65504, np.inf, -np.inf, np.nan, 400],
    "f4": [0.0, -0.0, 1e-45, 1 / 3, 1, 16777216, -3.4e38, 1e6, np.inf, -np.inf, np.nan, 400],
    "f8": [0.0, -0.0, 5e-324, 1 / 3, 1, 2.0**53 + 2, -1.7e308, 1e6, np.inf, -np.inf, np.nan, 400],
}


def edges(dtype):
    if dtype.kind == "b":
        return np.arange(12) % 3 == 1
    if dtype.kind == "f":
        return np.array(EDGES[dtype.str[1:]], dtype)
    low, high = np.iinfo(dtype).min, np.iinfo(dtype).max
    near = [low, low + 1, low // 3, high // 3, high // 5 * 2, high - 1, high, high // 255, 0, 1, 2, 100]
    return np.array([int(value) for value in near], dtype)


def save(array, version=None):
    file = io.BytesIO()
    np.lib.format.write_array(file, array, version=version)
    return base64.b64encode(file.getvalue()).decode()


def entry(name, array, version=None):
    # JSON knows neither NaN nor infinities; JavaScript reads these words.
    words = {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}
    plain = [float(value) for value in np.asarray(array, "f8").ravel(order="C")]
    values = [value if np.isfinite(value) else words[str(value)] for value in plain]
    return {"name": name, "shape": list(array.shape), "values": values, "file": save(array, version)}


files = []
for code in ("b1", "u1", "u2", "u4", "u8", "i1", "i2", "i4", "i8", "f2", "f4", "f8"):
    for order in "<>":
        dtype = np.dtype(order + code)
        if order == ">" and dtype.itemsize == 1:
            continue
        array = edges(dtype).astype(dtype).reshape(3, 4)
        files.append(entry(f"{dtype.str} C", array))
        files.append(entry(f"{dtype.str} Fortran", np.asfortranarray(array)))
for shape in [(), (1,), (5,), (0,), (2, 0, 4), (1, 1), (3, 2, 2), (2, 1, 3, 2), (4, 3, 1)]:
    array = np.arange(np.prod(shape, dtype=int), dtype="<i2").reshape(shape)
    files.append(entry(f"shape {shape} C", array))
    files.append(entry(f"shape {shape} Fortran", np.asfortranarray(array)))
for version in [(1, 0), (2, 0), (3, 0)]:
    files.append(entry(f"format {version}", np.arange(6, dtype="<u2").reshape(2, 3), version))

refused = {
    "structured": np.zeros(2, [("a", "<f4"), ("b", "<u2")]),
    "structured, names beyond Latin-1": np.zeros(2, [("Größe λ", "<f4")]),
    "complex": np.zeros(2, "<c8"),
    "complex128": np.zeros(2, ">c16"),
    "text": np.array(["a", "bc"]),
    "bytes": np.array([b"a", b"bc"]),
    "raw": np.zeros(2, "V3"),
    "dates": np.array(["2023-04-28"], "M8[D]"),
    "time spans": np.zeros(2, "m8[s]"),
    "long double": np.zeros(2, np.longdouble),
    "objects": np.array([None, 1], object),
}

# Every number of 16 bits, as doubles; NaN as -1.
halves = np.arange(65536, dtype="<u2").view("<f2").astype("<f8")
halves[np.isnan(halves)] = -1

counts = (np.arange(35, dtype="u4") ** 3 * 17 % 65536).astype("u2").reshape(5, 7)
png = io.BytesIO()
Image.fromarray(counts).save(png, "PNG")

with open(os.path.join(here, "npy-read.json"), "w") as f:
    json.dump(
        {
            "made_by": f"make_npy_read.py, NumPy {np.__version__}, Pillow {PIL.__version__}",
            "halves_sha256": hashlib.sha256(halves.tobytes()).hexdigest(),
            "png": {
                "shape": list(counts.shape),
                "values": counts.ravel().tolist(),
                "file": base64.b64encode(png.getvalue()).decode(),
            },
            "refused": [{"name": name, "file": save(array)} for name, array in refused.items()],
            "files": files,
        },
        f,
        ensure_ascii=True,
        separators=(",", ":"),
    )
    f.write("\n")
