#!/usr/bin/python3
"""Makes spectra.json: spectrum files with what other programs read in them.

Run: /usr/bin/python3 test/golden/make_spectra.py
Needs Debian's python3-hyperspy 1.7 (EMSA/MAS, Bruker SPX) and python3-pymca5 5.8 (Amptek MCA, SPE, JCAMP-DX).
The forms SQZ, DIF and DUP of JCAMP-DX are encoded here, from table VII of R. S. McDonald, P. A. Wilks, Appl. Spectrosc.
42 (1988) 151; the numbers that went in are what has to come out.
"""

import base64
import json
import os
import tempfile
import zlib

import hyperspy.api as hs
import numpy as np
from PyMca5.PyMcaIO import JcampReader
from PyMca5.PyMcaIO import specfilewrapper

HERE = os.path.dirname(os.path.abspath(__file__))
CHANNELS = 60


def counts():
    """Two peaks on a falling background, whole numbers."""
    channel = np.arange(CHANNELS)
    shape = 40 * np.exp(-channel / 20) + 900 * np.exp(-((channel - 22) ** 2) / 6) + 70 * np.exp(-((channel - 41) ** 2) / 9)
    return np.round(shape).astype(int)


def write(folder, name, text):
    path = os.path.join(folder, name)
    with open(path, "w", encoding="latin-1", newline="") as file:
        file.write(text)
    return path


def entry(name, text, x, y, unit, scale, oracle, live=None):
    found = {"name": name, "text": text, "unit": unit, "oracle": oracle}
    found["x"] = [float(value) * scale for value in x]
    found["y"] = [float(value) for value in y]
    if live is not None:
        found["liveSeconds"] = live
    return found


def hyperspy_axis(signal):
    axis = signal.axes_manager[0]
    return axis.offset + axis.scale * np.arange(axis.size)


def msa(folder):
    for form in ("Y", "XY"):
        for units, scale in (("keV", 1), ("eV", 1e-3)):
            signal = hs.signals.Signal1D(counts().astype(float))
            axis = signal.axes_manager[0]
            axis.name, axis.units = "Energy", units
            axis.offset, axis.scale = -0.2 / scale, 0.05 / scale
            signal.set_signal_type("EDS_SEM")
            path = os.path.join(folder, f"{form}-{units}.msa")
            signal.save(path, format=form, overwrite=True)
            with open(path, encoding="latin-1") as file:
                text = file.read()
            read = hs.load(path)
            yield entry(os.path.basename(path), text, hyperspy_axis(read), read.data, "keV", scale, "HyperSpy")


def spx(folder):
    layers = base64.b64encode(zlib.compress(b"<DetLayers><Layer0 Atom='4' Thickness='1.25E1'/></DetLayers>")).decode()
    data = ",".join(str(value) for value in counts())
    fit = ",".join("7" for _ in range(CHANNELS))

    def spectrum(name, abs_, lin, channels, inner=""):
        return f"""<ClassInstance Type="TRTSpectrum" Name="{name}">
    <TRTHeaderedClass>
      <ClassInstance Type="TRTSpectrumHardwareHeader">
        <RealTime>30000</RealTime><LifeTime>28046</LifeTime><DeadTime>7</DeadTime>
        <ZeroPeakPosition>96</ZeroPeakPosition><Amplification>4E4</Amplification><ShapingTime>130000</ShapingTime>
      </ClassInstance>
      <ClassInstance Type="TRTDetectorHeader">
        <Type>XFlash &amp; others</Type><DetLayers>{layers}</DetLayers>
      </ClassInstance>
      <ClassInstance Type="TRTXrfHeader"><Voltage>50</Voltage><ExcitationAngle>90</ExcitationAngle></ClassInstance>
    </TRTHeaderedClass>{inner}
    <ClassInstance Type="TRTSpectrumHeader">
      <Date>2.10.2023</Date><Time>12:34:56</Time>
      <ChannelCount>{CHANNELS}</ChannelCount><CalibAbs>{abs_}</CalibAbs><CalibLin>{lin}</CalibLin>
    </ClassInstance>
    <Channels>{channels}</Channels>
  </ClassInstance>"""

    head = '<?xml version="1.0" encoding="WINDOWS-1252" standalone="yes"?>\n<TRTSpectrum>\n  <RTHeader/>\n  '
    nested = '\n    <ClassInstance Type="TRTResult" Name="Results">' + spectrum("fit", "0", "1", fit) + "</ClassInstance>"
    for name, inner in (("plain", ""), ("nested", nested)):
        text = head + spectrum("p 059", "-9.5550444E-1", "9.999E-3", data, inner) + "\n</TRTSpectrum>\n"
        read = hs.load(write(folder, f"{name}.spx", text))
        yield entry(f"{name}.spx", text, hyperspy_axis(read), read.data, "keV", 1, "HyperSpy", 28.046)


