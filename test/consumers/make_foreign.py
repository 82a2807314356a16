#!/usr/bin/python3
"""Writes cubes as the programs of the field write them, and what is in them.

usage: make_foreign.py FOLDER

(needs Debian's python3-h5py, python3-numpy; each other program that is missing is left out: python3-hyperspy,
python3-pymca5, python3-fabio, python3-spectral, python3-zarr)

`manifest.json` lists for each cube the path, the type that is to be found, offset and gain (or null) and the name of a
.npy file of float64 with its numbers, or the words of the refusal; and, where the program says it, the size of a pixel
in um or why it is of no use.
"""
import json
import os
import sys

import h5py
import numpy as np

SHAPE = (5, 7, 33)
OFFSET, GAIN = 0.25, 0.03125
manifest = []


def counts(dtype, shape=SHAPE):
    size = int(np.prod(shape))
    values = (np.arange(size) * 7919) % 251
    return values.reshape(shape).astype(dtype)


def put(program, path, values, kind, axis=(OFFSET, GAIN), **more):
    name = f"values-{len(manifest)}.npy"
    np.save(name, values.astype(np.float64))
    manifest.append({"program": program, "path": path, "type": kind, "axis": axis, "values": name, **more})


def refuse(program, path, words):
    manifest.append({"program": program, "path": path, "error": words})


def with_h5py():
    cases = {
        "odd-chunks": ("<u2", {"chunks": (3, 4, 5), "compression": "gzip", "shuffle": True}, "u16"),
        "big-endian": (">u4", {"chunks": (2, 7, 33)}, "u32"),
        "scale-offset": ("<i4", {"chunks": (5, 7, 11), "scaleoffset": 0}, "i32"),
        "bytes": ("u1", {"chunks": True, "compression": "gzip"}, "u8"),
        "floats": ("<f4", {"fletcher32": True, "chunks": (1, 7, 33)}, "f32"),
    }
    for name, (dtype, options, kind) in cases.items():
        with h5py.File(f"{name}.h5", "w") as f:
            data = f.create_dataset("deep/inside/cube", data=counts(dtype), **options)
            data.attrs["offset_kev"], data.attrs["gain_kev"] = OFFSET, GAIN
        put("h5py", f"{name}.h5", counts(dtype), kind, format="its only cube")
    with h5py.File("compound.h5", "w") as f:
        f.create_dataset("img", data=np.zeros(SHAPE, dtype=[("a", "<u2"), ("b", "<f4")]))
    refuse("h5py", "compound.h5", "compound values")
    with h5py.File("two.h5", "w") as f:
        f["a"], f["b"] = counts("<u2"), counts("<u2")
    refuse("h5py", "two.h5", "name one with --dataset")
    energies = OFFSET + GAIN * np.arange(SHAPE[2])
    with h5py.File("nexus.nxs", "w") as f:
        f.attrs["default"] = "scan"
        entry = f.create_group("scan")
        entry.attrs["NX_class"], entry.attrs["default"] = "NXentry", "plot"
        plot = entry.create_group("plot")
        plot.attrs["NX_class"], plot.attrs["signal"] = "NXdata", "spectra"
        plot["spectra"], plot["energy"] = counts("<u2"), energies
        plot["energy"].attrs["units"] = "keV"
        f["decoy"] = counts("<u2", (2, 3, 4))
    put("h5py", "nexus.nxs", counts("<u2"), "u16", format="NeXus")
    # Positions of motors: single precision, from anywhere, backwards, not quite even.
    with h5py.File("motors.nxs", "w") as f:
        f.attrs["default"] = "plot"
        plot = f.create_group("plot")
        plot.attrs["NX_class"], plot.attrs["signal"], plot.attrs["axes"] = "NXdata", "spectra", ["samy", "samx", "energy"]
        plot["spectra"], plot["energy"] = counts("<u2"), energies
        plot["samy"] = np.array([12.3, 12.2, 12.101, 12.0, 11.9], "<f4")
        plot["samx"] = (-3.7 + 0.1 * np.arange(7)).astype("<f4")
        plot["energy"].attrs["units"] = "keV"
        plot["samx"].attrs["units"] = plot["samy"].attrs["units"] = "mm"
    put("h5py", "motors.nxs", counts("<u2"), "u16", format="NeXus", pixel=100)
    with h5py.File("pymca.h5", "w") as f:
        detector = f.create_group("entry/instrument/mca0")
        detector["data"], detector["calibration"] = counts("<u4"), [OFFSET, GAIN, 0.0]
        f["decoy"] = counts("<u2", (2, 3, 4))
    put("h5py", "pymca.h5", counts("<u4"), "u32", format="PyMca")
    with h5py.File("pyxrf.h5", "w") as f:
        f["xrfmap/detsum/counts"] = counts("<f4")
        f["xrfmap/det1/counts"] = counts("<f4")
    put("h5py", "pyxrf.h5", counts("<f4"), "f32", axis=None, format="PyXRF")


