"""Writes reference.tsv: what the reference's Python binding says of drawn pictures.

    pip install pdqhash==0.2.8 numpy
    python tests/reference.py > tests/reference.tsv

Columns: kind, width, height, quality, fingerprint, quality and fingerprint of 512 by 512 pixels at most,
quality and fingerprints of the eight ways to turn the picture. tests/core.rs draws the same pictures.
"""

import numpy as np
import pdqhash

SIZES = [
    (1, 1), (4, 100), (5, 5), (64, 64), (64, 63), (1024, 7), (7, 1024), (128, 129), (300, 200), (512, 512),
    (513, 40), (700, 900), (1920, 1080),
]


def noise(width, height):
    states = np.empty(width * height * 3, np.uint8)
    state = 2024
    for place in range(states.size):
        state = (state * 1664525 + 1013904223) & 0xFFFFFFFF
        states[place] = state >> 24
    return states.reshape(height, width, 3)


def colours(width, height, red, green, blue):
    return np.stack([np.broadcast_to(it, (height, width)) for it in (red, green, blue)], -1).astype(np.uint8)


def gradient(width, height):
    y, x = np.mgrid[0:height, 0:width]
    across, down = max(width - 1, 1), max(height - 1, 1)
    return colours(width, height, x * 255 // across, y * 255 // down, (x + y) * 255 // (across + down))


def flat(width, height):
    return colours(width, height, 201, 77, 13)


def waves(width, height):
    y, x = np.mgrid[0:height, 0:width]
    fold = lambda value: np.where(value % 510 < 256, value % 510, 510 - value % 510)
    x, y = x * 1000 // width, y * 1000 // height
    return colours(width, height, fold(x * x // 300), fold(x * y // 200 + y), fold(y * y // 150 + x * 2))


def bands(width, height):
    y, x = np.mgrid[0:height, 0:width]
    grey = (x + y // 3) % 2 * 255
    return colours(width, height, grey, grey, grey)


def text(bits):
    return "%064x" % int("".join(map(str, bits)), 2)


def shrunk(picture):
    height, width, _ = picture.shape
    if width <= 512 and height <= 512:
        return picture
    places = np.arange(512)
    return np.ascontiguousarray(picture[places * height // 512][:, places * width // 512])


for kind in (noise, gradient, flat, waves, bands):
    for width, height in SIZES:
        if kind is noise and width * height > 400_000:
            continue
        picture = kind(width, height)
        bits, quality = pdqhash.compute(picture)
        bits_512, quality_512 = pdqhash.compute(shrunk(picture))
        turned, quality_turned = pdqhash.compute_dihedral(picture)
        fields = [kind.__name__, width, height, quality, text(bits), quality_512, text(bits_512), quality_turned]
        print(*fields, ",".join(map(text, turned)), sep="\t")
