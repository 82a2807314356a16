#!/usr/bin/python3
"""Opens one scan that ganx wrote in every format with the programs of the field, and compares.

usage: check_formats.py FOLDER

FOLDER has scan.h5, whose pixels are 250 um wide, scan.hspy, scan.rpl with scan.raw and scan.hdr, scan.npy, scan.npz, scan.zarr, scan.xrf-explorer, and report/
of `ganx inspect`. Prints one line a check; exit code 1 where something is wrong. What is not installed is said.
"""
import json
import os
import sys

import h5py
import numpy as np
from run_checks import run_checks

os.chdir(sys.argv[1])
with h5py.File("scan.h5", "r") as f:
    COUNTS, OFFSET, GAIN = f["img"][:], f.attrs["offset_kev"], f.attrs["gain_kev"]
    TRUTH = {name: f["truth"][name][()] for name in ("labels", "palette", "abundances", "expected", "image", "trials")}
    RECIPE = json.loads(f.attrs["recipe"])
HEIGHT, WIDTH, CHANNELS = COUNTS.shape
PIXEL_UM = 250


def same(found, dtype=None):
    assert found.shape == COUNTS.shape, (found.shape, COUNTS.shape)
    assert (np.asarray(found) == COUNTS).all()
    assert found.dtype == (dtype or COUNTS.dtype), found.dtype


def numpy():
    same(np.load("scan.npy"))
    same(np.load("scan.npy", mmap_mode="r"))
    with np.load("scan.npz") as f:
        same(f["counts"])
        assert f["offset_kev"] == OFFSET and f["gain_kev"] == GAIN
        assert f["pixel_size_um"].shape == () and f["pixel_size_um"] == PIXEL_UM
        assert (f["energy_kev"] == OFFSET + GAIN * np.arange(CHANNELS)).all()
        for name, values in TRUTH.items():
            assert (f[f"truth/{name}"] == values).all(), name
        assert json.loads(f["truth.json"])["recipe"] == RECIPE


def pymca():
    from PyMca5.PyMcaIO import LispixMap

    # PyMca 5.8 takes no energies from these files.
    stack = LispixMap.LispixMap("scan.rpl", native=False)
    same(np.asarray(stack.data).astype(COUNTS.dtype))


def hyperspy():
    import hyperspy.api as hs

    for path, unit in [("scan.rpl", "um"), ("scan.hspy", "µm")]:
        signal = hs.load(path, lazy=False)
        same(np.asarray(signal.data))
        axis = signal.axes_manager[-1]
        assert axis.units == "keV" and abs(axis.offset - OFFSET) < 1e-12 and abs(axis.scale - GAIN) < 1e-12
        assert signal.metadata.Signal.signal_type == "EDS_SEM"
        across = [(axis.name, axis.scale, axis.offset, axis.units) for axis in signal.axes_manager.navigation_axes]
        assert across == [("x", PIXEL_UM, 0, unit), ("y", PIXEL_UM, 0, unit)], across
        # Chosen by place: from 2.5 mm on, and the first row.
        part = signal.inav[2500.0:, 0.0]
        assert (np.asarray(part.data) == COUNTS[0, 10:]).all()


def silx():
    import silx.io
    from silx.io.nxdata import get_default

    with silx.io.open("scan.h5") as f:
        plot = get_default(f)
        assert plot.is_valid and not plot.issues, plot.issues
        for axis, count in zip(plot.axes[:2], (HEIGHT, WIDTH)):
            assert axis.attrs["units"] == "mm"
            assert np.allclose(axis[()], np.arange(count) * PIXEL_UM / 1000, rtol=1e-15)


def pyxrf():
    # As PyXRF reads it: positions by name.
    with h5py.File("scan.h5", "r") as f:
        positions = dict(zip([name.decode() for name in f["xrfmap/positions/name"]], f["xrfmap/positions/pos"][:]))
        assert f.attrs["pixel_size_um"] == PIXEL_UM
    y, x = np.mgrid[:HEIGHT, :WIDTH] * PIXEL_UM / 1000
    assert np.allclose(positions["x_pos"], x, rtol=1e-6) and np.allclose(positions["y_pos"], y, rtol=1e-6)


def spectral():
    from spectral.io import envi

    image = envi.open("scan.hdr", "scan.raw")
    same(np.asarray(image.open_memmap()))
    assert image.bands.band_unit == "keV"
    x, y, unit = image.metadata["pixel size"]
    assert float(x) == float(y) == PIXEL_UM / 1e6 and unit == "units=Meters"
    assert np.allclose(image.bands.centers, OFFSET + GAIN * np.arange(CHANNELS), rtol=1e-11)


def gdal():
    from osgeo import gdal as library

    library.UseExceptions()
    image = library.Open("scan.raw")
    assert image.GetDriver().ShortName == "ENVI"
    same(image.ReadAsArray().transpose(1, 2, 0))
    report = json.load(open("report/inspection.json"))
    for line in report["maps"]:
        found = library.Open(f"report/{line['file']}.tif").ReadAsArray()
        assert found.dtype == np.float32 and (found == np.load(f"report/{line['file']}.npy")).all()


