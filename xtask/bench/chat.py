"""One table: chat exports, Sanad beside what people use today, on the same files, measured in one run.

`cargo xtask bench chat` calls this with the programs that it built. Exports of many dialects are written here, with
what is in them known, and without the parser's help: a message carries its number of seven digits in its text or in
the name of its file. A message is found where its number is, and its time is right where it is the one that was
written. Peers are timed without their start and without writing what they found; Sanad with both.
"""

import argparse
import json
import os
import random
import re
import subprocess
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

from table import table

WANTED_PER_SECOND = 200_000
# Seconds after which a peer is ended.
PATIENCE = 300
NUMBER = re.compile(r"(?<!\d)\d{7}(?!\d)")

RLM, LRM, NBSP, NNBSP, COMMA = "\u200f", "\u200e", "\u00a0", "\u202f", "\u060c"
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


def main():
    args = arguments()
    if args.peer:
        whatstk(args)
        return 0
    folder = Path(args.folder)
    folder.mkdir(parents=True, exist_ok=True)
    rows, speeds, wrong = [], [], 0
    for name, dialect in DIALECTS.items():
        source = folder / "export.txt"
        truth = write(source, dialect, args.messages)
        for tool, (answer,) in answers(args, folder, [source]):
            rows.append(judged(name, tool, answer, truth))
            if tool == "sanad":
                wrong += rows[-1][4]
                speeds.append(0.0 if "failed" in answer else len(answer["found"]) / answer["seconds"])
            name = ""
    print(f"{args.messages} messages in each dialect. Peers: parsing alone; sanad: the whole program, JSON written.")
    table(["export", "tool", "found", "times right", "wrong", "undecided", "else", "seconds", "messages/s"], rows, left=2)
    slowest = min(speeds)
    mark = "met" if slowest >= WANTED_PER_SECOND else "MISSED"
    print(f"\nslowest dialect of sanad: {slowest:,.0f} messages/s (wanted: at least {WANTED_PER_SECOND:,}): {mark}\n")
    fixtures(args, folder)
    # Not to know a time is an answer, a wrong one is not.
    return 1 if wrong else 0


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sanad", help="the program")
    parser.add_argument("--node", help="the script that runs the parser from npm")
    parser.add_argument("--folder", help="where exports are kept while they are read")
    parser.add_argument("--fixtures", help="a folder of small exports")
    parser.add_argument("--messages", type=int, default=200_000)
    # Of this script calling itself:
    parser.add_argument("--peer", action="store_true")
    parser.add_argument("--source", nargs="+")
    parser.add_argument("--answer")
    return parser.parse_args()


# --- the tools


TOOLS = ["sanad", "whatstk", "whatsapp-chat-parser"]


def answers(args, folder, sources):
    """What each tool finds in each file: `seconds`, and `found` as pairs of time and text; or `failed`."""
    for source in sources:
        print(f"  {source.name}, {source.stat().st_size / 2**20:.1f} MiB", file=sys.stderr, flush=True)
    yield "sanad", [sanad(args, folder, source) for source in sources]
    answer = folder / "answer.json"
    script = [sys.executable, os.path.abspath(__file__), "--peer", "--answer", answer, "--source", *sources]
    yield "whatstk", peer(script, answer, len(sources))
    yield "whatsapp-chat-parser", peer(["node", args.node, answer, *sources], answer, len(sources))


def sanad(args, folder, source):
    answer = folder / "sanad.json"
    with open(answer, "wb") as out:
        began = time.perf_counter()
        done = subprocess.run([args.sanad, "chat", "parse", str(source), "--json"], stdout=out, stderr=subprocess.PIPE)
        seconds = time.perf_counter() - began
    if done.returncode != 0:
        return {"failed": done.stderr.decode().strip(), "seconds": seconds}
    with open(answer, encoding="utf-8") as file:
        messages = json.load(file)["messages"]
    # A file that was joined to its message is no longer part of its text.
    found = [(it["at"], f"{it['text']} {it['attachment'] or ''}") for it in messages]
    return {"seconds": seconds, "found": found}


