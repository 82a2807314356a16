#!/usr/bin/python3
"""CIEDE2000 by scikit-image: one timed run for each line on standard input.

usage: delta_e.py FILE  (needs Debian's python3-skimage)

FILE holds two arrays of CIELAB colours [n, 3], float64, one after the other; the differences go to FILE.out.
"""
import json
import sys
import time

import numpy as np
import skimage
from skimage.color import deltaE_ciede2000

path = sys.argv[1]
a, b = np.fromfile(path).reshape(2, -1, 3)
deltaE_ciede2000(a, b).tofile(path + ".out")
print(json.dumps({"version": skimage.__version__}), flush=True)
for _ in sys.stdin:
    start = time.perf_counter()
    deltaE_ciede2000(a, b)
    print(json.dumps({"seconds": time.perf_counter() - start}), flush=True)
