#!/usr/bin/python3
"""Sums over a cube by h5py and numpy: total and maximum spectrum, counts of each pixel, maps of windows of channels.

usage: inspect_cube.py CUBE.h5 DATASET FROM-TO,...  (needs Debian's python3-h5py)
"""
import json
import sys
import time

import h5py
import numpy as np
from peak import peak_mebibytes

path, name, windows = sys.argv[1:]
windows = [tuple(map(int, window.split("-"))) for window in windows.split(",")]
start = time.perf_counter()
with h5py.File(path, "r") as f:
    counts = f[name]
    height, width, channels = counts.shape
    total = np.zeros(channels)
    maximum = np.zeros(channels)
    pixels = np.zeros((height, width))
    maps = [np.zeros((height, width), np.float32) for _ in windows]
    # Eight rows are those of a chunk.
    for y in range(0, height, 8):
        slab = counts[y : y + 8]
        total += slab.sum((0, 1), dtype=np.float64)
        maximum = np.maximum(maximum, slab.max((0, 1)))
        pixels[y : y + 8] = slab.sum(2, dtype=np.float64)
        for one, (begin, end) in zip(maps, windows):
            one[y : y + 8] = slab[:, :, begin:end].sum(2, dtype=np.float64)
seconds = time.perf_counter() - start
sums = [total.sum(), maximum.sum(), pixels.max(), *(float(one.sum(dtype=np.float64)) for one in maps)]
print(json.dumps({"seconds": seconds, "mebibytes": peak_mebibytes(), "sums": [float(value) for value in sums]}))
