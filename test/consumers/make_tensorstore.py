#!/usr/bin/env python3
"""Writes stores of Zarr 3 with tensorstore, and what is in them; opens one of ganx and compares.

usage: make_tensorstore.py FOLDER           writes stores and manifest.json, as make_foreign.py does
       make_tensorstore.py check FOLDER     compares scan.zarr with scan.npz, both of ganx; prints ok

(needs tensorstore and numpy of PyPI)
"""
import json
import os
import sys

import numpy as np
import tensorstore as ts

SHAPE = (5, 7, 33)
OFFSET, GAIN = 0.25, 0.03125
KINDS = {
    "bool": "u8",
    "uint8": "u8",
    "int8": "i8",
    "uint16": "u16",
    "int16": "i16",
    "uint32": "u32",
    "int32": "i32",
    "uint64": "u64",
    "int64": "i64",
    "float32": "f32",
    "float64": "f64",
}
CYCLE = ["uint16", "uint8", "float64", "uint32", "float32"]
manifest = []


def numbers(dtype, shape=SHAPE):
    """Runs and noise, so that every codec has both to do."""
    index = np.arange(int(np.prod(shape)))
    values = np.where(index % 97 < 60, 0, (index * 7919) % 251)
    if dtype == "bool":
        values = values % 2
    elif dtype.startswith("int"):
        values = values // 2 - 40
    elif dtype in ("uint16", "uint32", "uint64"):
        values = values * 257
    elif dtype.startswith("float"):
        values = values / 8 - 11
    return values.reshape(shape).astype(dtype)


def in_bytes(endian="little"):
    return {"name": "bytes", "configuration": {"endian": endian}}


def gzip(level=5):
    return {"name": "gzip", "configuration": {"level": level}}


def zstd(level=3):
    return {"name": "zstd", "configuration": {"level": level}}


def blosc(cname, shuffle, typesize, blocksize=0, clevel=5):
    names = {"cname": cname, "clevel": clevel, "shuffle": shuffle, "typesize": typesize, "blocksize": blocksize}
    return {"name": "blosc", "configuration": names}


def transpose(*order):
    return {"name": "transpose", "configuration": {"order": list(order)}}


CRC = {"name": "crc32c"}


def sharded(inner, codecs, index=None, place="end"):
    names = {"chunk_shape": list(inner), "codecs": codecs, "index_codecs": index or [in_bytes(), CRC], "index_location": place}
    return {"name": "sharding_indexed", "configuration": names}


def write(name, dtype, codecs, chunk=(2, 3, 10), shape=SHAPE, fill=0, separator=None, only=None, attributes=True):
    metadata = {
        "shape": list(shape),
        "data_type": dtype,
        "fill_value": bool(fill) if dtype == "bool" else fill,
        "chunk_grid": {"name": "regular", "configuration": {"chunk_shape": list(chunk)}},
        "codecs": codecs,
    }
    if separator:
        metadata["chunk_key_encoding"] = {"name": separator[0], "configuration": {"separator": separator[1]}}
    if attributes:
        metadata["attributes"] = {"offset_kev": OFFSET, "gain_kev": GAIN}
    place = {"driver": "file", "path": f"{name}.zarr"}
    spec = {"driver": "zarr3", "kvstore": place, "metadata": metadata, "create": True, "delete_existing": True}
    array = ts.open(spec).result()
    values = numbers(dtype, shape)
    (array if only is None else array[only]).write(values if only is None else values[only]).result()
    return array


def put(name, dtype, codecs, **options):
    array = write(name, dtype, codecs, **options)
    values = f"values-{len(manifest)}.npy"
    # What tensorstore itself reads back.
    np.save(values, array.read().result().astype(np.float64))
    axis = (OFFSET, GAIN) if options.get("attributes", True) else None
    more = {"type": KINDS[dtype], "axis": axis, "values": values, "format": "Zarr 3"}
    manifest.append({"program": "tensorstore", "path": f"{name}.zarr", **more})


def refuse(name, words, dtype, codecs, **options):
    write(name, dtype, codecs, **options)
    manifest.append({"program": "tensorstore", "path": f"{name}.zarr", "error": words})


def make_types():
    for number, dtype in enumerate(KINDS):
        for endian in ("little", "big"):
            put(f"{dtype}-{endian}", dtype, [in_bytes(endian), [gzip(), zstd()][number % 2]])


def make_codecs():
    plain = {"none": [], "gzip-1": [gzip(1)], "gzip-9": [gzip(9)], "zstd-1": [zstd(1)], "zstd-19": [zstd(19)], "crc": [CRC]}
    plain |= {"gzip-crc": [gzip(), CRC], "zstd-crc": [zstd(), CRC], "twice": [zstd(), gzip()]}
    for number, (name, codecs) in enumerate(plain.items()):
        put(name, CYCLE[number % 5], [in_bytes(), *codecs])
    number = 0
    for cname in ("lz4", "lz4hc", "zlib", "zstd", "blosclz", "snappy"):
        for shuffle in ("noshuffle", "shuffle", "bitshuffle"):
            # Chunks of a block that is not split, of one that is, of several; numbers in eights and not.
            for chunk, shape, block in [((2, 3, 10), SHAPE, 0), ((5, 7, 33), SHAPE, 0), ((5, 20, 40), (5, 21, 41), 2048)]:
                dtype = CYCLE[number % 5]
                codec = blosc(cname, shuffle, np.dtype(dtype).itemsize, block, 1 + number % 9)
                put(f"blosc-{cname}-{shuffle}-{number}", dtype, [in_bytes(), codec], chunk=chunk, shape=shape)
                number += 1


