#!/usr/bin/python3
"""Writes the counts of a .npy file as h5py and NumPy write them compressed.

usage: write_formats.py COUNTS.npy FOLDER

Prints JSON: seconds and bytes of each; the counts are in memory before the clock starts.
"""
import json
import os
import sys
import time

import h5py
import numpy as np

counts = np.load(sys.argv[1])
found = {}


def timed(name, path, write):
    start = time.perf_counter()
    write(path)
    found[name] = {"seconds": time.perf_counter() - start, "bytes": os.path.getsize(path)}
    os.remove(path)


def hdf5(path):
    with h5py.File(path, "w") as f:
        f.create_dataset("img", data=counts, chunks=(8, 64, 64), compression="gzip", compression_opts=4, shuffle=True)


timed("hdf5", os.path.join(sys.argv[2], "peer.h5"), hdf5)
timed("npz", os.path.join(sys.argv[2], "peer.npz"), lambda path: np.savez_compressed(path, counts=counts))
timed("npy", os.path.join(sys.argv[2], "peer.npy"), lambda path: np.save(path, counts))
print(json.dumps(found))
