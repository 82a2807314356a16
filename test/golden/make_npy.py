#!/usr/bin/python3
"""Makes the golden files of npy.json: arrays as numpy.save writes them.

Needs Debian's python3-numpy (made with NumPy 1.24.2):
    /usr/bin/python3 test/golden/make_npy.py
"""
import io
import json
import os

import numpy as np

here = os.path.dirname(os.path.abspath(__file__))
files = []
# The long shapes sweep the length of the header across a multiple of 64.
shapes = [(), (1,), (5,), (0,), (2, 3), (2, 0, 4), (3, 2, 4), (12, 10), (100, 1)]
shapes += [(1,) * n + (last,) for n in range(10, 14) for last in (1, 10, 100)]
for dtype in ("<f4", "<f8", "|u1", "<u2", "<u4"):
    for shape in shapes if dtype == "<f4" else shapes[:6]:
        count = int(np.prod(shape, dtype=int))
        values = (np.arange(count) * 37 % 251).astype(dtype).reshape(shape)
        if dtype[1] == "f":
            values = values / np.array(-8, dtype)
        saved = io.BytesIO()
        np.save(saved, values)
        files.append({"dtype": dtype, "shape": list(shape), "hex": saved.getvalue().hex()})
with open(os.path.join(here, "npy.json"), "w") as f:
    json.dump({"made_by": f"make_npy.py, NumPy {np.__version__}", "files": files}, f, indent=0)
    f.write("\n")
