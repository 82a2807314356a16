"""Pictures in files of other programs, and their pixels: test/golden/pictures.json.

Debian's python3-pil, python3-tifffile, libtiff-tools and webp; run with /usr/bin/python3. Pixels are what the picture
was made of (lossless files) or what libtiff, libjpeg-turbo or libwebp decodes (lossy ones): uint8 or uint16
[height, width, 3], little-endian. Files and pixels are deflated.
"""
import base64, io, json, os, struct, subprocess, tempfile, zlib
import numpy as np
import tifffile
from PIL import Image, ImageCms

rng = np.random.default_rng(7)
folder = tempfile.mkdtemp()
cases, pictures = [], {}


def scene(height, width, depth=8):
    """Ramps, a chequerboard and some noise."""
    y, x = np.mgrid[0:height, 0:width]
    top = 2**depth - 1
    r = x * top // max(1, width - 1)
    g = y * top // max(1, height - 1)
    b = ((x // 5 + y // 4) % 2) * (top * 3 // 4) + rng.integers(0, top // 8 + 1, (height, width))
    return np.stack([r, g, b], 2).astype("u1" if depth == 8 else "u2")


def add(name, data, pixels, **more):
    pixels = np.ascontiguousarray(pixels)
    packed = lambda raw: base64.b64encode(zlib.compress(raw, 9)).decode()
    picture = {"width": pixels.shape[1], "height": pixels.shape[0], "bits": pixels.dtype.itemsize * 8, "pixels": packed(pixels.tobytes())}
    key = next((key for key, known in pictures.items() if known == picture), f"p{len(pictures)}")
    pictures[key] = picture
    cases.append({"name": name, "file": packed(data), "picture": key, **more})


def grey3(grey):
    return np.repeat(grey[:, :, None], 3, 2)


def written(write):
    out = io.BytesIO()
    write(out)
    return out.getvalue()


def tiff(array, iccprofile=None, **options):
    if iccprofile:
        options["extratags"] = [(34675, 7, len(iccprofile), iccprofile, True)]
    return written(lambda out: tifffile.imwrite(out, array, **{"metadata": None, "software": False, **options}))


def pil(image, kind, **options):
    return written(lambda out: image.save(out, kind, **options))


def run(*command):
    subprocess.run(command, check=True, capture_output=True)


def tool(data, *command):
    """What a program of libtiff makes of a TIFF."""
    a, b = os.path.join(folder, "a.tif"), os.path.join(folder, "b.tif")
    open(a, "wb").write(data)
    if os.path.exists(b):
        os.remove(b)
    run(*command, a, b)
    return open(b, "rb").read()


rgb8, rgb16 = scene(23, 37), scene(23, 37, 16)
grey8, grey16 = rgb8[:, :, 2].copy(), rgb16[:, :, 2].copy()

# TIFF: how it is stored, by tifffile and libtiff.
plain8 = tiff(rgb8, photometric="rgb")
plain16 = tiff(rgb16, photometric="rgb")
add("tiff rgb8", plain8, rgb8)
add("tiff rgb8 strips of 5 rows", tiff(rgb8, photometric="rgb", rowsperstrip=5), rgb8)
add("tiff rgb16 big-endian", tiff(rgb16, photometric="rgb", byteorder=">"), rgb16)
add("tiff rgb16 BigTIFF", tiff(rgb16, photometric="rgb", bigtiff=True), rgb16)
add("tiff rgb8 tiles", tiff(rgb8, photometric="rgb", tile=(16, 16)), rgb8)
add("tiff rgb16 planar tiles BigTIFF big-endian",
    tiff(np.moveaxis(rgb16, 2, 0), photometric="rgb", planarconfig="separate", tile=(16, 16), bigtiff=True, byteorder=">"), rgb16)
add("tiff 1x1", tiff(rgb8[:1, :1], photometric="rgb"), rgb8[:1, :1])
add("tiff grey8", tiff(grey8, photometric="minisblack"), grey3(grey8))
add("tiff grey16", tiff(grey16, photometric="minisblack"), grey3(grey16))
add("tiff grey8 inverted", tiff(255 - grey8, photometric="miniswhite"), grey3(grey8))
add("tiff grey16 deflate predictor", tool(tiff(grey16, photometric="minisblack"), "tiffcp", "-c", "zip:2"), grey3(grey16))
for name, code in [("LZW", "lzw"), ("LZW predictor", "lzw:2"), ("deflate", "zip"), ("deflate predictor", "zip:2"), ("PackBits", "packbits")]:
    add(f"tiff rgb8 {name}", tool(plain8, "tiffcp", "-c", code, "-r", "7"), rgb8)
    add(f"tiff rgb16 {name} tiles", tool(plain16, "tiffcp", "-c", code, "-t", "-w", "32", "-l", "16"), rgb16)
add("tiff rgb8 LZW planar strips", tool(plain8, "tiffcp", "-c", "lzw:2", "-p", "separate", "-r", "4"), rgb8)
add("tiff rgb16 deflate BigTIFF big-endian", tool(plain16, "tiffcp", "-8", "-B", "-c", "zip:2"), rgb16)
noise = rng.integers(0, 256, (47, 53, 3)).astype("u1")
add("tiff LZW of noise, whose table fills", tool(tiff(noise, photometric="rgb"), "tiffcp", "-c", "lzw", "-r", "47"), noise)
flat = np.full((200, 300, 3), 77, "u1")
add("tiff LZW of one colour", tool(tiff(flat, photometric="rgb"), "tiffcp", "-c", "lzw", "-r", "200"), flat)
pages = written(lambda out: [w.write(p, photometric="rgb", metadata=None) for w in [tifffile.TiffWriter(out)] for p in (rgb8, 255 - rgb8, rgb8 // 2)])
add("tiff of three pages", pages, rgb8, notes=["the first of its 3 pages was read"])

# Floating point, with and without its predictor (libtiff).
rgbf = (rgb16 / 65535).astype("f4")
add("tiff float", tiff(rgbf, photometric="rgb"), rgb16, notes=["its floating point samples were taken as sRGB of 0 to 1"])
add("tiff float deflate predictor 3", tool(tiff(rgbf, photometric="rgb"), "tiffcp", "-c", "zip:3", "-r", "9"), rgb16,
    notes=["its floating point samples were taken as sRGB of 0 to 1"])
add("tiff float LZW predictor 3 tiles",
    tool(tiff(rgbf, photometric="rgb"), "tiffcp", "-c", "lzw:3", "-t", "-w", "16", "-l", "16"), rgb16,
    notes=["its floating point samples were taken as sRGB of 0 to 1"])

# Palettes and few bits (PIL, libtiff).
for bits in (1, 2, 4, 8):
    count = 2**bits
    colours = rng.integers(0, 256, (count, 3)).astype("u1")
    index = rng.integers(0, count, (13, 21)).astype("u1")
    packed = np.concatenate([np.packbits(((row[:, None] >> np.arange(bits)[::-1]) & 1).ravel())[None] for row in index]).astype("u1")
    fields = [(256, 3, [21]), (257, 3, [13]), (258, 3, [bits]), (259, 3, [1]), (262, 3, [3]), (277, 3, [1]), (278, 3, [13]),
              (279, 4, [packed.size]), (320, 3, list(colours.T.ravel().astype(int) * 257))]

    def hand(fields, data, order="<"):
        """A TIFF written field by field, for what the programs do not write."""
        head, extra, entries = 8, b"", b""
        fields = sorted([f for f in fields if f[0] != 273] + [(273, 4, [0])])
        base = head + 2 + 12 * len(fields) + 4
        sizes = {3: "H", 4: "I"}
        blobs = {}
        for tag, kind, values in fields:
            raw = struct.pack(order + sizes[kind] * len(values), *values)
            blobs[tag] = raw
            if len(raw) > 4:
                extra += raw + b"\0" * (len(raw) % 2)
        start = base
        for tag, kind, values in fields:
            raw = blobs[tag]
            if tag == 273:
                raw = struct.pack(order + "I", base + len(extra))
            if len(raw) > 4:
                where, start = start, start + len(raw) + len(raw) % 2
                raw = struct.pack(order + "I", where)
            entries += struct.pack(order + "HHI", tag, kind, len(values)) + raw.ljust(4, b"\0")
        mark = b"II*\0" if order == "<" else b"MM\0*"
        return mark + struct.pack(order + "I", head) + struct.pack(order + "H", len(fields)) + entries + b"\0" * 4 + extra + data

    add(f"tiff palette of {bits} bits", hand(fields, packed.tobytes()), colours[index])
    grey = (index.astype(int) * 255 // (count - 1)).astype("u1")
    plain = [(t, k, [1] if t == 262 else v) for t, k, v in fields if t != 320]
    add(f"tiff grey of {bits} bits", hand(plain, packed.tobytes(), ">"), grey3(grey))
    inverted = [(t, k, [0] if t == 262 else v) for t, k, v in plain]
    add(f"tiff inverted grey of {bits} bits", hand(inverted, packed.tobytes()), grey3(255 - grey))
twelve = rng.integers(0, 4096, (13, 21))
bits12 = np.concatenate([np.packbits(np.append(((row[:, None] >> np.arange(12)[::-1]) & 1).ravel(), [0] * 4))[None] for row in twelve]).astype("u1")
fields12 = [(256, 3, [21]), (257, 3, [13]), (258, 3, [12]), (259, 3, [1]), (262, 3, [1]), (277, 3, [1]), (278, 3, [13]), (279, 4, [bits12.size])]
add("tiff grey of 12 bits", hand(fields12, bits12.tobytes()), grey3(np.floor(twelve * 65535 / 4095 + 0.5).astype("u2")))
deep = rng.integers(0, 65536, (16, 3))
index = rng.integers(0, 16, (13, 21)).astype("u1")
packed4 = np.concatenate([np.packbits(((row[:, None] >> np.arange(4)[::-1]) & 1).ravel())[None] for row in index]).astype("u1")
fieldsDeep = [(256, 3, [21]), (257, 3, [13]), (258, 3, [4]), (259, 3, [1]), (262, 3, [3]), (277, 3, [1]), (278, 3, [13]),
              (279, 4, [packed4.size]), (320, 3, list(deep.T.ravel()))]
add("tiff palette of 16-bit colours", hand(fieldsDeep, packed4.tobytes()), deep[index].astype("u2"))
old = [(t, k, list((np.array(v) >> 8) << 8) if t == 320 else v) for t, k, v in fieldsDeep]
add("tiff palette of 8-bit colours times 256", hand(old, packed4.tobytes()), (deep >> 8)[index].astype("u1"))

# Transparency, laid on white.
alpha8 = np.clip(rng.integers(-60, 320, grey8.shape), 0, 255).astype("u1")
alpha16 = np.clip(rng.integers(-15000, 80000, grey8.shape), 0, 65535).astype("u2")


def on_white(rgb, alpha):
    top = 255 if rgb.dtype == np.uint8 else 65535
    a = alpha[:, :, None].astype("f8")
    return np.floor((rgb * a + top * (top - a)) / top + 0.5).astype(rgb.dtype)


def times(rgb, alpha):
    top = 255 if rgb.dtype == np.uint8 else 65535
    return np.floor(rgb * (alpha[:, :, None] / top) + 0.5).astype(rgb.dtype)


def premultiplied_on_white(rgb, alpha):
    top = 255 if rgb.dtype == np.uint8 else 65535
    return (times(rgb, alpha).astype(int) + (top - alpha[:, :, None].astype(int))).astype(rgb.dtype)


add("tiff rgb8 unassociated alpha", tiff(np.dstack([rgb8, alpha8]), photometric="rgb", extrasamples=["unassalpha"]), on_white(rgb8, alpha8))
add("tiff rgb16 unassociated alpha", tiff(np.dstack([rgb16, alpha16]), photometric="rgb", extrasamples=["unassalpha"]), on_white(rgb16, alpha16))
add("tiff rgb8 associated alpha", tiff(np.dstack([times(rgb8, alpha8), alpha8]), photometric="rgb", extrasamples=["assocalpha"]), premultiplied_on_white(rgb8, alpha8))
add("tiff rgb16 associated alpha planar", tiff(np.stack([*np.moveaxis(times(rgb16, alpha16), 2, 0), alpha16]), photometric="rgb",
    planarconfig="separate", extrasamples=["assocalpha"]), premultiplied_on_white(rgb16, alpha16))
add("tiff grey8 with alpha (PIL)", pil(Image.merge("LA", [Image.fromarray(grey8), Image.fromarray(alpha8)]), "TIFF", compression="tiff_lzw"), on_white(grey3(grey8), alpha8))
add("tiff rgb8 with a sample of unknown meaning", tiff(np.dstack([rgb8, alpha8]), photometric="rgb", extrasamples=["unspecified"]), rgb8,
    notes=["a sample beside its colours, whose meaning is not said, was ignored"])
inks = np.dstack([rgb8, grey8 // 3])
plainInks = np.floor((255 - inks[:, :, :3].astype("f8")) * (255 - inks[:, :, 3:].astype("f8")) / 255 + 0.5).astype("u1")
add("tiff CMYK (PIL, LZW)", pil(Image.fromarray(inks, "CMYK"), "TIFF", compression="tiff_lzw"), plainInks, notes=["its CMYK was turned into RGB by the plain formula"])

# JPEG within TIFF: lossy, so what libtiff decodes.
smooth = np.asarray(Image.fromarray(scene(9, 14)).resize((50, 35), Image.BICUBIC))
for name, command in [("strips", ["-c", "jpeg:85", "-r", "16"]), ("tiles", ["-c", "jpeg:85", "-t", "-w", "32", "-l", "32"]), ("RGB", ["-c", "jpeg:r:85", "-r", "16"])]:
    data = tool(tiff(smooth, photometric="rgb"), "tiffcp", *command)
    add(f"tiff JPEG {name}", data, np.asarray(Image.open(io.BytesIO(data)).convert("RGB")), lossy=4)
data = tool(tiff(smooth[:, :, 1].copy(), photometric="minisblack"), "tiffcp", "-c", "jpeg:85", "-r", "16")
add("tiff JPEG grey", data, np.asarray(Image.open(io.BytesIO(data)).convert("RGB")), lossy=4)

# PNG by another writer.
add("png rgb8", pil(Image.fromarray(rgb8), "PNG"), rgb8)
add("png grey16", pil(Image.fromarray(grey16.astype("i4")), "PNG"), grey3(grey16))
for bits in (1, 2, 4):
    image = Image.fromarray(rng.integers(0, 2**bits, (13, 21)).astype("u1"), "P")
    image.putpalette(rng.integers(0, 256, 3 * 2**bits).astype("u1").tobytes())
    add(f"png palette of {bits} bits", pil(image, "PNG", bits=bits), np.asarray(image.convert("RGB")))

# JPEG: what libjpeg-turbo decodes.
for name, options in [("baseline", {}), ("progressive", {"progressive": True})]:
    data = pil(Image.fromarray(smooth), "JPEG", quality=90, **options)
    add(f"jpeg {name}", data, np.asarray(Image.open(io.BytesIO(data)).convert("RGB")), lossy=4)
data = pil(Image.fromarray(np.dstack([smooth, smooth[:, :, 0] // 3]), "CMYK"), "JPEG", quality=95)
decoded = np.asarray(Image.open(io.BytesIO(data))).astype("f8")
plain = np.floor((255 - decoded[:, :, :3]) * (255 - decoded[:, :, 3:]) / 255 + 0.5).astype("u1")
add("jpeg CMYK", data, plain, lossy=4, notes=["its CMYK was turned into RGB by the plain formula"])
profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
wrong = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
data = pil(Image.fromarray(np.dstack([smooth, smooth[:, :, 0] // 3]), "CMYK"), "JPEG", quality=95, icc_profile=wrong)
add("jpeg CMYK with a profile", data, plain, lossy=4, notes=["its CMYK was turned into RGB by the plain formula, and its profile was ignored"])

# WebP: lossless as it was made, lossy as libwebp decodes it.
webp = lambda image, **options: pil(image, "WEBP", **options)
add("webp lossless", webp(Image.fromarray(rgb8), lossless=True), rgb8)
add("webp lossless 1x1", webp(Image.fromarray(rgb8[:1, :1]), lossless=True), rgb8[:1, :1])
add("webp lossless noise", webp(Image.fromarray(noise), lossless=True), noise)
for count in (2, 4, 16, 200):
    few = colours[rng.integers(0, count, (40, 51))]
    add(f"webp lossless of {count} colours", webp(Image.fromarray(few), lossless=True), few)
big = np.asarray(Image.fromarray(scene(12, 16)).resize((75, 61), Image.BICUBIC))
add("webp lossless smooth", webp(Image.fromarray(big), lossless=True, quality=100, method=6), big)
rgba = np.dstack([rgb8, alpha8])
add("webp lossless alpha", webp(Image.fromarray(rgba, "RGBA"), lossless=True, exact=True), on_white(rgb8, alpha8))


def lossy_webp(name, image, *options):
    a, b, c = (os.path.join(folder, n) for n in ("a.png", "b.webp", "c.png"))
    Image.fromarray(image).save(a)
    run("cwebp", "-quiet", *options, a, "-o", b)
    run("dwebp", "-quiet", b, "-o", c)
    decoded = np.asarray(Image.open(c).convert("RGBA"))
    add(f"webp {name}", open(b, "rb").read(), on_white(decoded[:, :, :3].copy(), decoded[:, :, 3].copy()))


lossy_webp("lossy", smooth, "-q", "75")
lossy_webp("lossy 1x1", rgb8[:1, :1], "-q", "75")
lossy_webp("lossy odd sides", rgb8[:17, :19], "-q", "60")
lossy_webp("lossy noise", noise, "-q", "30")
lossy_webp("lossy strong filter", big, "-q", "10", "-f", "100", "-sharpness", "3")
lossy_webp("lossy simple filter", big, "-q", "20", "-nostrong", "-f", "80")
lossy_webp("lossy no filter", big, "-q", "90", "-f", "0")
lossy_webp("lossy of four segments and partitions", big, "-q", "40", "-segments", "4", "-partition_limit", "20")
lossy_webp("lossy alpha", rgba, "-q", "75")
lossy_webp("lossy alpha raw", rgba, "-q", "75", "-alpha_method", "0")
lossy_webp("lossy alpha filtered", np.dstack([big, big[:, :, 0]]), "-q", "75", "-alpha_filter", "best")
lossy_webp("lossy alpha quantised", np.dstack([big, big[:, :, 0]]), "-q", "75", "-alpha_q", "40", "-alpha_filter", "fast")

# Orientation: the same picture stored in eight ways.
exif = lambda n: b"Exif\0\0" + b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01" + bytes([0, n, 0, 0]) + b"\0\0\0\0"
upright = scene(9, 14)
stored = {1: upright, 2: upright[:, ::-1], 3: upright[::-1, ::-1], 4: upright[::-1], 5: np.swapaxes(upright, 0, 1),
          6: np.rot90(upright, 1), 7: np.swapaxes(upright[::-1, ::-1], 0, 1), 8: np.rot90(upright, -1)}
for n, pixels in stored.items():
    pixels = np.ascontiguousarray(pixels)
    add(f"tiff orientation {n}", tiff(pixels, photometric="rgb", extratags=[(274, 3, 1, n, True)]), upright)
    add(f"png orientation {n}", pil(Image.fromarray(pixels), "PNG", exif=exif(n)), upright)
    add(f"webp orientation {n}", webp(Image.fromarray(pixels), lossless=True, exif=exif(n)), upright)
    data = pil(Image.fromarray(pixels), "JPEG", quality=100, subsampling=0, exif=exif(n))
    add(f"jpeg orientation {n}", data, upright, lossy=12)

# Colour profiles: what LittleCMS makes of them, relative colorimetric.


def tag_xyz(values):
    return b"XYZ \0\0\0\0" + b"".join(struct.pack(">i", round(v * 65536)) for v in values)


def icc(space, tags):
    body, table = b"", b""
    start = 128 + 4 + 12 * len(tags)
    for name, data in tags:
        data += b"\0" * (-len(data) % 4)
        table += name + struct.pack(">II", start + len(body), len(data))
        body += data
    header = struct.pack(">I4sI4s4s4s", start + len(body), b"test", 0x02400000, b"mntr", space, b"XYZ ") + b"\0" * 12 + b"acsp" + b"\0" * 28
    header += struct.pack(">iii", 63190, 65536, 54061)
    return header.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + body


def desc(text):
    return b"desc\0\0\0\0" + struct.pack(">I", len(text) + 1) + text.encode() + b"\0" + b"\0" * 78


gamma = lambda g: b"curv\0\0\0\0" + struct.pack(">IH", 1, round(g * 256))
para = lambda kind, *v: b"para\0\0\0\0" + struct.pack(">HH", kind, 0) + b"".join(struct.pack(">i", round(x * 65536)) for x in v)
table = lambda f: b"curv\0\0\0\0" + struct.pack(">I", 1024) + b"".join(struct.pack(">H", round(65535 * f(i / 1023))) for i in range(1024))
white = (b"wtpt", tag_xyz([0.9642, 1, 0.82491]))


def rgb_profile(name, primaries, curve):
    r, g, b = primaries
    return icc(b"RGB ", [(b"desc", desc(name)), white, (b"rXYZ", tag_xyz(r)), (b"gXYZ", tag_xyz(g)), (b"bXYZ", tag_xyz(b)),
                         (b"rTRC", curve), (b"gTRC", curve), (b"bTRC", curve)])


adobe = [(0.60974, 0.31111, 0.01947), (0.20528, 0.62567, 0.06087), (0.14919, 0.06322, 0.74457)]
p3 = [(0.51512, 0.24120, -0.00105), (0.29198, 0.69225, 0.04189), (0.15710, 0.06657, 0.78407)]
prophoto = [(0.79767, 0.28804, 0.0), (0.13519, 0.71188, 0.0), (0.03134, 0.00009, 0.82491)]
srgb_para = para(3, 2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
profiles = [("Adobe RGB", rgb_profile("Adobe RGB (1998)", adobe, gamma(2.19921875))),
            ("Display P3", rgb_profile("Display P3", p3, srgb_para)),
            ("ProPhoto", rgb_profile("ROMM RGB", prophoto, para(3, 1.8, 1, 0, 1 / 16, 0.03125))),
            ("a table of curves", rgb_profile("Table RGB", p3, table(lambda v: v**2.2)))]
srgb = ImageCms.createProfile("sRGB")
muted = (rgb8 * 0.6 + 50).astype("u1")
for name, data in profiles:
    source = ImageCms.ImageCmsProfile(io.BytesIO(data))
    # LittleCMS in floating point through a large table: within one sample.
    moved = ImageCms.profileToProfile(Image.fromarray(muted), source, srgb, renderingIntent=1, outputMode="RGB")
    names = {"Adobe RGB": "Adobe RGB (1998)", "ProPhoto": "ROMM RGB", "a table of curves": "Table RGB"}
    space = names.get(name, name)
    note = [f'converted to sRGB from its colour profile "{space}"']
    add(f"tiff of {name}", tiff(muted, photometric="rgb", iccprofile=data), np.asarray(moved), lossy=1, notes=note, colorSpace=space)
    if name == "Display P3":
        add(f"png of {name}", pil(Image.fromarray(muted), "PNG", icc_profile=data), np.asarray(moved), lossy=1, notes=note, colorSpace=space)
        add(f"webp of {name}", webp(Image.fromarray(muted), lossless=True, icc_profile=data), np.asarray(moved), lossy=1, notes=note, colorSpace=space)
        jpeg = pil(Image.fromarray((smooth * 0.3 + 90).astype("u1")), "JPEG", quality=95, subsampling=0, icc_profile=data)
        moved = ImageCms.profileToProfile(Image.open(io.BytesIO(jpeg)), source, srgb, renderingIntent=1, outputMode="RGB")
        add(f"jpeg of {name}", jpeg, np.asarray(moved), lossy=6, notes=note, colorSpace=space)
grey_icc = icc(b"GRAY", [(b"desc", desc("Grey gamma 1.8")), white, (b"kTRC", gamma(1.8))])
moved = ImageCms.profileToProfile(Image.fromarray(grey8), ImageCms.ImageCmsProfile(io.BytesIO(grey_icc)), srgb, renderingIntent=1, outputMode="RGB")
add("tiff of a grey gamma", tiff(grey8, photometric="minisblack", iccprofile=grey_icc), np.asarray(moved), lossy=1,
    notes=['converted to sRGB from its colour profile "Grey gamma 1.8"'], colorSpace="Grey gamma 1.8")
add("png of LittleCMS's sRGB", pil(Image.fromarray(rgb8), "PNG", icc_profile=profile.tobytes()), rgb8)
add("tiff of associated alpha and LittleCMS's sRGB", tiff(np.dstack([times(rgb8, alpha8), alpha8]), photometric="rgb",
    extrasamples=["assocalpha"], iccprofile=profile.tobytes()), premultiplied_on_white(rgb8, alpha8))
# Little is lost by multiplying where the opacity is high and the colours are neither dark nor saturated.
pale = (rgb8 * 0.2 + 120).astype("u1")
dense = np.maximum(alpha8, 160)
p3_white = np.asarray(ImageCms.profileToProfile(Image.fromarray(pale), ImageCms.ImageCmsProfile(io.BytesIO(profiles[1][1])), srgb,
                                                renderingIntent=1, outputMode="RGB"))
add("tiff of associated alpha in Display P3", tiff(np.dstack([times(pale, dense), dense]), photometric="rgb",
    extrasamples=["assocalpha"], iccprofile=profiles[1][1]), on_white(p3_white, dense),
    lossy=3, notes=['converted to sRGB from its colour profile "Display P3"'], colorSpace="Display P3")
add("tiff of a profile of tables", tiff(rgb8, photometric="rgb", iccprofile=icc(b"RGB ", [(b"desc", desc("Scanner")), (b"A2B0", b"mft2" + b"\0" * 60)])), rgb8,
    notes=['its colour profile "Scanner" was ignored: it is made of tables, which are not applied'], colorSpace="Scanner")
add("tiff of a damaged profile", tiff(rgb8, photometric="rgb", iccprofile=profile.tobytes()[:200]), rgb8, notes=["its colour profile is damaged and was ignored"])

made = f"Pillow {Image.__version__}, tifffile {tifffile.__version__}, libtiff 4.5.0, libwebp 1.2.4, LittleCMS {ImageCms.core.littlecms_version}"
here = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(here, "pictures.json"), "w") as out:
    json.dump({"madeBy": made, "pictures": pictures, "cases": cases}, out, separators=(",\n", ":"))
print(len(cases), "cases")
