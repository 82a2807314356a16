#!/usr/bin/env python3
"""Writes zarr.json: small stores of Zarr by other programs, one of each way to pack, file by file in base64.

usage: make_zarr.py

Stores of Zarr 3 are of tensorstore (PyPI), those of Zarr 2 of zarr 2.13 with numcodecs 0.11 (Debian's python3-zarr). Those of
a program that is missing stay what they were: run it with each interpreter in turn.
"""
import base64
import json
import os
import sys
import tempfile

import numpy as np

# Nothing else is to be left in the tree.
sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "consumers"))
SHAPE = (3, 20, 40)


def numbers(shape):
    index = np.arange(int(np.prod(shape)))
    return (np.where(index % 97 < 60, 0, (index * 7919) % 251) * 257).reshape(shape).astype("<u2")


def with_tensorstore():
    from make_tensorstore import CRC, blosc, in_bytes, sharded, transpose, write, zstd

    whole = {"chunk": SHAPE, "shape": SHAPE}
    write("zstd", "uint16", [in_bytes(), zstd()], **whole)
    write("crc32c", "uint16", [in_bytes(), CRC], **whole)
    for number, cname in enumerate(("lz4", "lz4hc", "zlib", "zstd", "blosclz", "snappy")):
        shuffle = ("shuffle", "bitshuffle", "noshuffle")[number % 3]
        write(f"blosc-{cname}", "uint16", [in_bytes(), blosc(cname, shuffle, 2, 2048)], **whole)
    inner = [transpose(2, 0, 1), in_bytes("big"), blosc("lz4", "shuffle", 2)]
    write("shards-start", "uint16", [sharded((2, 3, 11), inner, None, "start")], chunk=(4, 6, 33))
    write("shards-end", "uint16", [sharded((2, 3, 11), [in_bytes(), zstd(), CRC])], chunk=(4, 6, 33))


def with_zarr():
    import zarr
    from numcodecs import LZ4, Delta, Shuffle, Zlib

    for name, codec, filters in [("lz4", LZ4(), None), ("filters", Zlib(5), [Delta("<u2"), Shuffle(2)])]:
        options = {"chunks": SHAPE, "compressor": codec, "filters": filters}
        store = zarr.DirectoryStore(f"{name}.zarr")
        array = zarr.array(numbers(SHAPE), store=store, overwrite=True, **options)
        array.attrs["offset_kev"], array.attrs["gain_kev"] = 0.25, 0.03125


if __name__ == "__main__":
    path = os.path.join(HERE, "zarr.json")
    stores = json.load(open(path)) if os.path.exists(path) else {}
    os.chdir(tempfile.mkdtemp())
    for make in (with_tensorstore, with_zarr):
        try:
            make()
        except ImportError as missing:
            print(f"{make.__name__}: {missing}")
    for name in sorted(os.listdir(".")):
        files = [os.path.join(root, file) for root, _, found in os.walk(name) for file in found]
        content = {os.path.relpath(file, name): base64.b64encode(open(file, "rb").read()).decode() for file in sorted(files)}
        stores[name.removesuffix(".zarr")] = content
    with open(path, "w") as f:
        json.dump(stores, f, indent=1, sort_keys=True)
        f.write("\n")