def pymca(path, calibration):
    scan = specfilewrapper.Specfile(path)[0]
    y = scan.mca(1)
    if calibration is None:
        words = scan.header("@CALIB")[0].split()
        calibration = float(words[1]), float(words[2])
    return calibration[0] + calibration[1] * np.arange(len(y)), y


def mca(folder):
    data = "\r\n".join(str(value) for value in counts())
    head = (
        "<<PMCA SPECTRUM>>\r\nTAG - live_data\r\nDESCRIPTION - azurite\r\nGAIN - 2\r\nTHRESHOLD - 0\r\nLIVE_MODE - 0\r\n"
        "PRESET_TIME - 0\r\nLIVE_TIME - 59.524000\r\nREAL_TIME - 60.100000\r\nSTART_TIME - 11/10/2020 11:47:50\r\n"
        "SERIAL_NUMBER - 17\r\n"
    )
    tail = "\r\n<<END>>\r\n"
    status = "<<DP5 CONFIGURATION>>\r\nRESC=?;    Reset Configuration\r\nMCAC=60;    MCA/MCS Channels\r\n<<DP5 CONFIGURATION END>>\r\n<<DPP STATUS>>\r\nDevice Type: DP5\r\n<<DPP STATUS END>>\r\n"
    points = {
        "one": "<<CALIBRATION>>\r\nLABEL - keV\r\n32 16\r\n",
        "two": "<<CALIBRATION>>\r\nLABEL - keV\r\n22 6.5\r\n41 12.25\r\n<<ROI>>\r\n20 24\r\n",
        "three": "<<CALIBRATION>>\r\nLABEL - keV\r\n10 3\r\n22 6.5\r\n41 12.25\r\n",
    }
    for name, calibration in points.items():
        text = head + calibration + "<<DATA>>\r\n" + data + tail + (status if name == "three" else "")
        x, y = pymca(write(folder, f"{name}.mca", text), None)
        yield entry(f"{name}.mca", text, x, y, "keV", 1, "PyMca, calibration to 6 digits", 59.524)


def spe(folder):
    rows = "\n".join("".join(f"{value:9d}." for value in row) for row in counts().reshape(-1, 10))
    text = "$SPEC_ID:\nazurite\n$MEAS_TIM:\n100 107\n$DATA:\n       0        59\n" + rows + "\n$MCA_CAL:\n3\n-0.2 0.05 0 keV\n"
    x, y = pymca(write(folder, "a.spe", text), (-0.2, 0.05))
    yield entry("a.spe", text, x, y, "keV", 1, "PyMca, counts", 100)


def squeezed(value, positive, negative):
    digits = str(abs(value))
    letters = negative if value < 0 else positive
    return letters[int(digits[0]) - (1 if value < 0 else 0)] + digits[1:]


def sqz(value):
    return squeezed(value, "@ABCDEFGHI", "abcdefghi")


def dif(value):
    return squeezed(value, "%JKLMNOPQR", "jklmnopqr")


def dup(count):
    digits = str(count)
    return "STUVWXYZs"[int(digits[0]) - 1] + digits[1:]


