#!/usr/bin/python3
"""Prints as JSON what HyperSpy and PyMca read in spectrum files: `read_spectra.py FILE...`."""

import json
import os
import sys
import warnings

warnings.simplefilter("ignore")


def with_hyperspy(path):
    import hyperspy.api as hs

    signal = hs.load(path)
    axis = signal.axes_manager[0]
    scale = {"eV": 1e-3, "keV": 1}.get(str(axis.units))
    return {"offset": axis.offset, "gain": axis.scale, "scale": scale, "y": [float(value) for value in signal.data]}


def with_pymca(path):
    from PyMca5.PyMcaIO import specfilewrapper

    scan = specfilewrapper.Specfile(path)[0]
    # Of a single column PyMca makes two, the first the number of the channel.
    return {"y": [float(value) for value in scan.data()[-1]]}


READERS = {".msa": with_hyperspy, ".spx": with_hyperspy, ".mca": with_pymca, ".spe": with_pymca}
print(json.dumps([READERS[os.path.splitext(path)[1]](path) for path in sys.argv[1:]]))
