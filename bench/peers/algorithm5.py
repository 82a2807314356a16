#!/usr/bin/python3
"""The paper's sampling in numpy and three fairer ways, on the labels and expected spectra of one scan.

usage: algorithm5.py METHOD LABELS.npy EXPECTED.npy PHOTONS SEED      (needs Debian's python3-numpy)

METHOD  paper        every colour over the whole image, then its mask (Algorithm 5)
        masked       the same on the colour's own pixels alone
        multinomial  numpy's Generator.multinomial on the colour's own pixels
        poisson      numpy's Generator.poisson on the colour's own pixels, PHOTONS on average

Written from the pseudocode of A. Bombini, arXiv:2304.14078, Algorithm 5.
"""
import json
import sys
import time

import numpy as np
from peak import peak_mebibytes

# Pixels whose counts numpy draws at once where it may choose: 32 MiB at 1024 channels.
BLOCK = 4096


def histogram(draws, channels):
    """Counts of each channel for every row of draws, by np.add.at as in the paper."""
    counts = np.zeros((len(draws), channels))
    np.add.at(counts, (np.arange(len(draws))[:, None], draws), 1)
    return counts


def paper(labels, expected, photons, rng):
    height, width = labels.shape
    channels = expected.shape[1]
    np.random.seed(rng)
    image = np.zeros((height, width, channels))
    for k, distribution in enumerate(expected):
        draws = np.random.choice(channels, size=(height * width, photons), p=distribution)
        counts = histogram(draws, channels).reshape(height, width, channels)
        image += counts * (labels == k)[:, :, None]
    return image


def masked(labels, expected, photons, rng):
    channels = expected.shape[1]
    np.random.seed(rng)
    image = np.zeros((*labels.shape, channels))
    for k, distribution in enumerate(expected):
        mask = labels == k
        image[mask] = histogram(np.random.choice(channels, size=(mask.sum(), photons), p=distribution), channels)
    return image


def in_blocks(labels, expected, photons, draw):
    """Draws the pixels of each colour, some thousands at a time, into the smallest integers that hold the counts."""
    channels = expected.shape[1]
    image = np.zeros((labels.size, channels), np.uint16 if photons <= 65_535 else np.uint32)
    for k, distribution in enumerate(expected):
        pixels = np.flatnonzero(labels == k)
        for start in range(0, len(pixels), BLOCK):
            block = pixels[start : start + BLOCK]
            image[block] = draw(distribution, len(block))
    return image.reshape(*labels.shape, channels)


def multinomial(labels, expected, photons, rng):
    generator = np.random.default_rng(rng)
    return in_blocks(labels, expected, photons, lambda p, n: generator.multinomial(photons, p, size=n))


def poisson(labels, expected, photons, rng):
    generator = np.random.default_rng(rng)
    channels = expected.shape[1]
    return in_blocks(labels, expected, photons, lambda p, n: generator.poisson(photons * p, size=(n, channels)))


METHODS = {"paper": paper, "masked": masked, "multinomial": multinomial, "poisson": poisson}

if __name__ == "__main__":
    method, labels, expected, photons, seed = sys.argv[1:]
    labels, expected, photons = np.load(labels), np.load(expected), int(photons)
    start = time.perf_counter()
    image = METHODS[method](labels, expected, photons, int(seed))
    seconds = time.perf_counter() - start
    peak = peak_mebibytes()
    drawn = float(image[0].sum() if method == "poisson" else image.sum(dtype=np.float64))
    if method != "poisson" and drawn != labels.size * photons:
        sys.exit(f"drew {drawn} photons, not {labels.size * photons}")
    print(json.dumps({"seconds": seconds, "mebibytes": peak}))
