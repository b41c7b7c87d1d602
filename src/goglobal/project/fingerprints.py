"""What a track says and when, in a few numbers: enough to tell later whether it has changed.

Mark-up, case, white space, width and punctuation are no matter, so what `goglobal fix`
mends makes no translation out of date; a question mark is, for it makes another line of one.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache
from typing import Literal

from goglobal.model import Fingerprint, MadeFrom, Track

Change = Literal["text", "cut"]

TOLERANCE = 500
"""Milliseconds by which a track's beginning or end may move without being another cut."""
LENGTH = 16
"""Hexadecimal digits of a text's SHA-256."""
_NO_MATTER = re.compile(
    "[\\s\\x00-/:->@\\[-`{-\x7f\x80-\xa0\xa1\xab\xad\xb7\xbb\u061c\u180e\u200b-\u206f\u3000-\u3004"
    "\u3008-\u301f\ufe00-\ufe0f\ufeff]+"
)


def fingerprint(track: Track) -> Fingerprint:
    """The fingerprint of a track's cues, as they are now."""
    texts = [cue.text for cue in track.cues]
    joined = "\n".join(texts)
    if any(sign in joined for sign in "<{&\\"):
        from goglobal.subtitles.markup import plain

        texts = list(map(plain, texts))
    said = [(cue, text) for cue, text in zip(track.cues, texts, strict=True) if text.strip()]
    if not said:
        return Fingerprint(text="")
    return Fingerprint(
        text=_digest("\n".join([text for _, text in said])),
        cues=len(said),
        first=said[0][0].start,
        last=max(cue.end for cue, _ in said),
    )


def worked_on(before: Fingerprint, now: Fingerprint) -> bool:
    """Whether a track says something else than before, or at other times."""
    return before.text != now.text or _moved(before, now)


def what_changed(made: MadeFrom, source: Fingerprint, track: Fingerprint) -> Change | None:
    """What became of a translation's source since it was made; None: nothing, or the translation
    was worked on after that."""
    if not worked_on(made.source, source) or worked_on(made.track, track):
        return None
    return "text" if made.source.text != source.text else "cut"


def _moved(one: Fingerprint, other: Fingerprint) -> bool:
    return abs(one.first - other.first) > TOLERANCE or abs(one.last - other.last) > TOLERANCE


@lru_cache(maxsize=256)  # each language of a series asks for the source's
def _digest(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    said = unicodedata.normalize("NFC", _NO_MATTER.sub("", folded))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:LENGTH]
