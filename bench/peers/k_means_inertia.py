#!/usr/bin/python3
"""Inertia over all pixels of scikit-learn's MiniBatchKMeans, best of 10 starts.

usage: k_means_inertia.py PIXELS.rgb K  (8-bit sRGB triples; needs Debian's python3-sklearn)
"""
import json
import sys
import time
import warnings

import numpy as np
from sklearn.cluster import MiniBatchKMeans

warnings.filterwarnings("ignore")
pixels = np.fromfile(sys.argv[1], np.uint8).reshape(-1, 3).astype(np.float64)
start = time.perf_counter()
fit = MiniBatchKMeans(n_clusters=int(sys.argv[2]), n_init=10, random_state=0).fit(pixels)
seconds = time.perf_counter() - start
inertia = sum(-fit.score(part) for part in np.array_split(pixels, 20))
print(json.dumps({"inertia": inertia, "seconds": seconds}))
