#!/usr/bin/python3
"""k = 7..13 with scikit-learn, each with the silhouette of a sample of 1024; seconds, and inertias over all pixels.

usage: k_means_sweep.py PIXELS.rgb SEED  (8-bit sRGB triples; needs Debian's python3-sklearn)
"""
import json
import sys
import time
import warnings

import numpy as np
from sklearn.cluster import MiniBatchKMeans
from sklearn.metrics import silhouette_score

warnings.filterwarnings("ignore")
path, seed = sys.argv[1], int(sys.argv[2])
pixels = np.fromfile(path, np.uint8).reshape(-1, 3).astype(np.float64)
# What a process does once is not the work that is measured.
MiniBatchKMeans(n_clusters=2, n_init=1).fit(pixels[:2048])
silhouette_score(pixels[:64], np.arange(64) % 2)

fits = []
start = time.perf_counter()
for k in range(7, 14):
    fit = MiniBatchKMeans(n_clusters=k, n_init=3, batch_size=1024, random_state=seed).fit(pixels)
    silhouette_score(pixels, fit.labels_, sample_size=1024, random_state=seed)
    fits.append(fit)
seconds = time.perf_counter() - start
inertias = [sum(-fit.score(part) for part in np.array_split(pixels, 20)) for fit in fits]
print(json.dumps({"seconds": seconds, "inertias": inertias}))
