"""What a translator is told beside a text: what it is, when it is shown, limits, names in it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from goglobal.errors import fill
from goglobal.exchange.limits import CueLimits, TextLimit
from goglobal.exchange.returned import Words
from goglobal.messages import N_
from goglobal.model import Cue, Series, Term, Track
from goglobal.subtitles.markup import plain

_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?\s+([^<>\n]{1,80})>")
_LONGEST_NEIGHBOUR = 120
_LABELS = {
    "series/title": N_("The title of the series."),
    "series/synopsis": N_("What the series is about."),
    "series/tagline": N_("The line below the title on a poster."),
    "series/keywords": N_("Keywords, separated by commas."),
    "episode/title": N_("The title of episode {episode}."),
    "episode/synopsis": N_("What happens in episode {episode}."),
    "credit/name": N_("A name in the credits ({role})."),
    "credit/character": N_("The name of a character in the credits."),
}

_CHARACTERS = N_("At most {limit} characters.")
_BYTES = N_("At most {limit} bytes in UTF-8 (a Thai or Chinese character has three).")
_OUTDATED = N_(
    "The source of this episode has changed since it was translated: look whether the translation "
    "still says the same."
)
_NAMES = (N_("Name: {term} = {rendering} ({note})"), N_("Name: {term} = {rendering}"))
_NOTED = N_("Name: {term} ({note})")


def of_text(key: str, source: str, series: Series, language: str, words: Words) -> list[str]:
    """What a metadata text is, and the names in it."""
    head, *rest = key.split("/")
    label = _LABELS.get(key) or _LABELS.get(f"{head}/{rest[-1]}" if rest else key, "")
    number = int(rest[0]) if head == "episode" and rest and rest[0].isdecimal() else 0
    notes = []
    if label:
        arguments: dict[str, str | int] = {"episode": number, "role": rest[0] if rest else ""}
        notes.append(fill(words(label), arguments))
    notes.extend(_names(source, series.glossary, language, words))
    return notes


def of_limit(limit: TextLimit, words: Words) -> list[str]:
    """The limit of a metadata text in words."""
    notes = []
    if limit.characters is not None:
        notes.append(fill(words(_CHARACTERS), {"limit": limit.characters}))
    if limit.bytes is not None:
        notes.append(fill(words(_BYTES), {"limit": limit.bytes}))
    return notes


def is_of_text(line: str) -> bool:
    """Whether a line of comment is one that `of_text` or `of_limit` write in English."""
    return _own().fullmatch(line) is not None


@lru_cache(maxsize=1)
def _own() -> re.Pattern[str]:
    places = {"episode": r"\d+", "limit": r"\d+", "role": "[^()]*"}
    ids = (*_LABELS.values(), _CHARACTERS, _BYTES, *_NAMES, _NOTED)
    return re.compile(
        "|".join(
            re.sub(r"\\{(\w+)\\}", lambda place: places.get(place[1], ".+"), re.escape(one))
            for one in ids
        )
    )


def of_cues(
    track: Track,
    covered: Sequence[int],
    *,
    shown: Sequence[Cue],
    outdated: bool,
    limits: CueLimits,
    series: Series,
    language: str,
    words: Words,
) -> list[str]:
    """What a translator of a cue needs: when, how much, who, names, the lines around it.

    `covered` are the source's cues, `shown` the existing translation's, empty where there is none;
    `outdated`: it was made from other words of the source, and nobody knows in which cues.
    """
    cues = [track.cues[index] for index in covered]
    start, end = cues[0].start, max(cue.end for cue in cues)
    seconds = max(0, end - start) / 1000
    notes = [
        fill(
            words(N_("Shown at {start} for {seconds} s.")),
            {"start": clock(start), "seconds": f"{seconds:.1f}"},
        )
    ]
    if outdated:
        notes.append(words(_OUTDATED))
    notes.extend(_room(seconds, len(cues), limits, words))
    notes.extend(_joined(len(cues), len(shown), words))
    speakers = [name for cue in cues for name in _VOICE.findall(cue.payload)]
    if speakers:
        message = words(N_("Said by: {names}."))
        notes.append(fill(message, {"names": ", ".join(dict.fromkeys(speakers))}))
    text = "\n".join(plain(cue.text) for cue in cues)
    notes.extend(_names(text, series.glossary, language, words))
    before, after = covered[0] - 1, covered[-1] + 1
    if before >= 0:
        notes.append(fill(words(N_("Before it: {text}")), {"text": _line(track.cues[before])}))
    if after < len(track.cues):
        notes.append(fill(words(N_("After it: {text}")), {"text": _line(track.cues[after])}))
    return notes


def _room(seconds: float, cues: int, limits: CueLimits, words: Words) -> list[str]:
    notes = []
    if limits.max_cps is not None and seconds:
        most = math.floor(limits.max_cps * seconds)
        message = words(
            N_("At most {limit} characters can be read in that time ({speed} a second).")
        )
        notes.append(fill(message, {"limit": most, "speed": f"{limits.max_cps:g}"}))
    if limits.max_cpl is not None and limits.max_lines is not None:
        message = words(N_("At most {lines} lines of {limit} characters."))
        notes.append(
            fill(message, {"lines": limits.max_lines * cues, "limit": f"{limits.max_cpl:g}"})
        )
    elif limits.max_lines is not None:
        message = words(N_("At most {lines} lines."))
        notes.append(fill(message, {"lines": limits.max_lines * cues}))
    return notes


def _joined(ours: int, theirs: int, words: Words) -> list[str]:
    """How a unit of several cues is to be written."""
    if ours == 1 and theirs <= 1:
        return []
    message = N_(
        "{source} cues of the source are shown as {target} here: keep the blank lines between them."
    )
    if theirs == 1:
        message = N_("{source} cues of the source are shown as one here: write one text for them.")
    return [fill(words(message), {"source": ours, "target": theirs})]


def _names(text: str, glossary: Iterable[Term], language: str, words: Words) -> Iterable[str]:
    for term in glossary:
        if term.term not in text:
            continue
        renderings = " | ".join(term.renderings.get(language, ()))
        arguments = {"term": term.term, "rendering": renderings, "note": term.note}
        if renderings and term.note:
            yield fill(words(_NAMES[0]), arguments)
        elif renderings:
            yield fill(words(_NAMES[1]), arguments)
        elif term.note:
            yield fill(words(_NOTED), arguments)


def _line(cue: Cue) -> str:
    text = " / ".join(line.strip() for line in plain(cue.text).split("\n") if line.strip())
    return text if len(text) <= _LONGEST_NEIGHBOUR else text[: _LONGEST_NEIGHBOUR - 1] + "…"


def clock(ms: int) -> str:
    """A time in milliseconds as `00:01:02.500`."""
    seconds, thousandths = divmod(max(0, ms), 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}.{thousandths:03}"
