#!/usr/bin/python3
"""Checks that a scan that ganx wrote has its counts once, where each program looks for them, with h5py.

usage: check_links.py FILE.h5   (needs Debian's python3-h5py)
"""
import json
import sys

import h5py
import numpy as np

LINKS = [
    "/entry/data/data",
    "/entry/instrument/detector/data",
    "/Experiments/XRF scan/data",
    "/xrfmap/detsum/counts",
]

path = sys.argv[1]
# PyXRF opens files for reading and writing.
with h5py.File(path, "r+") as f:
    img = f["img"]
    address = h5py.h5o.get_info(img.id).addr
    assert h5py.h5o.get_info(img.id).rc == 1 + len(LINKS)
    for link in LINKS:
        assert f[link] == img and h5py.h5o.get_info(f[link].id).addr == address, link
    assert f["entry/image/data"] == f["truth/image"]
    assert img.attrs["interpretation"] == "spectrum"
    height, width, channels = img.shape

    # PyXRF, read_hdf_APS: the format, counts of all detectors together, scalers by name.
    scan = f["xrfmap/scan_metadata"].attrs
    assert (scan["file_type"], scan["file_format"]) == ("XRF-MAP", "NSLS2-XRF-MAP")
    assert scan["file_format_version"] == "1.0"
    names = [name.decode() for name in f["xrfmap/scalers/name"]]
    values = f["xrfmap/scalers/val"][:]
    assert names == ["live_time"] and values.shape == (height, width, 1)
    assert (values[:, :, 0] == f["entry/instrument/detector/live_time"][:]).all()

    # NeXus: a class for every group, units for every number.
    recipe = json.loads(f.attrs["recipe"])
    tube, entry = recipe["instrument"]["tube"], f["entry"]
    source = entry["instrument/source"]
    assert (source["voltage"][()], source["voltage"].attrs["units"]) == (tube["kV"], "kV")
    assert (source["current"][()], source["current"].attrs["units"]) == (tube["currentUA"], "uA")
    assert source["target_material"].asstr()[()] == tube["anode"]
    assert f.attrs["NX_class"] == "NXroot" and f[f.attrs["default"]] == entry
    assert entry[entry.attrs["default"]] == f["entry/data"]
    classes = []
    entry.visititems(lambda _, item: classes.append(item.attrs["NX_class"]) if isinstance(item, h5py.Group) else None)
    assert sorted(classes) == ["NXdata", "NXdata", "NXdetector", "NXinstrument", "NXsource"], classes
    energies = entry["data/energy"][:]
    assert np.allclose(energies, f.attrs["offset_kev"] + np.arange(channels) * f.attrs["gain_kev"], atol=1e-12)
    # What is not known is not said.
    assert entry["data/x"].attrs["units"] == "pixel" and "positions" not in f["xrfmap"]
print("ok")
