"""Pictures that are the same at every run: what a camera makes, and what brings arithmetic to its edges."""

import numpy
from PIL import Image, ImageDraw, ImageFont

FONT = ImageFont.load_default()
WORDS = "She wrote it down. کێ نووسیویەتی؟ 0123456789 The quick brown fox jumps over the lazy dog. "


def rgb(grey):
    """Three equal channels."""
    return numpy.repeat(grey[:, :, None], 3, axis=2).astype(numpy.uint8)


def colour(rng):
    return rng.integers(0, 256, 3, dtype=numpy.uint8)


def flat(rng, width, height):
    return numpy.broadcast_to(colour(rng), (height, width, 3))


def flat_grey(rng, width, height):
    return numpy.full((height, width, 3), rng.integers(0, 256), numpy.uint8)


def noise(rng, width, height):
    return rng.integers(0, 256, (height, width, 3), dtype=numpy.uint8)


def noise_grey(rng, width, height):
    return rgb(rng.integers(0, 256, (height, width)))


def ramp(length, rng):
    """From one colour to another."""
    start, end = colour(rng).astype(float), colour(rng).astype(float)
    at = numpy.linspace(0, 1, length)[:, None]
    return (start + (end - start) * at).astype(numpy.uint8)


def across(rng, width, height):
    return numpy.broadcast_to(ramp(width, rng)[None], (height, width, 3))


def down(rng, width, height):
    return numpy.broadcast_to(ramp(height, rng)[:, None], (height, width, 3))


def across_grey(_, width, height):
    return rgb(numpy.broadcast_to(numpy.linspace(0, 255, width)[None], (height, width)))


def diagonal(_, width, height):
    y, x = numpy.mgrid[0:height, 0:width]
    return rgb((x + y) % 256)


def bands_across(rng, width, height):
    picture = numpy.broadcast_to(colour(rng), (height, width, 3)).copy()
    picture[::2] = colour(rng)
    return picture


def bands_down(rng, width, height):
    picture = numpy.broadcast_to(colour(rng), (height, width, 3)).copy()
    picture[:, ::2] = colour(rng)
    return picture


def checks(_, width, height):
    y, x = numpy.mgrid[0:height, 0:width]
    return rgb((x + y) % 2 * 255)


def one_pixel(rng, width, height):
    picture = numpy.zeros((height, width, 3), numpy.uint8)
    picture[rng.integers(0, height), rng.integers(0, width)] = 255
    return picture


def blobs(rng, width, height, channels=3):
    """Soft shapes, nearest to a photograph."""
    cells = rng.integers(0, 256, (9, 9, channels), dtype=numpy.uint8)
    sides = (width, height)
    grown = [Image.fromarray(cells[:, :, it].copy()).resize(sides, Image.Resampling.BICUBIC) for it in range(channels)]
    return numpy.stack([numpy.asarray(it) for it in grown], axis=2)


def text(rng, width, height):
    image = Image.new("RGB", (width, height), tuple(int(it) for it in colour(rng)))
    draw = ImageDraw.Draw(image)
    for number, top in enumerate(range(0, height, 13)):
        start = number * 7 % len(WORDS)
        draw.text((2, top), (WORDS[start:] + WORDS) * (1 + width // 500), fill=(0, 0, 0), font=FONT)
    return numpy.asarray(image)


KINDS = [
    noise, flat, across, bands_across, text, flat_grey, down, bands_down, blobs,
    noise_grey, across_grey, diagonal, checks, one_pixel,
]
EVERY_KIND = [
    (1, 1), (2, 2), (4, 4), (4, 5), (5, 4), (5, 5), (63, 65), (64, 64), (128, 128), (129, 129), (256, 256), (512, 512),
]
SEVERAL = [
    (513, 512), (512, 513), (500, 333), (640, 480), (800, 600), (1024, 7), (7, 1024), (513, 1), (3, 600), (1023, 1025),
]
LARGE = [
    (1920, 1080, blobs), (1920, 1080, bands_down), (1080, 1920, text), (4000, 3000, noise), (4000, 3000, across),
    (3000, 4000, blobs),
]


def plan():
    """Sizes with what is drawn on them."""
    for side in range(1, 131):
        for step in range(2):
            yield side, 1 + side * 37 % 130, KINDS[(side + 5 * step) % len(KINDS)]
            yield 1 + side * 53 % 130, side, KINDS[(side + 3 + 5 * step) % len(KINDS)]
    for width, height in EVERY_KIND:
        for kind in KINDS:
            yield width, height, kind
    for number, (width, height) in enumerate(SEVERAL):
        for step in range(5):
            yield width, height, KINDS[(number + 3 * step) % len(KINDS)]
    yield from LARGE


def by_size():
    """Everything of the plan as (width, height), [(name, kind, seed)]."""
    sizes = {}
    for seed, (width, height, kind) in enumerate(plan()):
        name = f"{seed}-{kind.__name__}-{width}x{height}"
        sizes.setdefault((width, height), []).append((name, kind, seed))
    return sizes.items()


def draw(kind, seed, width, height):
    """Its pixels: height by width by 3."""
    return numpy.ascontiguousarray(kind(numpy.random.default_rng(seed), width, height))
