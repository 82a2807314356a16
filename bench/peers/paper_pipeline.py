#!/usr/bin/python3
"""The paper's whole job, or the same job as one would write it in numpy today: picture file to HDF5 file.

usage: paper_pipeline.py METHOD PICTURE COLORS.npy SPECTRA.npy PHOTONS SEED OUT.h5
       (needs Debian's python3-sklearn, python3-skimage, python3-h5py)

METHOD  paper   Algorithm 5 over the whole image, gzip 5
        numpy   numpy's Generator.multinomial on each colour's own pixels, gzip 1 and chunks as in ganx

COLORS   [pigments, 3] sRGB 0..255; SPECTRA [pigments, channels], rows sum to 1
"""
import json
import sys
import time
import warnings

import h5py
import numpy as np
from algorithm5 import multinomial, paper
from peak import peak_mebibytes
from skimage.color import deltaE_ciede2000, rgb2lab
from skimage.io import imread
from sklearn.cluster import MiniBatchKMeans
from sklearn.metrics import silhouette_score

warnings.filterwarnings("ignore")

# The paper's defaults and ours.
CLUSTERS = range(7, 14)
SILHOUETTE_SAMPLE = 1024
THRESHOLD = 0.6


def find_palette(picture, seed):
    pixels = picture.reshape(-1, 3).astype(np.float64)
    best = None
    for k in CLUSTERS:
        fit = MiniBatchKMeans(n_clusters=k, n_init=3, random_state=seed).fit(pixels)
        labels = fit.labels_
        score = silhouette_score(pixels, labels, sample_size=SILHOUETTE_SAMPLE, random_state=seed)
        if best is None or score > best[0]:
            best = score, labels, fit.cluster_centers_
    return best[1].reshape(picture.shape[:2]), best[2]


def mix(palette, colors, spectra):
    """Expected spectrum of each colour: pigments similar enough, weighted by similarity; else the most similar."""
    lab = [rgb2lab(np.clip(values, 0, 255)[:, None] / 255) for values in (palette, colors)]
    similarity = (100 - deltaE_ciede2000(lab[0], lab[1].transpose(1, 0, 2))) / 100
    weights = np.where(similarity >= THRESHOLD, similarity, 0)
    alone = weights.sum(1) == 0
    weights[alone, similarity[alone].argmax(1)] = 1
    expected = weights / weights.sum(1, keepdims=True) @ spectra
    return expected / expected.sum(1, keepdims=True)


method, picture, colors, spectra, photons, seed, out = sys.argv[1:]
start = time.perf_counter()
picture = imread(picture)
labels, palette = find_palette(picture, int(seed))
found = time.perf_counter()
expected = mix(palette, np.load(colors), np.load(spectra))
sample = paper if method == "paper" else multinomial
image = sample(labels, expected, int(photons), int(seed))
drawn = time.perf_counter()
with h5py.File(out, "w") as f:
    if method == "paper":
        f.create_dataset("img", data=image, compression="gzip", compression_opts=5)
    else:
        f.create_dataset("img", data=image, chunks=(8, 64, 64), compression="gzip", compression_opts=1)
written = time.perf_counter()
stages = {"palette": found - start, "counts": drawn - found, "file": written - drawn}
result = {"seconds": stages, "mebibytes": peak_mebibytes(), "colors": len(palette)}
print(json.dumps(result))
