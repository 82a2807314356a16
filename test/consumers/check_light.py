#!/usr/bin/python3
"""Opens cubes over wavelength and wavenumber that ganx wrote with the programs of the field, and compares.

usage: check_light.py FOLDER

FOLDER has for each of both quantities NAME.npy, NAME.npz, NAME.zarr, NAME.rpl with NAME.raw and NAME.hdr, and axes.json with
offset and gain. Prints one line a check; exit code 1 where something is wrong. What is not installed is said.
"""
import json
import os
import sys

import numpy as np
from run_checks import run_checks

os.chdir(sys.argv[1])
OFFSET, GAIN = json.load(open("axes.json"))
UNITS = {"wavelength": "nm", "wavenumber": "cm-1"}
ENVI = {"wavelength": "Nanometers", "wavenumber": "Wavenumber"}


def known(name):
    counts = np.load(f"{name}.npy")
    return counts, OFFSET + GAIN * np.arange(counts.shape[2])


def numpy():
    for name, unit in (("wavelength", "nm"), ("wavenumber", "cm1")):
        counts, axis = known(name)
        with np.load(f"{name}.npz") as f:
            assert (f["counts"] == counts).all() and (f[f"{name}_{unit}"] == axis).all()
            assert f[f"offset_{unit}"] == OFFSET and f[f"gain_{unit}"] == GAIN
            assert not any("kev" in key for key in f.files), f.files


def spectral():
    from spectral.io import envi

    for name, unit in ENVI.items():
        counts, axis = known(name)
        image = envi.open(f"{name}.hdr", f"{name}.raw")
        assert (np.asarray(image.open_memmap()) == counts).all()
        assert image.bands.band_unit == unit, image.bands.band_unit
        assert np.allclose(image.bands.centers, axis, rtol=1e-11, atol=0)


def gdal():
    from osgeo import gdal as library

    library.UseExceptions()
    for name, unit in ENVI.items():
        counts, axis = known(name)
        image = library.Open(f"{name}.raw")
        assert image.GetDriver().ShortName == "ENVI"
        assert (image.ReadAsArray().transpose(1, 2, 0) == counts).all()
        for i in (0, 3, len(axis) - 1):
            metadata = image.GetRasterBand(i + 1).GetMetadata()
            assert metadata["wavelength_units"] == unit, metadata
            assert np.isclose(float(metadata["wavelength"]), axis[i], rtol=1e-11, atol=0), metadata


def hyperspy():
    import hyperspy.api as hs

    for name, unit in UNITS.items():
        counts, _ = known(name)
        signal = hs.load(f"{name}.rpl", lazy=False)
        assert (np.asarray(signal.data) == counts).all()
        axis = signal.axes_manager[-1]
        assert str(axis.units) == unit and str(axis.name).lower() == name, (axis.units, axis.name)
        assert abs(axis.offset - OFFSET) < 1e-12 and abs(axis.scale - GAIN) < 1e-12
        assert signal.metadata.Signal.signal_type == "", signal.metadata.Signal.signal_type


def pymca():
    from PyMca5.PyMcaIO import LispixMap

    for name in UNITS:
        counts, _ = known(name)
        stack = LispixMap.LispixMap(f"{name}.rpl", native=False)
        assert (np.asarray(stack.data) == counts).all()


def zarr():
    from numcodecs import blosc

    for name, unit in UNITS.items():
        _, axis = known(name)
        counts = json.load(open(f"{name}.zarr/counts/zarr.json"))
        assert counts["dimension_names"] == ["y", "x", name]
        assert counts["attributes"]["axis_units"] == unit and "offset_kev" not in counts["attributes"]
        info = json.load(open(f"{name}.zarr/{name}/zarr.json"))
        assert info["dimension_names"] == [name] and info["attributes"]["units"] == unit
        values = np.frombuffer(blosc.decompress(open(f"{name}.zarr/{name}/c/0", "rb").read()), "<f8")
        assert (values == axis).all()
        assert not os.path.exists(f"{name}.zarr/energy")


run_checks(numpy, spectral, gdal, hyperspy, pymca, zarr)
