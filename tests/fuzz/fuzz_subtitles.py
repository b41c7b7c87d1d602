"""A fuzz run over all subtitle readers: `python tests/fuzz/fuzz_subtitles.py --seconds 600`.

Files of the corpora and the malformed cases are changed at random; whatever makes a reader say
something new is changed further. An input that breaks a law is made as small as it can be and
printed: put it into tests/fuzz/corpus, where `test_fuzz_corpus.py` replays it for ever.
"""

from __future__ import annotations

import argparse
import importlib.util
import logging
import os
import random
import sys
import time
import tomllib
import traceback
from collections import Counter
from pathlib import Path

from goglobal import subtitles
from goglobal.subtitles.formats import _READERS, FORMATS, READABLE
from goglobal.testing.laws import broken

ROOT = Path(__file__).resolve().parents[2]
CORPUS = Path(__file__).parent / "corpus"
BESIDE = next(iter(sorted(ROOT.parent.glob("*/corpora"))), CORPUS)
CORPORA = Path(os.environ.get("GOGLOBAL_CORPORA", BESIDE))
CASES = ROOT / "tests" / "unit" / "subtitles" / "malformed.toml"
SUFFIXES = {
    "srt": (".srt", ".sbv", ".bin"),
    "webvtt": (".vtt",),
    "ttml": (".ttml", ".xml"),
    "scc": (".scc",),
    "stl": (".stl",),
    "ass": (".ass", ".ssa"),
}
LARGEST = 6000
"""Bytes: a larger file shows nothing that a smaller one does not, but takes longer."""

TOKENS = [
    piece.encode("utf-8", "surrogatepass")
    for piece in (
        "\n", "\n\n", "\r", "\r\n", "\r\r\n", " ", "\t", "\0", "\x1a", "\x0b", "\x0c", "\x85",
        "\u2028", "\u00a0", "\u3000", "\ufeff", "\u2060", "\ufffd", "\ud800", "1", "2", "10", "-",
        "-->", " --> ", "->", "→", "--&gt;", ":", ",", ".", "；", "：", "１", "٣",
        "00:00:01,000", "00:00:02.500", "00:01.000", "1:2:3", "99:99:99,999", "00:00:01:12",
        "00:00:01,000 --> 00:00:02,000", "\n3\n00:00:05,000 --> 00:00:06,000\nwords\n",
        "00:00:01.000 --> 00:00:02.000 line:0", "X1:1 X2:2 Y1:3 Y2:4", "align:start", "WEBVTT",
        "NOTE", "NOTE x\n", "STYLE\n::cue(.a) { color: red }\n", "REGION\nid:a\n", "<i>", "</i>",
        "<b>", "<font color=\"red\">", "</font>", "<c.a>", "<c>", "</c>", "<v Bob>", "<ruby>a<rt>b",
        "<00:01.500>", "<", ">", "&", "&amp;", "&lt;", "&#0;", "&#10;", "&nbsp;", "&lt;i&gt;",
        "{\\an8}", "{\\pos(1,2)}", "{", "}", "\\N", "\\h", "Hello", "你好", "é", "Ã©", "Â¿", "â€™",
        "锟斤拷", "浣犲ソ", "????", "#1", "No.7", "第3", "XX",
    )
]  # fmt: skip
TOKENS += [b"\xff", b"\xfe", b"\xc3", b"\xe4\xbd", b"\x81", b"\xff\xfe", b"\xfe\xff", b"\x1b$B"]
ENCODINGS = (
    "utf-16-le", "utf-16", "utf-32-be", "gb18030", "big5", "cp932", "euc_jp", "cp949", "cp1250",
    "cp1251", "cp1252", "cp1256", "cp874", "cp1258",
)  # fmt: skip
LANGUAGES = (None, None, "zh-Hans", "zh-Hant", "ja", "ko", "th", "vi", "fr", "pl", "ru", "ar")


def formats() -> tuple[str, ...]:
    """The formats that have a reader; ttml stands for all its profiles."""
    return tuple(
        name
        for name in READABLE
        if name not in ("imsc", "itt")
        and importlib.util.find_spec(f"goglobal.subtitles.{_READERS[name][0]}")
    )