def jcamp_rows(form, x, y, width):
    """Lines of an abscissa and ordinates; those of differences begin with the last ordinate again."""
    rows = []
    for start in range(0, len(y), width):
        part = [int(value) for value in y[start : start + width]]
        begin = start
        if form in ("DIF", "DIFDUP") and start > 0:
            part = [int(y[start - 1])] + part
            begin -= 1
        if form == "PAC":
            body = "".join(f"{value:+d}" for value in part)
        elif form == "AFFN":
            body = " " + " ".join(str(value) for value in part)
        elif form == "SQZ":
            body = "".join(sqz(value) for value in part)
        else:
            words = [sqz(part[0])] + [dif(b - a) for a, b in zip(part, part[1:])]
            if form == "DIFDUP":
                words = [word for word in runs(words)]
            body = "".join(words)
        rows.append(f"{x[begin]:g}" + body)
    return rows


def runs(words):
    at = 0
    while at < len(words):
        end = at
        while end + 1 < len(words) and words[end + 1] == words[at]:
            end += 1
        yield words[at]
        if end > at:
            yield dup(end - at + 1)
        at = end + 1


def jcamp(folder):
    y = counts() - 20
    y[45:52] = 3
    y = np.maximum(y, 0)
    x = 4000 - 10 * np.arange(CHANNELS)

    def block(form, rows, extra=""):
        return "\r\n".join(
            [
                f"##TITLE= azurite {form} $$ made here",
                "##JCAMP-DX= 4.24",
                "##DATA TYPE= INFRARED SPECTRUM",
                "##ORIGIN= ganx",
                "##OWNER= public domain",
                f"##XUNITS= 1/CM{extra}",
                "##YUNITS= ABSORBANCE",
                "##XFACTOR= 1",
                "##YFACTOR= 0.0078125",
                f"##FIRSTX= {x[0]}",
                f"##LASTX= {x[-1]}",
                "##DELTAX= -10",
                f"##NPOINTS= {CHANNELS}",
                f"##FIRSTY= {y[0] * 0.0078125}",
                *rows,
                "##END= $$ end",
                "",
            ]
        )

    for form in ("AFFN", "PAC", "SQZ", "DIF", "DIFDUP"):
        text = block(form, ["##XYDATA= (X++(Y..Y))", *jcamp_rows(form, x, y, 11)])
        if form in ("AFFN", "PAC"):
            read = JcampReader.JcampReader(write(folder, f"{form}.jdx", text))
            assert np.array_equal(read.data[0], x) and np.array_equal(read.data[1], y * 0.0078125)
        oracle = "PyMca" if form in ("AFFN", "PAC") else "encoder"
        yield entry(f"{form}.jdx", text, x[::-1], (y * 0.0078125)[::-1], "cm-1", 1, oracle)
    points = ["##XYPOINTS= (XY..XY)"] + [f"{a}, {b}; {c}, {d}" for a, b, c, d in zip(x[::2], y[::2], x[1::2], y[1::2])]
    inner = block("AFFN", points)
    link = "##TITLE= several\r\n##JCAMP-DX= 4.24\r\n##DATA TYPE= LINK\r\n##BLOCKS= 2\r\n"
    notes = "##TITLE= notes\r\n##JCAMP-DX= 4.24\r\n##DATA TYPE= NOTES\r\n##END=\r\n"
    yield entry("linked.dx", link + notes + inner + "##END=\r\n", x[::-1], (y * 0.0078125)[::-1], "cm-1", 1, "encoder")


def main():
    with tempfile.TemporaryDirectory() as folder:
        files = [found for make in (msa, spx, mca, spe, jcamp) for found in make(folder)]
    with open(os.path.join(HERE, "spectra.json"), "w", encoding="utf-8") as file:
        json.dump({"made_by": "test/golden/make_spectra.py", "files": files}, file, separators=(",", ":"))
        file.write("\n")


if __name__ == "__main__":
    main()