def with_numpy():
    for name, dtype, order, kind in [
        ("c", "<u2", "C", "u16"),
        ("fortran", "<f4", "F", "f32"),
        ("big", ">i4", "C", "i32"),
        ("big-fortran", ">f8", "F", "f64"),
        ("half", "<f2", "C", "f32"),
        ("bool", "?", "C", "u8"),
    ]:
        values = np.asarray(counts(dtype), order=order)
        np.save(f"{name}.npy", values)
        put("numpy", f"{name}.npy", values, kind, axis=None)
    np.savez("stored.npz", cube=counts("<u2"), other=np.arange(3), names=np.array(["a", "b"]))
    put("numpy", "stored.npz", counts("<u2"), "u16", axis=None)
    np.savez_compressed(
        "deflated.npz", counts=np.asfortranarray(counts(">u4")), other=counts("<u2"), energy=OFFSET + GAIN * np.arange(33)
    )
    put("numpy", "deflated.npz", counts("<u4"), "u32")
    np.save("flat.npy", counts("<u2")[0])
    refuse("numpy", "flat.npy", "height, width, channels")
    np.save("complex.npy", counts("<c8"))
    refuse("numpy", "complex.npy", "complex")


def with_hyperspy():
    import hyperspy.api as hs

    signal = hs.signals.Signal1D(counts("<u2"))
    signal.set_signal_type("EDS_SEM")
    axis = signal.axes_manager[-1]
    axis.offset, axis.scale, axis.units, axis.name = OFFSET, GAIN, "keV", "Energy"
    signal.save("hyperspy.hspy", overwrite=True)
    put("hyperspy", "hyperspy.hspy", counts("<u2"), "u16", format="HyperSpy")
    signal.save("hyperspy.rpl", overwrite=True, encoding="utf8")
    put("hyperspy", "hyperspy.rpl", counts("<u2"), "u16", format="Lispix")
    for name, x, y, units, pixel in [
        ("sized", 0.25, 0.25, "mm", 250),
        ("micro", 40, 40, "µm", 40),
        ("pixels", 1, 1, "px", None),
        ("oblong", 250, 500, "um", "its pixels are 250 x 500 um"),
    ]:
        for axis, scale in zip(signal.axes_manager.navigation_axes, (x, y)):
            axis.scale, axis.units = scale, units
        for extension, options in [("hspy", {}), ("rpl", {"encoding": "utf8"})]:
            signal.save(f"{name}.{extension}", overwrite=True, **options)
            put("hyperspy", f"{name}.{extension}", counts("<u2"), "u16", pixel=pixel)
    signal.save("latin.rpl", overwrite=True, encoding="latin-1")
    put("hyperspy", "latin.rpl", counts("<u2"), "u16", pixel="its pixels are 250 x 500 um")
    image = hs.signals.Signal2D(counts(">f4").transpose(2, 0, 1))
    image.axes_manager[0].offset, image.axes_manager[0].scale, image.axes_manager[0].units = OFFSET, GAIN, "keV"
    image.save("images.rpl", overwrite=True, encoding="utf8")
    put("hyperspy", "images.rpl", counts("<f4"), "f32", format="record-by image")


def with_spectral():
    from spectral.io import envi

    for name, pixel, size in [
        ("metres", 500, ["0.0005", "0.0005", "units=Meters"]),
        # By ENVI's own words metres, but makers of instruments have written others.
        ("unsaid", None, ["25", "25"]),
        ("oblong", "its pixels are 30 x 60 um", ["3e-5", "6e-5", "units=Meters"]),
    ]:
        metadata = {"wavelength": [OFFSET + GAIN * i for i in range(33)], "wavelength units": "keV", "pixel size": size}
        envi.save_image(f"{name}.hdr", counts("<u2"), metadata=metadata, dtype="<u2", interleave="bip", force=True)
        put("spectral", f"{name}.hdr", counts("<u2"), "u16", pixel=pixel)
    number = 0
    for interleave in ("bip", "bil", "bsq"):
        for dtype, order, kind in [
            ("u1", 0, "u8"),
            ("<i2", 1, "i16"),
            ("<i4", 0, "i32"),
            ("<f4", 1, "f32"),
            ("<f8", 0, "f64"),
            ("<u2", 1, "u16"),
            ("<u4", 0, "u32"),
            ("<i8", 1, "i64"),
            ("<u8", 0, "u64"),
        ]:
            number += 1
            metadata = {"wavelength": [OFFSET + GAIN * i for i in range(33)], "wavelength units": "keV"}
            path = f"envi-{number}.hdr"
            options = {"interleave": interleave, "byteorder": order, "dtype": dtype, "force": True}
            envi.save_image(path, counts(dtype), metadata=metadata, **options)
            put("spectral", path, counts(dtype), kind, format=interleave)