def tifffile():
    import tifffile as library

    report = json.load(open("report/inspection.json"))
    assert len(report["maps"]) > 3
    for line in report["maps"]:
        found = library.imread(f"report/{line['file']}.tif")
        assert found.dtype == np.float32 and (found == np.load(f"report/{line['file']}.npy")).all()


def dms_of(path):
    with open(path, "rb") as f:
        assert f.readline() == b"2\n"
        width, height, count = map(int, f.readline().split())
        maps = np.frombuffer(f.read(4 * count * height * width), "<f4").reshape(count, height, width)
        return maps, f.read().decode().split("\n")


def dms():
    report = json.load(open("report/inspection.json"))
    maps, names = dms_of("report/maps/elements.dms")
    assert names == [line["name"] for line in report["maps"]]
    for found, line in zip(maps, report["maps"]):
        assert (found == np.load(f"report/{line['file']}.npy")).all()


def xrf_explorer():
    folder = "scan.xrf-explorer"
    workspace = json.load(open(f"{folder}/workspace.json"))
    assert workspace["name"] == folder
    cube = workspace["spectralCubes"][0]
    fields = dict(line.strip().split("\t") for line in open(f"{folder}/{cube['rplLocation']}"))
    shape = [int(fields[key]) for key in ("height", "width", "depth")]
    same(np.memmap(f"{folder}/{cube['rawLocation']}", "<u2", "r", shape=tuple(shape)), np.dtype("<u2"))
    assert float(fields["width-scale"]) == float(fields["height-scale"]) == PIXEL_UM and fields["width-units"] == "um"
    assert float(fields["depthscaleorigin"]) == OFFSET and float(fields["depthscaleincrement"]) == GAIN
    maps, names = dms_of(f"{folder}/{workspace['elementalCubes'][0]['dataLocation']}")
    assert names == [channel["name"] for channel in workspace["elementalChannels"]]
    # The program leaves out the last letter of a name to find the element.
    assert {name[:-1].strip() for name in names} == {"K", "Ca", "Fe", "Zn", "Cu", "Au", "Hg", "Pb"}
    assert maps.shape[1:] == (HEIGHT, WIDTH) and maps.max() > 0
    assert os.path.getsize(f"{folder}/{workspace['baseImage']['imageLocation']}") > 50


def read_zarr(path, codec):
    """An array by the specification of Zarr 3.0, with any decoder of Blosc."""
    info = json.load(open(f"{path}/zarr.json"))
    assert info["zarr_format"] == 3 and info["node_type"] == "array"
    assert info["chunk_key_encoding"] == {"name": "default", "configuration": {"separator": "/"}}
    assert info["codecs"][0]["name"] == "bytes" and info["codecs"][1]["name"] == "blosc"
    dtype = np.dtype(info["data_type"]).newbyteorder("<")
    shape, chunk = info["shape"], info["chunk_grid"]["configuration"]["chunk_shape"]
    out = np.full(shape, info["fill_value"], dtype)
    for index in np.ndindex(*[-(-n // c) for n, c in zip(shape, chunk)]):
        place = f"{path}/c/{'/'.join(map(str, index))}"
        if not os.path.exists(place):
            continue
        part = np.frombuffer(codec(open(place, "rb").read()), dtype).reshape(chunk)
        where = tuple(slice(i * c, min(n, (i + 1) * c)) for i, c, n in zip(index, chunk, shape))
        out[where] = part[tuple(slice(0, s.stop - s.start) for s in where)]
    return out, info


def zarr():
    from numcodecs import blosc

    found, info = read_zarr("scan.zarr/counts", blosc.decompress)
    same(found)
    assert info["dimension_names"] == ["y", "x", "energy"]
    assert info["attributes"]["offset_kev"] == OFFSET and info["attributes"]["gain_kev"] == GAIN
    energies, _ = read_zarr("scan.zarr/energy", blosc.decompress)
    assert (energies == OFFSET + GAIN * np.arange(CHANNELS)).all()
    assert info["attributes"]["pixel_size_um"] == PIXEL_UM
    for name, count in [("y", HEIGHT), ("x", WIDTH)]:
        places, about = read_zarr(f"scan.zarr/{name}", blosc.decompress)
        assert about["dimension_names"] == [name] and about["attributes"]["units"] == "mm"
        assert np.allclose(places, np.arange(count) * PIXEL_UM / 1000, rtol=1e-15)
    for name, values in TRUTH.items():
        found, _ = read_zarr(f"scan.zarr/truth/{name}", blosc.decompress)
        assert (found == values).all() and found.shape == values.shape, name
    root = json.load(open("scan.zarr/zarr.json"))
    members = root["consolidated_metadata"]["metadata"]
    for name, metadata in members.items():
        assert metadata == json.load(open(f"scan.zarr/{name}/zarr.json")), name
    assert {"counts", "energy", "y", "x", "truth", "truth/labels"} <= set(members)
    assert members["truth"]["attributes"]["recipe"] == RECIPE


run_checks(numpy, pymca, hyperspy, silx, pyxrf, spectral, gdal, tifffile, dms, xrf_explorer, zarr)
