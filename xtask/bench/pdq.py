"""One table: fingerprints and their search, Sanad beside what people use today, measured in one run.

`cargo xtask bench pdq` calls this with the programs that it built. Everything runs on one thread, and each index in
a process of its own, so that its memory can be told. Both sides search the same files.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

from table import table

RADIUS = 31
SIZES = [(64, 64), (512, 512), (1920, 1080)]
ROUNDS = 3
# Seconds that one index may search a bank; slower ones get fewer queries, and the table says how many.
PATIENCE = 20.0
# What the work is measured against: docs/formats and the README quote the table, not these.
TIMES_FASTER = {(512, 512): 5.0, (1920, 1080): 3.0}
MOST_MS_AT_512 = 0.7
MOST_MS_IN_WASM = 2.0
TIMES_MULTI_HASH = 8.0
MOST_OF_FLAT = 1.2


def main():
    args = arguments()
    if args.peer:
        print(json.dumps(PEERS[args.peer](args)))
        return 0
    folder = Path(args.folder)
    folder.mkdir(parents=True, exist_ok=True)
    goals = Goals()
    hashing(args, goals)
    searching(args, folder, goals)
    print()
    goals.say()
    return 1 if goals.wrong else 0


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sanad", help="the program")
    parser.add_argument("--crate", help="the program that times the crate pdqhash")
    parser.add_argument("--wasm", help="the folder of the modules for browsers")
    parser.add_argument("--folder", help="where banks are kept while they are searched")
    parser.add_argument("--sizes", type=int, nargs="+", default=[100_000, 1_000_000, 10_000_000])
    # Of this script calling itself:
    parser.add_argument("--peer", choices=list(PEERS))
    parser.add_argument("--bank")
    parser.add_argument("--queries")
    parser.add_argument("--found")
    return parser.parse_args()


class Goals:
    """What was to be reached, and whether it was."""

    def __init__(self):
        self.lines = []
        self.wrong = False

    def add(self, name, value, unit, goal, met):
        self.lines.append([name, f"{value:.2f} {unit}".strip(), goal, "met" if met else "MISSED"])

    def at_least(self, name, value, goal):
        self.add(name, value, "times", f"at least {goal:g}", value >= goal)

    def at_most(self, name, value, unit, goal):
        self.add(name, value, unit, f"at most {goal:g}", value <= goal)

    def exact(self, name, recall, extra):
        """Not a matter of speed: what misses a picture, or finds one that is none, is wrong."""
        right = recall == 1.0 and extra == 0
        self.wrong |= not right
        self.lines.append([name, f"{100 * recall:.4g} %, {extra} else", "100 %, 0 else", "met" if right else "WRONG"])

    def say(self):
        table(["goal", "measured", "wanted", ""], self.lines, left=1)


def tell(text):
    print(text, file=sys.stderr, flush=True)


def run(*command):
    """The last line that a program prints, as JSON."""
    done = subprocess.run([str(it) for it in command], stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def again(kind, *more):
    """This script as the named peer, in a process of its own."""
    return run(sys.executable, os.path.abspath(__file__), "--peer", kind, *more)


# --- fingerprints


def hashing(args, goals):
    """Medians of each tool in a process of its own; the tools take turns, and the middle of three turns counts."""
    figures = {}
    for turn in range(ROUNDS):
        tell(f"fingerprints, turn {turn + 1} of {ROUNDS}")
        turns = [
            ("sanad", run(args.sanad, "pdq", "bench", "--no-search", "--json")["hash"]),
            ("sanad in WASM", run("node", Path(__file__).with_name("pdq_wasm.mjs"), args.wasm)),
            ("pdqhash (PyPI)", again("hash")),
            ("pdqhash (crate)", run(args.crate)),
        ]
        for tool, rows in turns:
            for row in rows:
                key = (tool, row["path"], row["width"], row["height"])
                figures.setdefault(key, []).append(row["median_ms"])
    figures = {key: statistics.median(all) for key, all in figures.items()}
    print("Fingerprints of RGB24 in memory, ms a picture, median; in brackets how many times as long as Sanad's full path.")
    rows = []
    for tool, path in dict.fromkeys((tool, path) for tool, path, _, _ in figures):
        cells = []
        for width, height in SIZES:
            took = figures.get((tool, path, width, height))
            ours = figures["sanad", "full", width, height]
            cells.append("" if took is None else f"{took:.3f} ({took / ours:.1f})")
        rows.append([f"{tool}, {path}", *cells])
    table(["tool, path", *(f"{width}x{height}" for width, height in SIZES)], rows, left=1)
    print()
    for (width, height), goal in TIMES_FASTER.items():
        for tool in ["pdqhash (PyPI)", "pdqhash (crate)"]:
            ratio = figures[tool, "full", width, height] / figures["sanad", "full", width, height]
            goals.at_least(f"fingerprint of {width}x{height} against {tool}", ratio, goal)
    goals.at_most("fingerprint of 512x512", figures["sanad", "full", 512, 512], "ms", MOST_MS_AT_512)
    goals.at_most("the same in WASM with SIMD", figures["sanad in WASM", "SIMD", 512, 512], "ms", MOST_MS_IN_WASM)


def peer_hash(_):
    import pdqhash

    random = np.random.default_rng(1)
    rows = []
    for width, height in SIZES:
        picture = random.integers(0, 256, (height, width, 3), dtype=np.uint8)
        pdqhash.compute(picture)
        times = []
        for _ in range(301 if width == 64 else 31):
            began = time.perf_counter()
            pdqhash.compute(picture)
            times.append((time.perf_counter() - began) * 1000)
        rows.append({"width": width, "height": height, "path": "full", "median_ms": statistics.median(times)})
    return rows


# --- search


def searching(args, folder, goals):
    print(f"Search within {RADIUS} bits, one thread; FAISS is asked all at once. Memory is what the process grew by, beside the bank itself.")
    rows = []
    for size in args.sizes:
        for kind in ["uniform", "clustered", "skewed"]:
            name = f"{shown(size)} {kind}"
            bank, queries = folder / "bank.bin", folder / "queries.bin"
            tell(f"search, {name}")
            write_bank(size, kind, bank, queries)
            rows += search_one(args, folder, name, kind, bank, queries, goals)
            bank.unlink()
    table(["bank", "index", "queries", "build s", "MiB", "us a query", "against Sanad", "found %", "else"], rows, left=2)


def shown(size):
    return f"{size // 1_000_000} M" if size >= 1_000_000 else f"{size // 1000} k"


def search_one(args, folder, name, kind, bank, queries, goals):
    files = ["--bank", bank, "--queries", queries]
    ours = run(args.sanad, "pdq", "bench", "--no-hash", *files, "--radius", RADIUS, "--json")["search"][0]
    with open(folder / "sanad.json", "wb") as out:
        command = [args.sanad, "pdq", "search", *files, "--radius", RADIUS, "--json"]
        subprocess.run([str(it) for it in command], stdout=out, check=True)
    peers = {}
    for kind_of, title in [("flat", "FAISS flat"), ("multi", "FAISS multi-hash 16x16")]:
        tell(f"  {title}")
        peers[title] = again(kind_of, *files, "--found", folder / f"{kind_of}.npz")
    truth = found_by_peer(folder / "flat.npz")
    recall, extra = compared(found_by_us(folder / "sanad.json"), truth)
    goals.exact(f"search of {name}: what FAISS flat finds", recall, extra)
    flat, multi = (peers[it]["query_us"] for it in ["FAISS flat", "FAISS multi-hash 16x16"])
    if kind == "uniform":
        goals.at_least(f"search of {name} against FAISS multi-hash", multi / ours["query_us"], TIMES_MULTI_HASH)
    else:
        goals.at_most(f"search of {name} as a part of FAISS flat", ours["query_us"] / flat, "times", MOST_OF_FLAT)
    memory = (ours["rss_kib"] or 0) * 1024
    mib = f"{memory / 2**20:.0f} ({ours['memory_bytes'] / 2**20:.0f} by formula)"
    together = {**ours, "query_us": ours["batch_us"]}
    rows = [
        row(name, "sanad, one by one", ours, mib, ours["query_us"], recall, extra),
        row("", "sanad, all at once", together, mib, ours["query_us"], recall, extra),
    ]
    for title, figures in peers.items():
        theirs = found_by_peer(folder / ("flat.npz" if title == "FAISS flat" else "multi.npz"))
        recall, extra = compared(theirs, truth[: len(theirs)])
        mib = f"{figures['memory_bytes'] / 2**20:.0f}"
        rows.append(row("", title, figures, mib, ours["query_us"], recall, extra))
    return rows


def row(name, index, figures, mib, ours_us, recall, extra):
    per = figures["query_us"]
    return [
        name,
        index,
        figures["queries"],
        f"{figures['build_s']:.2f}",
        mib,
        f"{per:.1f}",
        f"{per / ours_us:.1f} x",
        f"{100 * recall:.2f}",
        extra,
    ]


def compared(found, truth):
    """Which part of the truth was found, and how much that is not in it."""
    right = sum(len(these & those) for these, those in zip(found, truth, strict=True))
    wanted = sum(map(len, truth))
    return (right / wanted if wanted else 1.0), sum(map(len, found)) - right


def found_by_us(path):
    with open(path, "rb") as file:
        answers = json.load(file)
    return [{(it["entry"], it["distance"]) for it in answer["matches"]} for answer in answers]


def found_by_peer(path):
    with np.load(path) as file:
        limits, distances, entries = file["limits"], file["distances"], file["entries"]
    pairs = list(zip(entries.tolist(), distances.tolist()))
    return [set(pairs[begin:end]) for begin, end in zip(limits[:-1], limits[1:])]


def peer_flat(args):
    import faiss

    return peer_index(args, faiss, lambda: faiss.IndexBinaryFlat(256))


def peer_multi(args):
    """As `threatexchange` makes it for PDQ: 16 tables of 16 bits, one flip, since 31 bits in 16 parts leave a part
    with at most one."""
    import faiss

    def make():
        index = faiss.IndexBinaryMultiHash(256, 16, 16)
        index.nflip = RADIUS // 16
        return index

    return peer_index(args, faiss, make)


def peer_index(args, faiss, make):
    faiss.omp_set_num_threads(1)
    bank, queries = (np.fromfile(it, np.uint8).reshape(-1, 32) for it in [args.bank, args.queries])
    before = resident()
    began = time.perf_counter()
    index = make()
    index.add(bank)
    build_s = time.perf_counter() - began
    memory = resident() - before
    # It finds what is nearer than the radius that it is given.
    index.range_search(queries[:1], RADIUS + 1)
    began = time.perf_counter()
    index.range_search(queries[:5], RADIUS + 1)
    each = (time.perf_counter() - began) / 5
    count = max(5, min(len(queries), int(PATIENCE / each / ROUNDS)))
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        limits, distances, entries = index.range_search(queries[:count], RADIUS + 1)
        times.append(time.perf_counter() - began)
    np.savez(args.found, limits=limits, distances=distances, entries=entries)
    query_us = statistics.median(times) / count * 1e6
    return {"build_s": build_s, "memory_bytes": memory, "query_us": query_us, "queries": count}


def resident():
    """Bytes that this process has in memory (proc(5))."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024
    return 0