def peer(command, answer, count):
    answer.unlink(missing_ok=True)
    try:
        done = subprocess.run([str(it) for it in command], stderr=subprocess.PIPE, timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        return [{"failed": f"not done after {PATIENCE} s"}] * count
    if done.returncode != 0:
        last = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
        return [{"failed": (last or ["failed"])[0][:60]}] * count
    return json.loads(answer.read_text(encoding="utf-8"))


def whatstk(args):
    import pandas
    from whatstk import df_from_whatsapp

    all_answers = []
    for source in args.source:
        began = time.perf_counter()
        try:
            # Its own limit is 50 MB.
            messages = df_from_whatsapp(source, max_size=None)
        except Exception as error:  # whatever it is, it is what a user sees
            all_answers.append({"failed": type(error).__name__})
            continue
        seconds = time.perf_counter() - began
        when = [None if pandas.isna(it) else it.strftime("%Y-%m-%dT%H:%M:%S") for it in messages["date"]]
        all_answers.append({"seconds": seconds, "found": list(zip(when, messages["message"]))})
    Path(args.answer).write_text(json.dumps(all_answers), encoding="utf-8")


def judged(name, tool, answer, truth):
    if "failed" in answer:
        return [name, tool, f"0 ({answer['failed']})", 0, 0, 0, 0, "", ""]
    right = wrong = undecided = other = 0
    seen = set()
    for at, text in answer["found"]:
        number = NUMBER.search(text or "")
        number = int(number[0]) if number else -1
        if number in seen or not 0 <= number < len(truth):
            other += 1
            continue
        seen.add(number)
        if at is None:
            undecided += 1
        elif at[: len(truth[number])] == truth[number]:
            right += 1
        else:
            wrong += 1
    seconds = answer["seconds"]
    speed = f"{len(seen) / seconds:,.0f}" if seen else ""
    return [name, tool, len(seen), right, wrong, undecided, other, f"{seconds:.2f}", speed]


# --- the exports


class Dialect:
    """How one language on one system writes a message."""

    def __init__(self, stamp, senders, texts, attached, apple=False):
        self.stamp = stamp
        self.senders = senders
        self.texts = texts
        self.attached = attached
        self.apple = apple

    def message(self, number, at, chance):
        sender = chance.choice(self.senders)
        kind = chance.random()
        if kind < 0.06:
            body = self.attached(f"{number:07}-PHOTO-{at:%Y-%m-%d}.jpg" if self.apple else f"IMG-{at:%Y%m%d}-WA{number:07}.jpg")
        else:
            body = f"{chance.choice(self.texts)} {number:07}"
            if kind > 0.92:
                lines = [chance.choice(self.texts) for _ in range(chance.randint(1, 3))]
                body = "\n".join([body, *lines])
        end = "\r\n" if self.apple else "\n"
        return f"{self.stamp(at)}{sender}: {body}".replace("\n", end) + end


def write(path, dialect, count):
    """Writes an export of so many messages, and gives their times, as exactly as the dialect tells them."""
    chance = random.Random(1)
    at = datetime(2024, 2, 26, 8, 0, 0)
    truth = []
    with open(path, "w", encoding="utf-8", newline="") as out:
        for number in range(count):
            at += timedelta(seconds=chance.randint(0, 240))
            truth.append(f"{at:%Y-%m-%dT%H:%M:%S}" if dialect.apple else f"{at:%Y-%m-%dT%H:%M}")
            out.write(dialect.message(number, at, chance))
    return truth


def hour12(at):
    return at.hour % 12 or 12


def half(at, before_noon, after_noon):
    return before_noon if at.hour < 12 else after_noon


def german_period(at):
    """CLDR, day periods of German."""
    for end, word in [(5, "nachts"), (10, "morgens"), (12, "vormittags"), (13, "mittags"), (18, "nachmittags")]:
        if at.hour < end:
            return word
    return "abends"


def arabic_date(at):
    return f"{at.day}{RLM}/{at.month}{RLM}/{at.year}{COMMA} "


# Invented people; the numbers are from ranges for fiction, or of no length that exists.
LATIN = ["Sam Rivers", "Noor", "+1 212 555 0143", "R. Okafor"]
ARAB = ["سارة", "أبو علي", "Noor", "\u202a+964\u00a0770\u00a0555\u00a00143\u202c"]
KURD = ["شیلان", "ئاراس", "Noor"]
PERS = ["مینا", "آرش", "Noor"]
ENGLISH = ["are you there", "call me when you can 🙂", "I won't wait; send it: now", "ok", "who told you?"]
GERMAN = ["bist du da?", "ruf mich an 🙂", "ich warte nicht: schick es", "ok", "wer hat das gesagt"]
FRENCH = ["tu es là ?", "appelle-moi 🙂", "je n'attends pas : envoie", "d'accord", "qui te l'a dit"]
TURKISH = ["orada mısın", "beni ara 🙂", "beklemem: gönder", "tamam", "kim söyledi"]
ARABIC_TEXTS = ["وينك", "اتصل بي 🙂", "ما راح أنتظر: حوّل خلال ٢٤ ساعة", "تمام", "منو كلك هذا؟"]
KURDISH_TEXTS = ["لەکوێیت", "تەلەفۆنم بۆ بکە 🙂", "چاوەڕێ ناکەم: بینێرە", "باشە", "کێ پێی گوتیت؟"]
PERSIAN_TEXTS = ["کجایی", "به من زنگ بزن 🙂", "صبر نمی\u200cکنم: بفرست", "باشه", "کی بهت گفت؟"]

DIALECTS = {
    "Android en-US, 12 h": Dialect(
        lambda at: f"{at.month}/{at.day}/{at:%y}, {hour12(at)}:{at:%M}{NNBSP}{half(at, 'AM', 'PM')} - ",
        LATIN, ENGLISH, lambda file: f"{file} (file attached)",
    ),
    "Android en-GB, 24 h": Dialect(
        lambda at: f"{at:%d/%m/%Y, %H:%M} - ",
        LATIN, ENGLISH, lambda file: f"{file} (file attached)",
    ),
    "Android de, 24 h": Dialect(
        lambda at: f"{at:%d.%m.%y, %H:%M} - ",
        LATIN, GERMAN, lambda file: f"{file} (Datei angehängt)",
    ),
    "Android de, 12 h, periods": Dialect(
        lambda at: f"{at:%d.%m.%y}, {hour12(at)}:{at:%M} {german_period(at)} - ",
        LATIN, GERMAN, lambda file: f"{file} (Datei angehängt)",
    ),
    "Android fr, 24 h": Dialect(
        lambda at: f"{at:%d/%m/%Y} à {at:%H:%M} - ",
        LATIN, FRENCH, lambda file: f"{file} (fichier joint)",
    ),
    "Android tr, 24 h": Dialect(
        lambda at: f"{at:%d.%m.%Y %H:%M} - ",
        LATIN, TURKISH, lambda file: f"{file} (dosya ekli)",
    ),
    "Android ar, 12 h, Arabic digits": Dialect(
        lambda at: f"{arabic_date(at)}{hour12(at)}:{at:%M} {half(at, 'ص', 'م')} - ".translate(ARABIC),
        ARAB, ARABIC_TEXTS, lambda file: f"{file} (الملف مرفق)",
    ),
    "Android ar, 24 h, Latin digits": Dialect(
        lambda at: f"{at.day}/{at.month}/{at.year}{COMMA} {at:%H:%M} - ",
        ARAB, ARABIC_TEXTS, lambda file: f"{file} (الملف مرفق)",
    ),
    "Android ckb, 12 h": Dialect(
        lambda at: f"{at:%Y-%m-%d}, {hour12(at)}:{at:%M} {half(at, 'ب.ن', 'د.ن')} - ".translate(ARABIC),
        KURD, KURDISH_TEXTS, lambda file: f"{file} (file attached)",
    ),
    "Android fa, 24 h": Dialect(
        lambda at: f"{at.year}/{at.month}/{at.day}{COMMA}{RLM} {at:%H:%M} - ".translate(PERSIAN),
        PERS, PERSIAN_TEXTS, lambda file: f"{file} (فایل پیوست شد)",
    ),
    "iPhone ar, 12 h, Arabic digits": Dialect(
        lambda at: f"[{arabic_date(at)}{hour12(at)}:{at:%M:%S}{NBSP}{half(at, 'ص', 'م')}] ".translate(ARABIC),
        ARAB, ARABIC_TEXTS, lambda file: f"{LRM}<المُرفق: {file}>", apple=True,
    ),
    "iPhone ar, 24 h, Latin digits": Dialect(
        lambda at: f"[{RLM}{arabic_date(at)}{at:%H:%M:%S}] ",
        ARAB, ARABIC_TEXTS, lambda file: f"{LRM}<المُرفق: {file}>", apple=True,
    ),
    "iPhone en, 12 h": Dialect(
        lambda at: f"[{at:%d/%m/%Y}, {hour12(at)}:{at:%M:%S}{NNBSP}{half(at, 'AM', 'PM')}] ",
        LATIN, ENGLISH, lambda file: f"{LRM}<attached: {file}>", apple=True,
    ),
}


# --- small exports, as they were written by hand


def fixtures(args, folder):
    """The crate's fixtures, each with a table of what is in it that was made from the story and not by a reader."""
    tables = sorted(Path(args.fixtures).rglob("*.expected.tsv")) if args.fixtures else []
    tables = [it for it in tables if source_of(it).exists()]
    if not tables:
        return
    truths = [truth_of(it) for it in tables]
    told = dict(answers(args, folder, [source_of(it) for it in tables]))
    counts = {tool: [compared(answer, truth) for answer, truth in zip(told[tool], truths)] for tool in TOOLS}
    rows = []
    for number, (path, truth) in enumerate(zip(tables, truths)):
        cells = ["{} / {}".format(*counts[tool][number]) for tool in TOOLS]
        rows.append([source_of(path).stem, len(truth), *cells])
    sums = ["{} / {}".format(*map(sum, zip(*counts[tool]))) for tool in TOOLS]
    rows.append(["all", sum(map(len, truths)), *sums])
    print("The crate's fixtures: messages found / of these, times right. Where a file does not settle a time, only")
    print("saying so is right.")
    table(["fixture", "messages", *TOOLS], rows, left=1)


def source_of(path):
    return path.with_name(path.name.removesuffix(".expected.tsv") + ".txt")


def truth_of(path):
    """Times and texts; none for a time that the file does not settle."""
    truth = []
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        at, _, _, _, text, attachment, _ = line.split("\t")
        needle = unescaped(text).split("\n")[0] or attachment
        truth.append((None if at.startswith("?") or not at else at, plain(needle)))
    return truth


def unescaped(text):
    def character(found):
        return chr(int(found[1], 16)) if found[1] else {"n": "\n", "t": "\t"}.get(found[2], found[2])

    return re.sub(r"\\(?:u\{([0-9a-fA-F]+)\}|(.))", character, text)


def plain(text):
    """Without marks of direction, which some tools take away."""
    text = re.sub("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff\r]", "", text or "")
    return re.sub("[\u00a0\u202f]", " ", text).strip()


def compared(answer, truth):
    """How many messages were found, in their order, and how many of these with the right time."""
    found = right = 0
    messages = iter(answer.get("found", []))
    waiting = []
    for at, needle in truth:
        # A message that is not there must not use up those behind it.
        for place, (when, text) in enumerate(waiting):
            if needle in text:
                del waiting[: place + 1]
                break
        else:
            skipped = []
            for when, text in messages:
                text = plain(text)
                if needle in text:
                    waiting = []
                    break
                skipped.append((when, text))
            else:
                waiting += skipped
                continue
        found += 1
        right += when is None if at is None else (when or "")[: len(at)] == at
    return found, right


if __name__ == "__main__":
    sys.exit(main())
