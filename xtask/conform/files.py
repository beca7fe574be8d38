"""Encoded files: every kind of the five formats that is found in the wild and can be written with what is at hand."""

import io
import struct
import zlib

import numpy
from PIL import Image

import pictures

ADAM7 = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]


def png(array, colour_type, depth, interlaced=False):
    """A PNG of whole bytes a sample: `array` is height by width by channels, 8 or 16 bits."""
    height, width, _ = array.shape
    samples = array.astype(">u2" if depth == 16 else "u1")
    passes = [samples[y::down, x::across] for x, y, across, down in ADAM7] if interlaced else [samples]
    rows = b"".join(b"\0" + row.tobytes() for part in passes if part.size for row in part)
    head = struct.pack(">IIBBBBB", width, height, depth, colour_type, 0, 0, interlaced)
    out = b"\x89PNG\r\n\x1a\n"
    for name, data in [(b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]:
        out += struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
    return out


def png_of_few_bits(grey, depth):
    """A grey PNG of 2 or 4 bits."""
    height, width = grey.shape
    bits = (grey >> (8 - depth))[:, :, None] >> numpy.arange(depth - 1, -1, -1) & 1
    rows = numpy.packbits(bits.reshape(height, -1), axis=1)
    whole = png(numpy.zeros((1, 1, 1), numpy.uint8), 0, 8)
    head = struct.pack(">IIBBBBB", width, height, depth, 0, 0, 0, 0)
    data = zlib.compress(b"".join(b"\0" + row.tobytes() for row in rows))
    out = whole[:8]
    for name, content in [(b"IHDR", head), (b"IDAT", data), (b"IEND", b"")]:
        out += struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
    return out


def saved(image, kind, **options):
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def turned(number):
    """Exif that says an orientation."""
    exif = Image.Exif()
    exif[274] = number
    return exif


def ycck(cmyk):
    """The same inks as brightness and differences: the Adobe segment says which they are."""
    at = cmyk.index(b"Adobe") + 11
    return cmyk[:at] + b"\2" + cmyk[at + 1 :]


def of(name, array, rng):
    """Every file of one picture: (name, bytes, whether it is lossless)."""
    height, width, _ = array.shape
    image = Image.fromarray(array)
    grey = numpy.asarray(image.convert("L"))
    deep = array.astype(numpy.uint16) * 257 ^ rng.integers(0, 256, array.shape, dtype=numpy.uint16)
    alpha = numpy.asarray(Image.fromarray(pictures.blobs(rng, width, height, 1)[:, :, 0]))[:, :, None]
    rgba = Image.fromarray(numpy.concatenate([array, alpha], axis=2))
    numbered = image.quantize(64)
    inks = Image.frombytes("CMYK", (width, height), pictures.blobs(rng, width, height, 4).tobytes())
    lossless = {
        "rgb.png": saved(image, "PNG"),
        "l.png": saved(image.convert("L"), "PNG"),
        "la.png": saved(rgba.convert("LA"), "PNG"),
        "rgba.png": saved(rgba, "PNG"),
        "1.png": saved(image.convert("1"), "PNG"),
        "p.png": saved(numbered, "PNG"),
        "p-transparent.png": saved(numbered, "PNG", transparency=3),
        "i16.png": saved(Image.fromarray(deep[:, :, 0].copy()), "PNG"),
        "i16-dark.png": saved(Image.fromarray(deep[:, :, 0] >> 8), "PNG"),
        "rgb16.png": png(deep, 2, 16),
        "la16.png": png(deep[:, :, :2], 4, 16),
        "rgba16.png": png(numpy.concatenate([deep, deep[:, :, :1]], axis=2), 6, 16),
        "interlaced.png": png(array, 2, 8, interlaced=True),
        "exif-6.png": saved(image, "PNG", exif=turned(6)),
        "grey.gif": saved(image.convert("L"), "GIF"),
        "p.gif": saved(numbered, "GIF"),
        "transparent.gif": saved(numbered, "GIF", transparency=3),
        "animated.gif": saved(numbered, "GIF", save_all=True, append_images=[numbered.rotate(180)]),
        "rgb.webp": saved(image, "WEBP", lossless=True),
        "rgba.webp": saved(rgba, "WEBP", lossless=True, exact=True),
        "exif-8.webp": saved(image, "WEBP", lossless=True, exif=turned(8)),
        "1.bmp": saved(image.convert("1"), "BMP"),
        "l.bmp": saved(image.convert("L"), "BMP"),
        "p.bmp": saved(numbered, "BMP"),
        "rgb.bmp": saved(image, "BMP"),
        "rgba.bmp": saved(rgba, "BMP"),
    }
    for bits in (1, 2, 4):
        few = image.quantize(1 << bits)
        lossless[f"p{bits}.png"] = saved(few, "PNG", bits=bits)
        if bits > 1:
            lossless[f"l{bits}.png"] = png_of_few_bits(grey, bits)
    cmyk = saved(inks, "JPEG", quality=90)
    lossy = {
        "420.jpg": saved(image, "JPEG", quality=85),
        "444.jpg": saved(image, "JPEG", quality=95, subsampling=0),
        "422.jpg": saved(image, "JPEG", quality=75, subsampling=1),
        "progressive.jpg": saved(image, "JPEG", quality=85, progressive=True),
        "restarts.jpg": saved(image, "JPEG", quality=85, restart_marker_blocks=7),
        "grey.jpg": saved(image.convert("L"), "JPEG", quality=85),
        "rgb.jpg": saved(image, "JPEG", quality=90, keep_rgb=True),
        "cmyk.jpg": cmyk,
        "ycck.jpg": ycck(cmyk),
        # Without loss, but the decoder puts the frame on its canvas with rounding.
        "animated.webp": saved(image, "WEBP", lossless=True, save_all=True, append_images=[image.rotate(180)]),
        "lossy.webp": saved(image, "WEBP", quality=80),
        "lossy-alpha.webp": saved(rgba, "WEBP", quality=80, exact=True),
    }
    for number in range(1, 9):
        lossy[f"exif-{number}.jpg"] = saved(image, "JPEG", quality=85, exif=turned(number))
    for group, exact in ((lossless, True), (lossy, False)):
        for suffix, data in group.items():
            yield f"{name}-{suffix}", data, exact


def everything():
    """Files of three pictures; the last is larger than what some platforms hash."""
    sources = [(pictures.blobs, 300, 200), (pictures.text, 120, 333), (pictures.blobs, 700, 520)]
    for seed, (kind, width, height) in enumerate(sources, 1000):
        array = pictures.draw(kind, seed, width, height)
        yield from of(kind.__name__ + str(width), array, numpy.random.default_rng(seed))
