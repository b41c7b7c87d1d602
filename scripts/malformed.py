"""Write docs/reference/malformed.md: what this reader and its peers make of malformed files.

python scripts/malformed.py            write it
python scripts/malformed.py --check    fail where the page is not what would be written

The inputs are those of tests/unit/subtitles/malformed.toml that have an `about`. Every reader is
called as its documentation says, and judged by the same two questions: are the words there, and
are the times right.
"""

from __future__ import annotations

import io
import logging
import re
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from html import unescape
from importlib.metadata import version
from pathlib import Path
from typing import Any

import msgspec

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "reference" / "malformed.md"
CASES = ROOT / "tests" / "unit" / "subtitles" / "malformed.toml"
SRT_ONLY = frozenset({"pysrt", "srt"})

Cues = list[tuple[int, int, str]]
"""Start and end in milliseconds, and the text."""

_MARKS = re.compile(r"</?[A-Za-z][^<>\n]*>|\{\\[^{}\n]*\}|\\[Nnh]")
_GUESSED = ("SUB004", False)


class Case(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One malformed input and what is in it."""

    name: str
    source: str
    cues: Cues
    findings: list[str]
    about: str = ""
    format: str = "srt"
    encoding: str = ""
    language: str | None = None
    words: str = ""

    @property
    def content(self) -> str | bytes:
        """The file, as text where its encoding is not what it is about."""
        return self.source.encode(self.encoding) if self.encoding else self.source

    @property
    def said(self) -> Counter[str]:
        """The words that a reader has to come to."""
        return words(self.words or " ".join(text for _, _, text in self.cues))


class Verdict(msgspec.Struct, frozen=True):
    """What one reader made of one input."""

    mark: str
    word: str
    silent_loss: bool = False


READS = Verdict("✓", "reads all")
LOSES = Verdict("✗", "loses text", silent_loss=True)
WRONG = Verdict("✗", "wrong time", silent_loss=True)
ADDS = Verdict("~", "adds text")
REFUSES = Verdict("!", "refuses")
NOT_ITS = Verdict("·", "not its format")


def words(text: str) -> Counter[str]:
    """The words of a text without its mark-up, counted."""
    return Counter(_MARKS.sub(" ", unescape(text)).split())


def cases() -> list[Case]:
    """The inputs of the page, in its order."""
    found = tomllib.loads(CASES.read_text("utf-8"))["case"]
    return [case for case in msgspec.convert(found, list[Case]) if case.about]


def _pysrt(content: str | bytes, form: str) -> Cues:
    import pysrt

    if isinstance(content, str):
        items = pysrt.from_string(content)
    else:
        with tempfile.NamedTemporaryFile(suffix=".srt") as file:
            file.write(content)
            file.flush()
            items = pysrt.open(file.name)
    return [(item.start.ordinal, item.end.ordinal, item.text) for item in items]


def _srt(content: str | bytes, form: str) -> Cues:
    import srt  # type: ignore[import-untyped]

    return [
        (_ms(one.start.total_seconds()), _ms(one.end.total_seconds()), one.content)
        for one in srt.parse(_utf8(content))
    ]


def _pysubs2(content: str | bytes, form: str) -> Cues:
    import pysubs2

    if isinstance(content, str):
        file = pysubs2.SSAFile.from_string(content, format_=_named(form))
    else:
        with tempfile.NamedTemporaryFile(suffix=f".{_named(form)}") as on_disk:
            on_disk.write(content)
            on_disk.flush()
            file = pysubs2.load(on_disk.name, format_=_named(form))
    return [(event.start, event.end, event.plaintext) for event in file]


def _webvtt_py(content: str | bytes, form: str) -> Cues:
    import webvtt

    buffer = io.BytesIO(content.encode() if isinstance(content, str) else content)
    file = webvtt.from_buffer(buffer, format=_named(form))
    return [(_ms(one.start_in_seconds, one.start), _ms(one.end_in_seconds, one.end), one.raw_text)
            for one in file.captions]  # fmt: skip


def _pycaption(content: str | bytes, form: str) -> Cues:
    import pycaption

    reader = pycaption.SRTReader() if form == "srt" else pycaption.WebVTTReader()
    captions = reader.read(_utf8(content)).get_captions("en-US")
    return [(one.start // 1000, one.end // 1000, one.get_text()) for one in captions]


def _ttconv(content: str | bytes, form: str) -> Cues:
    from importlib import import_module

    module = import_module(f"ttconv.{_named(form)}.reader")
    model = module.to_model(io.StringIO(_utf8(content)))
    if model is None:
        raise ValueError("it says on its log that it gives up")
    paragraphs = [one for one in model.get_body().dfs_iterator() if type(one).__name__ == "P"]
    return [
        (
            int((one.get_begin() or 0) * 1000),
            int((one.get_end() or 0) * 1000),
            "".join(_piece(each) for each in one.dfs_iterator()),
        )
        for one in paragraphs
    ]


def _piece(element: Any) -> str:
    name = type(element).__name__
    return str(element.get_text()) if name == "Text" else "\n" if name == "Br" else ""


PEERS: Mapping[str, Callable[[str | bytes, str], Cues]] = {
    "pysrt": _pysrt,
    "srt": _srt,
    "pysubs2": _pysubs2,
    "webvtt-py": _webvtt_py,
    "pycaption": _pycaption,
    "ttconv": _ttconv,
}


def _named(form: str) -> str:
    return "srt" if form == "srt" else "vtt"


def _utf8(content: str | bytes) -> str:
    return content if isinstance(content, str) else content.decode("utf-8-sig")


def _ms(seconds: float, clock: str = "") -> int:
    fraction = re.search(r"[.,](\d{3})$", clock)
    return int(seconds) * 1000 + int(fraction[1]) if fraction else round(seconds * 1000)


class _Heard(logging.Handler):
    """Whether a reader says anything on its log."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.count = 0

    def emit(self, record: logging.LogRecord) -> None:
        self.count += 1


def ours(case: Case) -> Verdict:
    """What goglobal makes of a case: what it shows in a finding is not lost."""
    from goglobal import subtitles
    from goglobal.testing.accounting import unaccounted

    track = subtitles.parse(case.content, format=case.format, language=case.language)
    shown = [cue.text for cue in track.cues] + [found.excerpt or "" for found in track.findings]
    if case.said - words(" ".join(shown)) or unaccounted(case.content, track):
        return LOSES
    cues = [(cue.start, cue.end, cue.text) for cue in track.cues]
    codes = sorted({found.code for found in track.findings})
    if not _right(cues, case.cues) and not codes:
        return WRONG
    return Verdict("✓", f"reads all, tells {', '.join(codes)}") if codes else READS


def theirs(peer: str, case: Case) -> Verdict:
    """What a peer makes of a case."""
    if case.format == "webvtt" and peer in SRT_ONLY:
        return NOT_ITS
    heard = _Heard()
    root = logging.getLogger()
    before = root.handlers[:]
    root.handlers = [heard]
    try:
        cues = PEERS[peer](case.content, case.format)
    except Exception:  # whatever it raises, the user has no cues and knows it
        return REFUSES
    finally:
        root.handlers = before
    got = words(" ".join(text for _, _, text in cues))
    if case.said - got:
        verdict = LOSES
    elif not _certain(case):
        return READS
    elif not _right(cues, case.cues):
        verdict = WRONG
    else:
        return ADDS if got - case.said else READS
    return Verdict("✗", f"{verdict.word}, logs") if heard.count else verdict


def _certain(case: Case) -> bool:
    """Whether the times of a case are what it says, not what a reader has to guess."""
    from goglobal import subtitles

    track = subtitles.parse(case.content, format=case.format, language=case.language)
    return all((found.code, found.fixable) != _GUESSED for found in track.findings)


def _right(cues: Cues, expected: Cues) -> bool:
    """Whether the cues that have a text stand at the expected times."""
    return _times(cues) == _times(expected)


def _times(cues: Cues) -> list[tuple[int, int]]:
    return [(start, end) for start, end, text in cues if text.strip()]


def table() -> Iterator[tuple[Case, dict[str, Verdict]]]:
    """Every case with the verdict of every reader."""
    for case in cases():
        yield case, {"goglobal": ours(case), **{peer: theirs(peer, case) for peer in PEERS}}


def page() -> str:
    """The page as it has to stand in the repository."""
    rows = list(table())
    readers = list(rows[0][1])
    heads = ["goglobal", *(f"{peer} {version(peer)}" for peer in PEERS)]
    lines = [
        "<!-- generated by scripts/malformed.py: change the source, then run it again -->",
        "",
        "# Malformed files, and what readers make of them",
        "",
        f"{len(rows)} inputs, each read by goglobal and by six other libraries, each through the",
        "call that its documentation gives: on text, on bytes where the encoding is the point.",
        "A script asks whether all words of the dialogue are in the cues (for goglobal: in the",
        "cues or in a finding) and whether the cues stand at the right times.",
        "",
        "* ✓ *reads all*: all words, and right times; *tells*: the findings say what is wrong.",
        "* ✗ *loses text*, *wrong time*: and no word about it. *logs*: with a line on the log.",
        "* ~ *adds text*: counters or times are shown as dialogue.",
        "* ! *refuses*: no cues, and an exception or a line on the log that says so.",
        "* · *not its format*: it reads SRT only.",
        "",
        f"| input | {' | '.join(heads)} |",
        f"|---|{'---|' * len(heads)}",
    ]
    for case, verdicts in rows:
        form = "" if case.format == "srt" else "WebVTT: "
        cells = [f"{verdicts[reader].mark} {verdicts[reader].word}" for reader in readers]
        lines.append(f"| {form}{case.about} | {' | '.join(cells)} |")
    for title, wanted in TOTALS:
        sums = [str(sum(wanted(verdicts[reader]) for _, verdicts in rows)) for reader in readers]
        lines.append(f"| **{title}** | {' | '.join(f'**{each}**' for each in sums)} |")
    return "\n".join(lines) + "\n"


TOTALS: tuple[tuple[str, Callable[[Verdict], bool]], ...] = (
    ("silent losses", lambda verdict: verdict.silent_loss),
    ("refused", lambda verdict: verdict == REFUSES),
    ("read in full", lambda verdict: verdict.mark == "✓"),
)


def main(arguments: list[str]) -> int:
    """Write the page, or compare it."""
    wanted = page()
    if "--check" in arguments:
        current = PAGE.is_file() and PAGE.read_text("utf-8") == wanted
        if not current:
            print(f"{PAGE.relative_to(ROOT)} is stale: run `python scripts/malformed.py`")
        return 0 if current else 1
    PAGE.write_text(wanted, "utf-8")
    print(f"wrote {PAGE.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