PEERS = {"hash": peer_hash, "flat": peer_flat, "multi": peer_multi}


# --- banks


def write_bank(size, kind, bank, queries):
    """Hashes, and queries of which three in four are an entry with 0 to 40 bits changed: most must be found."""
    random = np.random.default_rng(size)
    part = 1 << 16
    count = 1000 if size <= 1_000_000 else 200
    if kind == "uniform":
        hashes = random.integers(0, 256, (size, 32), dtype=np.uint8)
    elif kind == "clustered":
        hashes = clustered(random, size, part)
    else:
        hashes = skewed(random, size, part)
    hashes.tofile(bank)
    asked = hashes[random.integers(0, size, count)]
    asked = changed(random, asked, random.integers(0, 41, count))
    strangers = np.arange(count) % 4 == 3
    asked[strangers] = random.integers(0, 256, (int(strangers.sum()), 32), dtype=np.uint8)
    asked.tofile(queries)


def clustered(random, size, part):
    """As pictures come: few originals many times, many of them once. A centre has 128 ones of 256, as every
    fingerprint of a real picture; a member differs in 0 to 40 bits; sizes have a heavy tail (Pareto, shape 1), the
    largest a hundredth of the bank."""
    sizes = []
    left = size
    while left > 0:
        drawn = np.minimum(1 / (1 - random.random(1 << 16)), size / 100).astype(np.int64)
        upto = np.cumsum(drawn)
        fits = int(np.searchsorted(upto, left))
        sizes.append(np.append(drawn[:fits], left - (upto[fits - 1] if fits else 0)) if fits < len(drawn) else drawn)
        left -= int(sizes[-1].sum())
    sizes = np.concatenate(sizes)
    which = np.repeat(np.arange(len(sizes)), sizes)[random.permutation(size)]
    centres = np.concatenate([balanced(random, min(part, len(sizes) - at)) for at in range(0, len(sizes), part)])
    hashes = np.empty((size, 32), np.uint8)
    for at in range(0, size, part):
        these = centres[which[at : at + part]]
        hashes[at : at + part] = changed(random, these, random.integers(0, 41, len(these)))
    return hashes


