"""Holds the fingerprints of `sanad pdq hash` against the reference's own code: `pdqhash`, with Pillow's decoder.

    pdq.py --sanad BINARY --folder SCRATCH

Pixels as they are must give the same fingerprint to the last bit, with the same quality, from eight directions, and
at 512 by 512. Where a side has less than 5 pixels the reference gives 64 zeros and quality 0: so must the program.
Files may differ only where `sanad_pdq::decode` says so.
"""

import argparse
import io
import json
import pathlib
import subprocess
import sys

import numpy
import pdqhash
from PIL import Image, ImageOps

import files
import pictures

# The reference's own rule for another decoder, `pdq/README.md`: at most so far, where the quality is at least so much.
LARGEST_DISTANCE = 10
RULED_QUALITY = 80
# What platforms throw away is not looked for among what is banked.
MATCH_QUALITY = 50
FEWEST = 500

wrong = []


def printed(bits):
    """256 bits of the binding as the reference prints them."""
    return f"{int(''.join('1' if it else '0' for it in bits), 2):064x}"


def apart(left, right):
    return (int(left, 16) ^ int(right, 16)).bit_count()


def expected(array):
    """Fingerprint and quality."""
    bits, quality = pdqhash.compute(numpy.ascontiguousarray(array))
    return printed(bits), quality


def nearest(array):
    """512 by 512 pixels, the nearest to the top left; as it is where no side is longer."""
    height, width = array.shape[:2]
    if max(width, height) <= 512:
        return array
    return array[numpy.arange(512) * height // 512][:, numpy.arange(512) * width // 512]


def sanad(binary, paths, *options):
    """What the program says of each file."""
    called = [binary, "pdq", "hash", *map(str, paths), *options, "--json"]
    done = subprocess.run(called, capture_output=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{' '.join(called[:6])} ...\n  failed ({done.returncode}): {done.stderr.decode()}")
    answers = json.loads(done.stdout)
    if [it["file"] for it in answers] != [str(it) for it in paths]:
        sys.exit("the answers are not one for each file, in the order of the files")
    return answers


def check(name, what, found, wanted):
    if found != wanted:
        wrong.append(f"{name}: {what} is {found}, the reference has {wanted}")
    return found == wanted


def same_pixels(binary, folder):
    """Pictures, and how many of them are equal in everything."""
    count = equal = 0
    for (width, height), drawn in pictures.by_size():
        arrays, paths = [], []
        for name, kind, seed in drawn:
            array = pictures.draw(kind, seed, width, height)
            path = folder / f"{name}.rgb"
            path.write_bytes(array.tobytes())
            arrays.append(array)
            paths.append(path)
        answers = sanad(binary, paths, "--raw", f"{width}x{height}")
        for array, path, answer in zip(arrays, paths, answers, strict=True):
            directions, quality = pdqhash.compute_dihedral(array)
            directions = [printed(it) for it in directions]
            # Of 64 by 64 pixels the reference hashes them as they are, but turns them only after its filter.
            itself = expected(array)[0] if (width, height) == (64, 64) else directions[0]
            small = nearest(array)
            at_512 = itself if small is array else expected(small)[0]
            count += 1
            equal += all([
                check(path.name, "pdq", answer["pdq"], itself),
                check(path.name, "quality", answer["quality"], quality),
                check(path.name, "dihedral", answer["dihedral"], directions),
                check(path.name, "pdq_512", answer["pdq_512"], at_512),
            ])
            path.unlink()
    return count, equal


def normal(image):
    """The pixels as `sanad_pdq::decode` documents them: Pillow's, and of 16 bits of grey the high byte."""
    if image.mode == "I;16":
        return pictures.rgb(numpy.asarray(image) >> 8)
    return numpy.asarray(image.convert("RGB"))


def as_platforms_hash(image):
    """What `pdq_hasher.py` of python-threatexchange hands to the binding."""
    if image.mode in ("LA", "I;16"):
        image = image.convert("RGB")
    array = numpy.asarray(image)
    return numpy.stack([array] * 3, axis=2) if array.ndim == 2 else array


def check_file(name, data, exact, answer):
    """Whether the fingerprint is equal, and how far it is where it counts."""
    image = Image.open(io.BytesIO(data))
    image.load()
    stored, upright = normal(image), normal(ImageOps.exif_transpose(image))
    wanted, quality = expected(stored)
    distance = apart(answer["pdq"], wanted)
    most = 0 if exact else LARGEST_DISTANCE
    counts = exact or quality >= RULED_QUALITY
    if counts and distance > most:
        wrong.append(f"{name}: {distance} bits from Pillow, at most {most}")
    if exact:
        check(name, "quality", answer["quality"], quality)
    banked = [it["pdq"] for it in answer["bank"]]
    if len(set(banked)) != len(banked):
        wrong.append(f"{name}: a fingerprint is banked twice")
    readings = {
        "as stored": stored, "upright": upright, "as stored at 512": nearest(stored),
        "upright at 512": nearest(upright), "as platforms see it": as_platforms_hash(image),
    }
    for reading, pixels in readings.items():
        hashed, quality = expected(pixels)
        if quality < (MATCH_QUALITY if exact else RULED_QUALITY):
            continue
        closest = min((apart(hashed, it) for it in banked), default=256)
        if closest > most:
            wrong.append(f"{name}: nothing banked is what the file gives {reading}, the closest is {closest} bits away")
    return distance == 0, distance if counts else 0


def encoded(binary, folder):
    """Files, how many of them are equal, the largest distance of the others."""
    made = list(files.everything())
    paths = [folder / name for name, _, _ in made]
    for path, (_, data, _) in zip(paths, made, strict=True):
        path.write_bytes(data)
    answers = sanad(binary, paths)
    checked = [check_file(name, data, exact, it) for (name, data, exact), it in zip(made, answers, strict=True)]
    return len(checked), sum(equal for equal, _ in checked), max(distance for _, distance in checked)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sanad", required=True, help="the binary")
    parser.add_argument("--folder", required=True, type=pathlib.Path, help="where files are written for a moment")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    count, equal = same_pixels(given.sanad, given.folder)
    number, same, distance = encoded(given.sanad, given.folder)
    print(
        f"pdq: {count} pictures compared, {equal} equal; {number} files compared, {same} equal, "
        f"largest distance of the others {distance} (at most {LARGEST_DISTANCE})"
    )
    if count < FEWEST:
        wrong.append(f"only {count} pictures")
    for line in wrong[:20]:
        print(f"  {line}")
    if len(wrong) > 20:
        print(f"  and {len(wrong) - 20} more")
    sys.exit(1 if wrong else 0)


main()