def make_orders():
    for order in [(0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0)]:
        name = "".join(map(str, order))
        put(f"order-{name}", "uint16", [transpose(*order), in_bytes("big"), gzip()])
        inner = [transpose(*order), in_bytes(), blosc("lz4", "shuffle", 4)]
        put(f"order-shards-{name}", "float32", [sharded((1, 3, 11), inner)], chunk=(3, 6, 33))
    refuse("order-twice", "codec transpose once", "uint16", [transpose(2, 0, 1), transpose(1, 0, 2), in_bytes()])


def make_chunks():
    for name, chunk in [("whole", SHAPE), ("larger", (8, 9, 64)), ("ones", (1, 1, 1)), ("rows", (1, 7, 33)), ("odd", (4, 5, 17))]:
        put(f"chunks-{name}", "uint16", [in_bytes(), zstd()], chunk=chunk)
    for name in ("default", "v2"):
        for letter, separator in [("slash", "/"), ("dot", ".")]:
            put(f"keys-{name}-{letter}", "uint32", [in_bytes(), gzip()], separator=(name, separator))
    put("no-energies", "uint16", [in_bytes()], attributes=False)


def make_fills():
    part = (slice(0, 2), slice(0, 3), slice(0, 33))
    fills = [("uint8", 255), ("uint16", 7), ("uint32", 2**32 - 1), ("int64", -5), ("uint64", 2**40), ("bool", True)]
    fills += [("float32", "NaN"), ("float64", "Infinity"), ("float32", "-Infinity"), ("float64", -0.5), ("float32", "0x7fc00001")]
    for number, (dtype, fill) in enumerate(fills):
        put(f"fill-{number}", dtype, [in_bytes()], fill=fill, only=part)
        put(f"fill-shards-{number}", dtype, [sharded((1, 3, 11), [in_bytes()])], chunk=(2, 6, 33), fill=fill, only=part)
    refuse("fill-large", "fill_value of uint64", "uint64", [in_bytes()], fill=2**64 - 1, only=part)


def make_shards():
    number = 0
    for place in ("start", "end"):
        for name, inner in [("none", []), ("gzip", [gzip()]), ("zstd", [zstd()]), ("crc", [zstd(), CRC]), ("blosc", None)]:
            for index_name, index in [("crc", None), ("plain", [in_bytes()]), ("big", [in_bytes("big"), CRC])]:
                dtype = CYCLE[number % 5]
                codecs = [blosc("lz4", "bitshuffle", np.dtype(dtype).itemsize)] if inner is None else inner
                chain = [in_bytes(["little", "big"][number % 2]), *codecs]
                for chunk, small in [((4, 6, 33), (2, 3, 11)), ((3, 4, 10), (1, 4, 5))][: 1 + (number % 3 == 0)]:
                    path = f"shards-{place}-{name}-{index_name}-{chunk[0]}"
                    put(path, dtype, [sharded(small, chain, index, place)], chunk=chunk)
                number += 1
    put("shards-dots", "uint16", [sharded((2, 3, 11), [in_bytes()])], chunk=(4, 6, 33), separator=("v2", "."))
    inside = [sharded((1, 3, 11), [in_bytes()])]
    refuse("shards-within", "shards within shards are not known", "uint16", [sharded((2, 3, 11), inside)], chunk=(4, 6, 33))
    outside = [transpose(2, 0, 1), sharded((11, 2, 3), [in_bytes()])]
    refuse("shards-turned", "shards within other codecs, transpose,", "uint16", outside, chunk=(4, 6, 33))


def make_refused():
    for dtype in ("float16", "bfloat16", "complex64"):
        fill = [0, 0] if dtype == "complex64" else 0
        metadata = {"shape": [2, 3, 4], "data_type": dtype, "fill_value": fill, "codecs": [in_bytes()]}
        place = {"driver": "file", "path": f"{dtype}.zarr"}
        spec = {"driver": "zarr3", "kvstore": place, "metadata": metadata, "create": True, "delete_existing": True}
        ts.open(spec).result()
        words = f'floats of 32 or 64, found "{dtype}"'
        manifest.append({"program": "tensorstore", "path": f"{dtype}.zarr", "error": words})


def check():
    with np.load("scan.npz") as known:
        arrays = {name: known[name] for name in known.files if name != "truth.json"}
    energies = arrays["energy_kev"]

    def opened(path):
        return ts.open({"driver": "zarr3", "kvstore": {"driver": "file", "path": f"scan.zarr/{path}"}}).result()

    counts = opened("counts")
    assert counts.dtype.numpy_dtype == arrays["counts"].dtype, counts.dtype
    assert counts.domain.labels == ("y", "x", "energy"), counts.domain.labels
    assert (counts.read().result() == arrays["counts"]).all()
    assert (counts[3, 5].read().result() == arrays["counts"][3, 5]).all()
    attributes = counts.spec().to_json()["metadata"]["attributes"]
    assert attributes["offset_kev"] == arrays["offset_kev"] and attributes["gain_kev"] == arrays["gain_kev"]
    energy = opened("energy")
    assert energy.domain.labels == ("energy",) and (energy.read().result() == energies).all()
    assert energy.spec().to_json()["metadata"]["attributes"]["units"] == "keV"
    truth = [name for name in arrays if name.startswith("truth/")]
    assert len(truth) > 5, truth
    for name in truth:
        found = opened(name).read().result()
        assert found.shape == arrays[name].shape and found.dtype == arrays[name].dtype, (name, found.dtype)
        assert (found == arrays[name]).all(), name
    print("ok")


if __name__ == "__main__":
    if sys.argv[1] == "check":
        os.chdir(sys.argv[2])
        check()
    else:
        os.chdir(sys.argv[1])
        for make in (make_types, make_codecs, make_orders, make_chunks, make_fills, make_shards, make_refused):
            make()
        with open("manifest.json", "w") as f:
            json.dump(manifest, f)