def seeds() -> dict[str, list[bytes]]:
    """What to begin with, by format: corpora, malformed cases, and a file that we write."""
    found: dict[str, list[bytes]] = {name: [] for name in formats()}
    files = [path for folder in (CORPORA, CORPUS) for path in sorted(folder.rglob("*"))]
    for name, suffixes in SUFFIXES.items():
        if name in found:
            found[name] += [path.read_bytes() for path in files if path.suffix in suffixes]
    cases = tomllib.loads(CASES.read_text("utf-8"))["case"]
    texts = [case["source"].encode("utf-8", "surrogatepass") for case in cases]
    found["srt"] += texts
    found["webvtt"] += [b"WEBVTT\n\n" + text.replace(b",", b".") for text in texts]
    sample = subtitles.parse("1\n00:00:01,000 --> 00:00:02,500\n<i>Hi</i> & you\nsecond\n\n" * 3)
    for name in set(found) & set(FORMATS):
        found[name].append(subtitles.write(sample, name))
    return found


def changed(data: bytes, others: list[bytes], rng: random.Random) -> bytes:
    """`data` with one to eight things about it changed."""
    for _ in range(rng.choice((1, 1, 2, 3, 5, 8))):
        start = rng.randint(0, len(data))
        stop = min(len(data), start + rng.choice((0, 1, 1, 2, 5, 20, 100)))
        kind = rng.randrange(8)
        if kind < 3:
            data = data[:start] + rng.choice(TOKENS) + data[stop:]
        elif kind == 3:
            data = data[:start] + data[stop:]
        elif kind == 4:
            data = data[:start] + data[start:stop] * rng.choice((2, 3, 120)) + data[stop:]
        elif kind == 5:
            other = rng.choice(others)
            place = rng.randint(0, len(other))
            data = data[:start] + other[place : place + rng.choice((5, 30, 300))] + data[stop:]
        elif kind == 6:
            data = data[:start] + rng.randbytes(1) + data[start + 1 :]
        elif rng.random() < 0.2:
            data = data.decode("utf-8", "replace").encode(rng.choice(ENCODINGS), "replace")
    return data[:LARGEST]


def failure(data: bytes, name: str, language: str | None) -> str:
    """What is wrong with how a file is read; empty where nothing is."""
    try:
        return "; ".join(broken(data, name, language=language))[:600]
    except Exception:
        return traceback.format_exc(limit=-3)


def smallest(data: bytes, name: str, language: str | None) -> bytes:
    """The file with everything taken out that the failure does not need."""
    size = max(1, len(data) // 2)
    until = time.monotonic() + 20
    while size and time.monotonic() < until:
        place = 0
        while place < len(data):
            shorter = data[:place] + data[place + size :]
            if failure(shorter, name, language):
                data = shorter
            else:
                place += size
        size //= 2
    return data


def novelty(data: bytes, name: str, language: str | None) -> frozenset[str]:
    """What a reader says of a file, as words to compare."""
    track = subtitles.parse(data, format=name, language=language)
    words = {found.message for found in track.findings}
    words |= {str(min(len(track.cues), 3)), str(track.lines is None), str(len(track.blocks) > 0)}
    return frozenset(words)


def main() -> int:
    logging.disable(logging.CRITICAL)  # what other parsers print of what they meet
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--format", choices=formats())
    chosen = parser.parse_args()
    rng = random.Random(chosen.seed)
    pool = {k: v for k, v in seeds().items() if v and chosen.format in (None, k)}
    seen: dict[str, set[frozenset[str]]] = {name: set() for name in pool}
    count: Counter[str] = Counter()
    failures: set[str] = set()
    until = time.monotonic() + chosen.seconds
    while time.monotonic() < until and len(failures) < 20:
        name = rng.choice(list(pool))
        language = rng.choice(LANGUAGES)
        data = changed(rng.choice(pool[name]), pool[rng.choice(list(pool))], rng)
        count[name] += 1
        wrong = failure(data, name, language)
        if wrong:
            small = smallest(data, name, language)
            wrong = failure(small, name, language)
            if wrong[:40] not in failures:
                failures.add(wrong[:40])
                print(f"{name} {language} {small!r}\n  {wrong}", flush=True)
            continue
        said = novelty(data, name, language)
        if said not in seen[name]:
            seen[name].add(said)
            pool[name].append(data)
    grown = {name: len(seen[name]) for name in pool}
    print(f"seed {chosen.seed}: {dict(count)} executions, {grown} ways of reading,"
          f" {len(failures)} failures")  # fmt: skip
    return bool(failures)


if __name__ == "__main__":
    sys.exit(main())