def with_edf():
    from PyMca5.PyMcaIO import EdfFile

    header = {"MCA a": str(OFFSET), "MCA b": str(GAIN), "MCA c": "0.0"}
    values = counts("<u2")
    os.makedirs("edf", exist_ok=True)
    for y in range(SHAPE[0]):
        edf = EdfFile.EdfFile(f"edf/scan_{y:04d}.edf", access="wb")
        edf.WriteImage(header, values[y], DataType="UnsignedShort", ByteOrder="HighByteFirst")
    put("pymca", "edf/scan_0002.edf", values, "u16", format="EDF")
    many = EdfFile.EdfFile("many.edf", access="wb")
    for y in range(SHAPE[0]):
        many.WriteImage(header, values[y].astype("<f4"), Append=1, DataType="FloatValue")
    put("pymca", "many.edf", values, "f32", format="EDF")
    import fabio.edfimage

    image = fabio.edfimage.EdfImage(data=values[0].astype("<i4"), header={})
    for y in range(1, SHAPE[0]):
        image.append_frame(data=values[y].astype("<i4"), header={})
    image.write("fabio.edf")
    put("fabio", "fabio.edf", values, "i32", axis=None, format="EDF")


def with_zarr():
    import zarr
    from numcodecs import Blosc, GZip, LZ4, Zlib, Zstd

    for name, codec, options in [
        ("gzip", GZip(5), {}),
        ("zlib", Zlib(5), {"order": "F"}),
        ("zstd", Zstd(3), {}),
        ("lz4", LZ4(), {}),
        ("blosc-lz4", Blosc("lz4", 5, Blosc.SHUFFLE), {}),
        ("blosc-zstd", Blosc("zstd", 5, Blosc.BITSHUFFLE), {"dimension_separator": "/"}),
        ("none", None, {}),
    ]:
        for dtype, kind in [("<u2", "u16"), (">f8", "f64")]:
            path = f"{name}-{kind}.zarr"
            group = zarr.open_group(path, mode="w")
            cube = group.create_dataset(
                "deep/cube", data=counts(dtype), chunks=(2, 3, 10), compressor=codec, overwrite=True, **options
            )
            cube.attrs["offset_kev"], cube.attrs["gain_kev"] = OFFSET, GAIN
            put("zarr", path, counts(dtype), kind, format="Zarr 2")
    # As xarray stores coordinates.
    group = zarr.open_group("coordinates.zarr", mode="w")
    cube = group.create_dataset("cube", data=counts("<u2"), chunks=(5, 7, 33), overwrite=True)
    cube.attrs["_ARRAY_DIMENSIONS"] = ["row", "column", "energy"]
    for name, values, units in [
        ("row", 1 + 0.05 * np.arange(5), "cm"),
        ("column", 0.5 * np.arange(7), "millimeter"),
        ("energy", OFFSET + GAIN * np.arange(33), "keV"),
    ]:
        axis = group.create_dataset(name, data=values, chunks=(len(values),), overwrite=True)
        axis.attrs.update({"_ARRAY_DIMENSIONS": [name], "units": units})
    put("zarr", "coordinates.zarr", counts("<u2"), "u16", format="Zarr 2", pixel=500)
    hole = zarr.open_array("hole.zarr", mode="w", shape=SHAPE, chunks=(2, 3, 33), dtype="<u2", fill_value=7)
    hole[0, 0] = 3
    put("zarr", "hole.zarr", hole[:], "u16", axis=None)


def with_mca():
    os.makedirs("mca", exist_ok=True)
    values = counts("<u4")
    for y in range(SHAPE[0]):
        for x in range(SHAPE[1]):
            with open(f"mca/pixel_{y}_{x}.mca", "w") as f:
                f.write("<<PMCA SPECTRUM>>\nTAG - live_data\nLIVE_TIME - 1.0\n<<CALIBRATION>>\nLABEL - keV\n")
                f.write(f"0 {OFFSET}\n32 {OFFSET + 32 * GAIN}\n<<DATA>>\n")
                f.write("".join(f"{int(v)}\n" for v in values[y, x]))
                f.write("<<END>>\n")
    put("text", "mca", values, "u32", format="Amptek")


if __name__ == "__main__":
    os.chdir(sys.argv[1])
    for make in (with_h5py, with_numpy, with_hyperspy, with_spectral, with_edf, with_zarr, with_mca):
        try:
            make()
        except ImportError as missing:
            print(f"{make.__name__}: {missing}")
    with open("manifest.json", "w") as f:
        json.dump(manifest, f)