def skewed(random, size, part):
    """The worst for an index: each bit has a chance of its own to be set (beta, 0.4 and 0.4), so that two strangers
    differ in 57 bits instead of 128, and no band tells them apart."""
    chances = random.beta(0.4, 0.4, 256).astype(np.float32)
    hashes = np.empty((size, 32), np.uint8)
    for at in range(0, size, part):
        count = min(part, size - at)
        hashes[at : at + count] = np.packbits(random.random((count, 256), dtype=np.float32) < chances, axis=1)
    return hashes


def balanced(random, count):
    """Half of the bits: the places of the smallest 128 of 256 random numbers."""
    order = random.random((count, 256), dtype=np.float32).argpartition(128, axis=1)
    bits = np.zeros((count, 256), np.uint8)
    np.put_along_axis(bits, order[:, :128], 1, axis=1)
    return np.packbits(bits, axis=1)


def changed(random, hashes, how_many):
    """So many bits of each turned around; a bit that is drawn twice is turned back."""
    hashes = hashes.copy()
    for turn in range(int(how_many.max(initial=0))):
        rows = np.flatnonzero(how_many > turn)
        bits = random.integers(0, 256, len(rows))
        hashes[rows, bits >> 3] ^= (1 << (bits & 7)).astype(np.uint8)
    return hashes


if __name__ == "__main__":
    sys.exit(main())
