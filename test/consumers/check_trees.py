#!/usr/bin/python3
"""Reads HDF5 files with h5py and compares every group, link, attribute and dataset with what should be there.

usage: check_trees.py FOLDER   (needs Debian's python3-h5py)

FOLDER has N.h5 and beside it N.json, what test/io/hdf5-trees.ts says of it.
"""
import base64
import json
import pathlib
import sys

import h5py
import numpy as np


def same(item, expected, at):
    kind, shape = expected["type"], tuple(expected["shape"])
    assert item.shape == shape, (at, item.shape, shape)
    dtype = item.dtype
    if kind == "text":
        info = h5py.check_string_dtype(dtype)
        assert info is not None and info.length is None and info.encoding == "utf-8", (at, dtype)
    elif kind == "bool":
        assert dtype == np.bool_, (at, dtype)
    elif isinstance(kind, int):
        info = h5py.check_string_dtype(dtype)
        assert info is not None and info.length == kind and info.encoding == "utf-8", (at, dtype)
    else:
        assert dtype == np.dtype(f"<{kind[0]}{int(kind[1:]) // 8}"), (at, dtype)
    return kind, shape


def value_of(values, kind, shape, expected, at):
    if kind == "text":
        flat = [x.decode() if isinstance(x, bytes) else x for x in np.asarray(values, dtype=object).ravel()]
        assert flat == expected["texts"], at
        return
    array = np.asarray(values)
    if isinstance(kind, int):
        array = array.astype(f"S{kind}")
    assert array.tobytes() == base64.b64decode(expected["bytes"]), at


def check(path):
    described = json.loads(path.with_suffix(".json").read_text())
    with h5py.File(path, "r") as f:
        for entry in described:
            at = entry["path"]
            item = f[at]
            assert set(item.attrs) == {attribute["name"] for attribute in entry["attributes"]}, at
            for attribute in entry["attributes"]:
                name, expected = attribute["name"], attribute["value"]
                kind, shape = same(item.attrs.get_id(name), expected, (at, name))
                value_of(item.attrs[name], kind, shape, expected, (at, name))
            if "dataset" in entry:
                kind, shape = same(item, entry["dataset"], at)
                value_of(item[()], kind, shape, entry["dataset"], at)
            else:
                assert set(item) == set(entry["members"]), at
    return len(described)


files = sorted(pathlib.Path(sys.argv[1]).glob("*.h5"))
total = sum(check(path) for path in files)
print(f"{len(files)} files, {total} objects: ok")
