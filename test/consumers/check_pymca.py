#!/usr/bin/python3
"""Opens a scan that ganx wrote as PyMca's stack of spectra and compares it with /img as h5py reads it.

usage: check_pymca.py FILE.h5   (needs Debian's python3-pymca5 and python3-h5py)
"""
import json
import sys

import h5py
import numpy as np
from PyMca5.PyMcaCore import NexusTools
from PyMca5.PyMcaIO.HDF5Stack1D import HDF5Stack1D
from PyMca5.PyMcaMisc import PhysicalMemory

path = sys.argv[1]
with h5py.File(path, "r") as f:
    img = f["img"][:]
    axis = [f.attrs["offset_kev"], f.attrs["gain_kev"], 0]
    dwell = json.loads(f.attrs["recipe"])["counts"]["dwellSeconds"]
    live = f["entry/instrument/detector/live_time"][:]
    found = NexusTools.getMcaObjectPaths(f, "/entry/instrument/detector/data")
    assert {"calibration", "channels", "live_time"} <= set(found), found
assert live.shape == img.shape[:2] and (live > 0).all() and (live <= dwell).all(), live

for selection in ("/instrument/detector/data", "/entry/instrument/detector/data"):
    stack = HDF5Stack1D([path], {"y": selection})
    assert stack.data.shape == img.shape and (stack.data == img).all()
    assert list(stack.info["McaCalib"]) == axis, stack.info["McaCalib"]
    assert (stack.x[0] == np.arange(img.shape[2])).all()
    assert (np.reshape(stack.info["McaLiveTime"], live.shape) == live).all(), stack.info["McaLiveTime"]

# A cube that does not fit into memory: PyMca 5.8 cannot have a live time then.
PhysicalMemory.getAvailablePhysicalMemoryOrNone = lambda *_: 1_000_000
large = HDF5Stack1D([path], {"y": "/data/data"})
assert isinstance(large.data, h5py.Dataset) and (large.data[:] == img).all()
assert list(large.info["McaCalib"]) == axis and len(large.x[0]) == img.shape[2]
print("ok")
