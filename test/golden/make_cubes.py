#!/usr/bin/python3
"""Makes cubes.json: small HDF5 files by h5py, and what numpy says of the counts in them.

Needs Debian's python3-h5py (made with h5py 3.7.0, HDF5 1.10.8, numpy 1.24.2):
    /usr/bin/python3 test/golden/make_cubes.py
"""
import base64
import json
import os
import tempfile
import zlib

import h5py
import numpy as np

here = os.path.dirname(os.path.abspath(__file__))
rng = np.random.default_rng(20260202)
H, W, C = SHAPE = 5, 7, 33
WINDOWS = [[0, 1], [3, 12], [10, 33], [0, 33], [32, 33]]
AXIS = [0.25, 0.5]
counts, cubes = {}, {}


def numbers(array):
    return [
        str(v).replace("inf", "Infinity") if not np.isfinite(v) else int(v) if v == int(v) else v
        for v in np.asarray(array, "f8").ravel().tolist()
    ]


def differences(wide):
    """All values, or where only some differ from those of `plain` these, each after its index."""
    if wide.shape != SHAPE or "plain" not in counts:
        return {"values": numbers(wide)}
    where = np.flatnonzero(wide != plain)
    return {"changes": [numbers(where), numbers(wide.ravel()[where])]}


def keep(name, array):
    """Keeps the counts of a cube under a name, with numpy's sums over them."""
    with np.errstate(invalid="ignore"):
        wide = array.astype("f8")
        counts[name] = {
            "shape": list(array.shape),
            **differences(wide),
            "valid": bool(np.all(np.isfinite(wide) & (wide >= 0))),
            "total": numbers(wide.sum((0, 1))),
            "maximum": numbers(wide.max((0, 1))),
            "pixels": numbers(wide.sum(2)),
            "windows": [numbers(wide[:, :, a:b].sum(2)) for a, b in WINDOWS if b <= array.shape[2]],
        }
    return array


