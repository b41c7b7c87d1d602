"""Mends of what a text is written with: TXT003, TXT005, TXT007-TXT010, TXT012.

No letter, digit or word changes, and mark-up is looked at, never into: what stands in a tag stays.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import partial

from goglobal.fixing.base import Mend, with_texts
from goglobal.model import Cue
from goglobal.rules.base import Parameters
from goglobal.rules.signs import HAN
from goglobal.rules.subjects import TrackSubject
from goglobal.rules.text import EDGES, SPACES
from goglobal.rules.text_characters import INVISIBLE_ONE, has_work
from goglobal.subtitles.markup import KNOWN_TAGS, TOKEN, plain


def without_spaces(
    subject: TrackSubject, parameters: Parameters, touched: frozenset[int]
) -> Sequence[Cue]:
    """White space (TXT003) goes at both ends of a line; two spaces become one, but in Chinese."""
    pattern = EDGES if subject.language.split("-", 1)[0] in {"zh", "yue"} else SPACES

    def mended(_: int, cue: Cue) -> str:
        lines = cue.text.split("\n")
        return "\n".join([_narrowed(pattern, line) if line.strip() else line for line in lines])

    return with_texts(subject, touched, mended)


def _narrowed(pattern: re.Pattern[str], line: str) -> str:
    return pattern.sub(lambda run: "" if run.start() == 0 or run.end() == len(line) else " ", line)


def composed(
    subject: TrackSubject, parameters: Parameters, touched: frozenset[int]
) -> Sequence[Cue]:
    """Letters in pieces (TXT005) are put together, as Unicode's form NFC has them."""
    normal = partial(unicodedata.normalize, "NFC")
    return with_texts(subject, touched, lambda _, cue: _outside_markup(cue.text, normal))


def _outside_markup(text: str, change: Callable[[str], str]) -> str:
    """`text` with each stretch between two pieces of mark-up changed."""
    pieces, done = [], 0
    for match in TOKEN.finditer(text):
        if match["entity"] or (match["tag"] and match["tag"].lower() not in KNOWN_TAGS):
            continue
        pieces += [change(text[done : match.start()]), match[0]]
        done = match.end()
    return "".join([*pieces, change(text[done:])])


def without_invisible(
    subject: TrackSubject, parameters: Parameters, touched: frozenset[int]
) -> Sequence[Cue]:
    """Invisible characters that do nothing (TXT012) go; what parts two words leaves a space."""
    main = subject.language.split("-", 1)[0]
    return with_texts(subject, touched, lambda _, cue: _seen(cue.text, main))


_PARTING = frozenset("\u000b\u000c\u001c\u001d\u001e\u001f\u0085\u2028\u2029")
"""Ends of lines: without them, two words would be one."""
_STAYING = frozenset("\ufff9\ufffa\ufffb\ufffc\u3164\uffa0")
"""What parts a word from a remark on it, stands for a picture, or is a blank letter: left to
somebody who sees what was meant."""


def _seen(text: str, main: str) -> str:
    while True:
        places = [
            match.start()
            for match in INVISIBLE_ONE.finditer(text)
            if match[0] not in _STAYING and not has_work(text, match.start(), main)
        ]
        new = _taken_out(text, places)
        # without them, what was text might be mark-up: `<`, something invisible, `i>`
        if not places or _letters(plain(new)) != _letters(plain(text)):
            return text
        text = new


def _taken_out(text: str, places: Sequence[int]) -> str:
    pieces, done, last = [], 0, ""
    for place in places:
        pieces.append(text[done:place])
        last = pieces[-1][-1:] or last
        if text[place] in _PARTING and last.strip() and text[place + 1 : place + 2].strip():
            pieces.append(" ")
            last = " "
        done = place + 1
    return "".join([*pieces, text[done:]])


def _letters(text: str) -> str:
    """What can be seen in a text."""
    return "".join(INVISIBLE_ONE.sub("", text).split())


def with_dashes(
    subject: TrackSubject, parameters: Parameters, touched: frozenset[int]
) -> Sequence[Cue]:
    """The dashes of two speakers (TXT007) as the style has them; other dashes are left.

    A dash is added to the first line only where a sentence ends with that line.
    """
    style = parameters.text("style")
    return with_texts(subject, touched, lambda _, cue: _dashed(cue.text, style))


_SPEAKER = re.compile(
    r"(?P<before>(?:</?[A-Za-z][^<>\n]*+>|\{\\[^{}\n]*+\}|\s)*+)"
    r"(?:(?P<dash>[-‐‑–])(?P<space>\s*+))?(?P<words>[^\n]*)\Z"
)
_NO_SPEAKER = re.compile(r"[-‐‑–—\d]|\Z")
_ENDS_SENTENCE = re.compile(r"[.?!…؟。？！][\"'”’»)\]]*+\Z")
_STYLES = ("dash", "dash-space", "second-line")


