#!/usr/bin/python3
"""Loads a scan that ganx wrote into HyperSpy, eagerly and lazily.

usage: check_hyperspy.py FILE.hspy   (needs Debian's python3-hyperspy and python3-h5py)
"""
import json
import sys

import h5py
import hyperspy.api as hs
import numpy as np

path = sys.argv[1]
with h5py.File(path, "r") as f:
    img = f["img"][:]
    recipe = json.loads(f.attrs["recipe"])
    offset, gain = f.attrs["offset_kev"], f.attrs["gain_kev"]

for lazy in (False, True):
    signal = hs.load(path, lazy=lazy)
    assert signal._lazy == lazy
    assert signal.metadata.Signal.signal_type == "EDS_SEM" and signal.metadata.General.title == "XRF scan"
    data = signal.data.compute() if lazy else signal.data
    assert data.dtype == img.dtype and (data == img).all()
    energy = signal.axes_manager["Energy"]
    assert (energy.offset, energy.scale, energy.size, energy.units) == (offset, gain, img.shape[2], "keV")
    assert not energy.navigate and energy.is_binned
    assert [axis.name for axis in signal.axes_manager.navigation_axes] == ["x", "y"]
    sem = signal.metadata.Acquisition_instrument.SEM
    assert sem.beam_energy == recipe["instrument"]["tube"]["kV"]
    assert sem.Detector.EDS.real_time == recipe["counts"]["dwellSeconds"]
    assert sem.Detector.EDS.elevation_angle == recipe["instrument"]["geometry"]["takeOffDeg"]
    one = signal.inav[1, 2]
    assert (np.asarray(one.data) == img[2, 1]).all()
print("ok")
