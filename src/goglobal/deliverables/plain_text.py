"""Text for forms that other machines read: nothing in it that is not text."""

from __future__ import annotations

import re
import unicodedata

_UNSEEN = re.compile(
    "[\0-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)


def plain(text: str | None, *, lines: bool = False) -> str:
    """`text` composed (NFC), without control characters and without the controls that turn text
    around (U+202A-U+202E, U+2066-U+2069): what stands beside it is not theirs to turn.

    Tabs and line ends become spaces; with `lines`, line ends stay, as line feeds.
    """
    if text is not None and text.isascii() and text.isprintable():
        return text.strip()
    text = re.sub("\r\n?|\x85|\u2028|\u2029", "\n", text or "").replace("\t", " ")
    if not lines:
        text = re.sub(" *\n+ *", " ", text)
    return unicodedata.normalize("NFC", _UNSEEN.sub("", text)).strip()