def _dashed(text: str, style: str) -> str:
    lines = text.split("\n")
    if style not in _STYLES or len(lines) != 2 or plain(text).count("\n") != 1:
        return text
    first, second = (_SPEAKER.match(line) for line in lines)
    if first is None or second is None or second["dash"] is None:
        return text
    speakers = [turn for turn in (first, second) if turn["dash"] is not None]
    if any(_NO_SPEAKER.match(plain(turn["words"])) for turn in speakers):
        return text  # a number below zero, or two dashes for one
    if style == "second-line":
        return "\n".join([first["before"] + first["words"], lines[1]])
    if first["dash"] is None and not _ENDS_SENTENCE.search(plain(lines[0]).rstrip()):
        return text
    space = " " if style == "dash-space" else ""
    dash = first["dash"] or second["dash"]
    return "\n".join(
        [
            f"{first['before']}{dash}{space}{first['words']}",
            f"{second['before']}{second['dash']}{space}{second['words']}",
        ]
    )


def with_ellipses(
    subject: TrackSubject, parameters: Parameters, touched: frozenset[int]
) -> Sequence[Cue]:
    """Three dots (TXT008) become the one character, or it becomes three dots."""
    wanted = parameters.text("wanted")
    if wanted == "…":
        change: Callable[[str], str] = partial(_DOTS.sub, _ellipsis)
    else:
        change = partial(re.compile("…").sub, lambda _: wanted)
    return with_texts(subject, touched, lambda _, cue: _outside_markup(cue.text, change))


_DOTS = re.compile(r"\.{3,}")


def _ellipsis(dots: re.Match[str]) -> str:
    count, rest = divmod(len(dots[0]), 3)
    return "…" * count + "." * rest


def without_italics(
    subject: TrackSubject, parameters: Parameters, touched: frozenset[int]
) -> Sequence[Cue]:
    """Italics (TXT009) go in languages without them; every other tag stays."""
    return with_texts(subject, touched, lambda _, cue: TOKEN.sub(_upright, cue.text))


_SLANT = re.compile(r"\\i[01](?=[\\}])")


def _upright(token: re.Match[str]) -> str:
    if token["tag"]:
        return "" if token["tag"].lower().partition(".")[0] == "i" else token[0]
    if token["override"]:
        rest = _SLANT.sub("", token[0])
        return "" if rest == "{}" else rest
    return token[0]


def punctuated(
    subject: TrackSubject, parameters: Parameters, touched: frozenset[int]
) -> Sequence[Cue]:
    """Punctuation as Chinese subtitles have it (TXT010): a space for a comma or a full stop inside
    a line, nothing at its end, ？ and ！ in full width. Between digits a comma stays."""
    return with_texts(
        subject, touched, lambda _, cue: "\n".join(map(_chinese, cue.text.split("\n")))
    )


_MARKS = re.compile(f"(?<=[{HAN}])[?!]+|[，。]+|(?<=[{HAN}]),|(?<=[{HAN}])\\.(?![.\\d])")
_WIDE = {ord("?"): "？", ord("!"): "！"}
_BEGINNING = re.compile(r"(?:<[A-Za-z][^<>\n]*+>|\{\\[^{}\n]*+\}|[「『“‘（《【\s])*+")
_END = re.compile(r"(?:</[A-Za-z][^<>\n]*+>|\s)*+(?:\Z|[」』”’）》】])")


def _chinese(line: str) -> str:
    pieces, done = [], 0
    beginning = _BEGINNING.match(line)
    for match in _MARKS.finditer(line):
        start, end = match.span()
        pieces.append(line[done:start])
        done = end
        before, after = line[max(0, start - 1) : start], line[end : end + 1]
        if match[0][0] in "?!":
            pieces.append(match[0].translate(_WIDE))
        elif before.isdigit() and after.isdigit():
            pieces.append(match[0])
        elif not (
            (beginning and start <= beginning.end())
            or before.isspace()
            or after.isspace()
            or _END.match(line, end)
        ):
            pieces.append(" ")
    return "".join([*pieces, line[done:]])


MENDS: dict[str, Mend] = {
    "TXT003": without_spaces,
    "TXT005": composed,
    "TXT007": with_dashes,
    "TXT008": with_ellipses,
    "TXT009": without_italics,
    "TXT010": punctuated,
    "TXT012": without_invisible,
}
