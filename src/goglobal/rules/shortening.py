"""Texts cut to a length: at the end of a word, or of what readers take for one character."""

from __future__ import annotations

import unicodedata

from goglobal.fit.places import breakless, phrases, unspaced

ELLIPSIS = "…"
_WINDOW = 200
"""Characters before the limit in which a word's end is looked for; no word is longer."""
_LOOSE = " \t\n\r\u00a0\u3000,;:.!?-‐–—…、，；：。！？،؛।\u200b"
"""What does not stand before an ellipsis."""


def cut(text: str, most: int, language: str) -> str:
    """`text` in at most `most` characters: code points after composition (NFC), as XML counts.

    What fits comes back as it is. Otherwise it ends with an ellipsis, which counts, behind a whole
    word; in languages without spaces behind a whole phrase; where not one fits, behind a whole
    character as readers see it. Raises ValueError for a length below 1. Takes time in proportion to
    `most`, whatever the text's length.
    """
    if most < 1:
        raise ValueError(most)
    if len(text) <= most:
        composed = unicodedata.normalize("NFC", text)
        return text if composed == text else composed
    # composition only shortens, at most four code points to one
    text = unicodedata.normalize("NFC", text[: 4 * most + _WINDOW])
    if len(text) <= most:
        return text
    room = most - len(ELLIPSIS)
    head = text[: _word_end(text, room, language)].rstrip(_LOOSE)
    if not head:
        head = text[: _character_end(text, room)].rstrip(_LOOSE)
    return f"{head}{ELLIPSIS}"


def _word_end(text: str, room: int, language: str) -> int:
    """The last place up to `room` where a word ends; 0 where none does."""
    if room and text[room].isspace():
        return room
    first = max(0, room - _WINDOW)
    window = text[first : room + 1]
    places = [i for i, character in enumerate(window) if character.isspace()]
    if unspaced(language):
        ends = phrases(text[first : room + _WINDOW], language)
        places += (place for place in ends if 0 < place <= room - first)
    else:
        # where a sign such as a dash or a Chinese comma ends a word without a space
        places += (
            i + 1
            for i, character in enumerate(window[:-1])
            if character in "、，；：。！？" and not breakless(text, first + i + 1)
        )
    return first + max(places, default=-first)


def _character_end(text: str, room: int) -> int:
    """The last place up to `room` that is inside of no character as readers see it."""
    for place in range(room, 0, -1):
        if text[place - 1].isspace() or text[place].isspace() or not _is_inside(text, place):
            return place
    return 0


def _is_inside(text: str, place: int) -> bool:
    after = text[place]
    code, before = ord(after), text[place - 1]
    return (
        unicodedata.category(after)[0] == "M"
        or before in "\u200c\u200d\u2060\ufeff"
        or after in "\u200c\u200d\u2060\ufeff"
        or 0x1F3FB <= code <= 0x1F3FF
        or 0xE0000 <= code <= 0xE007F
        or (0x1F1E6 <= code <= 0x1F1FF and _flags_before(text, place) % 2 == 1)
        or 0x1160 <= code <= 0x11FF
        or (before in "เแโใไ")
        or (after in "ะาำๅๆฯ")
    )


def _flags_before(text: str, place: int) -> int:
    count = 0
    while place > 0 and 0x1F1E6 <= ord(text[place - 1]) <= 0x1F1FF:
        count, place = count + 1, place - 1
    return count
