#!/usr/bin/python3
"""Opens a scan that ganx wrote as silx does and looks for its default plot.

usage: check_silx.py FILE.h5   (needs Debian's python3-silx and python3-h5py)
"""
import sys

import h5py
import numpy as np
import silx.io
from silx.io.nxdata import NXdata, get_default

path = sys.argv[1]
with h5py.File(path, "r") as f:
    img = f["img"][:]
    energies = f.attrs["offset_kev"] + np.arange(img.shape[2]) * f.attrs["gain_kev"]
    rgb = f["truth/image"][:]

with silx.io.open(path) as f:
    plot = get_default(f)
    assert plot.is_valid and not plot.issues, plot.issues
    assert plot.group.name == "/entry/data" and plot.interpretation == "spectrum", plot.interpretation
    assert (plot.signal[()] == img).all()
    assert plot.axes_dataset_names == ["y", "x", "energy"], plot.axes_dataset_names
    assert plot.axes_names == ["row", "column", "energy (keV)"], plot.axes_names
    assert plot.title == "XRF scan", plot.title
    assert [len(axis) for axis in plot.axes] == list(img.shape)
    assert np.allclose(plot.axes[2][()], energies, rtol=0, atol=1e-12)
    assert plot.axes[2].attrs["units"] == "keV"
    picture = NXdata(f["entry/image"])
    assert picture.is_valid and picture.is_image and picture.interpretation == "rgba-image", picture.issues
    assert picture.title == "picture", picture.title
    assert (picture.signal[()] == rgb).all()
print("ok")