def cube(name, make, of=None, type="u16", way=None, axis=AXIS, dataset="/img", error=None, energy=None, **opened):
    """Keeps a file that `make` fills, and what is to be found in it: counts `of` a name, or an error."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "cube.h5")
        with h5py.File(path, "w", **opened) as f:
            make(f)
        with open(path, "rb") as f:
            data = f.read()
    expected = {"error": error} if error else {"of": of, "type": type, "way": way, "axis": axis}
    if energy:
        expected["energy"] = energy
    file = base64.b64encode(zlib.compress(data, 9)).decode()
    cubes[name] = {"file": file, "dataset": dataset, **expected}


def scaled(f):
    f.attrs["offset_kev"], f.attrs["gain_kev"] = AXIS


def stored(array, name="img", scale=scaled, **options):
    def make(f):
        f.create_dataset(name, data=array, **options)
        scale(f)

    return make


plain = keep("plain", rng.poisson(1.2, SHAPE).astype("u2"))

# Number types: the least and the largest that a double holds exactly.
for code in ("u1", "u2", "u4", "u8", "i1", "i2", "i4", "i8", "f4", "f8", ">u2", ">i4", ">f4", ">u8", ">f8"):
    dtype = np.dtype(code)
    array = plain.astype(dtype)
    if dtype.kind in "ui":
        array[1, 2, 3] = min(np.iinfo(dtype).max, 2**50)
        array[4, 6, 32] = array[1, 2, 3] // 3
    else:
        array[1, 2, 3], array[4, 6, 32] = 0.375, 123456.75
    keep(code, array)
    known = {"of": code, "type": f"{dtype.kind}{8 * dtype.itemsize}"}
    big = code.startswith(">")
    cube(f"{code} in one piece", stored(array), **known, way="library" if big else "contiguous")
    gzip = {"chunks": (2, 3, 10), "compression": "gzip", "shuffle": True}
    cube(f"{code} in chunks", stored(array, **gzip), **known, way="library" if big else "chunks")

# Layouts and filters.
layouts = {
    "chunks that do not divide": {"chunks": (2, 3, 10)},
    "one chunk": {"chunks": SHAPE},
    "chunks of a pixel": {"chunks": (1, 1, C)},
    "chunks of a channel": {"chunks": (H, W, 1)},
    "chunks larger than the cube": {"chunks": (8, 8, 64), "maxshape": (None, None, None)},
    "gzip": {"chunks": (3, 4, 33), "compression": "gzip"},
    "gzip and shuffle": {"chunks": (3, 4, 33), "compression": "gzip", "shuffle": True},
    "gzip and fletcher32": {"chunks": (3, 4, 33), "compression": "gzip", "fletcher32": True},
    "gzip, shuffle and fletcher32": {
        "chunks": (3, 4, 11),
        "compression": "gzip",
        "shuffle": True,
        "fletcher32": True,
    },
    "fletcher32": {"chunks": (3, 4, 11), "fletcher32": True},
    "shuffle": {"chunks": (3, 4, 11), "shuffle": True},
    "many chunks": {"chunks": (1, 1, 5)},
}
for name, options in layouts.items():
    cube(name, stored(plain, **options), "plain", way="chunks")
cube("fletcher32 of an odd number of bytes", stored(plain.astype("u1"), chunks=(3, 3, 11), fletcher32=True),
     "plain", type="u8", way="chunks")
cube("scale-offset", stored(plain, chunks=(3, 4, 33), scaleoffset=0), "plain", way="library")
cube("lzf", stored(plain, chunks=(3, 4, 33), compression="lzf"),
     error="compressed with lzf, which is not supported; save it with gzip")


def compact(f):
    plist = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    plist.set_layout(h5py.h5d.COMPACT)
    space = h5py.h5s.create_simple(SHAPE)
    made = h5py.h5d.create(f.id, b"img", h5py.h5t.STD_U16LE, space, plist)
    made.write(h5py.h5s.ALL, h5py.h5s.ALL, plain)
    scaled(f)


cube("compact", compact, "plain", way="library")


def masked(f):
    dataset = f.create_dataset("img", SHAPE, "u2", chunks=(5, 7, 11), compression="gzip", shuffle=True)
    dataset[...] = plain
    # The second filter, gzip, is left out of one chunk.
    part = np.frombuffer(plain[:, :, 11:22].tobytes(), "u1").reshape(-1, 2).T.tobytes()
    dataset.id.write_direct_chunk((0, 0, 11), part, 2)
    scaled(f)


cube("a filter left out of a chunk", masked, "plain", way="chunks")


def resized(f):
    dataset = f.create_dataset("img", (9, 8, 40), "u2", chunks=(2, 3, 10), maxshape=(None, None, None))
    dataset[...] = 9
    dataset.resize(SHAPE)
    dataset[...] = plain
    scaled(f)


cube("made smaller", resized, "plain", way="chunks")

latest = {
    "latest, one piece": ({}, "library"),
    "latest, one chunk": ({"chunks": SHAPE}, "library"),
    "latest, fixed array": ({"chunks": (2, 3, 10), "compression": "gzip"}, "library"),
    "latest, extensible array": ({"chunks": (2, 3, 10), "maxshape": (None, W, C)}, "library"),
    "latest, second tree": ({"chunks": (2, 3, 10), "maxshape": (None, None, C)}, "library"),
}
for name, (options, way) in latest.items():
    way = "contiguous" if not options else way
    cube(name, stored(plain, **options), "plain", way=way, libver="latest")
cube("after a block of the user's", stored(plain), "plain", way="library", userblock_size=512)

# Chunks that were never written.
for fill in (0, 7):
    array = np.full(SHAPE, fill, "u2")
    array[2:4, 3:6] = plain[2:4, 3:6]
    keep(f"partly {fill}", array)
    keep(f"all {fill}", np.full(SHAPE, fill, "u2"))

    def partly(f):
        dataset = f.create_dataset("img", SHAPE, "u2", chunks=(2, 3, 10), compression="gzip", fillvalue=fill)
        dataset[2:4, 3:6] = plain[2:4, 3:6]
        scaled(f)

    cube(f"chunks never written, {fill}", partly, f"partly {fill}", way="library")
    for kind, options in {"piece": {}, "chunks": {"chunks": (2, 3, 10)}}.items():

        def never(f):
            f.create_dataset("img", SHAPE, "u2", fillvalue=fill, **options)
            scaled(f)

        cube(f"{kind} never written, {fill}", never, f"all {fill}", way="library")


def vast(f):
    f.create_dataset("img", (2**20, 2**20, 1024), "u2", chunks=(8, 64, 64))
    scaled(f)


cube("vast and never written", vast, error="/img: expected at most")


def long(f):
    f.create_dataset("img", (2**12, 2**12, 1024), "u2", chunks=(8, 64, 64))
    scaled(f)


cube("long and never written", long, error="more than its [0-9]+ bytes can hold")

# Places in the file.
DETECTOR = "/entry/instrument/detector/data"
cube("in groups", stored(plain, DETECTOR), "plain", way="contiguous", dataset=DETECTOR)
cube("in groups, a path without its first slash", stored(plain, DETECTOR), "plain", way="contiguous",
     dataset="entry/instrument//detector/data/")


def linked(link, target="/img"):
    def make(f):
        f.create_dataset(DETECTOR, data=plain, chunks=(3, 4, 33))
        f[target] = link(f)
        scaled(f)

    return make


cube("soft link", linked(lambda f: h5py.SoftLink(DETECTOR)), "plain", way="library")
cube("hard link", linked(lambda f: f[DETECTOR]), "plain", way="chunks")
cube("soft link to a group", linked(lambda f: h5py.SoftLink("/entry/instrument"), "/scan"), "plain", way="library",
     dataset="/scan/detector/data")
cube("broken soft link", linked(lambda f: h5py.SoftLink("/nothing")),
     error=r"found none; it has /entry/instrument/detector/data \[5, 7, 33\]; name one with --dataset")
cube("external link", linked(lambda f: h5py.ExternalLink("gone.h5", "/img")), error="found none; it has")


def circle(f):
    f.create_group("a/b")
    f["a/b/c"] = f["a"]
    scaled(f)


cube("a group inside itself", circle, error="found none; it has none")


def crowd(f):
    f.create_group("other")
    for i in range(300):
        f[f"group/member{i:03}"] = f["other"]
    f.create_dataset("group/member150x", data=plain)
    scaled(f)


cube("one of many members", crowd, "plain", way="contiguous", dataset="/group/member150x")
cube("one of many members, not named", crowd, error="found none; it has /group/member150x")
cube("one of many members, latest", crowd, "plain", way="library", dataset="/group/member150x", libver="latest")


def mob(f):
    f.create_group("other")
    for i in range(600):
        f[f"member{i:03}"] = f["other"]
    f.create_dataset("zoo/data", data=plain)


cube("behind many members", mob, error="it has none among its first 500 members")

# Energy axes.
DATA = "/entry/data"


def scale_of(name, value, units=None):
    def make(f):
        f.create_dataset(DATA, data=plain)
        made = f.create_dataset(f"/entry/{name}", data=value)
        if units is not None:
            made.attrs["units"] = units

    return make


def axis(name, make, **options):
    cube(f"axis: {name}", make, **({"of": "plain", "way": "contiguous", "dataset": DATA} | options))


even = 0.25 + 0.5 * np.arange(C)
axis("PyMca", scale_of("calibration", [0.25, 0.5, 0.0]))
axis("PyMca, single precision", scale_of("calibration", np.array([0.25, 0.5, 0], "f4")))
axis("PyMca, two", scale_of("calibration", [0.25, 0.5]))
axis("PyMca, whole numbers", scale_of("calibration", [1, 2, 0]), axis=[1, 2])
axis("PyMca, curved", scale_of("calibration", [0.25, 0.5, 1e-5]), error="not evenly spaced.*--energy")
axis("PyMca, falling", scale_of("calibration", [0.25, -0.5, 0]), error="--energy")
axis("PyMca, not a number", scale_of("calibration", [0.25, np.nan, 0]), error="--energy")
axis("PyMca, words", scale_of("calibration", ["a", "b", "c"]), error="--energy")
axis("PyMca, half precision", scale_of("calibration", np.array([0.25, 0.5, 0], "f2")), error="--energy")
axis("PyMca, a scalar", scale_of("calibration", 0.5), error="--energy")
axis("NeXus, no units", scale_of("energy", even))
axis("NeXus, keV", scale_of("energy", even, "keV"))
axis("NeXus, eV", scale_of("energy", 1000 * even, "eV"))
axis("NeXus, eV, fixed text", scale_of("energy", (1000 * even).astype("f4"), np.bytes_("eV")))
axis("NeXus, eV, whole numbers", scale_of("energy", (1000 * even).astype("i8"), np.array(["eV"], "S2")))
axis("NeXus, big-endian", scale_of("energy", even.astype(">f8"), "keV"))
axis("NeXus, uneven", scale_of("energy", even**1.01, "keV"), error="not evenly spaced.*--energy")
axis("NeXus, falling", scale_of("energy", even[::-1], "keV"), error="--energy")
axis("NeXus, constant", scale_of("energy", 0 * even, "keV"), error="--energy")
axis("NeXus, edges", scale_of("energy", 0.25 + 0.5 * np.arange(C + 1), "keV"), error="--energy")
axis("NeXus, channels", scale_of("energy", np.arange(C), "channel"), error="--energy")
axis("NeXus, not a number", scale_of("energy", np.full(C, np.nan), "keV"), error="--energy")


def hyperspy(units="keV", scale=(0.25, 0.5)):
    def make(f):
        f.create_dataset(DATA, data=plain)
        group = f.create_group("/entry/axis-2")
        group.attrs["offset"], group.attrs["scale"] = scale
        if units is not None:
            group.attrs["units"] = units

    return make


axis("HyperSpy", hyperspy())
axis("HyperSpy, eV", hyperspy("eV", (250, 500)))
axis("HyperSpy, no units", hyperspy(None))
axis("HyperSpy, whole numbers", hyperspy("keV", (np.int64(1), np.int32(2))), axis=[1, 2])
axis("HyperSpy, times", hyperspy("s"), error="--energy")
axis("HyperSpy, falling", hyperspy("keV", (0, -1)), error="--energy")


def attributes(offset, gain, owner="/"):
    def make(f):
        f.create_dataset(DATA, data=plain)
        f[owner].attrs["offset_kev"], f[owner].attrs["gain_kev"] = offset, gain

    return make


for kind in ("f4", "f8", ">f8"):
    dtype = np.dtype(kind)
    axis(f"attributes, {kind}", attributes(np.array(0.25, dtype), np.array(0.5, dtype)))
for kind in ("i1", "u2", "i4", "i8", "u8", ">i8"):
    dtype = np.dtype(kind)
    axis(f"attributes, {kind}", attributes(np.array(1, dtype), np.array(2, dtype)), axis=[1, 2])
axis("attributes of the dataset", attributes(0.25, 0.5, DATA))
axis("attributes, arrays of one", attributes(np.array([0.25]), np.array([0.5])))
axis("attributes, arrays of two", attributes(np.array([0.25, 1]), np.array([0.5, 1])), error="--energy")
axis("attributes, words", attributes("a", "b"), error="--energy")
axis("attributes, half precision", attributes(np.float16(0.25), np.float16(0.5)), error="--energy")
axis("attributes, complex", attributes(1j, 2j), error="--energy")
axis("attributes, empty", attributes(h5py.Empty("f8"), h5py.Empty("f8")), error="--energy")
axis("attributes, a gain below 0", attributes(0.25, -0.5), error="gain above 0")
axis("attributes, not a number", attributes(np.nan, 0.5), error="--energy")
axis("none", stored(plain, DATA, lambda f: None), error="found no energy axis; .*--energy 0.5,38.5")
axis("none, but given", stored(plain, DATA, lambda f: None), axis=[0.25, 0.5], energy=[0, 16.5])
axis("given, not the file's", attributes(1, 2), axis=[0.25, 0.5], energy=[0, 16.5])
axis("given, though the file's is bad", scale_of("energy", even**1.01), axis=[0.25, 0.5], energy=[0, 16.5])


def odd(f):
    f.create_dataset(DATA, data=plain)
    scaled(f)
    for owner in (f, f[DATA]):
        owner.attrs["half"] = np.float16(1)
        owner.attrs["truth"] = True
        owner.attrs["pair"] = np.array((1, 2.5), [("a", "i4"), ("b", "f8")])
        owner.attrs["words"] = ["one", "two"]
        owner.attrs["nothing"] = h5py.Empty("f4")
        owner.attrs["complex"] = np.array([1 + 2j])
        owner.attrs["reference"] = f[DATA].ref
        owner.attrs.create("void", np.void(b"\x00\x01"))
        owner.attrs["long"] = np.arange(3000)


axis("among odd attributes", odd)

# Values.
for name, value in {"NaN": np.nan, "infinity": np.inf, "negative": -0.5}.items():
    array = plain.astype("f4")
    array[3, 1, 30] = value
    keep(name, array)
    cube(f"a value: {name}", stored(array), name, type="f32", way="contiguous")
    cube(f"a value: {name}, chunks", stored(array, chunks=(2, 3, 10)), name, type="f32", way="chunks")
array = plain.astype("i2")
array[4, 6, 32] = -1
keep("negative i2", array)
cube("a value: negative i2", stored(array, chunks=(2, 3, 10)), "negative i2", type="i16", way="chunks")
keep("zeros", np.zeros(SHAPE, "u2"))
cube("zeros", stored(np.zeros(SHAPE, "u2"), chunks=(2, 3, 10), compression="gzip"), "zeros", way="chunks")
keep("one pixel", plain[:1, :1])
cube("one pixel", stored(plain[:1, :1]), "one pixel", way="contiguous")
cube("one pixel, gzip", stored(plain[:1, :1], compression="gzip"), "one pixel", way="chunks")
keep("one channel", plain[:, :, :1])
cube("one channel", stored(plain[:, :, :1]), "one channel", way="contiguous")
keep("one count", plain[:1, :1, :1])
cube("one count", stored(plain[:1, :1, :1], compression="gzip"), "one count", way="chunks")

# What is no cube of counts.
RANK = r"expected a dataset \[height, width, channels\], found one of rank"
cube("rank 2", stored(plain[0]), error=f"{RANK} 2")
cube("rank 4", stored(plain[None]), error=f"{RANK} 4")
cube("a scalar", stored(5), error=f"{RANK} 0")
cube("nothing in it", lambda f: f.create_dataset("img", data=h5py.Empty("u2")), error=f"{RANK} 0")
cube("an empty file", lambda f: None, error="found none; it has none")
cube("no cube", stored(plain[0], "other"), error="found none; it has none")
cube("a group", lambda f: f.create_group("img"), error="found a group; it has none")
cube("a named type", lambda f: f.__setitem__("img", np.dtype("u2")), error="found none; it has none")
cube("the root", stored(plain), dataset="/", error=r"found a group; it has /img \[5, 7, 33\]")
cube("below a dataset", stored(plain), dataset="/img/img", error=r"found none; it has /img \[5, 7, 33\]")
cube("a line break in a name", stored(plain, "a\nb"), error=r"it has /a b \[5, 7, 33\]")
for n in range(3):
    shape = tuple(0 if n == i else size for i, size in enumerate(SHAPE))
    make = stored(np.zeros(shape, "u2"), chunks=(2, 3, 10), maxshape=(None, None, None))
    cube(f"no size along {n}", make, error=f"found {shape[0]} x {shape[1]} x {shape[2]}")
cube("many channels", stored(np.zeros((1, 1, 65_537), "u1"), compression="gzip"), error="1 to 65536 channels")
cube("many channels, energies given", stored(np.zeros((1, 1, 65_537), "u1"), compression="gzip"),
     energy=[0, 10], error="1 to 65536 channels")
TYPE = "expected integers of 8 to 64 bits or floats of 32 or 64, found"
pair = np.dtype([("a", "u2"), ("b", "f4")])
for name, array, found in (
    ("compound", np.zeros((2, 2, 3), pair), "compound"),
    ("text", np.full((2, 2, 3), b"abc"), "text"),
    ("text of any length", np.full((2, 2, 3), "abc", h5py.string_dtype()), "text"),
    ("bool", np.ones((2, 2, 3), bool), "enumerated"),
    ("complex", np.ones((2, 2, 3), "c8"), "compound"),
    ("half precision", np.ones((2, 2, 3), "f2"), "floats of 16 bits"),
    ("quadruple precision", np.ones((2, 2, 3), "g"), "floats of 128 bits"),
    ("opaque", np.zeros((2, 2, 3), "V3"), "opaque"),
):
    cube(f"type: {name}", stored(array), error=f"{TYPE} {found}")


def narrow(f):
    kind = h5py.h5t.STD_U16LE.copy()
    kind.set_precision(12)
    made = h5py.h5d.create(f.id, b"img", kind, h5py.h5s.create_simple(SHAPE))
    made.write(h5py.h5s.ALL, h5py.h5s.ALL, plain)
    scaled(f)


cube("type: 12 bits of 16", narrow, "plain", way="contiguous")

with open(os.path.join(here, "cubes.json"), "w") as f:
    made_by = f"make_cubes.py, h5py {h5py.__version__}, HDF5 {h5py.version.hdf5_version}, numpy {np.__version__}"
    json.dump({"made_by": made_by, "windows": WINDOWS, "counts": counts, "cubes": cubes}, f, separators=(",", ":"))
    f.write("\n")
